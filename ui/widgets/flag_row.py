"""How a flag reads as a row of a list, on Today and on a person's page. Knows no service."""

from __future__ import annotations

from datetime import date
from functools import cache
from gettext import gettext as _
from gettext import ngettext

from app.domain.absences import DECIDE, JUDGE
from app.domain.days import day_words
from app.domain.deadlines import Due, Flag
from app.domain.reference import Confidence
from app.domain.rules import Settle
from ui.widgets.row_shape import Row
from ui.widgets.tag import Tone


def flag_row(flag: Flag, today: date, *, key: object, name: str = "", more: bool = False) -> Row:
    """What is due, for whom (where ``name`` is given), since when, by which rule, why, and how sure its source is.

    ``more`` where more can be done with it than its one action.
    """
    group = flag.group(today)
    sure = _sure(flag.confidence)
    tag, tone = _("Edited rule") if flag.edited else sure, Tone.NEUTRAL
    if flag.official:
        tag, tone = _("Official date"), Tone.INFO
    source = _("Source: {source}") if tag == sure else _("Source: {source} ({sure})")
    return Row(
        key=key,
        title=name or flag.title,
        beside=flag.title if name else "",
        lines=(_("{due} · {rule}").format(due=_when(flag, group, today), rule=flag.rule), flag.why),
        notes=(source.format(source=flag.source, sure=sure),),
        tag=tag,
        tone=tone,
        action=action_words(flag, group),
        opens=bool(name),
        more=more,
    )


def action_words(flag: Flag, group: Due) -> str:
    """The one action of a flag, as its button says it."""
    if group is Due.DEFERRED:
        return _("Do it now")
    return _("See the absences") if flag.kind in (JUDGE, DECIDE) else settle_words(flag.settle)


def _when(flag: Flag, group: Due, today: date) -> str:
    if group is Due.DEFERRED and flag.deferred_until:
        return _("Put off until {until}").format(until=day_words(flag.deferred_until))
    return due_words(flag, today)


def due_words(flag: Flag, today: date) -> str:
    """Due today is due; overdue is said from the day after."""
    days = (flag.due - today).days
    if days == 0:
        return _("Due today")
    words = (
        ngettext("Due {day}, in {days} day", "Due {day}, in {days} days", days)
        if days > 0
        else ngettext("Was due {day}, {days} day ago", "Was due {day}, {days} days ago", -days)
    )
    return words.format(day=day_words(flag.due), days=abs(days))


@cache
def settle_words(settle: Settle) -> str:
    """The one action that settles a flag, as its button says it."""
    return {
        Settle.REVIEW: _("Record review"),
        Settle.SESSION: _("Start session"),
        Settle.DRAFT: _("Carry on"),
        Settle.MEETING: _("Record meeting"),
        Settle.RECORD: _("Record it"),
        Settle.PERSON: _("Open person"),
    }[settle]


@cache
def _sure(confidence: Confidence | None) -> str:
    """In a few words; the note below the row says it in full. None for what is Sightline's own check."""
    return {
        Confidence.HIGH: _("Official source"),
        Confidence.MEDIUM: _("Older source"),
        Confidence.LOW: _("Check local policy"),
        None: "",
    }[confidence]
