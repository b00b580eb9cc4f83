"""Missed contact: the absences of a person with how their reason was judged, and judging one. Never decides breach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.absences import DECIDE, JUDGE, LETTER, Judgement, NewJudgement, check_judgement, counted
from app.domain.case_problems import FieldProblems, NotFound
from app.domain.deadlines import Flag, asked
from app.domain.facts import Absence, local_day
from app.domain.restricted import closed_reviews
from app.domain.reviews import Event, Review, missed_twice
from app.domain.texts import cleaned
from app.services import officers, rules
from app.services.desk import Desk
from app.store import deferrals, facts, reviews, sessions
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class Absences:
    """``all`` and ``judgements`` newest first; ``in_year`` are those of the last 12 months that count as missed.

    ``clocks`` are the duties that absences started, also before their warning, ``decisions`` what was decided on
    breach, newest first.
    """

    person_name: str
    all: tuple[Absence, ...]
    in_year: tuple[Absence, ...]
    judgements: tuple[Judgement, ...]
    clocks: tuple[Flag, ...]
    decisions: tuple[Review, ...]


def of_person(desk: Desk, person_id: UUID) -> Absences:
    """The sessions that the person missed, and the acceptable absences that were judged again. Raises NotFound."""
    with desk.read() as db:
        known = facts.of_person(db, person_id)
        judgements = deferrals.judgements_of(db, person_id)
        decisions = reviews.of_kind(db, person_id, DECIDE)
        book = rules.in_force(db)
    today = desk.today()
    found = asked(book.rules, known, today)
    return Absences(
        person_name=known.details.name,
        all=tuple(sorted(known.absences, key=_held_at, reverse=True)),
        in_year=tuple(counted(known.absences, today)),
        judgements=judgements,
        clocks=tuple(flag for flag in found if flag.kind in (JUDGE, DECIDE, LETTER)),
        decisions=closed_reviews(decisions, known.restricted),
    )


def judge(desk: Desk, new: NewJudgement) -> Judgement:
    """Seal a judgement beside the signed session, which stays as it is; the newest counts.

    One that makes two missed sessions running brings a risk review forward, as signing them would have. One that
    unmakes them takes no event back: an event has happened, and a review answers it. Raises FieldProblems, and
    NotFound when that session is no absence.
    """
    new = cleaned(new)
    with desk.change("judge absence", "session", new.session_id) as db:
        absence = sessions.absence(db, new.session_id)
        if absence is None:
            raise NotFound
        person_id, held_at = absence
        problems = check_judgement(new, local_day(held_at), desk.today())
        if problems or new.acceptable is None:
            raise FieldProblems(problems)
        officer_id, officer = officers.signing(db)
        judgement = Judgement(
            session_id=new.session_id,
            acceptable=new.acceptable,
            reason=new.reason if new.acceptable else None,
            evidence=new.evidence.strip(),
            seen_on=new.seen_on,
            by=officer.name,
            recorded_at=desk.now(),
        )
        happened = _happened(desk, db, person_id, held_at, judgement)
        deferrals.add(db, person_id, desk.new_id(), officer_id, judgement)
        events = [(desk.new_id(), event) for event in happened]
        reviews.add_events(db, person_id, events, judgement.recorded_at, new.session_id)
    return judgement


def _happened(desk: Desk, db: Connection, person_id: UUID, held_at: datetime, judgement: Judgement) -> list[Event]:
    """The event that this judgement causes, not yet kept itself: that two sessions running were missed."""
    absences = facts.of_person(db, person_id).absences
    counted_before = any(one.counts for one in absences if one.session_id == judgement.session_id)
    if judgement.acceptable or counted_before:
        return []
    beside = sessions.outcomes_beside(db, person_id, held_at)  # without this one, which is passed over so far
    return [missed_twice(desk.today())] if any(outcome.missed for outcome in beside) else []


def _held_at(absence: Absence) -> datetime:
    return absence.held_at
