"""What rooms, records and their versions say on screen: words only, no widget and no service call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from uuid import UUID

from app.domain.days import day_words
from app.domain.facts import local_day
from app.domain.records import Ask, Body, How, Record, Room, answers, differences

LONGEST_TITLE = 120
_LONGEST_ANSWER = 80
_TELLING = 4
_CHANGES = 6


def short(text: str, longest: int) -> str:
    """On one line, with "…" where it goes on after so many characters."""
    line = " ".join(text[: 2 * longest].split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"


def room_words(room: Room) -> str:
    """What belongs into the room."""
    return {
        Room.PLAN: _("How the offending is understood, what is planned, and what protects."),
        Room.ORDERS: _("Orders, what each forbids or asks for line by line, and what was broken."),
        Room.TOOLS: _("Results as others scored them. Nothing is worked out here."),
        Room.PROGRAMMES: _("Programmes and toolkits from considered to completed, circles, and examinations."),
        Room.AGENCIES: _("Meetings and actions, who is involved, and information in and out with its reason."),
        Room.CHILDREN_AND_VICTIMS: _("Roles or initials only: never who a victim is or how to reach them."),
        Room.PRISON: _("Where the person is, who is responsible, what is done before release."),
        Room.QUESTIONS: _("Entries that do not fit each other, and what is still to be asked."),
    }[room]


def restricted_words() -> str:
    """What is hidden in a restricted room."""
    return _("What is recorded here is about children, victims and others close to them.")


def telling(record: Record, titles: Mapping[UUID, str]) -> str:
    """The day and the first answers that say more than the title does."""
    body, words = record.body, []
    if body.on is None:
        words.append(_("Recorded on {day}").format(day=day_words(local_day(record.recorded_at))))
    else:
        words.append(day_words(body.on))
    told = [(ask, answer) for ask, answer in answers(body, titles) if _tells(ask, answer, body)]
    words += [
        _("{question}: {answer}").format(question=ask.label, answer=short(answer, _LONGEST_ANSWER))
        for ask, answer in told[:_TELLING]
    ]
    return " · ".join(words)


def changed(before: Body, after: Body, titles: Mapping[UUID, str]) -> tuple[str, ...]:
    """A line for each answer that a version changed; of many the first."""
    found = differences(before, after, titles)
    lines = [_change(ask, old, new) for ask, old, new in found[:_CHANGES]]
    if len(found) > _CHANGES:
        lines.append(_("Further answers changed: {count}").format(count=len(found) - _CHANGES))
    return tuple(lines)


def version_name(version: Record, versions: Sequence[Record]) -> str:
    """ "Version 2", and whether it is the newest."""
    words = _("Version {number}, the newest") if version is versions[-1] else _("Version {number}")
    return words.format(number=version.revision)


def _tells(ask: Ask, answer: str, body: Body) -> bool:
    value = getattr(body, ask.key)
    said = answer == body.title or (ask.how is How.DAY and value == body.on)
    return bool(answer) and value is not False and not said


def _change(ask: Ask, old: str, new: str) -> str:
    if not old:
        return _("{question}: {answer}").format(question=ask.label, answer=short(new, _LONGEST_ANSWER))
    if not new:
        return _("{question}: taken out").format(question=ask.label)
    if len(old) > _LONGEST_ANSWER or len(new) > _LONGEST_ANSWER:
        return _("{question}: reworded").format(question=ask.label)
    return _("{question}: {before} → {after}").format(question=ask.label, before=old, after=new)
