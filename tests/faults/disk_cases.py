"""Full, read-only and limited disks, files that vanish or are replaced: no act may be acknowledged and then be gone."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random

from app.domain.problems import Problem
from app.services import vault
from tests.faults.children import LONGEST, Broken, Child, Report, result_of
from tests.faults.tally import Impossible, Run, Tally
from tests.faults.work import Ledger, Officer, a_worked_store, judge, shown, unlocked

Fault = Callable[[Path, Random], object]


def run(run: Run) -> Iterator[Tally]:
    key, ledger = a_worked_store(run.folder / "origin")
    with _mounted(run.folder / "disk") as disk:
        for name, fault in (
            ("full disk", _fill),
            ("read-only disk", _close_to_writing),
            ("limit on a file's size", _limit),
            ("vanished file", _remove),
            ("replaced file", _replace),
        ):
            tally = Tally(f"{name}: no silent success", run.number(2, 50))
            for case in range(tally.wanted):
                shutil.copytree(run.folder / "origin", disk / "vault")
                seed = run.random.getrandbits(32)
                words = _case(disk, key, ledger, fault, seed)
                if words.startswith("BAD"):
                    tally.fail(f"case {case} with seed {seed}: {words}")
                else:
                    tally.note(words)
                shutil.rmtree(disk / "vault")
            yield tally


def _case(disk: Path, key: str, ledger: Ledger, fault: Fault, seed: int) -> str:
    """Work, let the fault happen, work on until told; then mend the disk and look for what was acknowledged."""
    child = Child(partial(_work, disk=disk, key=key, fault=fault, seed=seed))
    settled, told_of = ledger, ""
    tried: tuple[Ledger, ...] = ()
    for told in child.reports(time.monotonic() + LONGEST):
        if isinstance(told, Broken):
            told_of = f"BAD {told.how}"
        elif told[0] == "problem":
            told_of = told[1]
        elif told[0] == "done":
            settled, tried = told[1], ()
        else:
            tried = (told[1],)
    child.ended()
    _mend(disk)
    if told_of.startswith("BAD"):
        return told_of
    if not told_of:
        return "BAD nothing was told"
    found = result_of(partial(_open_after, disk / "vault", key, settled, tried))
    if isinstance(found, Broken):
        return f"BAD {found.how}"
    if found.startswith(("LOST", "HALF")):
        return f"BAD {found}"
    return f"told: {told_of}"


def _work(report: Report, disk: Path, key: str, fault: Fault, seed: int) -> None:
    random = Random(seed)
    desk = unlocked(disk / "vault", key, random)
    officer = Officer(desk, shown(desk), random, report)
    for _act in range(random.randrange(1, 10)):
        officer.work()
    fault(disk, random)
    try:
        for _act in range(300):
            officer.work()
        vault.lock(desk)
        desk = unlocked(disk / "vault", key, random)
    except Problem as problem:
        report(("problem", type(problem).__name__))
    with suppress(Problem):
        vault.lock(desk)


def _open_after(folder: Path, key: str, settled: Ledger, tried: tuple[Ledger, ...]) -> str:
    desk = unlocked(folder, key, Random(1))
    words = judge(shown(desk), settled, tried)
    vault.lock(desk)
    return words


# ── the faults ──


@contextmanager
def _mounted(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "sightline-faults", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        raise Impossible("mounting a small disk needs Linux, root and the permission to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(disk: Path, random: Random) -> None:
    """To its last byte, or to a few blocks before it."""
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    size = (disk / "filler").stat().st_size
    os.truncate(disk / "filler", size - 4096 * random.randrange(30))


def _close_to_writing(disk: Path, random: Random) -> None:
    """As the system does after an error of the disk; a file that is open for writing would hold it off."""
    for path in (disk / "vault").rglob("*"):
        _immutable(path, "+i")
    _immutable(disk / "vault", "+i")


def _limit(disk: Path, random: Random) -> None:
    """As a quota does: a file cannot grow over so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    largest = max(path.stat().st_size for path in (disk / "vault").rglob("*") if path.is_file())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest // random.randrange(1, 8), resource.RLIM_INFINITY))


def _remove(disk: Path, random: Random) -> None:
    target = random.choice([*(disk / "vault" / "db").glob("*.db*")])
    target.rename(disk / target.name)


def _replace(disk: Path, random: Random) -> None:
    target = random.choice([*(disk / "vault" / "db").glob("*.db*")])
    shutil.copyfile(target, disk / "other")
    target.rename(disk / target.name)
    (disk / "other").rename(target)


def _mend(disk: Path) -> None:
    for path in (disk / "vault").rglob("*"):
        _immutable(path, "-i")
    _immutable(disk / "vault", "-i")
    (disk / "filler").unlink(missing_ok=True)
    for moved in disk.glob("*.db*"):
        moved.replace(disk / "vault" / "db" / moved.name)


def _immutable(path: Path, how: str) -> None:
    subprocess.run(["chattr", how, str(path)], check=True, capture_output=True)
