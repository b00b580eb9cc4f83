"""Who did what when: an append-only table whose rows are chained by HMAC, each covering the one before it.

The newest row's `mac` is the chain's head; the vault keeps a copy of it outside the database. Rows hold
ids, kinds and counts, never names or text, so that they survive the erasure of a person.
"""

import hmac
import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, Select, String, Table, insert, select, tuple_
from sqlalchemy.exc import DBAPIError

from app.domain.problems import AuditBroken
from app.store.columns import Id
from app.store.schema import Moment, as_text, metadata, seal

START = "0" * 64
"""What the first row covers in place of a row before it."""
Stored = tuple[Any, ...]
"""A row as the driver has it, in the order of the columns."""
_COLUMNS = "seq, at, action, kind, subject_id, count, mac"
LEAST = -(2**63)
"""No row can have a smaller number."""

audit = seal(
    Table(
        "audit",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("action", String(40), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("subject_id", Id),
        Column("count", Integer, nullable=False),
        Column("mac", String(64), nullable=False),
    )
)


@dataclass(frozen=True)
class AuditRow:
    """One act: `kind` says of what, `subject_id` of which one, `count` of how many."""

    seq: int
    at: datetime
    action: str
    kind: str
    subject_id: UUID | None
    count: int
    mac: str


@dataclass(frozen=True)
class Head:
    """The chain's end: the number of its rows, from 1, and the newest row's mac in hexadecimal."""

    seq: int
    mac: str


@dataclass(frozen=True)
class Wanted:
    """Which rows: from the moment `since`, before `until`, of these pairs of action and kind, about one of `subjects`.

    None wants them all.
    """

    since: datetime | None = None
    until: datetime | None = None
    acts: Collection[tuple[str, str]] | None = None
    subjects: Select[tuple[UUID]] | None = None


ALL = Wanted()


def append(
    db: Connection, key: bytes, at: datetime, action: str, kind: str, subject_id: UUID | None, count: int
) -> Head:
    """Add a row at the chain's end and return the new head. `at` is aware."""
    before = head(db)
    row = AuditRow(before.seq + 1, at, action, kind, subject_id, count, mac="")
    subject = subject_id.bytes if subject_id else None
    mac = mac_of(key, before.mac, row.seq, as_text(at), action, kind, subject, count)
    db.execute(insert(audit), {**vars(row), "mac": mac})
    return Head(row.seq, mac)


def head(db: Connection, seq: int | None = None) -> Head:
    """The head as it is now, or as it was when row `seq` was the newest (seq 0 and mac START when none)."""
    newest = select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc())  # a bound LIMIT is compiled at each use
    if seq is not None:
        newest = newest.where(audit.c.seq == seq)
    row = db.execute(newest).first()
    return Head(row.seq, row.mac) if row else Head(0, START)


def page(db: Connection, before: int | None = None, limit: int = 200, wanted: Wanted = ALL) -> tuple[AuditRow, ...]:
    """Rows that are wanted, newest first, older than row `before`. Raises AuditBroken at values that are not ours."""
    rows = select(audit).order_by(audit.c.seq.desc()).limit(limit)
    if before is not None:
        rows = rows.where(audit.c.seq < before)
    if wanted.since is not None:
        rows = rows.where(audit.c.at >= wanted.since)
    if wanted.until is not None:
        rows = rows.where(audit.c.at < wanted.until)
    if wanted.acts is not None:
        rows = rows.where(tuple_(audit.c.action, audit.c.kind).in_(wanted.acts))
    if wanted.subjects is not None:
        rows = rows.where(audit.c.subject_id.in_(wanted.subjects))
    with _ours_alone():
        return tuple(_row(values) for values in db.execute(rows))


def verify(db: Connection, key: bytes, since: Head | None = None) -> Head:
    """Walk the chain, whole or `since` a head known to be good, and return its head as it is now.

    Raises AuditBroken at the first row that was changed, added, lost or moved; it says which.
    """
    number, mac = (since.seq, since.mac) if since else (0, START)
    # Past SQLAlchemy's types: the chain covers the values as they are stored, and the walk takes a third of the time.
    rows = db.exec_driver_sql(
        "SELECT seq, at, action, kind, subject_id, count, mac FROM audit WHERE seq >= ? ORDER BY seq",
        (number + 1 if since else LEAST,),
        execution_options={"yield_per": 1000},
    )
    try:
        with closing(rows), _ours_alone():  # left open, it would keep the log from being emptied
            for seq, *values, own in rows:
                if seq != number + 1 or not hmac.compare_digest(own, mac_of(key, mac, seq, *values)):
                    raise AuditBroken
                number, mac = seq, own
    except AuditBroken as broken:
        raise AuditBroken(number + 1) from broken
    return Head(number, mac)


def stored_since(db: Connection, seq: int) -> tuple[Stored, ...]:
    """The rows after row `seq` as they are stored, in order: for carrying them over into a restored database."""
    rows = db.exec_driver_sql(f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq", (seq,))  # noqa: S608
    return tuple(tuple(row) for row in rows)


def add_stored(db: Connection, rows: Sequence[Stored]) -> None:
    """Put rows behind the chain's end just as they are; whether they fit there `verify` tells."""
    if rows:
        db.exec_driver_sql(f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", list(rows))  # noqa: S608


def erased(db: Connection) -> frozenset[UUID]:
    """The people who were ever erased."""
    rows = select(audit.c.subject_id).where(audit.c.action == "erase", audit.c.kind == "person")
    return frozenset(one for one in db.execute(rows).scalars() if one is not None)


def _row(values: Sequence[Any]) -> AuditRow:
    row = AuditRow(*values)
    if not all(isinstance(text, str) for text in (row.action, row.kind, row.mac)):
        raise TypeError
    return row


@contextmanager
def _ours_alone() -> Iterator[None]:
    """A value that the program never writes is an alteration; what the disk does stays what it is."""
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        raise AuditBroken from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", None) is not None:
            raise
        raise AuditBroken from error  # a text that is none


def mac_of(
    key: bytes, before: str, seq: int, at: str, action: str, kind: str, subject: bytes | None, count: int
) -> str:
    """What a row of these values, as they are stored, has for its mac behind a row whose mac is `before`."""
    covered = json.dumps([before, seq, at, action, kind, subject and subject.hex(), count])
    return hmac.digest(key, covered.encode(), "sha256").hex()
