"""kill -9 at random moments of opening, saving, signing, emptying the log, upgrading, backing up and locking.

Each child opens what the killed one before it left, checks it against what was acknowledged, and works on.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from app.services import backups, vault
from app.vault import backups as backup_files
from tests.faults.children import LONGEST, Broken, Child, Report, result_of
from tests.faults.tally import Run, Tally
from tests.faults.work import Ledger, Officer, a_worked_store, judge, shown, unlocked

RENEWED = 40
"""After so many kills a fresh store: the old one has grown slow."""


def run(run: Run) -> Iterator[Tally]:
    tally = Tally("kill -9: nothing lost or half-made", run.number(20, 1_000))
    origin = run.folder / "origin"
    key, ledger = a_worked_store(origin)
    store: _Killed | None = None
    for number in range(tally.wanted):
        if store is None:
            folder = run.folder / f"store{number}"
            shutil.copytree(origin, folder)
            store = _Killed(folder, key, ledger)
        seed = run.random.getrandbits(32)
        act = store.kill(seed)
        if act.startswith("BROKEN"):
            tally.fail(f"kill {number} with seed {seed}: {act}")
        else:
            tally.note(f"killed while: {act}")
        last = number % RENEWED == RENEWED - 1 or number == tally.wanted - 1
        if last and (wrong := store.check()):
            tally.fail(f"after kill {number}: {wrong}")
        if last or act.startswith("BROKEN"):
            shutil.rmtree(store.folder)
            store = None
    yield tally


class _Killed:
    """A store that is worked on and killed, over and over."""

    def __init__(self, folder: Path, key: str, ledger: Ledger) -> None:
        self.folder = folder
        self._key = key
        self._may_show = [ledger]

    def kill(self, seed: int) -> str:
        """Start work, kill it, and say during which act; or BROKEN and how, when the store was not as it must be."""
        random = Random(seed)
        child = Child(lambda report: self._work(report, Random(seed)))
        now = "opening"
        for told in list(self._until_killed(child, random)):
            if isinstance(told, Broken):
                return f"BROKEN {told.how}"
            act, ledger = told
            if act in ("opened", "done"):
                self._may_show = [ledger]
                now = "between acts"
            else:
                self._may_show = [self._may_show[0], ledger]
                now = act
        return now

    def _until_killed(self, child: Child, random: Random) -> Iterator[Any]:
        """Each quarter is killed while it opens, which takes long after a kill; the others while they work."""
        wait = random.expovariate(1 / 0.06)
        opening = child.reports(time.monotonic() + (wait if random.random() < 0.25 else LONGEST))
        yield from islice(opening, 1)
        yield from child.reports(time.monotonic() + wait)
        yield from child.kill()

    def check(self) -> str:
        """How the store is not as it must be; empty when it is."""

        def look() -> str:
            desk = unlocked(self.folder, self._key, Random(1))
            words = judge(shown(desk), self._may_show[0], tuple(self._may_show[1:]))
            vault.lock(desk)
            for backup in self.folder.rglob("*.backup"):
                backup_files.read(backup)  # none is half-made
            return words

        words = result_of(look)
        if isinstance(words, Broken):
            return words.how
        return words if words.startswith(("LOST", "HALF")) else ""

    def _work(self, report: Report, random: Random) -> None:
        desk = unlocked(self.folder, self._key, random)
        found = shown(desk)
        words = judge(found, self._may_show[0], tuple(self._may_show[1:]))
        if words.startswith(("LOST", "HALF")):
            report(Broken(words))
            return
        report(("opened", found))
        while True:
            officer = Officer(desk, found, random, report, passphrases=random.random() < 0.2)
            for _act in range(random.randrange(1, 15)):
                officer.work()
            if random.random() < 0.3:
                report(("back up", officer.ledger))
                backups.make(desk)
                report(("done", officer.ledger))
            if random.random() < 0.3:
                report(("upgrade", officer.ledger))
                store = vault._upgraded(desk.store, desk.vault, desk.clock, desk.random)
                desk = replace(desk, store=store)
                report(("done", officer.ledger))
            report(("lock", officer.ledger))
            vault.lock(desk)
            report(("unlock", officer.ledger))
            desk = unlocked(self.folder, self._key, random)
            found = officer.ledger
