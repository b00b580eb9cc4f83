"""What stands beside a review while it is guided. What is marked as restricted is here without its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.absences import titled
from app.domain.agencies import LastHeard, last_heard
from app.domain.case_problems import FieldProblems
from app.domain.considered import CONSIDERED_IN, Link, LinkKind
from app.domain.deadlines import Flag, flags
from app.domain.facts import local_day
from app.domain.people import Person
from app.domain.ratings import PastRating
from app.domain.records import Record
from app.domain.restricted import (
    closed_ratings,
    closed_records,
    closed_review,
    closed_reviews,
    closed_sessions,
)
from app.domain.reviews import Event, Review, ReviewEntry
from app.domain.sessions import Session
from app.domain.slow_factors import begun_with
from app.services import rules
from app.services.desk import Desk
from app.services.review_kinds import check_kind
from app.store import cases, facts, ratings, reviews


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside a review, newest first but for ``flags``.

    ``flags`` say why it is due; ``subject`` is one absence or order that it is about, its day is in the ``title``;
    ``last`` is the last review of this kind, with what it considered; ``sessions`` are the 20 newest and ``reviews``
    all, to be linked; ``evidence`` are the ratings since the last review in which something was seen, said or helped;
    ``events`` brought it forward since. ``considers``: the kind says what it considered; ``entry`` is what a new one
    begins with, from the slow and protective factors and the programmes as they stand. What is marked as restricted is
    left out of ``records`` and ``entry``, and stands elsewhere without its words. ``records`` are the person's
    without what is restricted, ``hidden`` those on children and victims, to be shown when they are asked for;
    ``agencies`` say when each was last heard from.
    """

    person: Person
    kind: str
    subject: UUID | None
    title: str
    today: date
    considers: bool
    flags: tuple[Flag, ...]
    last: Review | None
    sessions: tuple[Session, ...]
    reviews: tuple[Review, ...]
    evidence: tuple[PastRating, ...]
    events: tuple[Event, ...]
    entry: ReviewEntry
    records: tuple[Record, ...]
    hidden: tuple[Record, ...]
    agencies: tuple[LastHeard, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything that can be linked, newest first."""
        held = [
            Link(kind=LinkKind.SESSION, id=one.id, on=local_day(one.entry.held_at))
            for one in self.sessions
            if one.entry.held_at is not None
        ]
        done = [Link(kind=LinkKind.REVIEW, id=one.id, on=one.done_on) for one in self.reviews]
        kept = [record_link(one) for one in self.records]
        return tuple(sorted(held + done + kept, key=_day, reverse=True))


def for_review(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> Beside:
    """What stands beside a review of this kind.

    Raises FieldProblems for no such kind or without the subject that it needs, and NotFound.
    """
    today = desk.today()
    with desk.read() as db:
        known = facts.of_person(db, person_id)
        case, newest = cases.read_with_sessions(db, person_id)
        past = ratings.history(db, person_id)
        book = rules.book_of(case.rule_edits)
        problems = check_kind(book, known, kind, subject)
        if problems:
            raise FieldProblems(problems)
        last = next((one for one in case.reviews if one.kind == kind), None)
        last = last and reviews.get(db, person_id, last.id)
    since, hidden = last.done_on if last else date.min, known.restricted
    shown = tuple(one for one in case.records if one.id not in hidden)
    return Beside(
        person=known.person,
        kind=kind,
        subject=subject,
        title=titled(rules.review_titles(book)[kind], subject, known.absences, known.records),
        today=today,
        considers=kind in CONSIDERED_IN,
        flags=tuple(
            flag
            for flag in flags(book.rules, known, today)
            if flag.kind == kind and (subject is None or flag.subject == subject)
        ),
        last=last and closed_review(last, hidden),
        sessions=closed_sessions(newest, hidden),
        reviews=closed_reviews(case.reviews, hidden),
        evidence=tuple(
            one for one in reversed(closed_ratings(past, hidden)) if one.on >= since and _says_something(one)
        ),
        events=tuple(event for event in case.events if event.on >= since),
        entry=ReviewEntry(considered=begun_with(shown, today)) if kind in CONSIDERED_IN else ReviewEntry(),
        records=tuple(one for one in shown if not one.body.ROOM.restricted),
        hidden=closed_records((one for one in case.records if one.body.ROOM.restricted), hidden),
        agencies=tuple(last_heard(case.records, known.heard, hidden)),
    )


def record_link(record: Record) -> Link:
    """By which it is linked, with its title of today."""
    on = record.body.on or local_day(record.recorded_at)
    return Link(kind=LinkKind.RECORD, id=record.id, on=on, title=record.body.title)


def _says_something(past: PastRating) -> bool:
    return bool(past.rating.evidence.strip() or past.rating.helped.strip())


def _day(link: Link) -> date:
    return link.on
