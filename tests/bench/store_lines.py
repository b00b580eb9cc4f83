"""Autosave, signing and a person's page against the same work done with the bare driver."""

from __future__ import annotations

import hmac
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import event

from app.services import people, sessions, vault
from app.services.demonstration import open_demonstration
from app.services.desk import Desk
from app.store import audit
from tests.bench.big_store import a_large_store
from tests.bench.ratio import Line, compare
from tests.builders import an_entry
from tests.desks import Clock
from tests.store import audit_mutations

Statement = tuple[str, tuple[object, ...]]


def lines() -> Iterator[Line]:
    """All measures of the store."""
    with tempfile.TemporaryDirectory() as folder:
        small, target = a_large_store(Path(folder) / "small", Clock(), total=1_000)
        yield _autosave(small, target)
        yield _sign(small, target)
        large, far = a_large_store(Path(folder) / "large", Clock(), total=100_000)
        yield _page("A person's page", large, far)
        yield compare(
            "A person's page in a store of 100,000 sessions",
            "the same in one of 1,000",
            lambda: _ignore(people.page(large, far)),
            lambda: _ignore(people.page(small, target)),
            limit=1.5,
        )
        yield _verify(small)
        vault.lock(small)
        vault.lock(large)
        yield _fullest(Path(folder) / "demonstration")
    _count_syncs()


def _autosave(desk: Desk, person_id: UUID) -> Line:
    draft = sessions.start(desk, person_id).draft
    typed = (f"{number:06d} " + "words " * 1000 for number in itertools.count())

    def save() -> None:
        sessions.save_draft(desk, replace(draft, entry=replace(draft.entry, check_in=next(typed))))

    def body() -> str:
        return (next(typed) + "and the fields that are blank " * 40)[:size]

    save()
    with desk.read() as db:
        size = db.exec_driver_sql("SELECT length(body) FROM drafts WHERE id = ?", (draft.id.bytes,)).scalar_one()

    with _driver(desk) as raw:
        raw.execute("CREATE TABLE bench (id BLOB PRIMARY KEY, body TEXT)")
        raw.execute("INSERT INTO bench VALUES (?, ?)", (draft.id.bytes, body()))

    def update() -> None:
        with _driver(desk) as raw:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE bench SET body = ? WHERE id = ?", (body(), draft.id.bytes))
            raw.execute("COMMIT")

    line = compare("Autosaving a 6 KB draft", "a bare UPDATE of a row of that size", save, update, limit=1.5, repeat=50)
    sessions.discard_draft(desk, draft.id)
    return line


def _sign(desk: Desk, person_id: UUID) -> Line:
    def sign() -> None:
        draft = sessions.start(desk, person_id).draft
        held_at = desk.now()
        sessions.save_draft(desk, replace(draft, entry=an_entry(held_at=held_at)))
        ready.append(replace(draft, entry=an_entry(held_at=held_at)))

    ready: list[sessions.Draft] = []
    sign()
    with _recorded(desk) as sent:
        sessions.sign(desk, ready.pop())
    inserts = [one for one in sent if one[0].startswith("INSERT") and "INTO audit" not in one[0]]
    rows = sum(one[0].count("INSERT") for one in inserts)

    def timed() -> float:
        sign()
        return _milliseconds(lambda: sessions.sign(desk, ready.pop()))

    def replay() -> float:
        fresh = _with_fresh_ids(inserts, desk)

        def insert() -> None:
            with _driver(desk) as raw:
                raw.execute("BEGIN IMMEDIATE")
                for statement, values in fresh:
                    raw.execute(statement, values)
                raw.execute("COMMIT")

        return _milliseconds(insert)

    name = f"the same {rows} inserting statements, bare"
    return compare("Signing a session", name, timed, replay, limit=3)


def _fullest(folder: Path) -> Line:
    """The person of the demonstration of whom most is recorded."""
    desk = open_demonstration(folder, Clock(datetime.now(UTC)), os.urandom)
    with desk.read() as db:
        counted = "SELECT person_id FROM records GROUP BY person_id ORDER BY count(*) DESC LIMIT 1"
        person_id = UUID(bytes=db.exec_driver_sql(counted).scalar_one())
    line = _page("The page of the fullest person of the demonstration", desk, person_id)
    vault.lock(desk)
    return line


def _page(title: str, desk: Desk, person_id: UUID) -> Line:
    with _recorded(desk) as sent:
        people.page(desk, person_id)

    def raw_page() -> None:
        with _driver(desk) as raw:
            raw.execute("BEGIN IMMEDIATE")
            for statement, values in sent:
                raw.execute(statement, values).fetchall()
            raw.execute("ROLLBACK")

    name = f"its {len(sent)} statements (at most 5) through the bare driver"
    return compare(title, name, lambda: _ignore(people.page(desk, person_id)), raw_page, limit=2.5)


def _verify(desk: Desk) -> Line:
    """The audit's chain; besides the ratio, 50,000 rows are to take no more than two seconds."""
    key = desk.vault.keys.audit
    with desk.vault.next_head() as note_head, desk.write() as db:
        head = audit_mutations.lengthen(db, key, 50_000)
        note_head(head.seq, head.mac)

    def walk() -> None:
        with desk.read() as db:
            audit.verify(db, key)

    def read_and_sign() -> None:
        with _driver(desk) as raw:
            for row in raw.execute("SELECT * FROM audit ORDER BY seq"):
                hmac.digest(key, row[6].encode(), "sha256")

    line = compare("Verifying 50,000 audit rows", "reading them bare, one HMAC each", walk, read_and_sign, limit=3)
    print(f"50,000 audit rows verified in {line.product / 1000:.2f} s (at most 2: {line.product <= 2000})")
    return line


def _count_syncs() -> None:
    """Syncs of one autosave, of one that changes nothing, and of one signing, where strace is installed."""
    if not shutil.which("strace"):
        print("Syncs to disk: not counted, strace is not installed here")
        return
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "trace"
        traced = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,getcwd", "-o", str(log)]
        subprocess.run([*traced, sys.executable, "-m", "tests.bench.syncs"], check=True)
        parts = log.read_text(encoding="utf-8").split("getcwd(")
        names = ("an autosave", "an autosave that changes nothing", "a signing")
        for name, part in zip(names, parts[-4:-1], strict=True):
            print(f"Syncs to disk of {name}: {part.count('sync(')}")


@contextmanager
def _driver(desk: Desk) -> Iterator[object]:
    with closing(desk.store._engine.raw_connection()) as pooled:
        yield pooled.driver_connection


@contextmanager
def _recorded(desk: Desk) -> Iterator[list[Statement]]:
    sent: list[Statement] = []

    def note(_db, _cursor, statement: str, values, _context, many: bool) -> None:
        if statement != "BEGIN IMMEDIATE":
            sent.extend((statement, one) for one in (values if many else [values]))

    engine = desk.store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _with_fresh_ids(statements: list[Statement], desk: Desk) -> list[Statement]:
    """The same rows under new ids; ids that other tables already held stay."""
    with _driver(desk) as raw:
        old = {row[0] for table in ("people", "officers") for row in raw.execute(f"SELECT id FROM {table}")}
    new: dict[object, object] = {}

    def fresh(value: object) -> object:
        value = bytes(value) if isinstance(value, memoryview) else value
        is_id = isinstance(value, bytes) and len(value) == 16 and value not in old
        return new.setdefault(value, os.urandom(16)) if is_id else value

    return [(statement, tuple(fresh(value) for value in values)) for statement, values in statements]


def _milliseconds(call: Callable[[], object]) -> float:
    import time

    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def _ignore(_value: object) -> None:
    return None
