"""Power cuts: the writes of real work are recorded, and the store is opened from what a cut could leave of them."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from app.domain.problems import HeaderDamaged, Problem, WrongPassphrase
from app.services import vault
from app.vault import headers as vault_headers
from app.vault.folders import VaultFolder
from app.vault.slots import passphrase_secret
from tests.desks import Clock
from tests.faults.children import Broken, result_of
from tests.faults.recording import Call, Disk, record
from tests.faults.tally import Run, Tally
from tests.faults.work import PASSPHRASES, Ledger, Told, a_worked_store, judge, shown, unlocked

HEADER_FILES = ("keys.", "head.json")


@dataclass(frozen=True)
class _Recording:
    calls: list[Call]
    told: list[Told]
    start: Path
    root: Path
    """Where the work was done: the calls name it."""


def run(run: Run) -> Iterator[Tally]:
    origin = run.folder / "origin"
    key, _ledger = a_worked_store(origin)
    headers = Tally("power cuts: header files", run.number(20, 1_000))
    database = Tally("power cuts: database", run.number(15, 300))
    recordings = run.number(1, 8)
    for number in range(recordings):
        seed = run.random.getrandbits(32)
        recording = _record(origin, run.folder / f"recording{number}", key, seed, run.number(12, 80))
        for tally in (headers, database):
            for at, disk, settled, tried in _cuts(
                recording, -(-tally.wanted // recordings), run.random, tally is headers
            ):
                folder = run.folder / "cut"
                disk.leave(folder, run.random)
                if tally is headers:
                    _stretch(folder)
                words = result_of(partial(_check, folder, key, settled, tried, tally is headers))
                if isinstance(words, Broken):
                    words = f"BAD {words.how}"
                if words.startswith("BAD"):
                    tally.fail(f"recording {seed}, after call {at}: {words}")
                else:
                    tally.note(words)
                shutil.rmtree(folder)
    yield headers
    yield database


def _record(origin: Path, place: Path, key: str, seed: int, acts: int) -> _Recording:
    root = place / "vault"
    shutil.copytree(origin, root)
    command = [sys.executable, "-m", "tests.faults.recorded_work", str(root), key, str(seed), str(acts)]
    calls = record(command, place / "strace.txt")
    (place / "strace.txt").unlink()
    return _Recording(calls, pickle.loads((place / "told").read_bytes()), origin, root)


def _cuts(
    recording: _Recording, count: int, random: Random, headers: bool
) -> Iterator[tuple[int, Disk, Ledger, tuple[Ledger, ...]]]:
    """The disk at ``count`` moments, with the ledger acknowledged by then and the one of the act in hand."""
    marks = _touching(recording, headers)
    chosen = sorted(random.choices(marks, k=count))
    heard: list[int] = []
    disk = _disk(recording, heard)
    for number, call in enumerate(recording.calls):
        disk.do(call)
        while chosen and chosen[0] == number:
            chosen.pop(0)
            told = [recording.told[one] for one in heard]
            settled = next((ledger for act, ledger in reversed(told) if act == "done"), recording.told[0][1])
            tried = (told[-1][1],) if told and told[-1][0] != "done" else ()
            yield number, disk, settled, tried


def _touching(recording: _Recording, headers: bool) -> list[int]:
    """The calls after which a cut is worth a try: those that touched one of the files in question."""
    disk = _disk(recording, [])
    found = []
    for number, call in enumerate(recording.calls):
        name = disk.do(call)
        if name and (not headers or name.startswith(HEADER_FILES)):
            found.append(number)
    return found


def _disk(recording: _Recording, heard: list[int]) -> Disk:
    def told(line: bytes) -> None:
        heard.append(int(line))

    return Disk(recording.start, recording.root, recording.root.parent / "reports", told)


def _stretch(folder: Path) -> None:
    """Try the passphrases in this process first: in the tests it remembers what Argon2id gave, and so do its forks."""
    with suppress(HeaderDamaged):
        for copy in vault_headers.read(VaultFolder(folder)):
            for slot in copy.body.slots:
                if slot.kind == "passphrase":
                    for passphrase in PASSPHRASES:
                        slot.open(passphrase_secret(passphrase), copy.body.vault_id)


def _check(folder: Path, key: str, settled: Ledger, tried: tuple[Ledger, ...], thorough: bool) -> str:
    """Open what is left. The passphrases cost two Argon2id, so they are tried only when it is to be ``thorough``."""
    try:
        desk = unlocked(folder, key, Random(1))
        found = shown(desk)
        vault.lock(desk)
    except Problem as problem:
        return f"BAD unreadable: {type(problem).__name__}"
    words = judge(found, settled, tried)
    if words.startswith(("LOST", "HALF")):
        return f"BAD {words}"
    if not thorough:
        return words
    opened = {passphrase for passphrase in PASSPHRASES if _opens(folder, passphrase)}
    current = {PASSPHRASES[found.slot % 2]}
    if any(ledger.slot != settled.slot for ledger in tried):  # cut short: either may count, but one must
        return f"{words}, passphrases tried" if opened else "BAD no passphrase opens"
    if opened != current:
        return "BAD an old passphrase opens" if opened - current else "BAD the passphrase does not open"
    return f"{words}, passphrases tried"


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        vault.lock(vault.unlock(folder, passphrase, Clock(), Random(1).randbytes))
    except WrongPassphrase:
        return False
    return True
