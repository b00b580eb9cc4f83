"""The coming eight weeks: what falls due on each day, appointments, and licences or orders that end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.domain.deadlines import flags
from app.domain.facts import Facts, local_day, supervision_end
from app.domain.people import Status
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
    known = [one for one in everyone if one.details.status is not Status.ENDED]
    due: dict[date, list[FlagRow]] = {}
    for one in known:
        for flag in flags(book.rules, one, first, ahead=last):
            day = flag.due if flag.due >= first else date.min
            if flag.kind != SUPERVISION_END or flag.due < first:
                due.setdefault(day, []).append(flag_row(one, flag))
    return Calendar(
        today=first,
        overdue=tuple(sorted(due.get(date.min, []), key=by_due)),
        days=tuple(_calendar_day(known, due, first + timedelta(days=ahead), now) for ahead in range(DAYS_AHEAD)),
    )


def _calendar_day(known: Iterable[Facts], due: Mapping[date, list[FlagRow]], day: date, now: datetime) -> CalendarDay:
    made = [
        AppointmentRow(
            appointment=one.appointment,
            person_name=one.details.name,
            state="next" if one.appointment.at > now else "late",
            draft_id=one.draft.draft_id if one.draft else None,
        )
        for one in known
        if one.appointment is not None and local_day(one.appointment.at) == day
    ]
    ends = [
        EndRow(person_id=one.person.id, person_name=one.details.name, on=day)
        for one in known
        if supervision_end(one.details) == day
    ]
    return CalendarDay(
        day=day,
        working=is_working_day(day),
        flags=tuple(sorted(due.get(day, []), key=by_due)),
        appointments=tuple(sorted(made, key=by_time)),
        ends=tuple(sorted(ends, key=_end_name)),
    )


def _end_name(row: EndRow) -> str:
    return row.person_name
