"""What the banner of a person's page says: words and tones only."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.days import day_words, moment_words
from app.domain.people import Details, Status
from app.services.people import PersonPage
from ui.widgets.tag import Tone


def banner_facts(content: PersonPage) -> list[str]:
    """CRN, the highest RoSH, MAPPA, next contact."""
    details = content.person.details
    facts = [_("CRN {crn}").format(crn=details.crn)]
    highest = details.rosh.highest
    facts.append(_("RoSH: {level}").format(level=highest.label) if highest else _("RoSH not recorded"))
    if details.mappa_category and details.mappa_level:
        words = _("MAPPA category {category} level {level}")
        facts.append(words.format(category=details.mappa_category, level=details.mappa_level))
    elif details.mappa_category:
        facts.append(_("MAPPA category {category}").format(category=details.mappa_category))
    if content.next:
        words = _("Next: {moment} · {place}")
        facts.append(words.format(moment=moment_words(content.next.at), place=content.next.place.label))
    else:
        facts.append(_("No next appointment"))
    return facts


def banner_tags(content: PersonPage) -> list[tuple[str, Tone | str]]:
    details = content.person.details
    tags: list[tuple[str, Tone | str]] = []
    if details.staff_alerts:
        tags.append((_("Staff-safety alert"), Tone.DANGER))
    if details.risk_to_self:
        tags.append((_("Risk to self"), Tone.ATTENTION))
    if details.registered:
        tags.append((_("Notification requirements"), Tone.NEUTRAL))
    if content.flags:
        tags.append((_("Flags: {count}").format(count=len(content.flags)), Tone.ATTENTION))
    return tags


def standing(details: Details) -> str:
    """Where the sentence stands, with the day that ends it or the release."""
    if details.status is None:
        return _("Status not recorded")
    ends = {Status.LICENCE: details.licence_end, Status.COMMUNITY_ORDER: details.sentence_end}.get(details.status)
    words = details.status.label
    if ends:
        words = _("{status} until {day}").format(status=words, day=day_words(ends))
    elif details.status is Status.CUSTODY and details.release_date:
        words = _("{status}, release on {day}").format(status=words, day=day_words(details.release_date))
    return (
        _("{standing} · known as {name}").format(standing=words, name=details.preferred_name)
        if details.preferred_name
        else words
    )
