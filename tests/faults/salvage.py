"""Stores with damaged pages: how many of their rows come out of a salvage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

from app.services import health, vault
from app.services.desk import Desk
from tests.bench.big_store import a_large_store
from tests.desks import PASSPHRASE, Clock
from tests.faults.children import Broken, result_of
from tests.faults.tally import Run, Tally

PAGE = 4096
DAMAGED = 10
LEAST = 0.97
PAGES = 1_000
"""Of a store of fewer pages fewer are damaged, in proportion: a large caseload of two years has some 2,000."""


def run(run: Run) -> Iterator[Tally]:
    origin = run.folder / "origin"
    desk, _person = a_large_store(origin, Clock(), total=run.number(1_500, 3_000))
    held = _rows(desk)
    vault.lock(desk)
    tally = Tally(f"salvage: {LEAST:.0%} of rows", run.number(1, 20))
    for number in range(tally.wanted):
        folder = run.folder / "damaged"
        shutil.copytree(origin, folder)
        pages = max(folder.glob("db/*.db")).stat().st_size // PAGE
        damaged = max(1, min(DAMAGED, pages * DAMAGED // PAGES))
        seed = run.random.getrandbits(32)
        _damage(max(folder.glob("db/*.db")), damaged, Random(seed))
        found = result_of(partial(_salvaged, folder))
        if isinstance(found, Broken):
            tally.fail(f"store {number} with seed {seed}: {found.how}")
        elif (share := found / held) < LEAST:
            tally.fail(f"store {number} with seed {seed}: {share:.1%} of {held:,} rows, {damaged} of {pages} pages bad")
        else:
            tally.note(f"{share:.1%} with {damaged} of {pages} pages bad")
        shutil.rmtree(folder)
    yield tally


def _damage(database: Path, count: int, random: Random) -> None:
    with database.open("r+b") as file:
        pages = file.seek(0, 2) // PAGE
        for page in random.sample(range(pages), count):
            file.seek(page * PAGE + random.randrange(16, PAGE - 64))
            file.write(random.randbytes(64))


def _salvaged(folder: Path) -> int:
    desk, report = health.salvage(folder, PASSPHRASE, Clock(), Random(1).randbytes)
    count = _rows(desk) - sum(number for _noun, number in report.in_part)
    vault.lock(desk)
    return count


def _rows(desk: Desk) -> int:
    with desk.read() as db:
        names = [row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names.remove("audit")
        return sum(db.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names)
