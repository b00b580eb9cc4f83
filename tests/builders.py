"""Invented people and sessions with everything filled in that a test does not care about."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.domain.absences import Judgement
from app.domain.actions import Action as OwedAction
from app.domain.actions import ActionOrigin
from app.domain.mappa import MappaLevel, MappaMeeting
from app.domain.marks import Mark
from app.domain.officers import Officer
from app.domain.orders import Order, OrderType
from app.domain.people import Details, Person, Sex, Status
from app.domain.places import Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level, PastRating, Rating
from app.domain.reviews import NewReview
from app.domain.sessions import (
    ActDecision,
    ClaimCheck,
    ClaimOutcome,
    Draft,
    Entry,
    Information,
    InformationWay,
    LifeChange,
    Session,
)
from app.domain.tasks import NewTask, TaskCheck, TaskOutcome
from app.services import actions, claims, deadlines, marks, officers, people, records, reviews, sessions
from app.services.desk import Desk
from app.store import deferrals

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the fixed clock of the tests starts: a Monday morning."""

AN_ID = UUID("01960000-0000-7000-8000-000000000001")


def an_officer(**given: str) -> Officer:
    return replace(Officer(name="An Officer", role="Probation officer", office="An office", spo="A Senior"), **given)


def details(**given: Any) -> Details:
    """What the form needs, of a man on licence; every field can be given."""
    usual = Details(
        name="Pŷrson One",
        crn="X123456",
        date_of_birth=date(1980, 5, 17),
        sex=Sex.MALE,
        status=Status.LICENCE,
        sentence_start=date(2023, 1, 9),
        release_date=date(2026, 1, 12),
    )
    return replace(usual, **given)


def a_person(id: UUID = AN_ID, added_at: datetime = MOMENT, **given: Any) -> Person:  # noqa: A002
    """A person as read from the store; ``given`` are details."""
    return Person(id=id, added_at=added_at, details=details(**given))


def a_rating(factor: Factor, level: Level = Level.NONE_SEEN, **given: Any) -> Rating:
    """A rating that can be signed."""
    usual = Rating(factor=factor, level=level)
    if level.is_gap:
        usual = replace(usual, reason="There was no time for it")
    else:
        usual = replace(usual, basis=Basis.OBSERVED, evidence="Slept badly" if level.is_concern else "")
    return replace(usual, **given)


def past_rating(factor: Factor, level: Level, held_at: datetime = MOMENT, **given: Any) -> PastRating:
    """A signed rating; sessions at different times are different sessions."""
    session_id = UUID(int=int(held_at.timestamp()) << 64)
    return PastRating(session_id=session_id, held_at=held_at, rating=a_rating(factor, level, **given))


def an_entry(levels: dict[Factor, Level] | None = None, **given: Any) -> Entry:
    """An office session that can be signed, with nothing seen; ``levels`` and every field can be given."""
    chosen = dict.fromkeys(Factor, Level.NONE_SEEN) | (levels or {})
    usual = Entry(
        place=Place.OFFICE,
        outcome=Outcome.COMPLIED,
        held_at=MOMENT - timedelta(hours=1),
        check_in="Settled, working three days a week",
        ratings=tuple(a_rating(factor, level) for factor, level in chosen.items()),
        changes_assessment=False,
        decision_note="Nothing new",
    )
    return replace(usual, **given)


def a_missed_entry(**given: Any) -> Entry:
    """A session that nobody came to, which can be signed."""
    usual = Entry(
        place=Place.OFFICE,
        outcome=Outcome.FAILED_TO_ATTEND,
        held_at=MOMENT - timedelta(hours=1),
        absence_note="Rang, no answer",
        action=Action.FIRST_WARNING,
    )
    return replace(usual, **given)


def a_draft(entry: Entry | None = None, **given: Any) -> Draft:
    """An unsigned session, not in a store."""
    usual = Draft(id=AN_ID, person_id=AN_ID, started_at=MOMENT, written_at=MOMENT, entry=entry or an_entry())
    return replace(usual, **given)


def a_session(entry: Entry | None = None, **given: Any) -> Session:
    """A signed session, not in a store."""
    usual = Session(
        id=AN_ID,
        person_id=AN_ID,
        officer=an_officer(),
        written_at=MOMENT,
        signed_at=MOMENT,
        entry=entry or an_entry(),
    )
    return replace(usual, **given)


def add_person(desk: Desk, **given: Any) -> Person:
    """Put a person into the store, recording an officer first if there is none; ``given`` are details."""
    if officers.current(desk) is None:
        officers.record(desk, an_officer())
    return people.add(desk, details(**given))


def sign_session(desk: Desk, person_id: UUID, entry: Entry | None = None) -> Session:
    """Start, fill in and sign a session in the store; without an entry it took place an hour ago."""
    guide = sessions.start(desk, person_id)
    entry = entry or an_entry(held_at=desk.now() - timedelta(hours=1))
    return sessions.sign(desk, replace(guide.draft, entry=entry))


def a_full_entry(earlier: Session | None = None, task_id: UUID | None = None, **given: Any) -> Entry:
    """An entry with something in every field; it ticks off a task and settles a claim of an earlier session."""
    usual = an_entry(
        {Factor.ACCESS: Level.ACT_TODAY, Factor.MOOD: Level.PRESENT, Factor.SUBSTANCES: Level.NOT_EXPLORED},
        outcome=Outcome.FAILED_TO_COMPLY,
        action=Action.FIRST_WARNING,
        changes=(LifeChange.RELATIONSHIP, LifeChange.ADDRESS),
        progress="Two of three tasks done",
        intervention="Went through the relapse plan",
        stance="Speaks of it for the first time",
        safeguarding="Her two children visit on Sundays",
        release="Bed at the approved premises",
        summary="He will ring the GP",
        information=(
            Information(agency="Police", what="New partner", reason="Prevention of crime"),
            Information(way=InformationWay.GIVEN, agency="Children’s services", what="Visits", reason="Safeguarding"),
        ),
        tasks=(
            NewTask(what="Ring the GP", who="Pŷrson", due_on=MOMENT.date() + timedelta(days=5)),
            NewTask(what="Ask police about the partner", who="Officer"),
        ),
        next_at=MOMENT + timedelta(days=7),
        next_place=Place.HOME_VISIT,
        rar_day=True,
        decisions=(ActDecision(factor=Factor.ACCESS, told="Police", decided="Visit today", why="Children there"),),
        changes_assessment=True,
        decision_note="Access has changed",
        task_checks=(TaskCheck(task_id=task_id, outcome=TaskOutcome.PARTLY, note="Rang once"),) if task_id else (),
        claim_checks=(
            ClaimCheck(session_id=earlier.id, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note="By his sister"),
        )
        if earlier
        else (),
    )
    return replace(usual, **given)


def a_full_case(desk: Desk) -> tuple[Person, Session, Session]:
    """A person with at least one row in every table: an earlier session, and one with everything in it."""
    person = add_person(desk, mappa_category=1, address="1 High Street, An office")
    person = people.edit(desk, person.id, replace(person.details, address="2 Low Road, An office"))
    said = an_entry(
        {Factor.MOOD: Level.EMERGING, Factor.SUBSTANCES: Level.EMERGING},
        held_at=MOMENT - timedelta(days=7),
        tasks=(NewTask(what="A", who="B"),),
    )
    ratings = tuple(replace(one, basis=Basis.SAID) for one in said.ratings[:2])
    said = replace(said, ratings=(*ratings, *said.ratings[2:]))
    earlier = sign_session(desk, person.id, said)
    unimportant = ClaimCheck(
        session_id=earlier.id, factor=Factor.SUBSTANCES, outcome=ClaimOutcome.UNIMPORTANT, note="C"
    )
    claims.settle(desk, person.id, unimportant)
    (task,) = people.page(desk, person.id).tasks
    session = sign_session(desk, person.id, a_full_entry(earlier, task.id))
    sessions.add_addendum(desk, session.id, "The visit was on Saturday")
    reviews.record(
        desk,
        NewReview(person_id=person.id, kind="risk_review", done_on=MOMENT.date(), changed=True, note="Access"),
    )
    sessions.start(desk, person.id)
    _move_days(desk, person.id, earlier)
    _keep_records(desk, person.id)
    return people.page(desk, person.id).person, earlier, session


def an_order(**given: Any) -> Order:
    """An order in force; every answer can be given."""
    usual = Order(type=OrderType.PREVENTION, court="A Crown Court", start=date(2025, 1, 6), end=date(2030, 1, 6))
    return replace(usual, **given)


def a_meeting(**given: Any) -> MappaMeeting:
    """A MAPPA meeting of today; every answer can be given."""
    return replace(MappaMeeting(held_on=MOMENT.date(), level=MappaLevel.TWO, summary="Level 2"), **given)


def an_action(**given: Any) -> OwedAction:
    """An open action; every answer can be given."""
    return replace(OwedAction(what="Check devices", owner="Police", origin=ActionOrigin.MAPPA), **given)


def _keep_records(desk: Desk, person_id: UUID) -> None:
    """An order that was changed and is disputed, a MAPPA meeting, an action that is done."""
    order = records.add(desk, person_id, an_order())
    records.change(desk, order, an_order(court="An office of a court"))
    marks.put(desk, person_id, order.id, Mark.DISPUTED, "An office says otherwise")
    records.add(desk, person_id, a_meeting(summary="Stays at level 2"))
    actions.close(desk, records.add(desk, person_id, an_action(what="Visit the address")))


def _move_days(desk: Desk, person_id: UUID, session: Session) -> None:
    """What moves due days, none of which falls due soon, and a review begun."""
    today = MOMENT.date()
    reviews.start(desk, person_id, "oversight")
    deadlines.set_official_date(desk, person_id, "arms", today + timedelta(days=300), "OASys", "By email")
    deadlines.defer(desk, person_id, "oversight", today + timedelta(days=80), "My SPO is away")
    deadlines.suspend_contact(desk, person_id, today + timedelta(days=5), today + timedelta(days=6), "In hospital")
    judgement = Judgement(
        session_id=session.id,
        acceptable=True,
        reason=None,
        evidence="A letter",
        seen_on=today,
        by="",
        recorded_at=MOMENT,
    )
    with desk.write() as db:  # by the store alone, for this session was held: the case has no absence
        officer = officers.signing(db)[0]
        deferrals.add(db, person_id, desk.new_id(), officer, judgement)


def with_texts(value: Any, text: str) -> Any:
    """The same frozen value with ``text`` in every text of it."""
    if type(value) is str:
        return text
    if isinstance(value, tuple):
        return tuple(with_texts(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: with_texts(one, text) for name, one in vars(value).items()})
    return value
