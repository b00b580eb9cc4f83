"""The session guide: starting, saving and signing a session, reading it afterwards, and adding to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import (
    AlreadySigned,
    FieldProblem,
    FieldProblems,
    LooksLikeThirdParty,
    NotFound,
    NotReady,
)
from app.domain.deadlines import flags
from app.domain.facts import Facts, local_day
from app.domain.marks import Marking
from app.domain.people import Person
from app.domain.places import Place
from app.domain.ratings import Comparison, Factor, Level, compare
from app.domain.restricted import closed_claims, closed_ratings, closed_records, closed_sessions
from app.domain.reviews import Event, triggers
from app.domain.sessions import Addendum, Draft, Entry, Session, open_claims
from app.domain.signing import as_signed, missing
from app.domain.tasks import Appointment, Task
from app.domain.texts import clean, cleaned
from app.domain.third_parties import addendum_worries, not_third
from app.services import officers, rules
from app.services.desk import Desk
from app.services.guide import Guide
from app.store import (
    appointments,
    cases,
    drafts,
    entries,
    facts,
    marks,
    people,
    ratings,
    records,
    reviews,
    sessions,
    tasks,
)
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """A signed session. ``comparisons`` are against what was signed before it; ``task_texts`` are the tasks ticked off.

    ``events`` are the reasons for which signing it brought a risk review forward, ``markings`` all marks ever put on it
    or taken off, oldest first.
    """

    session: Session
    person: Person
    comparisons: dict[Factor, Comparison | None]
    task_texts: dict[UUID, Task]
    events: tuple[Event, ...]
    markings: tuple[Marking, ...]


def start(desk: Desk, person_id: UUID, place: Place | None = None) -> Guide:
    """Open the person's unsigned session, or begin one at ``place`` or where today's appointment is.

    Raises NotFound, and DraftUnreadable.
    """
    with desk.write() as db:
        known = facts.of_person(db, person_id)
        case = cases.get(db, person_id)
        draft = case.draft and drafts.read(db, case.draft.id)
        if draft is None:
            now, entry = desk.now(), Entry(place=place or first_place(known, desk.today()))
            draft = Draft(id=desk.new_id(), person_id=person_id, started_at=now, written_at=now, entry=entry)
            drafts.add(db, draft)
        return _guide(desk, db, known, case, draft)


def first_place(known: Facts, today: date) -> Place | None:
    """Where a session begun today takes place, as far as that is known: where today's appointment is."""
    made = known.appointment
    return made.place if made and local_day(made.at) == today else None


def open_draft(desk: Desk, draft_id: UUID) -> Guide:
    """Carry on with an unsigned session. Raises AlreadySigned, NotFound and DraftUnreadable."""
    with desk.read() as db:
        draft = drafts.read(db, draft_id)
        if draft is None:
            raise _gone(db, draft_id)
        known, case = facts.of_person(db, draft.person_id), cases.get(db, draft.person_id)
        return _guide(desk, db, known, case, draft)


def save_draft(desk: Desk, draft: Draft) -> datetime:
    """Write what changed and return when the entry last changed; nothing is written when nothing differs.

    Raises AlreadySigned and NotFound.
    """
    draft = cleaned(draft)
    written_at = drafts.save(desk.store, draft, desk.now())
    if written_at is None:
        with desk.read() as db:
            raise _gone(db, draft.id)
    return written_at


def discard_draft(desk: Desk, draft_id: UUID) -> None:
    """Remove an unsigned session for good, at the officer's word. Raises AlreadySigned and NotFound."""
    with desk.change("discard", "draft", draft_id) as db:
        if not drafts.remove(db, draft_id):
            raise _gone(db, draft_id)


def sign(desk: Desk, draft: Draft) -> Session:
    """Seal the session with all that belongs to it, in one transaction; the draft ends with it.

    Of ``draft`` only the entry counts: whose it is and since when stand in the store. Raises NotReady while something
    is missing, AlreadySigned the second time, NotFound for a discarded draft, DraftUnreadable.
    """
    draft, now = cleaned(draft), desk.now()
    with desk.change("sign", "session", draft.id) as db:
        saved = drafts.read(db, draft.id)
        if saved is None:
            raise _gone(db, draft.id)
        written_at = saved.written_at if saved.entry == draft.entry else now
        return seal(desk, db, replace(draft, person_id=saved.person_id, written_at=written_at), now)


def seal(desk: Desk, db: Connection, draft: Draft, signed_at: datetime) -> Session:
    """What signing writes, inside a given transaction, so that many sessions can be sealed in one.

    The session keeps the draft's id. Texts must be clean. Raises NotReady while something is missing.
    """
    entry = as_signed(draft.entry)
    wanting = missing(entry, signed_at)
    if wanting or entry.held_at is None:
        raise NotReady(wanting)
    officer_id, officer = officers.signing(db)
    session = Session(
        id=draft.id,
        person_id=draft.person_id,
        officer=officer,
        written_at=draft.written_at,
        signed_at=signed_at,
        entry=entry,
    )
    happened = _happened(db, session, entry.held_at)
    sessions.add(db, session, officer_id)
    ratings.add(db, session.person_id, session.id, entry.held_at, entry.ratings)
    tasks.add(db, _tasks_set(desk, session, entry.held_at))
    checks = [(desk.new_id(), check) for check in entry.task_checks]
    tasks.add_checks(db, checks, officer_id, signed_at, session.id)
    reviews.add_events(db, session.person_id, [(desk.new_id(), event) for event in happened], signed_at, session.id)
    _make_appointment(desk, db, session)
    drafts.remove(db, draft.id)
    return session


def read(desk: Desk, session_id: UUID) -> SessionPage:
    """A signed session with what is needed to show or print it. Raises NotFound."""
    with desk.read() as db:
        session = entries.get(db, session_id)
        person = people.get(db, session.person_id)
        before = ratings.levels_before(db, session)
        return SessionPage(
            session=session,
            person=person,
            comparisons={
                rating.factor: compare(rating.level, before, rating.factor, before=session.entry.held_at)
                for rating in session.entry.ratings
                if rating.level is not None
            },
            task_texts={task.id: task for task in tasks.checked_in(db, session_id)},
            events=reviews.events_of_session(db, session.person_id, session_id),
            markings=tuple(one for one in marks.of_person(db, session.person_id) if one.subject == session_id),
        )


def add_addendum(desk: Desk, session_id: UUID, text: str, *, sure: bool = False) -> Addendum:
    """Add a dated correction or addition by the officer as now; the entry stays as it was signed.

    Raises FieldProblems, LooksLikeThirdParty unless the officer is ``sure``, and NotFound.
    """
    text = clean(text).strip()
    if not text:
        raise FieldProblems([FieldProblem(field="text", sentence=_("Enter what is to be added"))])
    with desk.change("add", "addendum", session_id) as db:
        person = people.get(db, entries.get(db, session_id).person_id)
        officer_id, officer = officers.signing(db)
        known = not_third(person.details, officer, records.current(db, person.id))
        asked = [] if sure else addendum_worries(text, known)
        if asked:
            raise LooksLikeThirdParty(asked)
        addendum = Addendum(id=desk.new_id(), added_at=desk.now(), by=officer.name, text=text)
        sessions.add_addendum(db, session_id, addendum, officer_id)
    return addendum


def _guide(desk: Desk, db: Connection, known: Facts, case: cases.Case, draft: Draft) -> Guide:
    now, today = desk.now(), desk.today()
    book = rules.book_of(case.rule_edits)
    past, hidden = ratings.history(db, draft.person_id), known.restricted
    return Guide(
        draft=draft,
        known=known,
        on=today,
        held=closed_sessions(entries.held(db, draft.person_id), hidden),
        course=tuple(mark for mark in case.course if mark.held_at <= now),  # an absence may be recorded ahead
        history=closed_ratings(past, hidden),
        open_tasks=case.tasks,
        claims=closed_claims(open_claims(past, case.claim_checks), hidden),
        flags=tuple(flag for flag in flags(book.rules, known, today) if flag.subject != draft.id),
        records=closed_records(case.records, hidden),
    )


def _gone(db: Connection, draft_id: UUID) -> AlreadySigned | NotFound:
    return AlreadySigned() if sessions.exists(db, draft_id) else NotFound()


def _happened(db: Connection, session: Session, held_at: datetime) -> list[Event]:
    """The events that this session causes, dated the local day of its signing. Reads what could make a difference."""
    entry, last = session.entry, None
    if entry.outcome is not None and entry.outcome.missed:
        beside = sessions.outcomes_beside(db, session.person_id, held_at)
        last = next((outcome for outcome in beside if outcome.missed), None)
    could_rise = [rating.factor for rating in entry.ratings if rating.level in (Level.EMERGING, Level.PRESENT)]
    before = [past for factor in could_rise for past in ratings.last_three(db, session.person_id, factor)]
    return triggers(entry, session.id, before, last, local_day(session.signed_at))


def _tasks_set(desk: Desk, session: Session, held_at: datetime) -> list[Task]:
    return [
        Task(
            id=desk.new_id(),
            person_id=session.person_id,
            session_id=session.id,
            what=task.what,
            who=task.who,
            due_on=task.due_on,
            set_on=local_day(held_at),
        )
        for task in session.entry.tasks
    ]


def _make_appointment(desk: Desk, db: Connection, session: Session) -> None:
    """The next appointment, unless this is a late entry and the person came to that appointment already."""
    at, place = session.entry.next_at, session.entry.next_place
    if at is None or place is None or sessions.took_place_since(db, session.person_id, at):
        return
    made = Appointment(id=desk.new_id(), person_id=session.person_id, at=at, place=place)
    appointments.add(db, made, session.signed_at)
