"""What is told of a write-ahead log before SQLite sees it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from app.domain.problems import StoreDamaged
from app.store import engine
from app.store.engine import Store
from app.store.logs import FRAME, HEADER, PAGE

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def left_open(folder: Path, key: str = KEY, rows: int = 30) -> Path:
    """A database as a power cut leaves it: copied while it was open, with all but its table in the log."""
    folder.mkdir()
    store = engine.create(folder / "live.db", key)
    with store.begin() as db:
        db.exec_driver_sql("CREATE TABLE notes (body TEXT)")
    store.checkpoint()
    for number in range(rows):
        with store.begin() as db:
            db.exec_driver_sql("INSERT INTO notes VALUES (?)", (f"{number} " * 200,))
    path = folder / "cut.db"
    for end in ("", "-wal"):
        (folder / f"cut.db{end}").write_bytes((folder / f"live.db{end}").read_bytes())
    store.close()
    return path


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def opened(path: Path) -> Store:
    return engine.open_store(path, KEY)


def count(store: Store) -> int:
    with store.read() as db:
        return db.exec_driver_sql("SELECT count(*) FROM notes").scalar_one()


def refused_untouched(path: Path) -> None:
    before = path.read_bytes(), log_of(path).read_bytes()
    with pytest.raises(StoreDamaged):
        opened(path)
    with pytest.raises(StoreDamaged):
        engine.verify(path, KEY)
    assert (path.read_bytes(), log_of(path).read_bytes()) == before


def test_a_log_left_by_a_power_cut_is_taken(tmp_path: Path) -> None:
    path = left_open(tmp_path / "a")
    engine.verify(path, KEY)
    store = opened(path)
    assert count(store) == 30
    store.close()


@pytest.mark.parametrize("seed", range(25))
def test_a_flipped_bit_in_the_log_is_refused_and_nothing_is_touched(tmp_path: Path, seed: int) -> None:
    path = left_open(tmp_path / "a")
    content = bytearray(log_of(path).read_bytes())
    content[Random(seed).randrange(HEADER, len(content))] ^= 1 << seed % 8
    log_of(path).write_bytes(content)
    refused_untouched(path)


def test_another_database_s_log_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    path, other = left_open(tmp_path / "a"), left_open(tmp_path / "b", OTHER_KEY)
    log_of(path).write_bytes(log_of(other).read_bytes())
    refused_untouched(path)


@pytest.mark.parametrize("how", ["cut short", "a sector missing"])
def test_a_last_change_that_never_came_to_the_disk_is_left_out(tmp_path: Path, how: str) -> None:
    path = left_open(tmp_path / "a")
    content = bytearray(log_of(path).read_bytes())
    if how == "cut short":
        del content[-PAGE // 2 :]
    else:
        content[-1024:-512] = bytes(512)
    log_of(path).write_bytes(content)
    engine.verify(path, KEY)
    store = opened(path)
    assert count(store) == 29
    store.close()


def test_a_page_torn_while_the_log_was_carried_over_is_taken_from_the_log(tmp_path: Path) -> None:
    path = left_open(tmp_path / "a")
    number = int.from_bytes(log_of(path).read_bytes()[HEADER : HEADER + 4], "big")
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE + FRAME)
        file.write(bytes(512))
    engine.verify(path, KEY)
    store = opened(path)
    assert count(store) == 30
    store.close()
