"""Marks on signed sessions, reviews and records: putting one on, taking it off, and showing what is restricted."""

from __future__ import annotations

from uuid import UUID

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.marks import Mark, Marking, check_marking, standing_marks
from app.domain.texts import clean
from app.services import officers
from app.services.desk import Desk
from app.store import marks, records, reviews, sessions
from app.store.engine import Connection


def of_entry(desk: Desk, person_id: UUID, subject: UUID) -> tuple[Marking, ...]:
    """All marks ever put on a session, review or record, or taken off, oldest first."""
    with desk.read() as db:
        return tuple(one for one in marks.of_person(db, person_id) if one.subject == subject)


def show_restricted(desk: Desk, person_id: UUID) -> None:
    """Note that the restricted records of this person are about to be shown."""
    with desk.change("view", "restricted", person_id):
        pass


def put(desk: Desk, person_id: UUID, subject: UUID, mark: Mark, reason: str) -> None:
    """Mark a session, review or record, also one entered in error. Raises FieldProblems and NotFound."""
    _mark(desk, person_id, subject, mark, reason, on=True)


def take_off(desk: Desk, person_id: UUID, subject: UUID, mark: Mark, reason: str) -> None:
    """The mark no longer holds; that it did stays recorded. Raises FieldProblems and NotFound."""
    _mark(desk, person_id, subject, mark, reason, on=False)


def _mark(desk: Desk, person_id: UUID, subject: UUID, mark: Mark, reason: str, *, on: bool) -> None:
    reason = clean(reason).strip()
    with desk.change("mark" if on else "unmark", "entry", subject) as db:
        if not _is_entry(db, person_id, subject):
            raise NotFound
        theirs = [one for one in marks.of_person(db, person_id) if one.subject == subject]
        problems = check_marking(mark, standing_marks(theirs), put=on, reason=reason)
        if problems:
            raise FieldProblems(problems)
        officer_id, officer = officers.signing(db)
        made = Marking(subject=subject, mark=mark, put=on, reason=reason, by=officer.name, recorded_at=desk.now())
        marks.add(db, person_id, made, officer_id)


def _is_entry(db: Connection, person_id: UUID, subject: UUID) -> bool:
    dated = sessions.days(db, person_id, [subject]) | reviews.days(db, person_id, [subject])
    return subject in dated or records.exists(db, person_id, subject)
