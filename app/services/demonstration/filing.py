"""The case of a story around its sessions: each version of each record, when it was kept, and how the case then stood.

A story gives a day as a number of days from today, or by what happened on it: "release", "start" or "end" of the
sentence, or a session as "Title of the phase/3", each also with days added ("release + 5"). Must not know the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from app.domain.facts import local_day
from app.domain.kinds import KINDS
from app.domain.people import Details
from app.domain.records import Ask, Body, How, Record
from app.domain.reviews import Event
from app.domain.working_days import add_working_days, is_working_day
from app.services.demonstration.diary import Slot
from app.services.demonstration.stories import Story, When

FOLLOW_UP = "{name} follow-up"
"""How a story calls what keeping a record made beside it."""
_SAID = re.compile(r"(?P<what>.+?)(?: (?P<days>[+-] \d+))?")
_OWN = ("kind", "as", "kept", "removed")
"""Keys of a told record that are no answers."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version kept on a day, of the record that the story calls ``name``; ``answers`` are those told anew."""

    name: str
    kind: type[Body]
    on: date
    answers: dict[str, Any]
    removed: str

    def body(self, before: Record | None, ids: dict[str, UUID]) -> Body:
        """Its answers over those of the version before; ``ids`` are those of the records and sessions told so far."""
        told = {
            ask.key: ids[self.answers[ask.key]] if _refers(ask) else self.answers[ask.key]
            for ask in self.kind.asks()
            if ask.key in self.answers
        }
        stood = msgspec.to_builtins(before.body) if before else {}
        return msgspec.convert(stood | msgspec.to_builtins(told), self.kind)


class Days:
    """Which day a story means."""

    def __init__(self, slots: Sequence[Slot], details: Details, today: date) -> None:
        self.today, self.first = today, slots[0].day
        self._known = {session_name(slot): slot.day for slot in slots}
        end = details.licence_end or details.sentence_end
        ends = {"release": details.release_date, "start": details.sentence_start, "end": end}
        self._known |= {name: day for name, day in ends.items() if day is not None}

    def day(self, when: When) -> date:
        """Raises KeyError for something that did not happen."""
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        said = _SAID.fullmatch(when)
        what, days = said.group("what", "days") if said else (when, None)
        return self._known[what] + timedelta(days=int((days or "0").replace(" ", "")))

    def kept(self, when: When | None, answers: dict[str, Any], before: date) -> date:
        """The working day on which that was kept, from the first session on.

        As told, otherwise the latest day that its answers name, or the day of the record told ``before`` it.
        """
        named = [one for one in answers.values() if isinstance(one, date) and one <= self.today]
        on = max(named, default=before) if when is None else self.day(when)
        on = max(on, self.first)
        return on if is_working_day(on) else min(add_working_days(on, 1), self.today)


@dataclass
class CaseFile:
    """One person's case as it grows; ``ids`` are those of records and sessions by their names in the story."""

    person_id: UUID
    by: str
    new_id: Callable[[], UUID]
    ids: dict[str, UUID] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def keep(self, version: Version, at: datetime) -> tuple[list[Record], list[Event]]:
        """The version with the records that it makes beside it, and the events that it causes."""
        before = next((one for one in reversed(self.records) if one.id == self.ids.get(version.name)), None)
        earlier, today = before.body if before else None, local_day(at)
        body = version.body(before, self.ids)
        made = [self._record(version.name, body, before, version.removed, at)]
        beside = FOLLOW_UP.format(name=version.name)
        made += [self._record(beside, one, None, "", at) for one in body.follow_ups(earlier, today)]
        self.records += made
        return made, [] if version.removed else body.events(earlier, today)

    def standing(self, on: date) -> list[Record]:
        """The records as they stood at the end of that day."""
        newest = {one.id: one for one in self.records if local_day(one.recorded_at) <= on}
        return [one for one in newest.values() if not one.removed]

    def _record(self, name: str, body: Body, before: Record | None, removed: str, at: datetime) -> Record:
        if before is None:
            self.ids[name] = self.new_id()
        return Record(
            id=self.ids[name],
            person_id=self.person_id,
            kind=body.KIND,
            revision=before.revision + 1 if before else 1,
            body=body,
            removed=removed,
            by=self.by,
            recorded_at=at,
        )


def session_name(slot: Slot) -> str:
    """How a story calls a session."""
    return f"{slot.phase.title}/{slot.index}"


def versions(story: Story, days: Days) -> list[Version]:
    """All that was kept, in the order of its days. Raises KeyError for an answer that is not asked for."""
    found: list[Version] = []
    kinds: dict[str, type[Body]] = {}
    on = days.first
    for number, told in enumerate(story.records):
        name = told.get("as", f"record {number}")
        kind = kinds[name] = KINDS[told["kind"]] if "kind" in told else kinds[name]
        asks = {ask.key: ask for ask in kind.asks()}
        answers = {key: _answer(asks[key], value, days) for key, value in told.items() if key not in _OWN}
        on = days.kept(told.get("kept"), answers, on)
        found.append(Version(name=name, kind=kind, on=on, answers=answers, removed=told.get("removed", "")))
    return sorted(found, key=_on)


def _answer(ask: Ask, value: Any, days: Days) -> Any:
    """A day that is said to be blank is none."""
    if ask.how is not How.DAY:
        return value
    return None if value == "" else days.day(value)


def _refers(ask: Ask) -> bool:
    return ask.how in (How.RECORD, How.ENTRY)


def _on(version: Version) -> date:
    return version.on
