"""How long the window is kept waiting while the worker derives, checks, backs up and restores, and by what."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.services import backups, health, restoring, vault
from app.services.desk import Desk
from tests.bench.big_store import a_large_store
from tests.desks import PASSPHRASE, Clock
from tests.faults.children import Broken, result_of
from tests.faults.tally import Run, Tally
from tests.journeys.driving import Driver
from ui.widgets.background import Background

LIMIT = 50.0  # milliseconds


@dataclass(frozen=True)
class _Gap:
    """In milliseconds: between two rounds of the event loop; at work of its own; kept off the processor by others."""

    length: float
    ran: float
    kept_off: float


def run(run: Run) -> Iterator[Tally]:
    found = result_of(partial(_measure, run.folder, run.number(500, 20_000)), seconds=300)
    if isinstance(found, Broken):
        raise RuntimeError(found.how)  # noqa: TRY004  # nobody gave a wrong type
    for what, (gap, took) in found.items():
        tally = Tally(f"event loop while {what}", 1)
        words = (
            f"worst gap {gap.length:.0f} ms in {took:.1f} s: {gap.ran:.0f} ms of drawing's own work, "
            f"{gap.kept_off:.0f} ms without a processor, the rest waiting for the worker"
        )
        # a gap in which other programs had the processor is not ours
        (tally.fail if gap.length - gap.kept_off > LIMIT else tally.note)(words)
        yield tally


def _measure(folder: Path, sessions: int) -> dict[str, tuple[_Gap, float]]:
    """In a child: this process may have no Qt of its own before it forks others."""
    app = QApplication.instance() or QApplication(["faults"])
    background = Background(app)
    clock = Clock()
    desk, _person = a_large_store(folder / "vault", clock, total=sessions)
    backup = backups.make(desk, folder).path
    vault.lock(desk)
    found: dict[str, tuple[_Gap, float]] = {}

    def measure(what: str, work: Callable[[], object]) -> object:
        results: list[object] = []
        started = time.monotonic()
        ticks = _Ticks()
        background.run(work, results.append)
        Driver().wait(lambda: results, what)
        found[what] = (ticks.worst, time.monotonic() - started)
        return results[0]

    opened = measure("deriving", partial(vault.unlock, folder / "vault", PASSPHRASE, clock, os.urandom))
    if not isinstance(opened, Desk):
        raise TypeError
    measure("checking", partial(health.check, opened))
    measure("backing up", partial(backups.make, opened))
    vault.lock(opened)
    restore = partial(restoring.restore, folder / "bare", backup, PASSPHRASE, clock, os.urandom)
    restored = measure("restoring", restore)
    if isinstance(restored, Desk):
        vault.lock(restored)
    background.close()
    return found


class _Ticks(QObject):
    """The worst gap between two ticks of a timer that ticks every millisecond, and what the thread did meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = _Gap(0, 0, 0)
        self._last = self._now()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = self._now()
        length, ran, kept_off = (new - old for new, old in zip(now, self._last, strict=True))
        if length > self.worst.length:
            self.worst = _Gap(length, ran, kept_off)
        self._last = now

    def _now(self) -> tuple[float, float, float]:
        """In milliseconds: by the clock, at work, and ready to run without getting a processor, as Linux counts it."""
        try:
            kept_off = int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e6
        except OSError:
            kept_off = 0.0
        return time.perf_counter() * 1000, time.thread_time() * 1000, kept_off
