"""The encrypted connection, its transactions, and whole files copied and checked."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.problems import (
    DiskFull,
    DiskRefused,
    OpenElsewhere,
    ReadOnlyFolder,
    StoreDamaged,
    StoreLocked,
    StoreVanished,
    UpgradeFailed,
)
from app.store import engine
from app.store.engine import Store
from tests.faults.disks import full, read_only, small_disk
from tests.markers import files_with

KEY = "0123456789abcdef" * 4
OTHER_KEY = "f" * 64
MARKER = "Gwrthwynebiad-marker"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "000001.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = engine.create(path, KEY)
    with made.begin() as db:
        db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE)")
        db.exec_driver_sql("CREATE TABLE parts (note INTEGER NOT NULL REFERENCES notes(id))")
    yield made
    made.close()


def add(store: Store, body: str) -> None:
    with store.begin() as db:
        db.exec_driver_sql("INSERT INTO notes (body) VALUES (?)", (body,))


def bodies(store: Store) -> list[str]:
    with store.read() as db:
        return [row[0] for row in db.exec_driver_sql("SELECT body FROM notes ORDER BY id")]


def reopened(store: Store, path: Path) -> list[str]:
    """What is there once it has been closed and opened again."""
    store.close()
    again = engine.open_store(path, KEY)
    found = bodies(again)
    again.close()
    return found


# ── The connection ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("locking_mode", "exclusive"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("auto_vacuum", 0),
        ("mmap_size", 0),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cipher_memory_security", "1"),
    ],
)
def test_the_connection_has_the_safe_setting(store: Store, pragma: str, value: object) -> None:
    with store.read() as db:
        assert db.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


@pytest.mark.parametrize("key", ["", "0" * 32, "0" * 63, "0" * 66, "A" * 64, "g" * 64])
def test_a_key_that_is_not_64_hexadecimal_digits_is_refused(path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        engine.create(path, key)


def test_nothing_written_can_be_read_without_the_key(store: Store, path: Path, tmp_path: Path) -> None:
    add(store, MARKER)
    assert files_with(MARKER, tmp_path) == []  # while open: database and log
    store.close()
    assert files_with(MARKER, tmp_path) == []
    assert not path.read_bytes().startswith(engine.PLAIN_FILE)


def test_text_never_gets_into_an_exception(store: Store) -> None:
    add(store, MARKER)
    with pytest.raises(IntegrityError) as caught:
        add(store, MARKER)
    assert MARKER not in str(caught.value)
    assert MARKER not in repr(caught.value.orig)


def test_another_process_is_refused_while_the_store_is_open(store: Store, path: Path) -> None:
    code = f"from pathlib import Path; from app.store import engine; engine.open_store(Path({str(path)!r}), {KEY!r})"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert OpenElsewhere.__name__ in other.stderr
    add(store, "still ours")


def test_after_closing_every_use_says_that_the_store_is_locked(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreLocked):
        bodies(store)


# ── Transactions ─────────────────────────────────────────────────────────────────────────────────────


def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    def add_and_stop() -> None:
        with store.begin() as db:
            db.exec_driver_sql("INSERT INTO notes (body) VALUES ('a')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_stop()
    assert bodies(store) == []
    add(store, "b")
    assert bodies(store) == ["b"]


def test_what_a_reading_transaction_writes_is_dropped(store: Store) -> None:
    with store.read() as db:
        db.exec_driver_sql("INSERT INTO notes (body) VALUES ('a')")
    assert bodies(store) == []


def test_eighty_writes_from_eight_threads_all_arrive(store: Store) -> None:
    def write(thread: int) -> None:
        for number in range(10):
            add(store, f"{thread}-{number}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies(store)) == 80


def test_a_process_killed_while_saving_loses_nothing_it_was_told_is_saved(path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from app.store import engine
store = engine.create(Path({str(path)!r}), {KEY!r})
with store.begin() as db:
    db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
for number in range(100_000):
    with store.begin() as db:
        db.exec_driver_sql("INSERT INTO notes (body) VALUES (?)", (str(number),))
    sys.stdout.write(f"{{number}}\\n")
    sys.stdout.flush()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _line in range(200):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        rest = writer.stdout.read().split("\n")
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
    engine.verify(path, KEY)
    store = engine.open_store(path, KEY)
    assert len(bodies(store)) >= acknowledged + 1
    store.close()


def test_foreign_keys_are_checked_at_the_end_of_a_rebuild(store: Store) -> None:
    def orphan() -> None:
        with store.rebuild() as db:
            db.exec_driver_sql("INSERT INTO parts (note) VALUES (99)")

    with pytest.raises(UpgradeFailed):
        orphan()
    with store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM parts").scalar() == 0
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


# ── Files that are moved, damaged or refused ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["", "-wal"])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_save_into_a_file_removed_or_replaced_is_refused(
    store: Store, path: Path, suffix: str, replaced: bool
) -> None:
    add(store, "before")
    file = path.with_name(path.name + suffix)
    content = file.read_bytes() if suffix else b""
    file.unlink()
    if replaced:
        file.write_bytes(content)
    with pytest.raises(StoreVanished):
        add(store, "lost")


def test_a_save_after_the_folder_was_moved_is_refused_and_what_was_saved_is_in_the_new_place(
    tmp_path: Path,
) -> None:
    (tmp_path / "here").mkdir()
    path = tmp_path / "here" / "000001.db"
    store = engine.create(path, KEY)
    with store.begin() as db:
        db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
    add(store, "before")
    (tmp_path / "here").rename(tmp_path / "there")
    with pytest.raises(StoreVanished):
        add(store, "lost")
    assert reopened(store, tmp_path / "there" / "000001.db") == ["before"]


def test_on_a_full_disk_the_save_is_refused_and_everything_before_it_stays(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2048) as disk:
        path = disk / "000001.db"
        store = engine.create(path, KEY)
        with store.begin() as db:
            db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
        add(store, "before")
        with full(disk):
            with pytest.raises(DiskFull):
                add(store, "x" * 400_000)
            assert bodies(store) == ["before"]
        add(store, "after")
        assert reopened(store, path) == ["before", "after"]


def test_a_limit_on_the_size_of_files_is_told_in_words(path: Path) -> None:
    code = f"""
import resource
from pathlib import Path
from app.domain.problems import Problem
from app.store import engine
store = engine.create(Path({str(path)!r}), {KEY!r})
with store.begin() as db:
    db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for number in range(100):
    with store.begin() as db:
        db.exec_driver_sql("INSERT INTO notes (body) VALUES (?)", (str(number) + "x" * 20_000,))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert f"{DiskRefused.__name__}: " in ended.stderr or f"{DiskFull.__name__}: " in ended.stderr
    engine.verify(path, KEY)
    store = engine.open_store(path, KEY)
    assert bodies(store)
    store.close()


def test_on_a_read_only_disk_the_store_is_refused_in_words(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2048) as disk:
        path = disk / "000001.db"
        store = engine.create(path, KEY)
        with store.begin() as db:
            db.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
        store.close()
        with read_only(disk), pytest.raises(ReadOnlyFolder):
            engine.open_store(path, KEY)


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"SQLite format 3\x00" + b"\0" * 8176, b"\x5a" * 8192], ids=len)
def test_a_file_that_is_not_our_database_is_called_damaged_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        engine.open_store(path, KEY)
    with pytest.raises(StoreDamaged):
        engine.verify(path, KEY)
    assert path.read_bytes() == content


def test_a_missing_database_is_called_damaged_and_not_made_anew(path: Path) -> None:
    with pytest.raises(StoreDamaged):
        engine.open_store(path, KEY)
    assert not path.exists()


def test_a_flipped_bit_in_any_page_is_found_by_the_whole_check(store: Store, path: Path) -> None:
    for number in range(40):
        add(store, f"{number}" * 1000)
    store.close()
    content = path.read_bytes()
    engine.verify(path, KEY)
    for page in range(0, len(content), 4096):
        flipped = bytearray(content)
        flipped[page + 2000] ^= 4
        path.write_bytes(flipped)
        with pytest.raises(StoreDamaged):
            engine.verify(path, KEY)


def test_a_database_cut_at_a_page_is_found_when_it_is_opened(store: Store, path: Path) -> None:
    for number in range(40):
        add(store, f"{number}" * 1000)
    store.close()
    path.write_bytes(path.read_bytes()[: -4096 * 5])
    with pytest.raises(StoreDamaged):
        engine.open_store(path, KEY)


# ── Copies ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_copy_holds_everything_under_its_own_key_in_one_file(store: Store, tmp_path: Path) -> None:
    add(store, MARKER)
    copy = tmp_path / "copy.db"
    store.copy(copy, OTHER_KEY)
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db"]
    engine.verify(copy, OTHER_KEY)
    with pytest.raises(StoreDamaged):
        engine.verify(copy, KEY)
    opened = engine.open_store(copy, OTHER_KEY)
    assert bodies(opened) == [MARKER]
    opened.close()
    assert files_with(MARKER, tmp_path) == []
    add(store, "goes on")


def test_a_copy_is_never_written_over_a_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_bytes(b"kept")
    with pytest.raises(DiskRefused):
        store.copy(tmp_path / "there.db", OTHER_KEY)
    assert (tmp_path / "there.db").read_bytes() == b"kept"
