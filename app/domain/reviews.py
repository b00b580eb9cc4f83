"""Reviews the officer records, and events that bring a risk review forward. Both are facts; flags are computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.considered import CONSIDERED_IN, NOTHING_CONSIDERED, Considered, check_considered
from app.domain.officers import Officer
from app.domain.places import Outcome
from app.domain.ratings import Level, PastRating, Rating, rose_twice
from app.domain.sessions import Entry


@dataclass(frozen=True, kw_only=True)
class NewReview:
    """A review as typed. ``kind`` is the review kind of the rule it settles, such as ``risk_review``.

    ``changed`` says whether the assessment or plan changed; *no change* needs a sentence. ``subject`` is the session
    that it is about, where it answers one absence: it settles what that one asks for and nothing of another.
    """

    person_id: UUID
    kind: str
    done_on: date
    changed: bool | None = None
    note: str = ""
    subject: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewEntry:
    """All that is typed about one review; ``considered`` counts for the kinds of ``CONSIDERED_IN`` alone.

    ``part`` is where the officer was, so that a draft resumes there; it says nothing about the review.
    """

    done_on: date | None = None
    changed: bool | None = None
    note: str = ""
    considered: Considered = NOTHING_CONSIDERED
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """An unsigned review, at most one of a kind and subject for a person.

    ``written_at`` is the last change of what was typed; ``subject`` as of `NewReview`.
    """

    id: UUID
    person_id: UUID
    kind: str
    started_at: datetime
    written_at: datetime
    entry: ReviewEntry = ReviewEntry()
    subject: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """A recorded review, with the officer as then; ``considered`` is ``None`` when only day and decision were asked.

    ``subject`` as of `NewReview`.
    """

    id: UUID
    person_id: UUID
    kind: str
    done_on: date
    changed: bool
    note: str
    officer: Officer
    recorded_at: datetime
    considered: Considered | None = None
    subject: UUID | None = None


class EventKind(StrEnum):
    """Why a risk review was brought forward (triggers of the practice rules, section 4)."""

    ACT_TODAY = "act_today"
    ROSE_TWICE = "rose_twice"
    LIFE_CHANGE = "life_change"
    MISSED_TWICE = "missed_twice"
    DECIDED = "decided"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that asks for a risk review from ``on``; ``reason`` is the sentence that the flag shows.

    A decision without a reason that can be told says that there was one.
    """

    kind: EventKind
    on: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip() and self.kind is EventKind.DECIDED:
            object.__setattr__(self, "reason", _("Decided in session that the assessment or plan changes"))


def check_review(review: NewReview, today: date) -> list[FieldProblem]:
    """What stops a review from being recorded as to its day and its decision."""
    found: list[FieldProblem] = []
    if review.done_on > today:
        found.append(FieldProblem(field="done_on", sentence=_("The review cannot be in the future")))
    elif (today - review.done_on).days > 3 * 365:
        sentence = _("The review is more than three years ago; check the year")
        found.append(FieldProblem(field="done_on", sentence=sentence))
    if review.changed is None:
        sentence = _("Choose whether the assessment or plan changed")
        found.append(FieldProblem(field="changed", sentence=sentence))
    elif not review.note.strip():
        sentence = _("Enter what changed") if review.changed else _("Enter one sentence on why nothing changes")
        found.append(FieldProblem(field="note", sentence=sentence))
    return found


def check_entry(kind: str, entry: ReviewEntry, person_id: UUID, today: date) -> list[FieldProblem]:
    """What stops a draft of a review from being signed, in the order of the page."""
    found = check_considered(entry.considered, today) if kind in CONSIDERED_IN else []
    if entry.done_on is None:
        found.append(FieldProblem(field="done_on", sentence=_("Enter the day of the review")))
    decided = NewReview(
        person_id=person_id, kind=kind, done_on=entry.done_on or today, changed=entry.changed, note=entry.note
    )
    return found + check_review(decided, today)


def missed_twice(on: date) -> Event:
    """That two sessions running were missed, as it was found on this day (practice rules, section 4)."""
    return Event(kind=EventKind.MISSED_TWICE, on=on, reason=_("Two sessions running were missed"))


def triggers(
    entry: Entry, session_id: UUID, history: Sequence[PastRating], last_outcome: Outcome | None, today: date
) -> list[Event]:
    """Events that signing this entry causes, each dated today.

    ``history`` holds the person's earlier signed ratings. Two missed sessions are two missed ones with none between
    them that the person attended: sessions rescheduled, acceptable absences and being sent home are passed over, since
    they say nothing on attending (practice rules, section 4; what is passed over is this program's own, confidence:
    low). ``last_outcome`` is how the session next to this one ended that is not passed over.
    """
    found: list[Event] = []

    def add(kind: EventKind, reason: str) -> None:
        found.append(Event(kind=kind, on=today, reason=reason))

    outcome, held_at = entry.outcome, entry.held_at
    if outcome is None or held_at is None:
        return found
    if not outcome.held:
        if outcome.missed and last_outcome is not None and last_outcome.missed:
            found.append(missed_twice(today))
        return found
    todays = [PastRating(session_id=session_id, held_at=held_at, rating=rating) for rating in entry.ratings]
    for rating in entry.ratings:
        if rating.level is Level.ACT_TODAY:
            add(EventKind.ACT_TODAY, _("{factor} was rated Act today").format(factor=rating.factor.label))
        elif _rises_now(rating, history, todays):
            reason = _("{factor} rose two sessions running").format(factor=rating.factor.label)
            add(EventKind.ROSE_TWICE, reason)
    for change in entry.changes:
        add(EventKind.LIFE_CHANGE, change.label)
    if entry.changes_assessment:
        add(EventKind.DECIDED, entry.decision_note.strip())
    return found


def _rises_now(rating: Rating, history: Sequence[PastRating], todays: Sequence[PastRating]) -> bool:
    """Whether this entry makes the run rise twice; a late entry does not report again a rise that stood before it."""
    if rating.level is None or not rating.level.is_concern:
        return False
    return rose_twice([*history, *todays], rating.factor) and not rose_twice(history, rating.factor)
