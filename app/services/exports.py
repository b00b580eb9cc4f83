"""Sending a session's note, the record of a case or a crib out of the store as an encrypted PDF, and writing down that
it was sent.

The plain PDF exists in memory only: what is written to disk is encrypted already. Must not know how a page is laid out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.case_problems import NoOfficer, NotFound
from app.domain.contacts import is_late
from app.domain.cribs import Form
from app.domain.facts import local_day
from app.domain.marks import marked_restricted
from app.domain.officers import Officer
from app.domain.people import Person
from app.domain.problems import Problem
from app.domain.ratings import compare
from app.domain.records import Room
from app.domain.restricted import closed_ratings, closed_records, closed_reviews
from app.domain.run_chart import Series
from app.domain.runs import Course, printed
from app.domain.texts import clean
from app.services import claims, cribs, officers, outgoing, records, rules, sessions
from app.services.desk import Desk
from app.services.vault import strength
from app.store import cases, ratings

if TYPE_CHECKING:
    from app.exports.session_note import Note

LONGEST_PASSPHRASE = 127
"""Bytes of UTF-8 that a reader of AES-256 PDFs takes; the rest would be ignored in silence."""


class ExportPassphraseTooWeak(Problem):
    """The file would be opened by guessing."""

    def __init__(self) -> None:
        super().__init__(_("This passphrase is too easy to guess, so nothing was exported. Make it longer."))


class ExportPassphraseTooLong(Problem):
    """A reader would ignore the end of it."""

    def __init__(self) -> None:
        super().__init__(
            _("This passphrase is too long for a PDF, so nothing was exported. Keep it under 100 letters.")
        )


class ExportPassphraseUnreadable(Problem):
    """Half of a character, which no file can carry and no reader can type."""

    def __init__(self) -> None:
        super().__init__(
            _("This passphrase has a sign in it that cannot be typed again, so nothing was exported. Type it anew.")
        )


def session_note(desk: Desk, session_id: UUID, path: Path, passphrase: str, *, with_restricted: bool = False) -> None:
    """Write the note of a signed session to ``path``, encrypted; what is restricted on an appendix or not at all.

    Raises NotFound, NoOfficer, the Problems above and those of `outgoing.write`.
    """
    note = replace(_signed(desk, session_id), with_restricted=with_restricted)
    _write_note(desk, path, passphrase, note, "session", session_id)


def draft_note(desk: Desk, draft_id: UUID, path: Path, passphrase: str, *, with_restricted: bool = False) -> None:
    """Write an unsigned session to ``path``, marked DRAFT on every page. Raises as :func:`session_note`."""
    note = replace(_unsigned(desk, draft_id), with_restricted=with_restricted)
    _write_note(desk, path, passphrase, note, "draft", draft_id)


def case_record(desk: Desk, person_id: UUID, path: Path, passphrase: str, *, with_restricted: bool = False) -> None:
    """Write every record of a person as it now is to ``path``, encrypted.

    What is restricted is printed on an appendix or not at all. Raises as :func:`session_note`.
    """
    from app.exports.case_record import CaseRecord  # noqa: PLC0415  # see _signed
    from app.exports.case_record import case_record as drawn  # noqa: PLC0415  # see _signed

    key = _key(passphrase)
    page = records.room(desk, person_id, *Room, restricted_shown=True)  # the appendix has it
    case = CaseRecord(
        person=page.person,
        officer=_officer(desk),
        records=page.records,
        titles=page.titles,
        standings=page.standings,
        marks=page.marks,
        claims=tuple(claims.unverified(desk, person_id, restricted_shown=True)),
        settled=claims.settled(desk, person_id),
        printed_on=desk.today(),
    )
    restricted_of = person_id if with_restricted and case.holds_restricted else None
    pdf = _encrypted(drawn(case, with_restricted=with_restricted), key)
    outgoing.write(desk, path, pdf, "case", person_id, restricted_of=restricted_of)


def crib(desk: Desk, person_id: UUID, form: Form, path: Path, passphrase: str) -> None:
    """Write the crib for a form to ``path``, encrypted. Raises as :func:`session_note`."""
    from app.exports.crib import CribSheet  # noqa: PLC0415  # see _signed
    from app.exports.crib import crib as drawn  # noqa: PLC0415  # see _signed

    key, page = _key(passphrase), cribs.read(desk, person_id, form)
    sheet = CribSheet(person=page.person, officer=_officer(desk), crib=page.crib, printed_on=desk.today())
    outgoing.write(desk, path, _encrypted(drawn(sheet), key), "crib", person_id)


def suggested_name(desk: Desk, subject: UUID) -> str:
    """A file name for a signed session or a draft: its day and the end of its id, nobody's name or CRN."""
    try:
        held_at = sessions.read(desk, subject).session.entry.held_at
    except NotFound:
        held_at = sessions.open_draft(desk, subject).draft.entry.held_at
    day = held_at.astimezone().date() if held_at else desk.today()
    return f"session-note-{day:%Y-%m-%d}-{subject.hex[-6:]}.pdf"


def suggested_case_name(desk: Desk, person_id: UUID, form: Form | None = None) -> str:
    """As `suggested_name`, for the record of a case or, with a ``form``, for a crib: today's day."""
    what = f"{form}-crib" if form else "case-record"
    return f"{what}-{desk.today():%Y-%m-%d}-{person_id.hex[-6:]}.pdf"


def _write_note(desk: Desk, path: Path, passphrase: str, note: Note, kind: str, subject: UUID) -> None:
    from app.exports.session_note import session_note as drawn  # noqa: PLC0415  # see _signed

    key = _key(passphrase)
    restricted_of = note.person.id if note.with_restricted and note.holds_restricted else None
    outgoing.write(desk, path, _encrypted(drawn(note), key), kind, subject, restricted_of=restricted_of)


def _signed(desk: Desk, session_id: UUID) -> Note:
    from app.exports.session_note import Note  # noqa: PLC0415  # ReportLab takes long to load, and only exports need it

    page = sessions.read(desk, session_id)
    session = page.session
    return Note(
        person=page.person,
        officer=session.officer,
        entry=session.entry,
        written_at=session.written_at,
        signed_at=session.signed_at,
        late=is_late(session.entry.held_at, session.signed_at),
        comparisons=page.comparisons,
        earlier_tasks=page.task_texts,
        events=page.events,
        addenda=session.addenda,
        markings=page.markings,
        run=_run(desk, page.person, session.entry.held_at),
        printed_on=desk.today(),
    )


def _unsigned(desk: Desk, draft_id: UUID) -> Note:
    from app.exports.session_note import Note  # noqa: PLC0415  # see _signed

    guide = sessions.open_draft(desk, draft_id)
    entry = guide.draft.entry
    return Note(
        person=guide.person,
        officer=_officer(desk),
        entry=entry,
        written_at=guide.draft.written_at,
        signed_at=None,
        late=is_late(entry.held_at, desk.now()),
        comparisons={
            rating.factor: compare(rating.level, guide.history, rating.factor, before=entry.held_at)
            for rating in entry.ratings
            if rating.level is not None
        },
        earlier_tasks={task.id: task for task in guide.open_tasks},
        run=_run(desk, guide.person, entry.held_at),
        printed_on=desk.today(),
    )


def _run(desk: Desk, person: Person, held_at: datetime | None) -> tuple[Series, ...]:
    """What was signed by now of the sessions up to the one held then, or of all where that is not entered yet."""
    until = held_at or desk.now()
    with desk.read() as db:
        case = cases.get(db, person.id)
        history = ratings.history(db, person.id)
    hidden = marked_restricted(case.markings)
    course = Course(
        details=person.details,
        history=closed_ratings((past for past in history if past.held_at <= until), hidden),
        missed=case.missed,
        reviews=closed_reviews(case.reviews, hidden),
        events=case.events,
        records=closed_records(case.records, hidden),
    )
    return tuple(printed(course, rules.review_titles(), local_day(until)))


def _key(passphrase: str) -> str:
    """What the file is encrypted with: without control characters and in NFKC, as readers bring what is typed to it."""
    if any("\ud800" <= letter <= "\udfff" for letter in passphrase):
        raise ExportPassphraseUnreadable
    key = unicodedata.normalize("NFKC", clean(passphrase))
    if not strength(key).enough:
        raise ExportPassphraseTooWeak
    if len(key.encode()) > LONGEST_PASSPHRASE:
        raise ExportPassphraseTooLong
    return key


def _officer(desk: Desk) -> Officer:
    """Who prints it. Raises NoOfficer."""
    officer = officers.current(desk)
    if officer is None:
        raise NoOfficer
    return officer


def _encrypted(pdf: bytes, key: str) -> bytes:
    from app.exports.document import encrypted  # noqa: PLC0415  # see _signed

    return encrypted(pdf, key)
