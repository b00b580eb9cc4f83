"""Mutated headers, heads, backups and settings through their parsers, and some of them through the whole unlock."""

from __future__ import annotations

import hashlib
import resource
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import msgspec
from PySide6.QtCore import QByteArray

from app.domain.problems import Problem
from app.services import backups, vault
from app.vault import backups as backup_files
from app.vault import headers, heads, tries
from app.vault.folders import VaultFolder
from app.vault.sealed import Envelope
from tests.faults.children import Broken, result_of
from tests.faults.tally import Run, Tally
from tests.faults.work import a_worked_store, unlocked
from ui.shell.settings import Settings

BATCH = 1_000
SLOW = 2.0  # seconds
MEMORY = int(1.1 * 2**30)
NUMBERS = (
    b"0",
    b"-1",
    b"1e999",
    b"1048577",
    b"99999999999999999999999",
    b"null",
    b"1.5",
    b'"1"',
    b"[]",
    b"{}",
    b"true",
)


def run(run: Run) -> Iterator[Tally]:
    origin = run.folder / "origin"
    key, _ledger = a_worked_store(origin)
    desk = unlocked(origin, key, Random(1))
    backup = backups.make(desk, run.folder).path
    vault.lock(desk)
    settings = _settings(run.folder / "settings.json")
    place = run.folder / "mutated"
    place.mkdir()
    tally = Tally("parsers: mutated files", run.number(5_000, 100_000))
    makers = (
        partial(_header, (origin / "keys.a.json").read_bytes()),
        partial(_head, (origin / "head.json").read_bytes()),
        partial(_backup, backup.read_bytes()),
        partial(_choices, settings.read_bytes()),
        partial(_tries, b'{"count":7,"times":["2026-03-02T09:00:00Z","2026-03-02T09:00:05Z"]}'),
    )
    while tally.cases < tally.wanted:
        seed = run.random.getrandbits(32)
        read = makers[tally.cases // BATCH % len(makers)]
        found = result_of(partial(_many, read, place, seed), memory=_limit())
        if isinstance(found, Broken):
            tally.fail(f"batch {seed} of {read.func.__name__}: {found.how}")
            tally.note("lost with it", BATCH - 1)
            continue
        counts, slowest = found
        tally.outcomes.update(counts)
        if slowest > SLOW:
            tally.fail(f"batch {seed} of {read.func.__name__}: {slowest:.1f} s")
    yield tally
    yield _whole_unlocks(run, origin, key)


def _many(read: Callable[[Path, Random], str], place: Path, seed: int) -> tuple[Counter[str], float]:
    """The outcomes of a batch, and the longest time one took."""
    random = Random(seed)
    counts: Counter[str] = Counter()
    slowest = 0.0
    for _number in range(BATCH):
        started = time.perf_counter()
        try:
            counts[read(place, random)] += 1
        except Problem:
            counts["refused"] += 1
        slowest = max(slowest, time.perf_counter() - started)
    return counts, slowest


def _limit() -> int:
    """The address space that this process has, and so much more."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize() + MEMORY


# ── the parsers ──


def _header(content: bytes, place: Path, random: Random) -> str:
    folder = VaultFolder(place)
    for path in folder.headers:
        path.write_bytes(_mutated_seal(content, random))
    headers.read(folder)
    return "read"


def _head(content: bytes, place: Path, random: Random) -> str:
    folder = VaultFolder(place)
    folder.head.write_bytes(_mutated_seal(content, random))
    return "refused" if heads.read(folder) is None else "read"


def _backup(content: bytes, place: Path, random: Random) -> str:
    end = content[-backup_files.END :]
    length = int.from_bytes(end[: backup_files.LENGTH_BYTES], "big")
    start = len(content) - backup_files.END - length
    trailer, ending = content[start : start + length], end
    if random.random() < 0.3:
        ending = _mutated(end, random)
    else:
        trailer = _mutated_seal(trailer, random)
        ending = len(trailer).to_bytes(backup_files.LENGTH_BYTES, "big") + backup_files.MAGIC
    file = place / "some.backup"
    with file.open("wb") as opened:
        opened.truncate(start)  # the pages are not read here: a hole stands for them
        opened.seek(start)
        opened.write(trailer + ending)
    backup_files.read(file)
    return "read"


def _choices(content: bytes, place: Path, random: Random) -> str:
    file = place / "settings.json"
    file.write_bytes(_mutated(content, random))
    settings = Settings(file)
    for name, one in vars(Settings).items():
        if isinstance(one, property):
            getattr(settings, name)
    return "read"


def _tries(content: bytes, place: Path, random: Random) -> str:
    folder = VaultFolder(place)
    folder.tries.write_bytes(_mutated(content, random))
    tries.read(folder)
    return "read"


def _settings(file: Path) -> Path:
    settings = Settings(file)
    settings.set_text_size(150)
    settings.set_geometry(QByteArray(b"\x01\xd9\xd0\xcb\x00\x03"))
    settings.keep()
    return file


# ── mutations ──


def _mutated_seal(content: bytes, random: Random) -> bytes:
    """Half of them with a checksum that fits, as somebody who forges would write it."""
    if random.random() < 0.5:
        return _mutated(content, random)
    envelope = msgspec.json.decode(content, type=Envelope)
    body = _mutated(bytes(envelope.body), random)
    check = hashlib.sha256(body).hexdigest().encode()
    return b'{"body":' + body + b',"check":"' + check + b'","mac":"' + envelope.mac.encode() + b'"}'


def _mutated(content: bytes, random: Random) -> bytes:
    made = bytearray(content)
    for _change in range(random.choice((1, 1, 1, 2, 5))):
        at = random.randrange(len(made) + 1)
        end = min(len(made), at + random.randrange(1, 40))
        how = random.randrange(9)
        if how == 0 and made:
            made[at % len(made)] ^= 1 << random.randrange(8)
        elif how == 1:
            del made[at:end]
        elif how == 2:
            made[at:at] = made[at:end] * random.choice((1, 2, 50))
        elif how == 3:
            made[at:end] = random.randbytes(end - at)
        elif how == 4:
            del made[at:]
        elif how == 5:
            made[at:at] = random.choice((b"[", b'{"a":', b'"', b"\\", b"\\ud800", b"\xff", b"\0")) * random.choice(
                (1, 9, 900)
            )
        else:
            digits = [place for place, byte in enumerate(made) if 48 <= byte <= 57]
            if digits:
                start = random.choice(digits)
                made[start : start + random.randrange(1, 4)] = random.choice(NUMBERS)
    return bytes(made)


# ── the whole unlock ──


def _whole_unlocks(run: Run, origin: Path, key: str) -> Tally:
    tally = Tally("mutated files through the unlock", run.number(10, 200))
    for number in range(tally.wanted):
        folder = run.folder / "unlocked"
        shutil.copytree(origin, folder)
        seed = run.random.getrandbits(32)
        found = result_of(partial(_unlock, folder, key, seed), memory=_limit())
        if isinstance(found, Broken):
            tally.fail(f"unlock {number} with seed {seed}: {found.how}")
        elif found[1] > SLOW and not found[0].endswith("deriving as the header asks"):
            tally.fail(f"unlock {number} with seed {seed}: {found[0]} after {found[1]:.1f} s")
        else:
            tally.note(found[0])
        shutil.rmtree(folder)
    return tally


def _unlock(folder: Path, key: str, seed: int) -> tuple[str, float]:
    random = Random(seed)
    place = VaultFolder(folder)
    targets = [*place.headers, place.head]
    for file in random.sample(targets, random.randrange(1, 4)):
        file.write_bytes(_mutated_seal(file.read_bytes(), random))
    asked = 0
    with suppress(Problem):
        kdfs = [slot.kdf for copy in headers.read(place) for slot in copy.body.slots]
        asked = max((kdf.memory_kib * kdf.passes for kdf in kdfs if kdf), default=0)
    started = time.perf_counter()
    try:
        vault.lock(unlocked(folder, key, random))
        outcome = "opened"
    except Problem as problem:
        outcome = f"refused: {type(problem).__name__}"
    if asked > vault.DEFAULT.memory_kib * vault.DEFAULT.passes:
        outcome += ", deriving as the header asks"
    return outcome, time.perf_counter() - started
