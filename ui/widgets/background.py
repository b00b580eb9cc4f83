"""One worker thread for all work with the store, so that the event loop never waits for the disk.

Knows no service: it is given what to run. Callbacks come back on the main thread. What fails with a `Problem` goes to
``failed``; anything unexpected goes to one dialog and one log line without case text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal, SignalInstance
from shiboken6 import isValid

from app.domain.problems import Problem
from ui.widgets.problem_box import show_problem, show_unexpected

T = TypeVar("T")


class Progress(QObject):
    """Passed to long work, which calls ``report`` now and then; connect to ``reported`` to show it."""

    reported = Signal(int, int)

    def report(self, done: int, total: int) -> None:
        """So much of so much, from any thread."""
        self.reported.emit(done, total)


class Background(QObject):
    """Runs one piece of work after another, in the order asked for."""

    idle = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._unfinished = 0
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do ``work`` on the worker thread, then ``done`` with what it returned.

        Without ``failed`` a `Problem` is shown in a box. Nothing is called for a widget that is gone by then.
        """
        self._unfinished += 1
        self._waiting.put(lambda: self._attempt(work, done, failed))

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> Progress:
        """As `run`, for work that reports how far it is."""
        progress = Progress(self)
        self.run(lambda: work(progress), done, failed)
        return progress

    def wait_until_idle(self) -> None:
        """Let the event loop run until all work asked for is done and told; for tests and for closing."""
        while self._unfinished:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

    def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        self.wait_until_idle()
        self._waiting.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (attempt := self._waiting.get()) is not None:
            attempt()

    def _attempt(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Problem], object] | None,
    ) -> None:
        """On the worker thread."""
        try:
            result = work()
        except Problem as problem:
            self._finished.emit(_call(failed or show_problem, problem))
        except Exception as error:  # noqa: BLE001 (told to the officer and logged)
            self._finished.emit(_call(show_unexpected, error))
        else:
            self._finished.emit(_call(done, result))

    def _on_finished(self, tell: Callable[[], None]) -> None:
        try:
            tell()
        finally:
            self._unfinished -= 1
            if not self._unfinished:
                self.idle.emit()


def _call(callback: Callable[[Any], object], value: object) -> Callable[[], None]:
    owner = getattr(callback, "__self__", None)

    def tell() -> None:
        if isinstance(owner, QObject) and not isValid(owner):
            return
        try:
            callback(value)
        except RuntimeError:
            if not isinstance(owner, SignalInstance):  # whose object is gone: nobody is left to hear it
                raise

    return tell
