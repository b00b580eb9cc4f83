"""Who did what when: an append-only table whose rows are chained by HMAC, each covering the one before it.

The newest row's `mac` is the chain's head; the vault keeps a copy of it outside the database. Rows hold
ids, kinds and counts, never names or text, so that they survive the erasure of a person.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Column, Connection, Integer, String, Table, Uuid, insert, select

from app.domain.problems import AuditBroken
from app.store.schema import Moment, metadata, seal

START = "0" * 64
"""What the first row covers in place of a row before it."""

audit = seal(
    Table(
        "audit",
        metadata,
        Column("seq", Integer, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("action", String(40), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("subject_id", Uuid),
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


def append(
    db: Connection, key: bytes, at: datetime, action: str, kind: str, subject_id: UUID | None, count: int
) -> Head:
    """Add a row at the chain's end and return the new head. `at` is aware."""
    before = head(db)
    row = AuditRow(before.seq + 1, at, action, kind, subject_id, count, mac="")
    mac = _mac(key, before.mac, row)
    db.execute(insert(audit), {**vars(row), "mac": mac})
    return Head(row.seq, mac)


def head(db: Connection, seq: int | None = None) -> Head:
    """The head as it is now, or as it was when row `seq` was the newest (seq 0 and mac START when none)."""
    newest = select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc())  # a bound LIMIT is compiled at each use
    if seq is not None:
        newest = newest.where(audit.c.seq == seq)
    row = db.execute(newest).first()
    return Head(row.seq, row.mac) if row else Head(0, START)


def page(db: Connection, before: int | None = None, limit: int = 200) -> tuple[AuditRow, ...]:
    """Rows, newest first, older than row `before`."""
    rows = select(audit).order_by(audit.c.seq.desc()).limit(limit)
    if before is not None:
        rows = rows.where(audit.c.seq < before)
    return tuple(AuditRow(*row) for row in db.execute(rows))


def verify(db: Connection, key: bytes, since: Head | None = None) -> Head:
    """Walk the chain, whole or `since` a head known to be good, and return its head as it is now.

    Raises AuditBroken at the first row that was changed, added, lost or moved.
    """
    before = since or Head(0, START)
    rows = select(audit).order_by(audit.c.seq)
    if since is not None:
        rows = rows.where(audit.c.seq > since.seq)
    try:
        for values in db.execute(rows.execution_options(yield_per=1000)):
            row = AuditRow(*values)
            if row.seq != before.seq + 1 or not hmac.compare_digest(row.mac, _mac(key, before.mac, row)):
                raise AuditBroken
            before = Head(row.seq, row.mac)
    except (AttributeError, TypeError, ValueError) as error:  # a value that was never written by us
        raise AuditBroken from error
    return before


def _mac(key: bytes, before: str, row: AuditRow) -> str:
    subject = row.subject_id.hex if row.subject_id else None
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    covered = json.dumps([before, row.seq, at, row.action, row.kind, subject, row.count])
    return hmac.new(key, covered.encode(), hashlib.sha256).hexdigest()
