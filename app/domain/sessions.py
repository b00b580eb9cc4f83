"""A supervision session: its steps, what was entered, what is still missing before it can be signed.

Steps follow the headings of the live HMPPS service for recording sessions (confidence: high), then the officer's
decisions. "Session" alone always means a supervision session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.officers import Officer
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level, PastRating, Rating
from app.domain.tasks import NewTask, Task, TaskCheck

NDELIUS_LIMIT = 12_000
"""Characters that one NDelius contact note takes (confidence: high)."""


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

    @property
    def label(self) -> str:
        return {ClaimOutcome.CONFIRMED: _("Confirmed"), ClaimOutcome.UNIMPORTANT: _("Judged unimportant")}[self]


@dataclass(frozen=True, kw_only=True)
class ClaimCheck:
    """A claim that rested on the person's word alone, now confirmed or judged unimportant (``note``: by whom, why)."""

    session_id: UUID
    factor: Factor
    outcome: ClaimOutcome
    note: str = ""


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
        whole = all(text.strip() for text in (self.told, self.decided, self.why))
        return whole or bool(self.why_nothing.strip())


@dataclass(frozen=True, kw_only=True)
class Entry:
    """All that is typed about one session: the same value in the guide, sealed, shown and printed."""

    place: Place | None = None
    outcome: Outcome | None = None
    held_at: datetime | None = None
    absence_reason: AbsenceReason | None = None
    absence_note: str = ""
    action: Action | None = None
    changes: tuple[LifeChange, ...] = ()
    check_in: str = ""
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
    """Evidence that rests on the person's word alone and is neither confirmed nor judged unimportant."""

    session_id: UUID
    factor: Factor
    on: date
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that stops signing: where to mend it, and the sentence that says so."""

    step: Step
    field: str
    sentence: str


def steps(entry: Entry) -> tuple[Step, ...]:
    """The steps for this place and outcome; a missed session has three, a prison visit adds release planning."""
    if entry.outcome is not None and not entry.outcome.held:
        return _MISSED
    return _PRISON if entry.place is Place.PRISON_VISIT else _FULL


def missing(entry: Entry, now: datetime) -> list[Missing]:
    """Everything that stops signing (practice rules, section 2 and 3), in the order of the guide."""
    found = _missing_start(entry, now)
    if entry.outcome is None:
        return found
    if not entry.outcome.held:
        return found + _missing_absence(entry) + _missing_appointment(entry, Step.ABSENCE)
    for factor in Factor:
        found += _missing_rating(entry.rating(factor))
    found += _missing_information(entry)
    found += _missing_tasks(entry)
    found += _missing_appointment(entry, Step.APPOINTMENT)
    return found + _missing_decision(entry)


def as_signed(entry: Entry) -> Entry:
    """The entry as signing seals it: structured answers that this outcome does not ask for are left out, texts stay.

    Somebody who was not seen has no ratings, tasks or decisions, even if some were filled in before the outcome was
    changed; a decision goes with a factor that is rated *Act today*, and an action with something to act on.
    """
    entry = replace(
        entry,
        absence_reason=entry.absence_reason if entry.outcome is Outcome.ACCEPTABLE_ABSENCE else None,
        action=None if entry.outcome is Outcome.COMPLIED else entry.action,
        next_place=None if entry.next_at is None else entry.next_place,
    )
    if entry.outcome is None or entry.outcome.held:
        acted = [rating.factor for rating in entry.ratings if rating.level is Level.ACT_TODAY]
        return replace(
            entry,
            ratings=tuple(entry.rating(factor) for factor in Factor),
            decisions=tuple(entry.decision(factor) for factor in acted),
        )
    return replace(
        entry,
        changes=(),
        ratings=(),
        task_checks=(),
        claim_checks=(),
        tasks=(),
        rar_day=False,
        decisions=(),
        changes_assessment=None,
    )


def missing_in(entry: Entry, step: Step, now: datetime) -> list[Missing]:
    """What is missing in one step: shown when the officer continues from it."""
    return [one for one in missing(entry, now) if one.step is step]


def _missing_start(entry: Entry, now: datetime) -> list[Missing]:
    found: list[Missing] = []
    if entry.place is None:
        found.append(Missing(step=Step.START, field="place", sentence=_("Choose where the session took place")))
    if entry.outcome is None:
        found.append(Missing(step=Step.START, field="outcome", sentence=_("Choose how the session ended")))
    if entry.held_at is None:
        found.append(Missing(step=Step.START, field="held_at", sentence=_("Enter the day and time of the session")))
    elif entry.held_at > now:
        found.append(Missing(step=Step.START, field="held_at", sentence=_("The session cannot be in the future")))
    elif (now - entry.held_at).days > 3 * 365:
        sentence = _("The session is more than three years ago; check the year")
        found.append(Missing(step=Step.START, field="held_at", sentence=sentence))
    return found


def _missing_absence(entry: Entry) -> list[Missing]:
    found: list[Missing] = []
    step = Step.ABSENCE
    if entry.outcome is Outcome.ACCEPTABLE_ABSENCE:
        if entry.absence_reason is None:
            found.append(Missing(step=step, field="absence_reason", sentence=_("Choose the reason for the absence")))
    elif not entry.absence_note.strip():
        found.append(Missing(step=step, field="absence_note", sentence=_("Enter the reason, as far as it is known")))
    if entry.action is None:
        found.append(Missing(step=step, field="action", sentence=_("Choose what you did about it")))
    return found


def _missing_rating(rating: Rating) -> list[Missing]:
    found: list[Missing] = []

    def say(field: str, sentence: str) -> None:
        sentence = sentence.format(factor=rating.factor.label)
        found.append(Missing(step=Step.FACTORS, field=f"{rating.factor}.{field}", sentence=sentence))

    level = rating.level
    if level is None:
        say("level", _("{factor}: choose a rating, or Not explored with a reason"))
    elif level.is_gap:
        if not rating.reason.strip():
            say("reason", _("{factor}: enter why it was not explored or could not be judged"))
    else:
        if level.is_concern and not rating.evidence.strip():
            say("evidence", _("{factor}: enter what was seen or said"))
        if rating.basis is None:
            say("basis", _("{factor}: choose how you know"))
        elif rating.basis is Basis.CONFIRMED and not rating.confirmed_by.strip():
            say("confirmed_by", _("{factor}: enter who confirmed it"))
    return found


def _missing_information(entry: Entry) -> list[Missing]:
    found: list[Missing] = []
    for index, one in enumerate(entry.information):
        for field, text, sentence in (
            ("agency", one.agency, _("Enter the agency")),
            ("what", one.what, _("Enter what was shared")),
            ("reason", one.reason, _("Enter the lawful reason for sharing")),
        ):
            if not text.strip():
                found.append(Missing(step=Step.SAFEGUARDING, field=f"information.{index}.{field}", sentence=sentence))
    return found


def _missing_tasks(entry: Entry) -> list[Missing]:
    found: list[Missing] = []
    for index, task in enumerate(entry.tasks):
        field = f"tasks.{index}"
        if not task.what.strip():
            found.append(Missing(step=Step.TASKS, field=f"{field}.what", sentence=_("Enter what the task is")))
        if not task.who.strip():
            found.append(Missing(step=Step.TASKS, field=f"{field}.who", sentence=_("Enter who does the task")))
        held = entry.held_at
        if task.due_on and held and not 0 <= (task.due_on - held.astimezone().date()).days <= 3 * 365:
            sentence = _("The task must fall due after the session and within three years")
            found.append(Missing(step=Step.TASKS, field=f"{field}.due_on", sentence=sentence))
    return found


def _missing_appointment(entry: Entry, step: Step) -> list[Missing]:
    found: list[Missing] = []
    if entry.next_at is None:
        if entry.outcome is Outcome.RESCHEDULED:
            found.append(Missing(step=step, field="next_at", sentence=_("Enter the new day and time")))
        return found
    if entry.held_at and not timedelta(0) < entry.next_at - entry.held_at <= timedelta(days=366):
        sentence = _("The next appointment must be after this session and within a year")
        found.append(Missing(step=step, field="next_at", sentence=sentence))
    if entry.next_place is None:
        found.append(Missing(step=step, field="next_place", sentence=_("Choose where you meet next")))
    return found


def _missing_decision(entry: Entry) -> list[Missing]:
    found: list[Missing] = []
    for rating in entry.ratings:
        if rating.level is Level.ACT_TODAY and not entry.decision(rating.factor).complete:
            sentence = _(
                "{factor} is rated Act today: enter who was told, what was decided and why, or why nothing was done"
            ).format(factor=rating.factor.label)
            found.append(Missing(step=Step.DECIDE, field=f"decision.{rating.factor}", sentence=sentence))
    if entry.outcome is Outcome.FAILED_TO_COMPLY and entry.action is None:
        sentence = _("Choose what you did about the failure to comply")
        found.append(Missing(step=Step.DECIDE, field="action", sentence=sentence))
    if entry.changes_assessment is None:
        sentence = _("Choose whether today changes the risk assessment or plan")
        found.append(Missing(step=Step.DECIDE, field="changes_assessment", sentence=sentence))
    elif entry.changes_assessment is False and not entry.decision_note.strip():
        sentence = _("Enter one sentence on why nothing changes")
        found.append(Missing(step=Step.DECIDE, field="decision_note", sentence=sentence))
    return found


def note_text(entry: Entry) -> str:
    """The text as copied to NDelius: five boxes and the factor texts that go with them (practice rules, section 3)."""
    parts: list[tuple[str, str]] = [
        (Step.CHECK_IN.label, entry.check_in),
        (Step.PROGRESS.label, entry.progress),
    ]
    parts += [
        (f"{rating.factor.label}: {rating.level.label}", _rating_text(rating))
        for rating in entry.ratings
        if rating.level is not None
    ]
    parts += [
        (Step.INTERVENTION.label, entry.intervention),
        (Step.SUMMARY.label, entry.summary),
        (Step.TASKS.label, "\n".join(task_text(task) for task in entry.tasks if task.what.strip())),
    ]
    keep = [(title, text.strip()) for title, text in parts if text.strip()]
    return "\n\n".join(f"{title}\n{text}" for title, text in keep)


def _rating_text(rating: Rating) -> str:
    lines = [rating.evidence, rating.reason]
    if rating.basis is Basis.CONFIRMED and rating.confirmed_by.strip():
        lines.append(_("Confirmed by {who}").format(who=rating.confirmed_by.strip()))
    elif rating.basis is not None:
        lines.append(rating.basis.label)
    if rating.helped.strip():
        lines.append(_("What helped: {text}").format(text=rating.helped.strip()))
    if rating.done.strip():
        lines.append(_("What was done: {text}").format(text=rating.done.strip()))
    return "\n".join(line.strip() for line in lines if line.strip())


def task_text(task: NewTask | Task) -> str:
    """A task in one line: what, who, by when."""
    if task.due_on is None:
        return f"{task.what} ({task.who})"
    return _("{what} ({who}, by {day})").format(what=task.what, who=task.who, day=f"{task.due_on:%d/%m/%Y}")


def open_claims(history: Iterable[PastRating], checks: Iterable[ClaimCheck]) -> Sequence[Claim]:
    """Concerns whose only basis is the person's word, until confirmed or judged unimportant (curiosity, section 3)."""
    settled = {(check.session_id, check.factor) for check in checks}
    claims = [
        Claim(session_id=past.session_id, factor=past.rating.factor, on=past.on, evidence=past.rating.evidence)
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
