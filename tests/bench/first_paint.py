"""Runs in a process of its own, which ends at the end of a window's first paint.

``floor``: a minimal PySide6 window with one label. ``product FOLDER``: the program's lock screen on an existing store.
``idle-floor`` and ``idle-product FOLDER PASSPHRASE`` stay open instead and print memory and wake-ups.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

IDLE = 5_000  # milliseconds of doing nothing


class Application(QApplication):
    """Ends the process once a window has been painted, all its queued work done."""

    def notify(self, thing: QObject, event: QEvent) -> bool:
        done = super().notify(thing, event)
        if event.type() == QEvent.Type.Paint and isinstance(thing, QWidget) and thing.isWindow():
            os._exit(0)
        return done


def main() -> None:
    what, *rest = sys.argv[1:]
    if what == "floor":
        application = Application(["floor"])
        window = minimal_window()
        application.exec()
    elif what == "product":
        Application(["sightline"])
        product(rest)
    elif what == "idle-floor":
        application = QApplication(["floor"])
        window = minimal_window()
        QTimer.singleShot(1000, tell_idle)
        application.exec()
        del window
    else:
        QApplication(["sightline"])
        QTimer.singleShot(0, lambda: unlock_then_idle(rest.pop()))
        product(rest)


def minimal_window() -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(QLabel("floor"))
    window.resize(1280, 760)
    window.show()
    return window


def product(words: list[str]) -> None:
    from ui.shell.application import main

    main(["--folder", words[0]])


def unlock_then_idle(passphrase: str) -> None:
    from tests.journeys.driving import Driver
    from ui.widgets.heading import Heading

    driver = Driver()
    driver.type("Passphrase", passphrase)
    driver.key("Return")
    driver.find(Heading, "Today")
    pause(2_000)
    tell_idle()


def tell_idle() -> None:
    """Print resident memory in KiB and how often any thread woke while nothing was done; then end."""
    before = wakes()
    pause(IDLE)
    after = wakes()
    resident = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    print(resident.split()[1], after - before, flush=True)
    os._exit(0)


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wakes() -> int:
    """Voluntary context switches of all threads so far: each is one wake-up later."""
    tasks = Path("/proc/self/task").glob("*/status")
    lines = (line for task in tasks for line in task.read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))


if __name__ == "__main__":
    main()
