"""What the banner of a person's workspace says, the same in each of its rooms: words and tones only."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.days import moment_words
from app.domain.people import Details
from app.domain.tasks import Appointment
from ui.widgets.tag import Tone


def banner_facts(details: Details, following: Appointment | None) -> list[str]:
    """CRN, the highest RoSH, MAPPA, next contact."""
    facts = [_("CRN {crn}").format(crn=details.crn)]
    highest = details.rosh.highest
    facts.append(_("RoSH: {level}").format(level=highest.label) if highest else _("RoSH not recorded"))
    if details.mappa_category and details.mappa_level:
        words = _("MAPPA category {category} level {level}")
        facts.append(words.format(category=details.mappa_category, level=details.mappa_level))
    elif details.mappa_category:
        facts.append(_("MAPPA category {category}").format(category=details.mappa_category))
    if following:
        words = _("Next: {moment} · {place}")
        facts.append(words.format(moment=moment_words(following.at), place=following.place.label))
    else:
        facts.append(_("No next appointment"))
    return facts


def banner_tags(details: Details, flags: int) -> list[tuple[str, Tone | str]]:
    """Warnings, and how many ``flags`` are up."""
    tags: list[tuple[str, Tone | str]] = []
    if details.staff_alerts:
        tags.append((_("Staff-safety alert"), Tone.DANGER))
    if details.risk_to_self:
        tags.append((_("Risk to self"), Tone.ATTENTION))
    if details.registered:
        tags.append((_("Notification requirements"), Tone.NEUTRAL))
    if flags:
        tags.append((_("Flags: {count}").format(count=flags), Tone.ATTENTION))
    return tags
