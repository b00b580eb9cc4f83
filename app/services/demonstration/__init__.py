"""The demonstration: a store of its own with invented people, made anew each day so that its dates are of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from app.domain.problems import OpenElsewhere, Problem, StoreAlreadyHere
from app.services import vault
from app.services.desk import Clock, Desk, Random
from app.vault import files
from app.vault.folders import VaultFolder
from app.vault.locks import FolderLock

PASSPHRASE = "invented people only, nothing secret"  # noqa: S105  # shown to everybody
"""Opens every demonstration; the program shows it on the demonstration's lock screen."""
_MADE_ON = "demonstration.txt"
_QUICK = vault.Kdf(memory_kib=64 * 1024, passes=3, lanes=4)
"""The least allowed: there is nothing to keep secret."""


def _say_nothing(_done: int, _total: int) -> None:
    """The progress that nobody asked to hear."""


def open_demonstration(
    folder: Path, clock: Clock, random: Random, progress: Callable[[int, int], object] = _say_nothing
) -> Desk:
    """Open the demonstration in ``folder``; one that was made today is kept, an older or damaged one made anew.

    It is built beside and takes the folder's name when it is whole. ``progress`` hears how many people of how many
    are written. Raises OpenElsewhere, StoreAlreadyHere for a store that is not a demonstration, and the Problems of
    a disk.
    """
    today = f"{clock().astimezone():%Y-%m-%d}"
    if files.read(folder / _MADE_ON) == today.encode():
        try:
            return vault.unlock(folder, PASSPHRASE, clock, random)
        except OpenElsewhere:
            raise
        except Problem:
            pass  # whatever is wrong with it, it holds nothing that is not made again
    _make(folder, clock, random, progress, today)
    return vault.unlock(folder, PASSPHRASE, clock, random)


def _make(folder: Path, clock: Clock, random: Random, progress: Callable[[int, int], object], today: str) -> None:
    from app.services.demonstration.building import fill  # noqa: PLC0415  # SQLAlchemy waits until something is built
    from app.services.demonstration.stories import stories  # noqa: PLC0415  # needed with it

    beside, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    if folder.exists():
        _check_replaceable(folder)
    for leftover in (beside, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        new = vault.create(beside, PASSPHRASE, random, _QUICK)
        desk = new.confirm_recovery_key(new.recovery_key, clock)
        try:
            fill(desk, stories(), progress)
        finally:
            vault.lock(desk)
        files.replace(beside / _MADE_ON, today.encode())
        with files.faults_told():
            if folder.exists():
                folder.rename(old)
        files.publish(beside, folder)
    finally:
        for leftover in (beside, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _check_replaceable(folder: Path) -> None:
    """Only an earlier demonstration that nobody has open, or an empty folder, may be replaced."""
    if not any(folder.iterdir()):
        return
    if not (folder / _MADE_ON).is_file():
        raise StoreAlreadyHere
    FolderLock(VaultFolder(folder).lock).release()
