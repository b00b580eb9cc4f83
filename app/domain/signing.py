"""What must be there before a session can be signed, and what signing seals (practice rules, sections 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from gettext import gettext as _

from app.domain.places import Outcome
from app.domain.ratings import Basis, Factor, Level, Rating
from app.domain.sessions import Entry, Step


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that stops signing: where to mend it, and the sentence that says so."""

    step: Step
    field: str
    sentence: str


def missing(entry: Entry, now: datetime) -> list[Missing]:
    """Everything that stops signing (practice rules, section 2 and 3), in the order of the guide."""
    found = _missing_start(entry, now)
    if entry.outcome is None:
        return found
    if not entry.outcome.held:
        return found + _missing_absence(entry) + _missing_appointment(entry, Step.ABSENCE, now)
    found += _missing_claims(entry)
    for factor in Factor:
        found += missing_rating(entry.rating(factor))
    found += _missing_information(entry)
    found += _missing_tasks(entry)
    found += _missing_appointment(entry, Step.APPOINTMENT, now)
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
        information=(),
        tasks=(),
        rar_day=False,
        decisions=(),
        changes_assessment=None,
    )


def _missing_start(entry: Entry, now: datetime) -> list[Missing]:
    found: list[Missing] = []
    sentence = _held_at_problem(entry, now)
    if sentence:
        found.append(Missing(step=Step.START, field="held_at", sentence=sentence))
    if entry.place is None:
        found.append(Missing(step=Step.START, field="place", sentence=_("Choose where the session took place")))
    if entry.outcome is None:
        found.append(Missing(step=Step.START, field="outcome", sentence=_("Choose how the session ended")))
    return found


def _held_at_problem(entry: Entry, now: datetime) -> str:
    if entry.held_at is None:
        return _("Enter the day and time of the session")
    if entry.held_at > now:
        if entry.outcome is None or not entry.outcome.known_beforehand:
            return _("The session cannot be in the future")
        too_far = entry.held_at - now > timedelta(days=366)
        return _("The session is more than a year ahead; check the year") if too_far else ""
    long_ago = (now - entry.held_at).days > 3 * 365
    return _("The session is more than three years ago; check the year") if long_ago else ""


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


def _missing_claims(entry: Entry) -> list[Missing]:
    sentence = _("Enter who confirmed it, why it is unimportant, or why it is still open")
    return [
        Missing(step=Step.PROGRESS, field=f"claim.{check.session_id}.{check.factor}", sentence=sentence)
        for check in entry.claim_checks
        if not check.note.strip()
    ]


def missing_rating(rating: Rating) -> list[Missing]:
    """What one factor still needs before the session can be signed, in the order of its page."""
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


def _missing_appointment(entry: Entry, step: Step, now: datetime) -> list[Missing]:
    found: list[Missing] = []
    if entry.next_at is None:
        if entry.outcome is Outcome.RESCHEDULED:
            found.append(Missing(step=step, field="next_at", sentence=_("Enter the new day and time")))
        return found
    sentence = _next_at_problem(entry.next_at, entry, now)
    if sentence:
        found.append(Missing(step=step, field="next_at", sentence=sentence))
    if entry.next_place is None:
        found.append(Missing(step=step, field="next_place", sentence=_("Choose where you meet next")))
    return found


def _next_at_problem(next_at: datetime, entry: Entry, now: datetime) -> str:
    """A session that still lies ahead may be rescheduled to any time from now on, also to an earlier one."""
    if entry.held_at is None:
        return ""
    ahead = entry.outcome is Outcome.RESCHEDULED and entry.held_at > now
    if next_at > (now if ahead else entry.held_at) and next_at - entry.held_at <= timedelta(days=366):
        return ""
    if ahead:
        return _("The new day and time must lie ahead, and within a year of the day that was planned")
    return _("The next appointment must be after this session and within a year")


def _missing_decision(entry: Entry) -> list[Missing]:
    found: list[Missing] = []
    for rating in entry.ratings:
        if rating.level is Level.ACT_TODAY and not entry.decision(rating.factor).complete:
            words = _(
                "{factor} is rated Act today: enter who was told, what was decided and why, "
                "or only why nothing was done"
            )
            sentence = words.format(factor=rating.factor.label)
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
