"""The caseload: listing people, adding and editing them with history, appointments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from gettext import gettext as _
from uuid import UUID

from app.domain.absences import counted
from app.domain.blind_spots import BlindSpot, blind_spots
from app.domain.case_problems import FieldProblem, FieldProblems, LooksLikeThirdParty
from app.domain.changes import changes, moved
from app.domain.deadlines import Due, Flag, flags
from app.domain.deferrals import OfficialDate, Span
from app.domain.editing import check_details, check_level_set
from app.domain.facts import Absence, Facts, local_day
from app.domain.marks import Marking, marked_restricted
from app.domain.people import AddressType, Change, Details, Person, RoshLevel, Status
from app.domain.places import Place
from app.domain.prisons import check_release
from app.domain.ratings import PastRating
from app.domain.records import Record
from app.domain.restricted import closed_ratings, closed_records, closed_reviews, closed_sessions
from app.domain.reviews import Event, EventKind, Review
from app.domain.rule_edits import RuleBook
from app.domain.sessions import Draft, LifeChange, Session, open_claims
from app.domain.tasks import Appointment, Task
from app.domain.texts import cleaned
from app.domain.third_parties import detail_worries, not_third
from app.services import officers, reference_lists, rules
from app.services.desk import Desk
from app.store import appointments, cases, entries, facts, marks, people, ratings, records, reviews
from app.store.engine import Connection
from app.store.review_drafts import ReviewDraftOutline

LATEST_APPOINTMENT = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A line of the list. ``next_at`` is an appointment that no session has answered, ``overdue`` counts flags."""

    id: UUID
    name: str
    preferred_name: str
    crn: str
    status: Status | None
    rosh: RoshLevel | None
    mappa_level: int | None
    registered: bool
    next_at: datetime | None
    last_seen: date | None
    overdue: int


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """A person's page. Oldest first: ``history``, ``missed`` (days without a session held), ``tasks`` (open ones),
    ``records`` (as they now are, in the order in which they were first recorded), ``markings`` of all their entries.

    Newest first: ``sessions`` (20 of ``session_count``), ``events``, ``reviews`` (without what they considered).
    ``absences`` are those of 12 months that count as missed, ``official_dates`` those that stand; ``suspended`` is the
    suspension of contact that runs. What is marked as restricted is here without its words.
    """

    person: Person
    next: Appointment | None
    flags: tuple[Flag, ...]
    history: tuple[PastRating, ...]
    missed: tuple[date, ...]
    sessions: tuple[Session, ...]
    session_count: int
    tasks: tuple[Task, ...]
    events: tuple[Event, ...]
    reviews: tuple[Review, ...]
    records: tuple[Record, ...]
    markings: tuple[Marking, ...]
    draft: Draft | None
    rar_days_done: int
    blind_spots: tuple[BlindSpot, ...]
    review_drafts: tuple[ReviewDraftOutline, ...]
    absences: tuple[Absence, ...]
    official_dates: tuple[OfficialDate, ...]
    suspended: Span | None


def list_people(desk: Desk) -> list[PersonRow]:
    """The caseload by name, in three statements however many people there are."""
    today = desk.today()
    with desk.read() as db:
        everyone, book = facts.of_everyone(db), rules.in_force(db)
    return sorted((_row(book, known, today) for known in everyone), key=_by_name)


def add(desk: Desk, details: Details, *, sure: bool = False) -> Person:
    """Put a person on the caseload, which begins the history.

    Raises FieldProblems, LooksLikeThirdParty unless the officer is ``sure``, and NoOfficer.
    """
    details = _tidy(details)
    person = Person(id=desk.new_id(), added_at=desk.now(), details=details)
    with desk.change("add", "person", person.id) as db:
        _check(desk, db, person, Details(), sure=sure)
        officer_id, _officer = officers.signing(db)
        people.add(db, person, officer_id, desk.new_id())
    return person


def edit(desk: Desk, person_id: UUID, details: Details, *, sure: bool = False) -> Person:
    """Keep new details; each field that differs goes into the history, and a new address asks for a risk review.

    Raises FieldProblems, LooksLikeThirdParty unless the officer is ``sure``, NoOfficer and NotFound.
    """
    with desk.read() as db:
        before = people.get(db, person_id)
    after = replace(before, details=_tidy(details))
    if after == before:
        return before
    with desk.change("edit", "person", person_id) as db:
        _check(desk, db, after, before.details, sure=sure)
        keep_details(desk, db, before, after.details)
        if moved(before.details, after.details):
            event = Event(kind=EventKind.LIFE_CHANGE, on=desk.today(), reason=LifeChange.ADDRESS.label)
            reviews.add_events(db, person_id, [(desk.new_id(), event)], desk.now())
    return after


def keep_details(desk: Desk, db: Connection, before: Person, details: Details) -> None:
    """Keep checked details in the caller's transaction, and what they change in the history."""
    officer_id, _officer = officers.signing(db)
    changed = [(desk.new_id(), change) for change in changes(before.details, details)]
    people.replace_details(db, before.id, details)
    people.add_changes(db, before.id, officer_id, desk.now(), changed)


def history(desk: Desk, person_id: UUID) -> list[Change]:
    """Every change of the person's details, newest first; ``field`` is the detail's key, such as ``date_of_birth``."""
    with desk.read() as db:
        return list(people.changes(db, person_id))


def set_appointment(desk: Desk, person_id: UUID, at: datetime, place: Place) -> Appointment:
    """Make the next appointment, in place of the one before. Raises FieldProblems and NotFound."""
    if not desk.now() < at <= desk.now() + LATEST_APPOINTMENT:
        sentence = _("The appointment must be in the future, within a year")
        raise FieldProblems([FieldProblem(field="at", sentence=sentence)])
    made = Appointment(id=desk.new_id(), person_id=person_id, at=at, place=place)
    with desk.change("set", "appointment", made.id) as db:
        people.get(db, person_id)
        appointments.add(db, made, desk.now())
    return made


def page(desk: Desk, person_id: UUID) -> PersonPage:
    """Everything of a person's page, in five statements whatever the caseload. Raises NotFound."""
    today = desk.today()
    with desk.read() as db:
        known = facts.of_person(db, person_id)
        case, newest = cases.read_with_sessions(db, person_id)
        past = ratings.history(db, person_id)
    hidden = known.restricted
    claims, lists = open_claims(past, case.claim_checks), reference_lists.lists_of(case.list_edits)
    shown = flags(rules.book_of(case.rule_edits).rules, known, today)
    return PersonPage(
        person=known.person,
        next=known.appointment,
        flags=tuple(shown),
        history=closed_ratings(past, hidden),
        missed=tuple(day for day in case.missed if day <= today),  # some are known beforehand
        sessions=closed_sessions(newest, hidden),
        session_count=len(case.course),
        tasks=case.tasks,
        events=case.events,
        reviews=closed_reviews(case.reviews, hidden),
        records=closed_records(case.records, hidden),
        markings=case.markings,
        draft=case.draft,
        rar_days_done=case.rar_days_done,
        blind_spots=tuple(blind_spots(known, claims, case.tasks, today, {flag.kind for flag in shown}, lists)),
        review_drafts=case.review_drafts,
        absences=tuple(counted(known.absences, today)),
        official_dates=tuple(
            found for kind in {one.kind for one in known.official_dates} if (found := known.official_date(kind))
        ),
        suspended=known.suspended(today),
    )


def more_sessions(desk: Desk, last: Session) -> tuple[Session, ...]:
    """The person's next 20 sessions after the ``last`` one shown, newest first."""
    with desk.read() as db:
        restricted = marked_restricted(marks.of_person(db, last.person_id))
        return closed_sessions(entries.page(db, last), restricted)


def record_release(
    desk: Desk, person_id: UUID, on: date, licence_end: date | None, address: str, address_type: AddressType | None
) -> Person:
    """Record that somebody in custody was released on licence, so that the rules of the community apply.

    It is kept as `edit` keeps it, and refused at the fields of the details. Raises FieldProblems and NotFound.
    """
    with desk.read() as db:
        before = people.get(db, person_id).details
    after = replace(
        before,
        status=Status.LICENCE,
        release_date=on,
        licence_end=licence_end,
        address=address,
        address_type=address_type,
    )
    problems = check_release(before, after, desk.today())
    if problems:
        raise FieldProblems(problems)
    return edit(desk, person_id, after)


def _by_name(row: PersonRow) -> tuple[str, UUID]:
    return row.name.casefold(), row.id


def _row(book: RuleBook, known: Facts, today: date) -> PersonRow:
    details = known.details
    return PersonRow(
        id=known.person.id,
        name=details.name,
        preferred_name=details.preferred_name,
        crn=details.crn,
        status=details.status,
        rosh=details.rosh.highest,
        mappa_level=details.mappa_level,
        registered=details.registered,
        next_at=known.appointment.at if known.appointment else None,
        last_seen=local_day(known.seen_at) if known.seen_at else None,
        overdue=sum(flag.group(today) is Due.OVERDUE for flag in flags(book.rules, known, today)),
    )


def _tidy(details: Details) -> Details:
    """Names stand on one line: in lists, in the banner and at the head of each note."""
    details = cleaned(details)
    return replace(
        details,
        name=" ".join(details.name.split()),
        preferred_name=" ".join(details.preferred_name.split()),
        crn=" ".join(details.crn.split()),
    )


def _check(desk: Desk, db: Connection, person: Person, before: Details, *, sure: bool) -> None:
    """Raises FieldProblems, and LooksLikeThirdParty unless the officer is ``sure``."""
    found = records.current(db, person.id)
    problems = check_details(person.details, desk.today()) + check_level_set(before, person.details, found)
    if people.with_crn(db, person.details.crn) not in (None, person.id):
        problems.append(FieldProblem(field="crn", sentence=_("Somebody on your caseload already has this CRN")))
    if problems:
        raise FieldProblems(problems)
    if not sure:
        _officer_id, officer = officers.signing(db)
        asked = detail_worries(person.details, before, not_third(person.details, officer, found))
        if asked:
            raise LooksLikeThirdParty(asked)
