"""Handing a session's text over to NDelius, the official record: what to copy, and what is not copied yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem, FieldProblems, NotFound
from app.domain.days import moment_words
from app.domain.facts import local_day
from app.domain.handover import Uncopied, note_text, sensitive_text
from app.domain.marks import Mark, Marking, standing_marks
from app.domain.people import Person
from app.domain.sessions import Session
from app.services import officers
from app.services.desk import Desk
from app.store import entries, handover, marks, people
from app.store.engine import Connection

LOOKED_BACK = timedelta(days=90)
"""For how long a session that is not copied is listed: this program's own, confidence: low."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The two texts as they are pasted; ``copied`` says when and by whom it was ticked off. Either may be empty."""

    session: Session
    person: Person
    ordinary: str
    sensitive: str
    copied: Marking | None


@dataclass(frozen=True, kw_only=True)
class NotCopied:
    """Sessions that are not ticked off, newest first, and the number of older ones that are left out here."""

    listed: tuple[Uncopied, ...]
    older: int


def read(desk: Desk, session_id: UUID) -> Handover:
    """What to copy of a signed session; one marked as sensitive goes whole into the sensitive part. Raises NotFound."""
    with desk.read() as db:
        session = entries.get(db, session_id)
        markings = marks.of_person(db, session.person_id)
        person = people.get(db, session.person_id)
    standing = standing_marks([one for one in markings if one.subject == session_id])
    added = [
        _("Addendum of {moment}\n{text}").format(moment=moment_words(one.added_at), text=one.text)
        for one in session.addenda
    ]
    ordinary = "\n\n".join(filter(None, (note_text(session.entry), *added)))
    sensitive = sensitive_text(session.entry)
    if Mark.SENSITIVE in standing:
        ordinary, sensitive = "", "\n\n".join(filter(None, (ordinary, sensitive)))
    return Handover(
        session=session, person=person, ordinary=ordinary, sensitive=sensitive, copied=standing.get(Mark.COPIED)
    )


def tick_off(desk: Desk, session_id: UUID, on: date) -> None:
    """Record that the text was copied to NDelius on this day; again with another day takes its place.

    Raises FieldProblems for a day before the signing or in the future, and NotFound.
    """
    with desk.read() as db:
        session = entries.get(db, session_id)
    if not local_day(session.signed_at) <= on <= desk.today():
        sentence = _("The day lies between the signing and today")
        raise FieldProblems([FieldProblem(field="on", sentence=sentence)])
    with desk.change("mark", "entry", session_id) as db:
        _mark(desk, db, session, on)


def untick(desk: Desk, session_id: UUID) -> None:
    """It was ticked off by mistake. Raises NotFound, also where it was not ticked off."""
    found = read(desk, session_id)
    if found.copied is None:
        raise NotFound
    with desk.change("unmark", "entry", session_id) as db:
        _mark(desk, db, found.session, None)


def not_copied(desk: Desk) -> NotCopied:
    """What is not ticked off: the newest 200 sessions that were signed in the last 90 days, and how many more."""
    with desk.read() as db:
        listed = handover.uncopied(db, desk.now() - LOOKED_BACK)
        return NotCopied(listed=listed, older=handover.number(db) - len(listed))


def _mark(desk: Desk, db: Connection, session: Session, on: date | None) -> None:
    officer_id, officer = officers.signing(db)
    made = Marking(
        subject=session.id,
        mark=Mark.COPIED,
        put=on is not None,
        reason="",
        by=officer.name,
        recorded_at=desk.now(),
        on=on,
    )
    marks.add(db, session.person_id, made, officer_id)
