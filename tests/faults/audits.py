"""Forged audits: rows edited, deleted, added and moved past the triggers; and how long an honest one takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from app.domain.problems import AuditBroken
from app.services import vault
from app.services.desk import Desk
from app.store import audit
from tests.desks import Clock, a_new_store
from tests.faults.tally import Run, Tally

ROWS = 300
MANY = 50_000
LIMIT = 2.0  # seconds
COLUMNS = ("seq", "at", "action", "kind", "subject_id", "count", "mac")


def run(run: Run) -> Iterator[Tally]:
    desk, _key = a_new_store(run.folder / "vault", Clock())
    _fill(desk, ROWS)
    tally = Tally("audit: every forgery is found", run.number(100, 1_000))
    with desk.read() as db:
        head = audit.verify(db, desk.vault.keys.audit)
    for number in range(tally.wanted):
        forge = run.random.choice((_edit, _delete, _insert, _swap, _cut_the_end))
        with desk.read() as db:  # what is written is dropped
            for deed in ("update", "delete"):
                db.exec_driver_sql(f"DROP TRIGGER audit_refuses_{deed}")
            connection = db.connection.driver_connection
            what = forge(connection, run.random, head.seq)
            try:
                found = audit.verify(db, desk.vault.keys.audit)
            except AuditBroken:
                tally.note(f"{forge.__name__[1:]}: chain broken")
            else:
                if found == head:
                    tally.fail(f"forgery {number}: {what}")
                else:
                    tally.note(f"{forge.__name__[1:]}: the head differs")
    yield tally
    many = run.number(MANY // 10, MANY)
    limit = LIMIT * many / MANY
    speed = Tally(f"audit: {many:,} rows in {limit:.1f} s", 1)
    _fill(desk, many - ROWS)
    started = time.perf_counter()
    with desk.read() as db:
        audit.verify(db, desk.vault.keys.audit)
    took = time.perf_counter() - started
    if took > limit:
        speed.fail(f"{took:.2f} s")
    else:
        speed.note(f"{took:.2f} s")
    vault.lock(desk)
    yield speed


def _fill(desk: Desk, count: int) -> None:
    with desk.vault.next_head() as note_head, desk.store.begin() as db:
        head = audit.head(db)
        for number in range(count):
            subject = UUID(int=number) if number % 3 else None
            head = audit.append(db, desk.vault.keys.audit, desk.now(), "change", "person", subject, number % 5)
        note_head(head.seq, head.mac)


def _edit(connection: Any, random: Random, last: int) -> str:
    seq, column = random.randrange(1, last + 1), random.choice(COLUMNS)
    value = connection.execute(f"SELECT {column} FROM audit WHERE seq = ?", (seq,)).fetchone()[0]
    new = _altered(value, column, random)
    connection.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (new, seq))
    return f"{column} of row {seq} from {value!r} to {new!r}"


def _altered(value: object, column: str, random: Random) -> object:
    if column == "seq":
        return 10**6 + random.randrange(10**6)
    if column == "subject_id" and random.random() < 0.5:
        return None if value else "0" * 31 + "7"
    if isinstance(value, int):
        return value + random.choice((-1, 1, 1000))
    if isinstance(value, str) and value:
        at = random.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return "0" * 31 + "7"


def _delete(connection: Any, random: Random, last: int) -> str:
    seq = random.randrange(1, last)
    connection.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    if random.random() < 0.5:  # and close the gap
        connection.execute("UPDATE audit SET seq = -seq WHERE seq > ?", (seq,))
        connection.execute("UPDATE audit SET seq = -seq - 1 WHERE seq < 0")
    return f"row {seq} deleted"


def _insert(connection: Any, random: Random, last: int) -> str:
    seq = random.randrange(2, last + 2)
    connection.execute("UPDATE audit SET seq = -seq WHERE seq >= ?", (seq,))
    connection.execute("UPDATE audit SET seq = 1 - seq WHERE seq < 0")
    source = random.randrange(1, seq)
    connection.execute(
        "INSERT INTO audit SELECT ?, at, action, kind, subject_id, count, mac FROM audit WHERE seq = ?", (seq, source)
    )
    return f"row {source} again as {seq}"


def _swap(connection: Any, random: Random, last: int) -> str:
    one, other = random.sample(range(1, last + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (after, before))
    return f"rows {one} and {other} swapped"


def _cut_the_end(connection: Any, random: Random, last: int) -> str:
    """The chain that is left is whole: only the head outside the database tells."""
    kept = random.randrange(last)
    connection.execute("DELETE FROM audit WHERE seq > ?", (kept,))
    return f"all rows after {kept} deleted"
