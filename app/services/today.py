"""Today: what is due for whom, unsigned drafts, open tasks, blind spots and the day's appointments.

Also what is new since the officer last looked. What the coming weeks bring is in ``calendar``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from gettext import gettext as _
from typing import Literal
from uuid import UUID

from app.domain.absences import titled
from app.domain.actions import Action, open_first
from app.domain.blind_spots import BlindSpot, blind_spots
from app.domain.days import is_overdue
from app.domain.deadlines import Due, Flag, flags
from app.domain.deferrals import Span
from app.domain.facts import Facts, is_over, local_day
from app.domain.news import news
from app.domain.people import Status
from app.domain.problems import AuditBroken
from app.domain.records import Record
from app.domain.reference_lists import Lists
from app.domain.restricted import closed_records
from app.domain.reviews import Event
from app.domain.rule_edits import RuleBook
from app.domain.sessions import Claim, Step
from app.domain.tasks import Appointment, Task
from app.services import reference_lists, rules
from app.services.desk import Desk
from app.store import audit, edits, facts
from app.store.engine import Connection
from app.store.facts import Standing

_Flagged = tuple[Standing, list[Flag]]

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
    """An unsigned review of a kind, about ``subject`` if it is about one absence; ``written_at`` is its last change."""

    draft_id: UUID
    person_id: UUID
    person_name: str
    kind: str
    subject: UUID | None
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
class ActionRow:
    """An open action that is past its day; ``record`` is its newest version."""

    record: Record
    action: Action
    person_name: str


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
    """Flags by group and in each by due day; drafts newest first; tasks, late actions and the rest oldest first.

    ``suspended``: whose contact is, also where nothing waits meanwhile; the first to end first. ``damaged_rules`` says
    of each rule that ships and cannot be used what is wrong with it.
    """

    today: date
    groups: Mapping[Due, tuple[FlagRow, ...]]
    drafts: tuple[DraftRow, ...]
    tasks: tuple[TaskRow, ...]
    actions: tuple[ActionRow, ...]
    blind_spots: tuple[BlindSpotRow, ...]
    appointments: tuple[AppointmentRow, ...]
    people: int
    review_drafts: tuple[ReviewDraftRow, ...]
    suspended: tuple[SuspendedRow, ...]
    damaged_rules: tuple[str, ...]


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


def today(desk: Desk) -> TodayPage:
    """Everything that Today shows, in three statements whatever the caseload. ``people`` counts all of them."""
    now, day = desk.now(), desk.today()
    with desk.read() as db:
        everyone, edited = facts.standings(db, day), edits.every(db)
    book, lists = rules.book_of(edited.rules), reference_lists.lists_of(edited.lists)
    found = [(one, flags(book.rules, one.facts, day)) for one in everyone]
    return TodayPage(
        today=day,
        groups=_groups(found, day),
        drafts=_drafts(everyone),
        review_drafts=_review_drafts(book, everyone),
        tasks=_tasks(everyone, day),
        actions=_late_actions(everyone, day),
        blind_spots=_blind_spots(found, day, lists),
        appointments=_appointments(everyone, now),
        people=len(everyone),
        suspended=_suspended(everyone, day),
        damaged_rules=book.damaged,
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
            if not is_over(one.facts.details, day)
        ),
        drafts=tuple(row for row in _drafts(everyone) if local_day(row.started_at) < day),
        review_drafts=tuple(row for row in _review_drafts(book, everyone) if local_day(row.started_at) < day),
    )


def _looked_before(db: Connection) -> date | None:
    """The day of the last unlock but one; an audit that cannot be read is told elsewhere."""
    try:
        unlocks = audit.page(db, limit=2, wanted=audit.Wanted(acts=UNLOCKS))
    except AuditBroken:
        return None
    return local_day(unlocks[1].at) if len(unlocks) > 1 else None


def _flag_rows(found: Iterable[tuple[Standing, Flag]]) -> tuple[FlagRow, ...]:
    return tuple(sorted((flag_row(one.facts, flag) for one, flag in found), key=by_due))


def flag_row(known: Facts, flag: Flag) -> FlagRow:
    return FlagRow(flag=flag, person_name=known.details.name, crn=known.details.crn)


def _review_drafts(book: RuleBook, everyone: Iterable[Standing]) -> tuple[ReviewDraftRow, ...]:
    titles = {entry.rule.kind: _(entry.rule.title) for entry in reversed(book.entries)}
    rows = [
        ReviewDraftRow(
            draft_id=draft.id,
            person_id=draft.person_id,
            person_name=one.facts.details.name,
            kind=draft.kind,
            subject=draft.subject,
            title=titled(titles.get(draft.kind, draft.kind), draft.subject, one.facts.absences, one.facts.records),
            started_at=draft.started_at,
            written_at=draft.written_at,
        )
        for one in everyone
        for draft in one.review_drafts
    ]
    return tuple(sorted(rows, key=_review_written_at, reverse=True))


def _groups(found: Iterable[_Flagged], day: date) -> Mapping[Due, tuple[FlagRow, ...]]:
    groups: dict[Due, list[FlagRow]] = {due: [] for due in Due}
    for one, shown in found:
        for flag in shown:
            groups[flag.group(day)].append(flag_row(one.facts, flag))
    return {due: tuple(sorted(rows, key=by_due)) for due, rows in groups.items()}


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


def _late_actions(everyone: Iterable[Standing], day: date) -> tuple[ActionRow, ...]:
    rows = [
        ActionRow(record=record, action=action, person_name=one.facts.details.name)
        for one in everyone
        if one.facts.details.status is not Status.ENDED
        for record, action in open_first(closed_records(one.facts.records, one.facts.restricted))
        if action.late(day)
    ]
    return tuple(sorted(rows, key=_action_day))


def _blind_spots(found: Iterable[_Flagged], day: date, lists: Lists) -> tuple[BlindSpotRow, ...]:
    rows = [
        BlindSpotRow(person_name=one.facts.details.name, blind_spot=spot)
        for one, shown in found
        for spot in blind_spots(one.facts, _claims(one), one.tasks, day, {flag.kind for flag in shown}, lists)
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
        if not is_over(one.facts.details, day) and (span := one.facts.suspended(day)) is not None
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
    return tuple(sorted(rows, key=by_time))


def by_due(row: FlagRow) -> tuple[date, str]:
    return row.flag.due, row.person_name


def _written_at(row: DraftRow) -> datetime:
    return row.written_at


def _review_written_at(row: ReviewDraftRow) -> datetime:
    return row.written_at


def _suspended_until(row: SuspendedRow) -> tuple[date, str]:
    return row.span.until, row.person_name


def _task_day(row: TaskRow) -> tuple[bool, date, str]:
    return row.task.due_on is None, row.task.due_on or row.task.set_on, row.person_name


def _action_day(row: ActionRow) -> tuple[date, str]:
    return row.action.due or date.max, row.person_name


def _since(row: BlindSpotRow) -> tuple[date, str]:
    return row.blind_spot.since, row.person_name


def by_time(row: AppointmentRow) -> tuple[datetime, str]:
    return row.appointment.at, row.person_name
