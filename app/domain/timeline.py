"""Everything recorded about a person in the order of its days: what an item says, and which items are asked for.

Must not know the store: sessions come one by one, newest first, so that no more are read than are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from gettext import gettext as _
from typing import Any
from uuid import UUID

from app.domain.absences import Judgement
from app.domain.changes import ADDED
from app.domain.days import day_words
from app.domain.deferrals import Deferral, OfficialDate, Suspension
from app.domain.detail_words import labels
from app.domain.facts import local_day
from app.domain.kinds import kind_of
from app.domain.marks import Mark
from app.domain.people import Change
from app.domain.records import Record, Room, texts
from app.domain.reviews import Event, Review
from app.domain.sessions import Session, Settlement


class Group(StrEnum):
    """What may be asked for; each room of records is a group of its own, under the room's own word."""

    SESSIONS = "sessions"
    REVIEWS = "reviews"
    EVENTS = "events"
    DUTIES = "duties"
    DETAILS = "details"
    PLAN = Room.PLAN.value
    ORDERS = Room.ORDERS.value
    TOOLS = Room.TOOLS.value
    PROGRAMMES = Room.PROGRAMMES.value
    AGENCIES = Room.AGENCIES.value
    CHILDREN_AND_VICTIMS = Room.CHILDREN_AND_VICTIMS.value
    PRISON = Room.PRISON.value
    QUESTIONS = Room.QUESTIONS.value

    @property
    def label(self) -> str:
        own = {
            Group.SESSIONS: _("Sessions"),
            Group.REVIEWS: _("Reviews"),
            Group.EVENTS: _("What brought a review forward"),
            Group.DUTIES: _("Dates moved, contact suspended"),
            Group.DETAILS: _("Changes to the details"),
        }
        return own[self] if self in own else Room(self.value).label


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line; ``at`` orders those of a day. ``subject`` is the session, review or record that it opens, if any.

    ``texts`` is what a search looks through. ``by`` is empty where the item names nobody.
    """

    group: Group
    on: date
    at: datetime
    title: str
    words: str = ""
    by: str = ""
    subject: UUID | None = None
    marks: tuple[Mark, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which items to show: of these groups (none: all), holding these words, between these days, both included."""

    groups: frozenset[Group] = frozenset()
    words: str = ""
    since: date | None = None
    until: date | None = None

    def takes(self, item: Item) -> bool:
        sought = self.words.casefold().split()
        within = (item.title, item.words, item.by, *item.texts)
        return (
            (not self.groups or item.group in self.groups)
            and (self.since is None or item.on >= self.since)
            and (self.until is None or item.on <= self.until)
            and all(any(word in text.casefold() for text in within) for word in sought)
        )


def newest_first(item: Item) -> tuple[date, datetime]:
    """The key by which items are ordered, backwards."""
    return item.on, item.at


def of_session(session: Session, marks: Sequence[Mark] = ()) -> Item:
    """A signed session; one marked as restricted shows neither its words nor is it searched."""
    entry, open_ = session.entry, Mark.RESTRICTED not in marks
    at = entry.held_at or session.signed_at
    place = entry.place.label if entry.place else ""
    words = next((text for text in (entry.summary, entry.check_in, entry.absence_note) if text.strip()), "")
    return Item(
        group=Group.SESSIONS,
        on=local_day(at),
        at=at,
        title=_("{place}: {outcome}").format(place=place, outcome=entry.outcome.label if entry.outcome else ""),
        words=words if open_ else "",
        by=session.officer.name,
        subject=session.id,
        marks=tuple(marks),
        texts=(*typed(entry), *(one.text for one in session.addenda)) if open_ else (),
    )


def of_review(review: Review, title: str, marks: Sequence[Mark] = ()) -> Item:
    """A signed review; one marked as restricted as `of_session` has it."""
    open_ = Mark.RESTRICTED not in marks
    return Item(
        group=Group.REVIEWS,
        on=review.done_on,
        at=review.recorded_at,
        title=title,
        words=review.note if open_ else "",
        by=review.officer.name,
        subject=review.id,
        marks=tuple(marks),
        texts=tuple(typed(review.considered)) if open_ else (),
    )


def of_event(event: Event) -> Item:
    """It stands before what else happened that day."""
    at = datetime.combine(event.on, time()).astimezone()
    return Item(group=Group.EVENTS, on=event.on, at=at, title=_("Risk review brought forward"), words=event.reason)


def of_duty(one: OfficialDate | Deferral | Suspension, title: str) -> Item:
    """A due day moved; ``title`` names the duty, and is not asked of a suspension."""
    if isinstance(one, Suspension):
        until = _("Contact suspended until {day}").format(day=day_words(one.until)) if one.until else ""
        title, words = until or _("Contact resumed"), one.reason
    elif isinstance(one, Deferral):
        put_off = _("{duty}: no longer put off") if one.taken_back else _("{duty}: put off until {day}")
        title, words = put_off.format(duty=title, day=day_words(one.until)), one.reason
    else:
        official = _("{duty}: due {day} in {system}") if one.due_on else _("{duty}: date in {system} withdrawn")
        day = day_words(one.due_on) if one.due_on else ""
        title, words = official.format(duty=title, day=day, system=one.system), one.note
    return Item(
        group=Group.DUTIES, on=local_day(one.recorded_at), at=one.recorded_at, title=title, words=words, by=one.by
    )


def of_judgement(one: Judgement) -> Item:
    """How the reason of an absence was judged, on the day of the judgement."""
    title = _("Absence judged acceptable") if one.acceptable else _("Absence judged unacceptable")
    return Item(
        group=Group.DUTIES,
        on=local_day(one.recorded_at),
        at=one.recorded_at,
        title=title,
        words=one.evidence,
        by=one.by,
        subject=one.session_id,
    )


def of_settlement(one: Settlement, marks: Sequence[Mark] = ()) -> Item:
    """What became of a claim outside a session; it leads to the session of the claim, whose ``marks`` bear on it."""
    words = _("Claim on {factor}: {outcome}")
    return Item(
        group=Group.SESSIONS,
        on=local_day(one.recorded_at),
        at=one.recorded_at,
        title=words.format(factor=one.check.factor.label, outcome=one.check.outcome.label),
        words=one.check.note if Mark.RESTRICTED not in marks else "",
        by=one.by,
        subject=one.check.session_id,
        marks=tuple(marks),
    )


def of_details(at: datetime, by: str, changed: Sequence[Change]) -> Item:
    """The changes of one edit, or that the person was put on the caseload."""
    called = labels()
    words = [
        _("{detail}: {before} → {after}").format(
            detail=called.get(one.field, one.field),
            before=one.before or _("not recorded"),
            after=one.after or _("not recorded"),
        )
        for one in changed
        if one.field != ADDED
    ]
    title = _("Details changed") if words else _("Added to your caseload")
    return Item(group=Group.DETAILS, on=local_day(at), at=at, title=title, words="\n".join(words), by=by)


def of_record(versions: Sequence[Record], marks: Sequence[Mark] = (), *, restricted_shown: bool = False) -> Item:
    """A record with all its versions, oldest first; a restricted one says only that it is there."""
    first, newest = versions[0], versions[-1]
    kind, room = kind_of(newest), newest.body.ROOM
    in_room, marked = room.restricted and not restricted_shown, Mark.RESTRICTED in marks
    hidden = in_room or marked
    title = _("{kind}: {title}").format(kind=kind.name(), title=newest.body.title) if not hidden else room.label
    changed = _("Changed since") if len(versions) > 1 else ""
    words = _("Entered in error") if newest.removed else changed
    return Item(
        group=Group(room.value),
        on=newest.body.on or local_day(first.recorded_at),
        at=first.recorded_at,
        title=title,
        words=words if not hidden else _closed_words(in_room=in_room),
        by=newest.by,
        subject=newest.id,
        marks=tuple(marks),
        texts=() if hidden else tuple(texts(newest.body)),
    )


def _closed_words(*, in_room: bool) -> str:
    return _("Restricted: open the room to read it") if in_room else _("Restricted: open it to read it")


def typed(value: Any) -> Iterator[str]:
    """Every text that was typed into a frozen value, however nested; the words of an enum were chosen, not typed."""
    if type(value) is str:
        if value:
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from typed(part)
    elif is_dataclass(value):
        yield from typed(tuple(vars(value).values()))


def taken(items: Iterable[Item], wanted: Wanted, number: int) -> tuple[tuple[Item, ...], bool]:
    """The first ``number`` that are wanted, and whether there are more; reads no further than that."""
    found: list[Item] = []
    for item in items:
        if wanted.takes(item):
            if len(found) == number:
                return tuple(found), True
            found.append(item)
    return tuple(found), False
