"""Sending a session's note out of the store as an encrypted PDF, and writing down that it was sent.

The plain PDF exists in memory only: what is written to disk is encrypted already. Must not know how a page is laid out.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.case_problems import NoOfficer, NotFound
from app.domain.contacts import is_late
from app.domain.facts import local_day
from app.domain.people import Person
from app.domain.problems import Problem
from app.domain.ratings import compare
from app.domain.run_chart import Series
from app.domain.runs import Course, printed
from app.domain.texts import clean
from app.services import officers, outgoing, rules, sessions
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


def session_note(desk: Desk, session_id: UUID, path: Path, passphrase: str) -> None:
    """Write the note of a signed session to ``path``, encrypted. Raises NotFound, NoOfficer, the Problems above
    and those of `outgoing.write`."""
    key = _key(passphrase)
    outgoing.write(desk, path, _encrypted(_signed(desk, session_id), key), "session", session_id)


def draft_note(desk: Desk, draft_id: UUID, path: Path, passphrase: str) -> None:
    """Write an unsigned session to ``path``, marked DRAFT on every page. Raises as :func:`session_note`."""
    key = _key(passphrase)
    outgoing.write(desk, path, _encrypted(_unsigned(desk, draft_id), key), "draft", draft_id)


def suggested_name(desk: Desk, subject: UUID) -> str:
    """A file name for a signed session or a draft: its day and the end of its id, nobody's name or CRN."""
    try:
        held_at = sessions.read(desk, subject).session.entry.held_at
    except NotFound:
        held_at = sessions.open_draft(desk, subject).draft.entry.held_at
    day = held_at.astimezone().date() if held_at else desk.today()
    return f"session-note-{day:%Y-%m-%d}-{subject.hex[-6:]}.pdf"


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
        run=_run(desk, page.person, session.entry.held_at),
        printed_on=desk.today(),
    )


def _unsigned(desk: Desk, draft_id: UUID) -> Note:
    from app.exports.session_note import Note  # noqa: PLC0415  # see _signed

    guide = sessions.open_draft(desk, draft_id)
    officer = officers.current(desk)
    if officer is None:
        raise NoOfficer
    entry = guide.draft.entry
    return Note(
        person=guide.person,
        officer=officer,
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
    course = Course(
        details=person.details,
        history=tuple(past for past in history if past.held_at <= until),
        missed=case.missed,
        reviews=case.reviews,
        events=case.events,
        records=case.records,
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


def _encrypted(note: Note, key: str) -> bytes:
    from app.exports.document import encrypted  # noqa: PLC0415  # see _signed
    from app.exports.session_note import session_note as drawn  # noqa: PLC0415  # see _signed

    return encrypted(drawn(note), key)
