"""The record of who did what when: reading and filtering it, checking that nobody altered it, taking a copy out.

Names are looked up when a row is shown; a copy that leaves the store holds none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from uuid import UUID

from app.domain.audit import Group, acts_of, words
from app.domain.problems import AuditBroken, RolledBack
from app.services import outgoing
from app.services.desk import Desk
from app.store import audit, subjects
from app.store.audit import AuditRow, Head, Wanted
from app.store.engine import Connection

PAGE = 200
"""Rows read at a time."""

_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)  # beyond them a day cannot be reckoned in local time
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula when a cell begins with it."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Days are the officer's, both included; None leaves that out."""

    since: date | None = None
    until: date | None = None
    group: Group | None = None
    person_id: UUID | None = None


EVERYTHING = Filter()


@dataclass(frozen=True)
class Line:
    """One act. ``about`` is the person's name as it is now, or says that they were erased; empty for other acts."""

    seq: int
    at: datetime
    words: str
    about: str
    count: int


@dataclass(frozen=True)
class Verdict:
    """Whether the record is as it was written, in a sentence for the officer; ``head`` is the newest row's code."""

    sound: bool
    sentence: str
    rows: int = 0
    head: str = ""


def lines(desk: Desk, wanted: Filter = EVERYTHING, before: int | None = None) -> tuple[Line, ...]:
    """The newest rows that are wanted, `PAGE` of them at most, older than row ``before``. Raises AuditBroken."""
    with desk.read() as db:
        rows = audit.page(db, before, PAGE, _wanted(wanted))
        owners = subjects.people_of(db, {(row.kind, row.subject_id) for row in rows if row.subject_id})
        names = subjects.names(db)
    return tuple(
        Line(row.seq, row.at, words(row.action, row.kind), _about(row, owners, names), row.count) for row in rows
    )


def persons(desk: Desk) -> list[tuple[UUID, str]]:
    """Everybody in the store by name, to choose from."""
    with desk.read() as db:
        return sorted(subjects.names(db).items(), key=_by_name)


def verify(desk: Desk) -> Verdict:
    """Walk the whole chain and compare its end with head.json: no row changed, added, lost or moved."""
    remembered = Head(desk.vault.head.counter, desk.vault.head.audit)
    try:
        with desk.read() as db:
            found = audit.verify(db, desk.vault.keys.audit)
            if audit.head(db, remembered.seq) != remembered or found.seq > remembered.seq + 1:
                raise RolledBack
    except AuditBroken as broken:
        return Verdict(sound=False, sentence=_where(broken))
    except RolledBack as problem:
        return Verdict(sound=False, sentence=problem.sentence)
    sentence = ngettext(
        "The audit trail is whole: {rows} entry, and nothing was changed, added, lost or moved. It ends with {head}.",
        "The audit trail is whole: {rows} entries, and none was changed, added, lost or moved. It ends with {head}.",
        found.seq,
    )
    return Verdict(
        sound=True, sentence=sentence.format(rows=f"{found.seq:,}", head=found.mac[:16]), rows=found.seq, head=found.mac
    )


def export(desk: Desk, path: Path, wanted: Filter = EVERYTHING) -> int:
    """Write the rows that are wanted, newest first, as a table for a spreadsheet; gives their number.

    It holds no name: a row's number finds its name here. Raises AuditBroken and the Problems of `outgoing.write`.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow((_("Number"), _("When (UTC)"), _("What"), _("Reference"), _("How many"), _("Code")))
    count = 0
    with desk.read() as db:
        for row in _all(db, _wanted(wanted)):
            what = _no_formula(words(row.action, row.kind))
            when = row.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
            table.writerow((row.seq, when, what, row.subject_id or "", row.count, _no_formula(row.mac)))
            count += 1
    outgoing.write(desk, path, text.getvalue().encode("utf-8-sig"), "audit", count=count)
    return count


def suggested_name(desk: Desk) -> str:
    """A file name for an export: the day, nobody's name."""
    return f"audit-trail-{desk.today():%Y-%m-%d}.csv"


def note_viewed(desk: Desk, person_id: UUID) -> None:
    """Write down that a person's page was looked at: once for each time it is opened."""
    with desk.change("view", "person", person_id):
        pass


def note_failed_tries(desk: Desk) -> None:
    """Write down the tries since the last unlock that did not open the store: each with its moment, as far as kept."""
    tries, now = desk.vault.tries, desk.now()
    times = tries.times[-tries.count :]
    for at in times:  # anybody can write into their file: no moment there is one that cannot be kept
        with desk.change("failed unlock", "store", at=min(max(at, _EARLIEST), now)):
            pass
    if older := tries.count - len(times):
        with desk.change("failed unlock", "store", count=older):
            pass


def _wanted(chosen: Filter) -> Wanted:
    return Wanted(
        since=_midnight(chosen.since) if chosen.since else None,
        until=_midnight(chosen.until + timedelta(days=1)) if chosen.until and chosen.until < _LAST else None,
        acts=acts_of(chosen.group) if chosen.group else None,
        subjects=subjects.of_person(chosen.person_id) if chosen.person_id else None,
    )


def _midnight(day: date) -> datetime:
    """When the day begins where the officer is."""
    return datetime.combine(min(max(day, _FIRST), _LAST), time()).astimezone()


def _about(row: AuditRow, owners: dict[tuple[str, UUID], UUID], names: dict[UUID, str]) -> str:
    if row.subject_id is None or row.kind not in subjects.PERSONAL | subjects.KEPT_IN.keys():
        return ""
    owner = owners.get((row.kind, row.subject_id))
    if owner is None and row.kind == "draft":
        return ""  # discarded, and with it whose it was
    return names[owner] if owner in names else _("An erased person")


def _by_name(person: tuple[UUID, str]) -> str:
    return person[1].casefold()


def _where(broken: AuditBroken) -> str:
    if broken.seq is None:
        return broken.sentence
    return _(
        "The audit trail was altered outside Sightline: from entry {seq} on it is not as it was written. Nothing has "
        "been changed. Keep the folder as it is and tell your manager."
    ).format(seq=f"{broken.seq:,}")


def _all(db: Connection, wanted: Wanted) -> Iterator[AuditRow]:
    before = None
    while rows := audit.page(db, before, PAGE, wanted):
        yield from rows
        before = rows[-1].seq


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
