"""Today: what is due for whom, unsigned drafts, open tasks, blind spots and the day's appointments.

Also what is new since the officer last looked, and what the coming eight weeks bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from gettext import gettext as _
from typing import Literal
from uuid import UUID

from app.domain.blind_spots import BlindSpot, blind_spots
from app.domain.days import is_overdue
from app.domain.deadlines import Due, Flag, flags
from app.domain.deferrals import Span
from app.domain.facts import Facts, local_day, supervision_end
from app.domain.news import news
from app.domain.people import Status
from app.domain.problems import AuditBroken
from app.domain.reviews import Event
from app.domain.rule_edits import RuleBook
from app.domain.sessions import Claim, Step
from app.domain.tasks import Appointment, Task
from app.domain.working_days import is_working_day
from app.services import rules
from app.services.desk import Desk
from app.store import audit, facts
from app.store.engine import Connection
from app.store.facts import Standing

DAYS_AHEAD = 56
SATURDAY = 5
SUPERVISION_END = "supervision_end"
UNLOCKS = (("unlock", "passphrase"), ("unlock", "recovery"))


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
class ReviewDraftRow:
    """An unsigned review of a kind; ``written_at`` is its last change."""

    draft_id: UUID
    person_id: UUID
    person_name: str
    kind: str
    title: str
    started_at: datetime
    written_at: datetime


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
class SuspendedRow:
    """Somebody whose contact is suspended today, until when and why."""

    person_id: UUID
    person_name: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """Flags by group and in each by due day; drafts newest first; tasks, blind spots and appointments oldest first.

    ``suspended``: whose contact is, also where nothing waits meanwhile; the first to end first.
    """

    today: date
    groups: Mapping[Due, tuple[FlagRow, ...]]
    drafts: tuple[DraftRow, ...]
    tasks: tuple[TaskRow, ...]
    blind_spots: tuple[BlindSpotRow, ...]
    appointments: tuple[AppointmentRow, ...]
    people: int
    review_drafts: tuple[ReviewDraftRow, ...]
    suspended: tuple[SuspendedRow, ...]


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """Something that brought a risk review forward."""

    person_id: UUID
    person_name: str
    event: Event


@dataclass(frozen=True, kw_only=True)
class NewsPage:
    """What is new since a day: newly overdue, due today, events, and what was begun before today and is unsigned."""

    since: date
    today: date
    overdue: tuple[FlagRow, ...]
    due: tuple[FlagRow, ...]
    events: tuple[EventRow, ...]
    drafts: tuple[DraftRow, ...]
    review_drafts: tuple[ReviewDraftRow, ...]

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.overdue or self.due or self.events or self.drafts or self.review_drafts)


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


def today(desk: Desk) -> TodayPage:
    """Everything that Today shows, in three statements whatever the caseload. ``people`` counts all of them."""
    now, day = desk.now(), desk.today()
    with desk.read() as db:
        everyone, book = facts.standings(db, day), rules.in_force(db)
    return TodayPage(
        today=day,
        groups=_groups(book, everyone, day),
        drafts=_drafts(everyone),
        review_drafts=_review_drafts(book, everyone),
        tasks=_tasks(everyone, day),
        blind_spots=_blind_spots(everyone, day),
        appointments=_appointments(everyone, now),
        people=len(everyone),
        suspended=_suspended(everyone, day),
    )


def news_since(desk: Desk, since: date | None = None) -> NewsPage:
    """What is new since a day: yesterday, or the day of the unlock before this one if that was earlier."""
    day = desk.today()
    with desk.read() as db:
        since = since or min(day - timedelta(days=1), _looked_before(db) or day)
        everyone, book = facts.standings(db, day), rules.in_force(db)
    found = [(one, news(flags(book.rules, one.facts, day), one.facts, since, day)) for one in everyone]
    return NewsPage(
        since=since,
        today=day,
        overdue=_flag_rows((one, flag) for one, new in found for flag in new.overdue),
        due=_flag_rows((one, flag) for one, new in found for flag in new.due),
        events=tuple(
            EventRow(person_id=one.facts.person.id, person_name=one.facts.details.name, event=trigger.event)
            for one, new in found
            for trigger in new.triggers
            if one.facts.details.status is not Status.ENDED
        ),
        drafts=tuple(row for row in _drafts(everyone) if local_day(row.started_at) < day),
        review_drafts=tuple(row for row in _review_drafts(book, everyone) if local_day(row.started_at) < day),
    )


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
                due.setdefault(day, []).append(_flag_row(one, flag))
    return Calendar(
        today=first,
        overdue=tuple(sorted(due.get(date.min, []), key=_due)),
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
        flags=tuple(sorted(due.get(day, []), key=_due)),
        appointments=tuple(sorted(made, key=_at)),
        ends=tuple(sorted(ends, key=_end_name)),
    )


def _looked_before(db: Connection) -> date | None:
    """The day of the last unlock but one; an audit that cannot be read is told elsewhere."""
    try:
        unlocks = audit.page(db, limit=2, wanted=audit.Wanted(acts=UNLOCKS))
    except AuditBroken:
        return None
    return local_day(unlocks[1].at) if len(unlocks) > 1 else None


def _flag_rows(found: Iterable[tuple[Standing, Flag]]) -> tuple[FlagRow, ...]:
    return tuple(sorted((_flag_row(one.facts, flag) for one, flag in found), key=_due))


def _flag_row(known: Facts, flag: Flag) -> FlagRow:
    return FlagRow(flag=flag, person_name=known.details.name, crn=known.details.crn)


def _review_drafts(book: RuleBook, everyone: Iterable[Standing]) -> tuple[ReviewDraftRow, ...]:
    titles = {entry.rule.kind: _(entry.rule.title) for entry in reversed(book.entries)}
    rows = [
        ReviewDraftRow(
            draft_id=draft.id,
            person_id=draft.person_id,
            person_name=one.facts.details.name,
            kind=draft.kind,
            title=titles.get(draft.kind, draft.kind),
            started_at=draft.started_at,
            written_at=draft.written_at,
        )
        for one in everyone
        for draft in one.review_drafts
    ]
    return tuple(sorted(rows, key=_review_written_at, reverse=True))


def _groups(book: RuleBook, everyone: Iterable[Standing], day: date) -> Mapping[Due, tuple[FlagRow, ...]]:
    found: dict[Due, list[FlagRow]] = {due: [] for due in Due}
    for one in everyone:
        for flag in flags(book.rules, one.facts, day):
            found[flag.group(day)].append(_flag_row(one.facts, flag))
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
        for spot in blind_spots(one.facts, _claims(one), one.tasks, day)
    ]
    return tuple(sorted(rows, key=_since))


def _claims(one: Standing) -> list[Claim]:
    return [
        Claim(session_id=past.session_id, factor=past.rating.factor, on=past.on, evidence="") for past in one.claims
    ]


def _suspended(everyone: Iterable[Standing], day: date) -> tuple[SuspendedRow, ...]:
    rows = [
        SuspendedRow(person_id=one.facts.person.id, person_name=one.facts.details.name, span=span)
        for one in everyone
        if one.facts.details.status is not Status.ENDED and (span := one.facts.suspended(day)) is not None
    ]
    return tuple(sorted(rows, key=_suspended_until))


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


def _review_written_at(row: ReviewDraftRow) -> datetime:
    return row.written_at


def _end_name(row: EndRow) -> str:
    return row.person_name


def _suspended_until(row: SuspendedRow) -> tuple[date, str]:
    return row.span.until, row.person_name


def _task_day(row: TaskRow) -> tuple[bool, date, str]:
    return row.task.due_on is None, row.task.due_on or row.task.set_on, row.person_name


def _since(row: BlindSpotRow) -> tuple[date, str]:
    return row.blind_spot.since, row.person_name


def _at(row: AppointmentRow) -> tuple[datetime, str]:
    return row.appointment.at, row.person_name
