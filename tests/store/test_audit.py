"""The audit's chain: every change to its rows is found, and the program itself cannot change them."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.problems import AuditBroken
from app.store import audit, engine, schema
from app.store.audit import START, Head
from app.store.engine import Connection, Store
from tests.store import audit_mutations

KEY = b"a" * 32
SUBJECT = UUID("11111111-2222-7333-8444-555555555555")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROWS = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Rows 1 to 12, without the triggers, so that a test can do what an outsider with the key could."""
    made = engine.create(tmp_path / "000001.db", "0" * 64)
    with made.begin() as db:
        schema.metadata.create_all(db, [audit.audit])
        for number in range(ROWS):
            when = AT + timedelta(minutes=number)
            audit.append(db, KEY, when, "change", "session", SUBJECT if number % 2 else None, 1)
    yield made
    made.close()


def test_a_chain_holds_and_its_head_is_the_newest_row(store: Store) -> None:
    with store.read() as db:
        head = audit.verify(db, KEY)
        assert head == audit.head(db)
        assert head.seq == ROWS
        assert audit.verify(db, KEY, since=audit.head(db, 7)) == head


def test_an_empty_chain_has_seq_0(store: Store) -> None:
    with store.begin() as db:
        db.exec_driver_sql("DELETE FROM audit")
        assert audit.verify(db, KEY) == Head(0, START)


def test_another_key_does_not_make_a_row(store: Store) -> None:
    with store.begin() as db:
        audit.append(db, b"b" * 32, AT, "change", "session", None, 1)
        with pytest.raises(AuditBroken):
            audit.verify(db, KEY)


@pytest.mark.parametrize("seq", [1, 5, ROWS])
@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-03-02T09:00:00.000001Z'",
        "at = 'yesterday'",
        "action = 'view'",
        "kind = 'sessions'",
        "subject_id = '99999999222273338444555555555555'",
        "subject_id = 'nobody'",
        "count = 2",
        "count = 'many'",
        "mac = upper(mac)",
        "mac = ''",
        "seq = 100",
        "seq = -1",
    ],
)
def test_a_changed_row_is_found(store: Store, seq: int, change: str) -> None:
    with store.begin() as db:
        db.exec_driver_sql(f"UPDATE audit SET {change} WHERE seq = {seq}")
        with pytest.raises(AuditBroken):
            audit.verify(db, KEY)


@pytest.mark.parametrize("seq", range(1, ROWS))
def test_a_deleted_row_is_found(store: Store, seq: int) -> None:
    with store.begin() as db:
        db.exec_driver_sql(f"DELETE FROM audit WHERE seq = {seq}")
        with pytest.raises(AuditBroken):
            audit.verify(db, KEY)


def test_rows_deleted_and_numbered_anew_are_found(store: Store) -> None:
    with store.begin() as db:
        db.exec_driver_sql("DELETE FROM audit WHERE seq = 4")
        for seq in range(5, ROWS + 1):
            db.exec_driver_sql(f"UPDATE audit SET seq = {seq - 1} WHERE seq = {seq}")
        with pytest.raises(AuditBroken):
            audit.verify(db, KEY)


def test_two_rows_that_changed_places_are_found(store: Store) -> None:
    with store.begin() as db:
        for old, new in ((3, 99), (4, 3), (99, 4)):
            db.exec_driver_sql(f"UPDATE audit SET seq = {new} WHERE seq = {old}")
        with pytest.raises(AuditBroken):
            audit.verify(db, KEY)


def test_rows_cut_off_the_end_leave_a_head_that_differs(store: Store) -> None:
    with store.begin() as db:
        before = audit.head(db)
        db.exec_driver_sql("DELETE FROM audit WHERE seq > 10")
        assert audit.verify(db, KEY) != before


def test_50_000_rows_are_walked_within_2_seconds(store: Store) -> None:
    with store.begin() as db:
        audit_mutations.lengthen(db, KEY, 50_000 - ROWS)
        began = time.monotonic()
        assert audit.verify(db, KEY).seq == 50_000
        assert time.monotonic() - began < 2


def test_none_of_many_alterations_goes_unnoticed(tmp_path: Path) -> None:
    assert audit_mutations.undetected(tmp_path, 300, seed=1) == []


def test_an_alteration_that_a_weaker_chain_would_miss_is_really_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "mac_of", lambda _key, _before, seq, *_values: f"{seq:064x}")  # covers its number only
    missed = set(audit_mutations.undetected(tmp_path, 300, seed=1))
    assert {"edit_one_bit", "edit_the_way_a_value_is_spelt", "swap_what_two_say", "clear_every_subject"} <= missed


def test_the_first_altered_row_is_named(store: Store) -> None:
    with store.begin() as db:
        db.exec_driver_sql("UPDATE audit SET count = 2 WHERE seq = 7")
        with pytest.raises(AuditBroken) as caught:
            audit.verify(db, KEY)
    assert caught.value.seq == 7


def test_rows_are_read_a_page_at_a_time_newest_first(store: Store) -> None:
    with store.read() as db:
        first = audit.page(db, limit=5)
        assert [row.seq for row in first] == [12, 11, 10, 9, 8]
        assert [row.seq for row in audit.page(db, before=8, limit=5)] == [7, 6, 5, 4, 3]
        assert first[0].at == AT + timedelta(minutes=11)
        assert first[0].subject_id == SUBJECT


# ── Append-only ──────────────────────────────────────────────────────────────────────────────────────


def sealed(db: Connection) -> None:
    for statement in schema.trigger_statements("audit"):
        db.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET count = 2 WHERE seq = 3",
        "UPDATE audit SET seq = 99 WHERE seq = 3",
        "UPDATE OR REPLACE audit SET seq = 4 WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 3",
        "INSERT OR REPLACE INTO audit SELECT seq, at, 'view', kind, subject_id, count, mac FROM audit",
        "INSERT INTO audit SELECT * FROM audit WHERE seq = 3 ON CONFLICT (seq) DO UPDATE SET count = 2",
    ],
)
def test_a_sealed_table_refuses(store: Store, statement: str) -> None:
    with store.begin() as db:
        sealed(db)
    with store.begin() as db:
        with pytest.raises(IntegrityError, match="audit is append-only"):
            db.exec_driver_sql(statement)
        assert audit.verify(db, KEY).seq == ROWS


def test_a_sealed_table_takes_new_rows(store: Store) -> None:
    with store.begin() as db:
        sealed(db)
        audit.append(db, KEY, AT, "sign", "session", SUBJECT, 1)
        assert audit.verify(db, KEY).seq == ROWS + 1


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with store.begin() as db, pytest.raises(Exception, match="needs its time zone"):
        audit.append(db, KEY, datetime(2026, 3, 2), "change", "session", None, 1)  # noqa: DTZ001
