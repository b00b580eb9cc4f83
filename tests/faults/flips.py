"""Damage and forgery: flipped bits, files cut short or put back from an earlier day, logs that belong to another store.

Each case is a copy of a good store with one thing changed. Either the store refuses in words, or it shows exactly what
it held; a changed value must never be shown as good, and the file that was refused must stay as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from app.domain.problems import Problem
from app.services import vault
from app.services.desk import Desk
from app.store import engine
from app.vault.folders import VaultFolder
from tests.faults.children import Broken, result_of
from tests.faults.tally import Run, Tally
from tests.faults.work import Officer, a_worked_store, shown, unlocked

DRAFTS_ALONE = "BAD shown changed, and not found: drafts"
"""What nothing outside the log can tell: the head goes up with audited acts, not with each autosave of a draft."""

Rows = dict[str, list[tuple[object, ...]]]
Change = Callable[[Path], str]
"""Changes a folder and says in words what."""


@dataclass(frozen=True)
class _Sample:
    """A store to be copied, its recovery key, what it holds, and how many rows its audit has."""

    folder: Path
    key: str
    rows: Rows


def run(run: Run) -> Iterator[Tally]:
    days = _days(run.folder, run.number(4, 6))
    closed, unclean = days[-1], _unclean(run.folder / "unclean", days[-1])
    other = _Sample(run.folder / "other", *_held(run.folder / "other", seed=2))
    for name, short, long, samples, change in (
        ("flipped bits: header and head", 10, 600, [closed, unclean], partial(_flip, pattern="*.json")),
        ("flipped bits: database", 15, 900, [closed, unclean], partial(_flip, pattern="db/*.db")),
        ("flipped bits: log", 10, 600, [unclean], partial(_flip, pattern="db/*-wal")),
        ("cut short or put back", 20, 400, [closed, unclean], partial(_cut_or_put_back, days=days)),
        ("foreign and stale logs", 10, 150, [closed, unclean], partial(_foreign_log, days=days, other=other)),
    ):
        tally = Tally(name, run.number(short, long))
        for number in range(tally.wanted):
            sample = samples[number % len(samples)]
            _try(tally, run.folder / "broken", sample, partial(change, random=run.random))
        yield tally


def _try(tally: Tally, folder: Path, sample: _Sample, change: Change) -> None:
    shutil.copytree(sample.folder, folder)
    what = change(folder)
    shortened = _log_is_shorter(folder, sample.folder)
    found = result_of(partial(_look, folder, sample))
    if isinstance(found, Broken):
        found = f"BAD crashed: {found.how}"
    if shortened and found == DRAFTS_ALONE:
        tally.note("known limit: drafts since the last audited act are gone with the log's end")
    elif found.startswith("BAD"):
        tally.fail(f"{sample.folder.name}, {what}: {found}")
    else:
        tally.note(found)
    shutil.rmtree(folder)


def _log_is_shorter(folder: Path, original: Path) -> bool:
    """Whether the log lacks its end, or all, and is otherwise as it was: then it fits the head as well as before."""
    before = b"".join(log.read_bytes() for log in original.glob("db/*-wal"))
    now = b"".join(log.read_bytes() for log in folder.glob("db/*-wal"))
    return len(now) < len(before) and before.startswith(now)


def _look(folder: Path, sample: _Sample) -> str:
    """Open, read everything, lock, and check the whole file."""
    place = VaultFolder(folder)
    files = sorted(place.databases.glob("*.db"))
    before = [file.read_bytes() for file in files]
    try:
        desk = unlocked(folder, sample.key, Random(1))
    except Problem as problem:
        moved = [file for file in files if not file.exists()]
        if not moved and [file.read_bytes() for file in files] != before:
            return f"BAD refused, but the file was changed: {type(problem).__name__}"
        return f"refused: {type(problem).__name__}"
    try:
        rows = _rows(desk)
    except Problem as problem:
        vault.lock(desk)
        return f"noticed when read: {type(problem).__name__}"
    database, key = desk.vault.database, desk.vault.keys.database
    vault.lock(desk)
    wrong = _difference(rows, sample.rows)
    try:
        engine.verify(database, key)
    except Problem as problem:
        return f"BAD shown changed: {wrong}" if wrong else f"found at the whole check: {type(problem).__name__}"
    return f"BAD shown changed, and not found: {wrong}" if wrong else "harmless: all is shown as it was"


def _difference(found: Rows, held: Rows) -> str:
    """Which tables show other rows than were held; the audit may have more."""
    wrong = [name for name in held if name != "audit" and found.get(name) != held[name]]
    if found["audit"][: len(held["audit"])] != held["audit"]:
        wrong.append("audit")
    return ", ".join(wrong)


def _rows(desk: Desk) -> Rows:
    with desk.read() as db:
        names = [row[0] for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: [tuple(row) for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in names}
    return {name: sorted(found, key=_first) for name, found in rows.items()}


def _first(row: tuple[object, ...]) -> tuple[bool, int, str]:
    """By the first column, numbers as numbers, then by all."""
    return isinstance(row[0], int), row[0] if isinstance(row[0], int) else 0, repr(row)


# ── the stores ──


def _held(folder: Path, seed: int = 1) -> tuple[str, Rows]:
    key, _ledger = a_worked_store(folder, seed=seed)
    return key, result_of(partial(_read_all, folder, key))


def _read_all(folder: Path, key: str) -> Rows:
    """Opens a copy: opening writes."""
    copy = folder.with_name(f"{folder.name}-read")
    shutil.copytree(folder, copy)
    desk = unlocked(copy, key, Random(1))
    rows = _rows(desk)
    rows["audit"] = rows["audit"][:-1]  # this opening
    vault.lock(desk)
    shutil.rmtree(copy)
    return rows


def _days(folder: Path, count: int) -> list[_Sample]:
    """The same store, locked, at the end of each of several days."""
    work = folder / "day"
    key, _ledger = a_worked_store(work)
    days = []
    for day in range(count):
        desk = unlocked(work, key, Random(day))
        officer = Officer(desk, shown(desk), Random(day), list, passphrases=True)
        for _act in range(8):
            officer.work()
        vault.lock(desk)
        kept = folder / f"day{day}"
        shutil.copytree(work, kept)
        days.append(_Sample(kept, key, result_of(partial(_read_all, kept, key))))
    return days


def _unclean(folder: Path, sample: _Sample) -> _Sample:
    """As a power cut leaves it: never closed, with everything of the last hour in the log."""
    work = folder.with_name("work")
    shutil.copytree(sample.folder, work)
    desk = unlocked(work, sample.key, Random(9))
    officer = Officer(desk, shown(desk), Random(9), list)
    for _act in range(25):
        officer.work()
    desk.store.checkpoint()
    for _act in range(12):
        officer._save_draft()
    result_of(partial(shutil.copytree, work, folder))  # a child's: the lock of our own connection stays
    vault.lock(desk)
    shutil.rmtree(work)
    return _Sample(folder, sample.key, result_of(partial(_read_all, folder, sample.key)))


# ── what is done to them ──


def _flip(folder: Path, random: Random, pattern: str) -> str:
    file = random.choice(sorted(folder.glob(pattern)))
    content = bytearray(file.read_bytes())
    at, bit = random.randrange(len(content)), random.randrange(8)
    content[at] ^= 1 << bit
    file.write_bytes(content)
    return f"bit {bit} of byte {at} of {file.name}"


def _cut_or_put_back(folder: Path, random: Random, days: list[_Sample]) -> str:
    return _cut(folder, random) if random.random() < 0.4 else _put_back(folder, random, days[:-1])


def _cut(folder: Path, random: Random) -> str:
    file = random.choice([*folder.glob("*.json"), *folder.glob("db/*")])
    size = file.stat().st_size
    length = random.choice((0, random.randrange(size), random.randrange(size) // 4096 * 4096))
    with file.open("r+b") as opened:
        opened.truncate(length)
    return f"{file.name} cut from {size} to {length}"


def _put_back(folder: Path, random: Random, days: list[_Sample]) -> str:
    """Some of the files as they were at the end of an earlier day. All of them together nobody could notice."""
    names = ["head.json", "keys.a.json", "keys.b.json", *(str(f.relative_to(folder)) for f in folder.glob("db/*.db"))]
    chosen = random.sample(names, random.randrange(1, len(names)))
    day = random.choice(days).folder
    kept = [name for name in names if name not in chosen and (day / name).read_bytes() != (folder / name).read_bytes()]
    if not kept:
        return _put_back(folder, random, days)
    for name in chosen:
        shutil.copyfile(day / name, folder / name)
    if random.random() < 0.5 and any(name.startswith("db") for name in chosen):
        for log in folder.glob("db/*-wal"):
            log.unlink()
    return f"{', '.join(chosen)} put back from {day.name}"


def _foreign_log(folder: Path, random: Random, days: list[_Sample], other: _Sample) -> str:
    """A log of another store, or of this one from an earlier day, where the store's own would be."""
    source = random.choice([*days, other])
    kept = folder.with_name("log-source")
    log = result_of(partial(_a_log, source, kept, random.getrandbits(32)))
    shutil.rmtree(kept)
    database = max(folder.glob("db/*.db"))
    database.with_name(f"{database.name}-wal").write_bytes(log)
    return f"a log of {source.folder.name} with {len(log)} bytes"


def _a_log(source: _Sample, folder: Path, seed: int) -> bytes:
    """Made by a child that never closes its store. With acts that are audited, or without."""
    random = Random(seed)
    shutil.copytree(source.folder, folder)
    desk = unlocked(folder, source.key, random)
    officer = Officer(desk, shown(desk), random, list)
    if random.random() < 0.5:
        desk.store.checkpoint()
        officer._save_draft()
    else:
        for _act in range(random.randrange(1, 12)):
            officer.work()
    return max(folder.glob("db/*-wal")).read_bytes()
