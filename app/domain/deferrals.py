"""What moves a due day by the officer's word: official dates, deferrals of a duty, and contact that is suspended.

Each is added with a reason and never changed. Must not know rules nor flags: what these do to a flag is worked out in
``deadlines``, and what may be recorded in ``deferring``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

LONGEST = timedelta(days=90)
"""The most that a duty may be deferred from the day it first was, and that contact may be suspended at a time."""


@dataclass(frozen=True, kw_only=True)
class OfficialDate:
    """The due day of a kind of review in ``system`` (OASys, NDelius); ``due_on`` is ``None`` once it is withdrawn."""

    kind: str
    due_on: date | None
    system: str
    note: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Deferral:
    """That a duty was put off ``until`` a day; ``due_on`` was its due day then. Until that very day: taken back."""

    kind: str
    subject: UUID | None
    due_on: date
    until: date
    reason: str
    by: str
    recorded_at: datetime

    @property
    def deferred_on(self) -> date:
        return self.recorded_at.astimezone().date()

    @property
    def taken_back(self) -> bool:
        """Whether this one only undid the one before it."""
        return self.until <= self.due_on


@dataclass(frozen=True, kw_only=True)
class Suspension:
    """Contact suspended from ``since`` to ``until``, both included; without ``until``, resumed from ``since`` on."""

    since: date
    until: date | None
    reason: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of suspended contact as it came to be."""

    since: date
    until: date
    reason: str

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


def spans(suspensions: Iterable[Suspension]) -> list[Span]:
    """The stretches in order of their start; of ``suspensions``, as they were recorded, a later one counts from its."""
    found: list[Span] = []
    for one in suspensions:
        before = one.since - timedelta(days=1)
        found = [
            Span(since=span.since, until=min(span.until, before), reason=span.reason)
            for span in found
            if span.since < one.since
        ]
        if one.until is not None:
            found.append(Span(since=one.since, until=one.until, reason=one.reason))
    return sorted(found, key=_since)


def _since(span: Span) -> date:
    return span.since
