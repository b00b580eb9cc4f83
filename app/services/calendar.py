"""The coming eight weeks: what falls due on each day, appointments, and licences or orders that end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.domain.deadlines import Due, Flag, flags
from app.domain.facts import Facts, local_day, supervision_end
from app.domain.people import Status
from app.domain.tasks import Appointment
from app.domain.working_days import is_working_day
from app.services import rules
from app.services.desk import Desk
from app.services.today import AppointmentRow, FlagRow, by_due, by_time, flag_row
from app.store import facts

DAYS_AHEAD = 56
SATURDAY = 5
SUPERVISION_END = "supervision_end"


@dataclass(frozen=True, kw_only=True)
class EndRow:
    """A licence or order that ends."""

    person_id: UUID
    person_name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """A day with what falls due on it; ``working``: neither weekend nor bank holiday."""

    day: date
    working: bool
    flags: tuple[FlagRow, ...]
    appointments: tuple[AppointmentRow, ...]
    ends: tuple[EndRow, ...]

    @property
    def is_holiday(self) -> bool:
        """Whether it is a day of the week on which nobody works."""
        return not self.working and self.day.weekday() < SATURDAY


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The 56 days from today, and what is overdue before them."""

    today: date
    overdue: tuple[FlagRow, ...]
    days: tuple[CalendarDay, ...]


def eight_weeks(desk: Desk) -> Calendar:
    """Everything that falls due in the coming 56 days, also what is not shown on Today yet, by local date."""
    now, first = desk.now(), desk.today()
    last = first + timedelta(days=DAYS_AHEAD - 1)
    with desk.read() as db:
        everyone, book = facts.of_everyone(db), rules.in_force(db)
    overdue: list[FlagRow] = []
    due: dict[date, list[FlagRow]] = defaultdict(list)
    made: dict[date, list[AppointmentRow]] = defaultdict(list)
    ends: dict[date, list[EndRow]] = defaultdict(list)
    for one in everyone:
        if one.details.status is Status.ENDED:
            continue
        for flag in flags(book.rules, one, first, ahead=last):
            if flag.group(first) is Due.OVERDUE:
                overdue.append(flag_row(one, flag))
            elif flag.kind != SUPERVISION_END:
                due[_day(flag)].append(flag_row(one, flag))
        if one.appointment is not None:
            made[local_day(one.appointment.at)].append(_appointment_row(one, one.appointment, now))
        if end := supervision_end(one.details):
            ends[end].append(EndRow(person_id=one.person.id, person_name=one.details.name, on=end))
    return Calendar(
        today=first,
        overdue=tuple(sorted(overdue, key=by_due)),
        days=tuple(
            CalendarDay(
                day=day,
                working=is_working_day(day),
                flags=tuple(sorted(due[day], key=by_due)),
                appointments=tuple(sorted(made[day], key=by_time)),
                ends=tuple(sorted(ends[day], key=_end_name)),
            )
            for day in (first + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
        ),
    )


def _day(flag: Flag) -> date:
    """The due day; of what waits while contact is suspended, at the earliest the last day of that."""
    return max(flag.due, flag.suspended_until or flag.due)


def _appointment_row(known: Facts, made: Appointment, now: datetime) -> AppointmentRow:
    return AppointmentRow(
        appointment=made,
        person_name=known.details.name,
        state="next" if made.at > now else "late",
        draft_id=known.draft.draft_id if known.draft else None,
    )


def _end_name(row: EndRow) -> str:
    return row.person_name
