"""Missed contact: judging an absence after it was signed, and counting the unacceptable ones. Never decides breach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.facts import BREACH_DECISION, Absence
from app.domain.orders import Order
from app.domain.places import AbsenceReason
from app.domain.records import Record
from app.domain.starts import ABSENCE_WINDOW

JUDGE, DECIDE, LETTER = "absence_evidence", BREACH_DECISION, "missed_letter"
"""Kinds of duty that an absence starts: judge its reason, decide after the second, send the letter."""
EARLIEST = timedelta(days=366)
"""How long before an absence its evidence may have been seen, such as a letter with a date of surgery."""


@dataclass(frozen=True, kw_only=True)
class NewJudgement:
    """A judgement as typed: ``reason`` goes with an acceptable absence, ``evidence`` says what was seen or why not."""

    session_id: UUID
    acceptable: bool | None = None
    reason: AbsenceReason | None = None
    evidence: str = ""
    seen_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A judgement beside the signed session; the latest of a session counts."""

    session_id: UUID
    acceptable: bool
    reason: AbsenceReason | None
    evidence: str
    seen_on: date | None
    by: str
    recorded_at: datetime


def check_judgement(new: NewJudgement, held_on: date, today: date) -> list[FieldProblem]:
    """What stops a judgement of an absence on ``held_on`` from being kept."""
    found: list[FieldProblem] = []
    if new.acceptable is None:
        found.append(FieldProblem(field="acceptable", sentence=_("Choose whether the absence is acceptable")))
    if new.acceptable and new.reason is None:
        found.append(FieldProblem(field="reason", sentence=_("Choose the reason for the absence")))
    if new.acceptable and new.seen_on is None:
        found.append(FieldProblem(field="seen_on", sentence=_("Enter the day on which you saw the evidence")))
    if new.seen_on is not None and not held_on - EARLIEST <= new.seen_on <= today:
        sentence = _("The evidence cannot be seen in the future, nor a year before the absence")
        found.append(FieldProblem(field="seen_on", sentence=sentence))
    if not new.evidence.strip():
        sentence = _("Enter what evidence you saw, or why it is not acceptable")
        if new.acceptable is not None:
            sentence = _("Enter what evidence you saw") if new.acceptable else _("Enter why it is not acceptable")
        found.append(FieldProblem(field="evidence", sentence=sentence))
    return found


def titled(title: str, subject: UUID | None, absences: Iterable[Absence], records: Iterable[Record]) -> str:
    """The title of a review with the day of the absence, or the end of the order, that it is about, if it is."""
    on = next((one.on for one in absences if one.session_id == subject), None)
    if on is not None:
        return _("{title}: absence on {day}").format(title=title, day=day_words(on))
    order = next((one.body for one in records if one.id == subject and isinstance(one.body, Order)), None)
    if order is None or order.end is None:
        return title
    return _("{title}: order to {day}").format(title=title, day=day_words(order.end))


def counted(absences: Iterable[Absence], today: date) -> list[Absence]:
    """The absences of the 12 months up to today that count as missed, oldest first."""
    since = ABSENCE_WINDOW.before(today)
    return sorted((one for one in absences if one.counts and since <= one.on <= today), key=_held_at)


def _held_at(absence: Absence) -> datetime:
    return absence.held_at
