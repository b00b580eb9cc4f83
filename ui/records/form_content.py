"""What a form begins with: the person, the record as it stands, and what its questions offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from uuid import UUID

from app.domain.days import day_words
from app.domain.kinds import KINDS
from app.domain.marks import Mark
from app.domain.people import Person
from app.domain.records import Ask, Body, How, Record
from app.domain.timeline import Group, Item, Wanted
from app.services import marks, records, timeline
from app.services.desk import Desk
from app.services.records import RoomPage
from ui.records.answer_fields import Offered
from ui.records.words import short

_MOST_ENTRIES = 200
"""Dated entries offered to refer to, the newest."""
_LONGEST = 90
_ENTRIES = Wanted(groups=frozenset(Group) - {Group.EVENTS, Group.DUTIES, Group.DETAILS})


@dataclass(frozen=True, kw_only=True)
class FormContent:
    """``record`` is None for a new one; ``before`` are its answers, or what a new one begins with."""

    person: Person
    record: Record | None
    before: Body
    offered: dict[str, Offered]


def read(
    desk: Desk, person_id: UUID, kind: type[Body], record_id: UUID | None, begun: Body | None = None
) -> FormContent:
    """For the worker thread; ``begun`` is what a new record begins with. Raises NotFound.

    A flag leads here too: that the words of a restricted record are shown is noted.
    """
    blank, room = kind(), records.room(desk, person_id, kind.ROOM)
    page = records.read(desk, person_id, record_id) if record_id else None
    if page and Mark.RESTRICTED in page.marks:
        marks.show_restricted(desk, person_id)
    before = page.record.body if page else begun or blank
    titles = room.titles | (page.titles if page else {})
    offered = {}
    for ask in kind.asks():
        if ask.how is How.RECORD:
            other = room if KINDS[ask.of].ROOM is kind.ROOM else records.room(desk, person_id, KINDS[ask.of].ROOM)
            offered[ask.key] = Offered(entries=_records(other, ask, record_id))
        elif ask.how is How.ENTRY:
            offered[ask.key] = Offered(entries=_entries(desk, person_id, titles, getattr(before, ask.key), record_id))
        elif ask.offers:
            offered[ask.key] = Offered(words=records.offers(desk, person_id, ask.offers))
        else:
            offered[ask.key] = Offered(tick=getattr(blank, ask.key) is False)
    return FormContent(person=room.person, record=page.record if page else None, before=before, offered=offered)


def _records(room: RoomPage, ask: Ask, itself: UUID | None) -> list[tuple[UUID, str]]:
    return [(one.id, _named(one)) for one in room.records if one.kind == ask.of and one.id != itself]


def _named(record: Record) -> str:
    title, on = short(record.body.title, _LONGEST), record.body.on
    return _("{title} · {day}").format(title=title, day=day_words(on)) if on else title


def _entries(
    desk: Desk, person_id: UUID, titles: dict[UUID, str], chosen: UUID | None, itself: UUID | None
) -> list[tuple[UUID, str]]:
    """Sessions, reviews and records that stand, by day, newest first; also an older one that is chosen."""
    items = timeline.read(desk, person_id, _ENTRIES, _MOST_ENTRIES).items
    named = [one for one in items if one.subject != itself and _stands(one, titles)]
    found = {one.subject: _dated(one) for one in named if one.subject}
    if chosen and chosen in titles:
        found.setdefault(chosen, short(titles[chosen], _LONGEST))
    return list(found.items())


def _dated(item: Item) -> str:
    return _("{day} · {title}").format(day=day_words(item.on), title=short(item.title, _LONGEST))


def _stands(item: Item, titles: dict[UUID, str]) -> bool:
    """A record that was entered in error has a line of its own in the timeline, and is named nowhere else."""
    return item.group in (Group.SESSIONS, Group.REVIEWS) or item.subject in titles
