"""Keeps the case of one story in its store: versions of records with what they cause, and marks.

Each goes in by the moment that the desk's clock shows then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.domain.facts import local_day
from app.domain.records import Body, Mark, Marking, Record
from app.domain.reviews import Event
from app.services.demonstration.filing import FOLLOW_UP, Version
from app.services.desk import Desk
from app.store import records, reviews
from app.store.engine import Connection


@dataclass
class CaseFile:
    """One person's case while it is written; ``ids`` are those of records and sessions by their names in the story."""

    desk: Desk
    db: Connection
    person_id: UUID
    officer_id: UUID
    by: str
    ids: dict[str, UUID] = field(default_factory=dict)
    kept: list[Record] = field(default_factory=list)

    def keep(self, version: Version) -> list[Event]:
        """Keep it with what it makes beside it; the events are those that it causes."""
        before = next((one for one in reversed(self.kept) if one.id == self.ids.get(version.name)), None)
        earlier, today = before.body if before else None, self.desk.today()
        body = version.body(before, self.ids)
        self._add(version.name, body, before, version.removed)
        for one in body.follow_ups(earlier, today):
            self._add(FOLLOW_UP.format(name=version.name), one, None, "")
        events = [] if version.removed else body.events(earlier, today)
        reviews.add_events(self.db, self.person_id, [(self.desk.new_id(), one) for one in events], self.desk.now())
        return events

    def mark(self, subject: UUID, mark: Mark, reason: str, *, put: bool = True, on: date | None = None) -> None:
        made = Marking(
            subject=subject, mark=mark, put=put, reason=reason, by=self.by, recorded_at=self.desk.now(), on=on
        )
        records.add_marking(self.db, self.person_id, made, self.officer_id)

    def standing(self, on: date) -> Sequence[Record]:
        """The records as they stood at the end of that day."""
        newest = {one.id: one for one in self.kept if local_day(one.recorded_at) <= on}
        return [one for one in newest.values() if not one.removed]

    def _add(self, name: str, body: Body, before: Record | None, removed: str) -> None:
        record_id = self.ids.setdefault(name, self.desk.new_id())
        made = Record(
            id=record_id,
            person_id=self.person_id,
            kind=body.KIND,
            revision=before.revision + 1 if before else 1,
            body=body,
            removed=removed,
            by=self.by,
            recorded_at=self.desk.now(),
        )
        records.add(self.db, made, self.officer_id)
        self.kept.append(made)
