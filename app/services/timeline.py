"""The timeline of a person: sessions, reviews, records, changes and what moved a due day, with filters and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from app.domain.marks import Mark, Marking, marked_restricted, marks_by_entry
from app.domain.people import Person
from app.domain.restricted import closed_reviews
from app.domain.timeline import (
    Item,
    Wanted,
    newest_first,
    of_details,
    of_duty,
    of_event,
    of_judgement,
    of_record,
    of_review,
    of_session,
    of_settlement,
    taken,
)
from app.services import rules
from app.services.desk import Desk
from app.store import cases, claims, deferrals, entries, facts, marks, people, records, reviews
from app.store.engine import Connection

Marks = dict[UUID, tuple[Mark, ...]]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Newest first; ``more``: there are further ones that fit."""

    person: Person
    items: tuple[Item, ...]
    more: bool


def read(desk: Desk, person_id: UUID, wanted: Wanted, number: int, *, restricted_shown: bool = False) -> Timeline:
    """The newest ``number`` items that are wanted; what is restricted says only that it is there. Raises NotFound."""
    with desk.read() as db:
        person = people.get(db, person_id)
        standing = _standing(marks.of_person(db, person_id))
        sessions = (of_session(one, standing.get(one.id, ())) for one in entries.all_of(db, person_id))
        others = [*_reviewed(db, person_id, standing), *_duties(db, person_id), *_details(db, person_id)]
        others += _records(db, person_id, standing, restricted_shown=restricted_shown)
        others += _settled(db, person_id, standing)
        in_order = merge(sessions, sorted(others, key=newest_first, reverse=True), key=newest_first, reverse=True)
        items, more = taken(in_order, wanted, number)
    return Timeline(person=person, items=items, more=more)


def _reviewed(db: Connection, person_id: UUID, standing: Marks) -> Iterator[Item]:
    """Reviews, and what brought one forward."""
    case, titles = cases.get(db, person_id), rules.review_titles(rules.in_force(db))
    considered = reviews.all_considered(db, person_id)
    found = [replace(one, considered=considered.get(one.id)) for one in case.reviews]
    for review in closed_reviews(found, marked_restricted(case.markings)):
        yield of_review(review, titles.get(review.kind, review.kind), standing.get(review.id, ()))
    for event in case.events:
        yield of_event(event)


def _duties(db: Connection, person_id: UUID) -> Iterator[Item]:
    known, titles = facts.of_person(db, person_id), rules.review_titles(rules.in_force(db))
    for date in known.official_dates:
        yield of_duty(date, titles.get(date.kind, date.kind))
    for deferral in known.deferrals:
        yield of_duty(deferral, titles.get(deferral.kind, deferral.kind))
    for suspension in known.suspensions:
        yield of_duty(suspension, "")
    yield from map(of_judgement, deferrals.judgements_of(db, person_id))


def _details(db: Connection, person_id: UUID) -> Iterator[Item]:
    for (at, by), edit in groupby(people.changes(db, person_id), attrgetter("at", "by")):
        yield of_details(at, by, list(edit))


def _records(db: Connection, person_id: UUID, standing: Marks, *, restricted_shown: bool) -> Iterator[Item]:
    for record_id, versions in groupby(records.every_version(db, person_id), attrgetter("id")):
        yield of_record(list(versions), standing.get(record_id, ()), restricted_shown=restricted_shown)


def _settled(db: Connection, person_id: UUID, standing: Marks) -> Iterator[Item]:
    for one in claims.settlements(db, person_id):
        yield of_settlement(one, standing.get(one.check.session_id, ()))


def _standing(markings: tuple[Marking, ...]) -> Marks:
    return {subject: tuple(standing) for subject, standing in marks_by_entry(markings).items()}
