"""Marks on signed sessions, reviews and records: disputed, restricted, sensitive, copied. What is marked never changes.

Must not know what bears a mark nor the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem


class Mark(StrEnum):
    """What may be said about any entry without changing it (Data Protection Act 2018, s.46(4) and s.47)."""

    DISPUTED = "disputed"
    RESTRICTED = "restricted"
    SENSITIVE = "sensitive"
    COPIED = "copied"

    @property
    def label(self) -> str:
        return {
            Mark.DISPUTED: _("Disputed"),
            Mark.RESTRICTED: _("Restricted"),
            Mark.SENSITIVE: _("Sensitive"),
            Mark.COPIED: _("Copied to NDelius"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Marking:
    """That a mark was put on a session, review or record, or taken off; ``on`` is the day that COPIED names."""

    subject: UUID
    mark: Mark
    put: bool
    reason: str
    by: str
    recorded_at: datetime
    on: date | None = None


def standing_marks(markings: Sequence[Marking]) -> dict[Mark, Marking]:
    """The marks that an entry bears now, from all its markings, oldest first."""
    latest = {one.mark: one for one in markings}
    return {mark: one for mark, one in latest.items() if one.put}


def check_marking(mark: Mark, standing: Mapping[Mark, Marking], *, put: bool, reason: str) -> list[FieldProblem]:
    """What stops a mark from being put on or taken off. A sensitive marking, once set, stays (section 6)."""
    if mark is Mark.SENSITIVE and not put:
        return [FieldProblem(field="reason", sentence=_("A sensitive marking, once set, stays"))]
    if (mark in standing) == put:
        words = _("It is marked so already") if put else _("It is not marked so")
        return [FieldProblem(field="reason", sentence=words)]
    if mark in (Mark.DISPUTED, Mark.RESTRICTED) and not reason.strip():
        return [FieldProblem(field="reason", sentence=_("Enter the reason"))]
    return []


def marks_by_entry(markings: Iterable[Marking]) -> dict[UUID, dict[Mark, Marking]]:
    """The marks that each of these entries bears now, from the markings of all, oldest first."""
    of: dict[UUID, list[Marking]] = {}
    for one in markings:
        of.setdefault(one.subject, []).append(one)
    return {subject: standing_marks(theirs) for subject, theirs in of.items()}


def marked_restricted(markings: Iterable[Marking]) -> frozenset[UUID]:
    """The entries that are marked as restricted now, from the markings of all, oldest first."""
    return frozenset(subject for subject, marks in marks_by_entry(markings).items() if Mark.RESTRICTED in marks)
