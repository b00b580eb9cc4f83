"""Every table is told from every other and from every index by the form of its records alone."""

import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from app.services.holdings import nouns
from app.store import engine, migrate, salvaging
from app.store.engine import Connection
from app.store.pages import Pages
from app.store.salvaging import Salvaged
from app.store.schema import metadata
from tests.builders import MOMENT
from tests.damage import damage, pages_of
from tests.store.invented import fill

KEY, SIGNS = "3f" * 32, b"audit"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "one.db"
    with closing(engine.create(path, KEY)) as store, migrate.upgraded(store) as db:
        fill(db, 120)
    return path


def everything(db: Connection) -> dict[str, Counter[tuple[object, ...]]]:
    return {
        name: Counter(map(tuple, db.exec_driver_sql(f'SELECT * FROM "{name}"')))
        for name in metadata.tables
        if name != "audit"
    }


def rows_in(path: Path) -> dict[str, Counter[tuple[object, ...]]]:
    with closing(engine.open_store(path, KEY)) as store, store.read() as db:
        return everything(db)


def salvage(path: Path, target: Path) -> tuple[Salvaged, dict[str, Counter[tuple[object, ...]]]]:
    found = Salvaged()
    with Pages(path, KEY) as pages, closing(engine.create(target, KEY)) as store:
        with migrate.upgraded(store) as db:  # which refuses a row without its parent
            salvaging.salvage(pages, db, found, SIGNS, MOMENT, 0, "(lost)", lambda _done, _total: None)
        with store.read() as db:
            return found, everything(db)


def test_what_is_sound_comes_back_row_for_row_and_nothing_else_does(database: Path, tmp_path: Path) -> None:
    found, rows = salvage(database, tmp_path / "two.db")
    assert rows == rows_in(database)
    assert all(rows[name] for name in rows)
    assert not found.in_part


@pytest.mark.parametrize("seed", range(6))
def test_nothing_that_comes_back_of_a_damaged_one_is_invented_but_stand_ins(
    seed: int, database: Path, tmp_path: Path
) -> None:
    before = rows_in(database)
    step = max(2, pages_of(database) // 20)
    damage(database, list(range(2 + seed, pages_of(database), step)), seed)
    found, rows = salvage(database, tmp_path / "two.db")
    assert found.damaged_pages > 10
    for name, salvaged in rows.items():
        invented = salvaged - before[name]
        assert sum(invented.values()) == found.in_part[name], name
        assert all("(lost)" in row for row in invented), name


def test_every_table_that_others_refer_to_can_have_a_stand_in() -> None:
    parents = {one.referred_table.name for table in metadata.sorted_tables for one in table.foreign_key_constraints}
    assert parents <= salvaging._SAYS_SO.keys()


def test_every_table_is_known_to_the_carrier_by_itself_and_has_a_noun() -> None:
    """In a process of its own: tests import modules that the program may not have imported by then."""
    script = "from app.store import rows; from app.store.schema import metadata; print(*metadata.tables)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    made = set(metadata.tables)
    assert set(told) == made
    assert made - {"whereabouts"} == nouns().keys()
