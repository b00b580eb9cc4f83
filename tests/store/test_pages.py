"""Reading a database page by page agrees with SQLCipher on a sound file, and goes on where it would stop."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.problems import StoreDamaged
from app.store import engine
from app.store.pages import Pages
from tests.damage import PAGE, damage, pages_of

KEY = "3f" * 32
LONG = "x" * 30_000


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two tables, one of them clustered, over several pages, with texts that overflow into others."""
    path = tmp_path / "one.db"
    with closing(engine.create(path, KEY)) as store, store.begin() as db:
        db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, size REAL, raw BLOB)")
        db.exec_driver_sql("CREATE TABLE marks (id BLOB PRIMARY KEY, level INTEGER) WITHOUT ROWID")
        for n in range(400):
            body = LONG if n % 100 == 0 else f"ŵ {n} " * 20
            db.exec_driver_sql("INSERT INTO notes VALUES (?, ?, ?, ?)", (n, body, n / 3, bytes([n % 256]) * n))
            db.exec_driver_sql("INSERT INTO marks VALUES (?, ?)", (n.to_bytes(16, "big"), -(n**5)))
    return path


def read(path: Path, columns: int) -> list[tuple[object, ...]]:
    with Pages(path, KEY) as pages:
        found = [(one.rowid, *one.values) for one in pages.records(quiet)]
    return [one for one in found if len(one) == columns]


def test_every_record_is_read_as_it_was_written(database: Path) -> None:
    notes = {rowid: values for rowid, _id, *values in read(database, 5) if rowid is not None}
    assert len(notes) == 400
    assert notes[100] == [LONG, 100 / 3, bytes([100]) * 100]
    assert notes[7] == ["ŵ 7 " * 20, 7 / 3, bytes([7]) * 7]
    marks = {(key, level) for _rowid, key, level in read(database, 3)}
    assert marks >= {(n.to_bytes(16, "big"), -(n**5)) for n in range(400)}


def test_a_page_that_is_damaged_is_named_and_costs_only_itself(database: Path) -> None:
    whole = read(database, 5)
    damage(database, [pages_of(database) // 2])
    with Pages(database, KEY) as pages:
        assert pages.damaged(quiet) == [pages_of(database) // 2]
    left = read(database, 5)
    assert set(map(repr, left)) < set(map(repr, whole))
    assert len(left) > 0.8 * len(whole)


def test_every_single_flipped_bit_is_noticed(database: Path) -> None:
    content = database.read_bytes()
    for place in range(16, len(content), len(content) // 60):
        flipped = bytearray(content)
        flipped[place] ^= 1
        database.write_bytes(flipped)
        with Pages(database, KEY) as pages:
            assert pages.damaged(quiet) == [place // PAGE + 1]


def test_a_flipped_bit_in_the_salt_costs_the_first_page_alone(database: Path) -> None:
    whole = read(database, 5)
    content = bytearray(database.read_bytes())
    content[9] ^= 4
    database.write_bytes(content)
    assert read(database, 5) == whole


def test_with_another_key_nothing_is_read(database: Path) -> None:
    with Pages(database, "00" * 32) as pages:
        assert len(pages.damaged(quiet)) == pages.count
        assert list(pages.records(quiet)) == []


def test_what_only_the_log_holds_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    store = engine.create(path, KEY)
    with store.begin() as db:
        db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT)")
    store.checkpoint()
    with store.begin() as db:
        db.exec_driver_sql("INSERT INTO notes VALUES (1, 'a', 'b', 'c')")
    for ending in ("", "-wal"):
        copy = tmp_path / f"two.db{ending}"
        copy.write_bytes(path.with_name(path.name + ending).read_bytes())  # as a kill would leave them
    store.close()
    assert read(tmp_path / "two.db", 5) == [(1, None, "a", "b", "c")]
    (tmp_path / "two.db-wal").unlink()
    assert read(tmp_path / "two.db", 5) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that the system refuses to read")
def test_what_the_disk_cannot_read_is_damage_like_any_other(database: Path) -> None:
    with Pages(database, KEY) as pages, Path("/proc/self/mem").open("rb", buffering=0) as bad:  # answers with EIO
        pages._file.close()
        pages._file = bad
        assert pages.damaged(quiet) == list(range(1, pages.count + 1))
        assert pages.read(3) is None
    database.with_name(f"{database.name}-wal").symlink_to("/proc/self/mem")
    with pytest.raises(StoreDamaged):
        engine.open_store(database, KEY)
