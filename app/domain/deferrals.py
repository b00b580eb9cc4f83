"""What moves a due day by the officer's word: official dates, deferrals of a duty, and contact that is suspended.

Each is added with a reason and never changed. Must not know rules nor flags: what these do to a flag is worked out in
``deadlines``, and what may be recorded in ``deferring``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from gettext import gettext as _
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
    """A stretch of suspended contact as it came to be, ``until`` included."""

    since: date
    until: date
    reason: str

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


def stretches(suspensions: Iterable[Suspension]) -> list[Span]:
    """Each stretch of ``suspensions``, as they were recorded, in order of its start.

    Resuming contact ends the stretch that then runs, with what adjoins it; one that is to come stays.
    """
    found: list[Span] = []
    for one in suspensions:
        if one.until is None:
            found = _ended(found, one.since)
        else:
            found.append(Span(since=one.since, until=one.until, reason=one.reason))
    return sorted(found, key=_since)


def spans(suspensions: Iterable[Suspension]) -> list[Span]:
    """As `stretches`, but a stretch and the one that renews it are one, with the reasons of both."""
    return _joined(stretches(suspensions))


def _joined(found: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(found, key=_since):
        if joined and span.since <= joined[-1].until + timedelta(days=1):
            joined.append(_with(joined.pop(), span))
        else:
            joined.append(span)
    return joined


def _with(first: Span, second: Span) -> Span:
    reason = _("{first}; {second}").format(first=first.reason.rstrip(" ."), second=second.reason)
    if first.reason == second.reason:
        reason = first.reason
    return Span(since=first.since, until=max(first.until, second.until), reason=reason)


def _ended(found: Iterable[Span], day: date) -> list[Span]:
    """Without what runs on this day, from then on."""
    running = next((span for span in _joined(found) if span.holds(day)), None)
    kept = []
    for span in found:
        if running is None or not running.holds(span.since):
            kept.append(span)
        elif span.since < day:
            kept.append(replace(span, until=min(span.until, day - timedelta(days=1))))
    return kept


def _since(span: Span) -> date:
    return span.since
