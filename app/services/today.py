"""Today: what is due for whom, unsigned drafts, open tasks, blind spots and the day's appointments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from app.domain.blind_spots import BlindSpot, blind_spots
from app.domain.days import is_overdue
from app.domain.deadlines import Due, Flag, flags
from app.domain.people import Status
from app.domain.sessions import Claim, Step
from app.domain.tasks import Appointment, Task
from app.services.desk import Desk
from app.services.rules import rules
from app.store import facts
from app.store.facts import Standing


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    flag: Flag
    person_name: str
    crn: str


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """An unsigned session; ``written_at`` is its last change."""

    draft_id: UUID
    person_id: UUID
    person_name: str
    started_at: datetime
    written_at: datetime
    step: Step


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """An open task; ``late`` once its day has passed."""

    task: Task
    person_name: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """An appointment of today: done (a session of today is signed), next, or late (its time has passed)."""

    appointment: Appointment
    person_name: str
    state: Literal["done", "next", "late"]
    draft_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class BlindSpotRow:
    person_name: str
    blind_spot: BlindSpot


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """Flags by group and in each by due day; drafts newest first; tasks, blind spots and appointments oldest first."""

    today: date
    groups: Mapping[Due, tuple[FlagRow, ...]]
    drafts: tuple[DraftRow, ...]
    tasks: tuple[TaskRow, ...]
    blind_spots: tuple[BlindSpotRow, ...]
    appointments: tuple[AppointmentRow, ...]
    people: int


def today(desk: Desk) -> TodayPage:
    """Everything that Today shows, in two statements whatever the caseload. ``people`` counts all of them."""
    now, day = desk.now(), desk.today()
    with desk.read() as db:
        everyone = facts.standings(db, day)
    return TodayPage(
        today=day,
        groups=_groups(everyone, day),
        drafts=_drafts(everyone),
        tasks=_tasks(everyone, day),
        blind_spots=_blind_spots(everyone, day),
        appointments=_appointments(everyone, now),
        people=len(everyone),
    )


def _groups(everyone: Iterable[Standing], day: date) -> Mapping[Due, tuple[FlagRow, ...]]:
    found: dict[Due, list[FlagRow]] = {due: [] for due in Due}
    for one in everyone:
        details = one.facts.details
        for flag in flags(rules(), one.facts, day):
            found[flag.group(day)].append(FlagRow(flag=flag, person_name=details.name, crn=details.crn))
    return {due: tuple(sorted(rows, key=_due)) for due, rows in found.items()}


def _drafts(everyone: Iterable[Standing]) -> tuple[DraftRow, ...]:
    rows = [
        DraftRow(
            draft_id=draft.draft_id,
            person_id=one.facts.person.id,
            person_name=one.facts.details.name,
            started_at=draft.started_at,
            written_at=draft.written_at,
            step=draft.step,
        )
        for one in everyone
        if (draft := one.facts.draft) is not None
    ]
    return tuple(sorted(rows, key=_written_at, reverse=True))


def _tasks(everyone: Iterable[Standing], day: date) -> tuple[TaskRow, ...]:
    rows = [
        TaskRow(
            task=task,
            person_name=one.facts.details.name,
            late=task.due_on is not None and is_overdue(task.due_on, day),
        )
        for one in everyone
        if one.facts.details.status is not Status.ENDED
        for task in one.tasks
    ]
    return tuple(sorted(rows, key=_task_day))


def _blind_spots(everyone: Iterable[Standing], day: date) -> tuple[BlindSpotRow, ...]:
    rows = [
        BlindSpotRow(person_name=one.facts.details.name, blind_spot=spot)
        for one in everyone
        for spot in blind_spots(one.facts.person, one.facts.recent, _claims(one), one.tasks, day)
    ]
    return tuple(sorted(rows, key=_since))


def _claims(one: Standing) -> list[Claim]:
    return [
        Claim(session_id=past.session_id, factor=past.rating.factor, on=past.on, evidence="") for past in one.claims
    ]


def _appointments(everyone: Iterable[Standing], now: datetime) -> tuple[AppointmentRow, ...]:
    """One that was moved is left out, unless the person came today after all and the newer one is the next."""
    rows = []
    for one in everyone:
        appointment = one.appointment
        done = one.recorded_today and appointment != one.facts.appointment  # it may have been moved within the day
        if appointment is None or not (one.is_newest or done):
            continue
        state: Literal["done", "next", "late"] = "next" if appointment.at > now else "late"
        draft = one.facts.draft
        rows.append(
            AppointmentRow(
                appointment=appointment,
                person_name=one.facts.details.name,
                state="done" if done else state,
                draft_id=draft.draft_id if draft else None,
            )
        )
    return tuple(sorted(rows, key=_at))


def _due(row: FlagRow) -> tuple[date, str]:
    return row.flag.due, row.person_name


def _written_at(row: DraftRow) -> datetime:
    return row.written_at


def _task_day(row: TaskRow) -> tuple[bool, date, str]:
    return row.task.due_on is None, row.task.due_on or row.task.set_on, row.person_name


def _since(row: BlindSpotRow) -> tuple[date, str]:
    return row.blind_spot.since, row.person_name


def _at(row: AppointmentRow) -> tuple[datetime, str]:
    return row.appointment.at, row.person_name
