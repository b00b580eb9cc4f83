"""Two instances open one store at the same moment: exactly one may have it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

from app.domain.problems import OpenElsewhere
from app.services import vault
from tests.faults.children import LONGEST, Broken, Child, Report
from tests.faults.tally import Run, Tally
from tests.faults.work import a_worked_store, unlocked


def run(run: Run) -> Iterator[Tally]:
    folder = run.folder / "vault"
    key, _ledger = a_worked_store(folder)
    tally = Tally("two instances: no double opening", run.number(6, 200))
    for race in range(tally.wanted):
        start = time.monotonic() + 0.02
        racers = [
            Child(partial(_open_and_hold, folder=folder, key=key, at=start + run.random.uniform(0, 0.01), seed=seed))
            for seed in (1, 2)
        ]
        told = [[*racer.reports(time.monotonic() + LONGEST)] for racer in racers]
        for racer in racers:
            racer.ended()
        held = sorted(spell for spells in told for spell in spells if isinstance(spell, tuple))
        refused = sum("refused" in spells for spells in told)
        broken = [spell.how for spells in told for spell in spells if isinstance(spell, Broken)]
        if broken or len(held) + refused != 2 or (len(held) == 2 and held[0][1] > held[1][0]):
            tally.fail(f"race {race}: {held} {broken}")
        elif refused:
            tally.note("one refused")
        else:
            tally.note("one after the other")
    yield tally


def _open_and_hold(report: Report, folder: Path, key: str, at: float, seed: int) -> None:
    """Report from when to when it had the store open, or that it was refused."""
    time.sleep(max(0, at - time.monotonic()))
    try:
        desk = unlocked(folder, key, Random(seed))
    except OpenElsewhere:
        report("refused")
        return
    since = time.monotonic()
    with desk.change("change", "note"):
        time.sleep(0.02)
    until = time.monotonic()
    vault.lock(desk)
    report((since, until))
