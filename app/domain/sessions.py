"""A supervision session: its steps, what was entered, what is still missing before it can be signed.

Steps follow the headings of the live HMPPS service for recording sessions (confidence: high), then the officer's
decisions. "Session" alone always means a supervision session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.officers import Officer
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Basis, Factor, PastRating, Rating
from app.domain.tasks import NewTask, Task, TaskCheck


class Step(StrEnum):
    """The steps of the guide; which of them apply depends on place and outcome (see :func:`steps`)."""

    START = "start"
    ABSENCE = "absence"
    CHECK_IN = "check_in"
    PROGRESS = "progress"
    FACTORS = "factors"
    INTERVENTION = "intervention"
    SAFEGUARDING = "safeguarding"
    RELEASE = "release"
    SUMMARY = "summary"
    TASKS = "tasks"
    APPOINTMENT = "appointment"
    DECIDE = "decide"
    CHECK = "check"

    @property
    def label(self) -> str:
        return {
            Step.START: _("Place and outcome"),
            Step.ABSENCE: _("What happened"),
            Step.CHECK_IN: _("Check in"),
            Step.PROGRESS: _("Review progress"),
            Step.FACTORS: _("Acute factors"),
            Step.INTERVENTION: _("Intervention"),
            Step.SAFEGUARDING: _("Children and victims; who needs to know"),
            Step.RELEASE: _("Release planning"),
            Step.SUMMARY: _("Summarise"),
            Step.TASKS: _("Set tasks"),
            Step.APPOINTMENT: _("Next appointment"),
            Step.DECIDE: _("Decide"),
            Step.CHECK: _("Check answers and sign"),
        }[self]


_FULL = (
    Step.START,
    Step.CHECK_IN,
    Step.PROGRESS,
    Step.FACTORS,
    Step.INTERVENTION,
    Step.SAFEGUARDING,
    Step.SUMMARY,
    Step.TASKS,
    Step.APPOINTMENT,
    Step.DECIDE,
    Step.CHECK,
)
_PRISON = (
    Step.START,
    Step.CHECK_IN,
    Step.PROGRESS,
    Step.FACTORS,
    Step.SAFEGUARDING,
    Step.RELEASE,
    Step.TASKS,
    Step.APPOINTMENT,
    Step.DECIDE,
    Step.CHECK,
)
_MISSED = (Step.START, Step.ABSENCE, Step.CHECK)


class LifeChange(StrEnum):
    """News that brings a risk review forward (triggers of the practice rules, section 4)."""

    RELATIONSHIP = "relationship"
    ADDRESS = "address"
    JOB = "job"
    CONDITION_BROKEN = "condition_broken"
    DISCLOSURE = "disclosure"

    @property
    def label(self) -> str:
        return {
            LifeChange.RELATIONSHIP: _("New relationship"),
            LifeChange.ADDRESS: _("New address"),
            LifeChange.JOB: _("New job or volunteering"),
            LifeChange.CONDITION_BROKEN: _("A prohibition or condition broken"),
            LifeChange.DISCLOSURE: _("New disclosure or intelligence"),
        }[self]


class InformationWay(StrEnum):
    RECEIVED = "received"
    GIVEN = "given"

    @property
    def label(self) -> str:
        return {InformationWay.RECEIVED: _("Received from"), InformationWay.GIVEN: _("Given to")}[self]


@dataclass(frozen=True, kw_only=True)
class Information:
    """Information given to or received from an agency, with the lawful reason for it."""

    way: InformationWay = InformationWay.RECEIVED
    agency: str = ""
    what: str = ""
    reason: str = ""


class ClaimOutcome(StrEnum):
    CONFIRMED = "confirmed"
    UNIMPORTANT = "unimportant"
    STILL_OPEN = "still_open"

    @property
    def label(self) -> str:
        return {
            ClaimOutcome.CONFIRMED: _("Confirmed"),
            ClaimOutcome.UNIMPORTANT: _("Judged unimportant"),
            ClaimOutcome.STILL_OPEN: _("Still open"),
        }[self]

    @property
    def settles(self) -> bool:
        """Whether the claim leaves the list of what is not verified."""
        return self is not ClaimOutcome.STILL_OPEN


@dataclass(frozen=True, kw_only=True)
class ClaimCheck:
    """What became of a claim that rested on the person's word alone; ``note`` says by whom it was confirmed, why it is
    unimportant, or what was tried while it is still open.
    """

    session_id: UUID
    factor: Factor
    outcome: ClaimOutcome
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What became of a claim, as it was found outside a session."""

    check: ClaimCheck
    by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActDecision:
    """The decision that *Act today* asks for: who was told, what was decided and why; or why nothing was done."""

    factor: Factor
    told: str = ""
    decided: str = ""
    why: str = ""
    why_nothing: str = ""

    @property
    def complete(self) -> bool:
        """One or the other: all three of what was done, or why nothing was; both would contradict each other."""
        acted = [bool(text.strip()) for text in (self.told, self.decided, self.why)]
        return not any(acted) if self.why_nothing.strip() else all(acted)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """All that is typed about one session: the same value in the guide, sealed, shown and printed.

    ``own_words`` are the person's own, typed in the room: fact apart from the officer's opinion, so they are shown and
    printed under a heading of their own and are no part of the ordinary note text.
    """

    place: Place | None = None
    outcome: Outcome | None = None
    held_at: datetime | None = None
    absence_reason: AbsenceReason | None = None
    absence_note: str = ""
    action: Action | None = None
    changes: tuple[LifeChange, ...] = ()
    check_in: str = ""
    own_words: str = ""
    progress: str = ""
    ratings: tuple[Rating, ...] = tuple(Rating(factor=factor) for factor in Factor)
    intervention: str = ""
    stance: str = ""
    safeguarding: str = ""
    release: str = ""
    summary: str = ""
    task_checks: tuple[TaskCheck, ...] = ()
    claim_checks: tuple[ClaimCheck, ...] = ()
    information: tuple[Information, ...] = ()
    tasks: tuple[NewTask, ...] = ()
    next_at: datetime | None = None
    next_place: Place | None = None
    rar_day: bool = False
    decisions: tuple[ActDecision, ...] = ()
    changes_assessment: bool | None = None
    decision_note: str = ""

    def rating(self, factor: Factor) -> Rating:
        blank = Rating(factor=factor)
        return next((rating for rating in self.ratings if rating.factor is factor), blank)

    def decision(self, factor: Factor) -> ActDecision:
        blank = ActDecision(factor=factor)
        return next((decision for decision in self.decisions if decision.factor is factor), blank)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An unsigned session; ``written_at`` is the last change of what was typed."""

    id: UUID
    person_id: UUID
    started_at: datetime
    written_at: datetime
    step: Step = Step.START
    entry: Entry = Entry()


@dataclass(frozen=True, kw_only=True)
class Addendum:
    """A dated correction or addition beside a signed entry, by a named author."""

    id: UUID
    added_at: datetime
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Session:
    """A signed session with three clocks (``entry.held_at``, ``written_at``, ``signed_at``) and the officer as then."""

    id: UUID
    person_id: UUID
    officer: Officer
    written_at: datetime
    signed_at: datetime
    entry: Entry
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Evidence that rests on the person's word alone and is neither confirmed nor judged unimportant.

    ``note`` is what was last said about why it is still open.
    """

    session_id: UUID
    factor: Factor
    on: date
    evidence: str
    note: str = ""


def steps(entry: Entry) -> tuple[Step, ...]:
    """The steps for this place and outcome; a missed session has three, a prison visit adds release planning."""
    if entry.outcome is not None and not entry.outcome.held:
        return _MISSED
    return _PRISON if entry.place is Place.PRISON_VISIT else _FULL


def open_claims(history: Iterable[PastRating], checks: Iterable[ClaimCheck]) -> Sequence[Claim]:
    """Concerns whose only basis is the person's word, until confirmed or judged unimportant (curiosity, section 3).

    Of several ``checks`` that leave one open, the last says why.
    """
    known = list(checks)
    settled = {(check.session_id, check.factor) for check in known if check.outcome.settles}
    notes = {(check.session_id, check.factor): check.note for check in known}
    claims = [
        Claim(
            session_id=past.session_id,
            factor=past.rating.factor,
            on=past.on,
            evidence=past.rating.evidence,
            note=notes.get((past.session_id, past.rating.factor), ""),
        )
        for past in history
        if past.rating.basis is Basis.SAID
        and past.rating.evidence.strip()
        and (past.session_id, past.rating.factor) not in settled
    ]
    return sorted(claims, key=_claim_day, reverse=True)


def _claim_day(claim: Claim) -> date:
    return claim.on


def open_tasks(tasks: Iterable[Task], checks: Iterable[TaskCheck]) -> list[Task]:
    """Tasks that no check has closed; *partly* and *not done* leave a task open."""
    closed = {check.task_id for check in checks if check.outcome.closes}
    return [task for task in tasks if task.id not in closed]
