"""What the operating system tells about the officer leaving: the session locked or switched, sleep, a closed lid.

One small interface; each system has its own file. Knows neither the lock nor the store.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_PATIENCE = 1500  # milliseconds; Windows lets a program have two seconds before it sleeps all the same


class SystemWatch(QObject):
    """Tells nothing by itself.

    ``left`` when the session was locked or switched away from, or the lid was closed; ``sleep_announced`` just before
    the computer sleeps, which waits for `allow_sleep` as long as the system lets it; ``woken`` after it slept.
    """

    left = Signal()
    sleep_announced = Signal()
    woken = Signal()

    def start(self) -> None:
        """Listen, and ask the system to wait before it sleeps. Twice is harmless."""

    def stop(self) -> None:
        """Listen no more, and keep nobody waiting."""
        self.allow_sleep()

    def allow_sleep(self) -> None:
        """The computer may sleep: there is nothing left to protect."""


class WaitingWatch(SystemWatch):
    """For systems that sleep as soon as their message has been handled: handling it takes until `allow_sleep`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = QEventLoop(self)

    def allow_sleep(self) -> None:
        self._waiting.quit()

    def _tell(self, what: str) -> None:
        """``what`` is the name of a signal. A lock that succeeds ends the process in here."""
        if what == "sleep_announced":
            QTimer.singleShot(0, self.sleep_announced.emit)
            QTimer.singleShot(_PATIENCE, self._waiting.quit)
            self._waiting.exec()
        elif what == "left":
            self.left.emit()
        elif what == "woken":
            self.woken.emit()


def kind_of_watch() -> Callable[[QWidget], SystemWatch]:
    """That of this system, to be made with the window that hears the system's messages. Takes 20 ms to load."""
    if sys.platform == "win32":
        from ui.shell.windows_watch import WindowsWatch  # noqa: PLC0415  # each knows its own system

        return WindowsWatch
    if sys.platform == "darwin":
        from ui.shell.macos_watch import MacosWatch  # noqa: PLC0415  # as above

        return MacosWatch
    from ui.shell.linux_watch import LinuxWatch  # noqa: PLC0415  # as above

    return LinuxWatch
