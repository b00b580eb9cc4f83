"""Builders of facts for tests of deadlines, blind spots and prompts: plain days in, facts out."""

from dataclasses import fields
from datetime import UTC, date, datetime, time
from uuid import UUID

from app.domain.deferrals import Deferral, OfficialDate, Suspension
from app.domain.facts import Absence, Done, Facts, Trigger, Unsigned
from app.domain.people import Details, Person, Status
from app.domain.places import Action, Outcome, Place
from app.domain.ratings import Factor, Level, PastRating, Rating
from app.domain.reviews import Event, EventKind
from app.domain.sessions import Step
from app.domain.tasks import Appointment

ID = UUID(int=1)
STARTED = date(2026, 3, 2)
"""A Monday on which somebody's order started and they were added."""


FACTS = {field.name for field in fields(Facts)}


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def some_facts(*, added: date = STARTED, status: Status = Status.COMMUNITY_ORDER, **known: object) -> Facts:
    """Facts of somebody on a community order from 2 March 2026; keywords are details, or facts with days as days."""
    start = {"release_date" if status is Status.LICENCE else "sentence_start": STARTED}
    facts = {name: known.pop(name) for name in list(known) if name in FACTS}
    moments = {name: at(value) if name.endswith("_at") else value for name, value in facts.items()}  # type: ignore[arg-type]
    details = Details(**{"name": "Pyrson Example", "crn": "X100001", "status": status, **start, **known})  # type: ignore[arg-type]
    return Facts(person=Person(id=ID, added_at=at(added), details=details), **moments)  # type: ignore[arg-type]


def done(kind: str, on: date, hour: int = 12, subject: UUID | None = None) -> Done:
    return Done(kind=kind, on=on, recorded_at=at(on, hour), subject=subject)


def event(on: date, reason: str = "Access to potential victims was rated Act today", hour: int = 10) -> Trigger:
    return Trigger(event=Event(kind=EventKind.ACT_TODAY, on=on, reason=reason), recorded_at=at(on, hour))


def suspension(since: date, until: date | None, recorded: date = STARTED, reason: str = "In hospital") -> Suspension:
    return Suspension(since=since, until=until, reason=reason, by="An Officer", recorded_at=at(recorded))


def deferral(
    kind: str, until: date, recorded: date, *, due: date | None = None, subject: UUID | None = None
) -> Deferral:
    return Deferral(
        kind=kind,
        subject=subject,
        due_on=due or recorded,
        until=until,
        reason="Waiting for the report.",
        by="An Officer",
        recorded_at=at(recorded, 12),
    )


def official(kind: str, due_on: date | None, recorded: date, note: str = "") -> OfficialDate:
    return OfficialDate(
        kind=kind, due_on=due_on, system="OASys", note=note, by="An Officer", recorded_at=at(recorded, 12)
    )


def absence(
    on: date,
    action: Action | None = Action.DECISION_PENDING,
    outcome: Outcome = Outcome.FAILED_TO_ATTEND,
    number: int = 7,
    acceptable: bool | None = None,
) -> Absence:
    return Absence(session_id=UUID(int=number), held_at=at(on), outcome=outcome, action=action, acceptable=acceptable)


def unsigned(on: date) -> Unsigned:
    return Unsigned(draft_id=UUID(int=8), started_at=at(on), written_at=at(on, 11), step=Step.FACTORS)


def appointment(on: date) -> Appointment:
    return Appointment(id=UUID(int=9), person_id=ID, at=at(on), place=Place.OFFICE)


def rated(day: date, levels: dict[Factor, Level], number: int = 1) -> tuple[PastRating, ...]:
    """One signed session's ratings; factors left out were *None seen*."""
    return tuple(
        PastRating(
            session_id=UUID(int=number),
            held_at=at(day),
            rating=Rating(factor=factor, level=levels.get(factor, Level.NONE_SEEN)),
        )
        for factor in Factor
    )
