"""Notices that nobody is at the program: no key, mouse, touch or wheel in its windows, or a computer that slept.

Knows neither the lock nor the store. One single-shot timer, armed anew only when it runs out, so that an idle program
is woken twice in all; input is noted as it comes, and costs two looks at a clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

WARNING = 60  # seconds before the end at which it is warned; half of it where there are not so many
_GAP = 10  # seconds by which the clock on the wall may run ahead of the one that stands still in sleep

Clocks = Callable[[], tuple[float, float]]
"""Seconds of a clock that stands still while the computer sleeps, and of one that goes on."""

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.NativeGesture,
    }
)


def clocks() -> tuple[float, float]:
    """Those of this computer."""
    return time.monotonic(), time.time()


class IdleWatch(QObject):
    """``warned`` carries the seconds left, ``extended`` tells of input after it; ``expired`` and ``slept`` end it."""

    warned = Signal(int)
    extended = Signal()
    expired = Signal()
    slept = Signal()

    def __init__(self, now: Clocks = clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._limit = 0.0
        self._running = False
        self._warning = False
        self._awake, self._wall = now()
        self._last = self._awake
        self._typed_in: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)  # others may be early
        self._timer.timeout.connect(self._on_timeout)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch_windows)
            app.focusChanged.connect(self._watch_typing)

    def start(self, seconds: float) -> None:
        """Begin, or begin again with another limit; 0 for none, and then only sleep is noticed."""
        self._limit = seconds
        self._running = True
        self._warning = False
        self._awake, self._wall = self._now()
        self._last = self._awake
        self._watch_windows()
        self._watch_typing(None, QApplication.focusWidget())
        self._arm()

    def stop(self) -> None:
        """Nothing is noticed until the next start."""
        self._running = False
        self._timer.stop()

    def extend(self) -> None:
        """Somebody is here, by a way that is no event of a window, such as a screen reader pressing a button."""
        self._last = self._now()[0]
        if self._warning:
            self._warning = False
            self._arm()
            self.extended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every event of a window is a chance to notice that the computer slept."""
        if self._running and not self._check_sleep() and event.type() in _INPUT:
            self.extend()
        return False

    def _watch_windows(self, _window: QWindow | None = None) -> None:
        """Input comes to windows before widgets; those of lists and menus take the focus when they open."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def _watch_typing(self, _old: QWidget | None, focused: QWidget | None) -> None:
        """Dictation and screen keyboards write straight into what has the focus."""
        if self._typed_in is not None and isValid(self._typed_in):
            self._typed_in.removeEventFilter(self)
        self._typed_in = focused
        if focused is not None:
            focused.installEventFilter(self)

    def _arm(self) -> None:
        if not self._limit:
            self._timer.stop()
            return
        left = self._last + self._limit - self._now()[0]
        seconds = left if self._warning else left - self._warn_before()
        self._timer.start(max(0, ceil(seconds * 1000)))

    def _warn_before(self) -> float:
        return min(WARNING, self._limit / 2)

    def _check_sleep(self) -> bool:
        """Whether the computer slept since the last look; then the watch has ended and told."""
        awake, wall = self._now()
        passed = wall - self._wall - (awake - self._awake)
        self._awake, self._wall = awake, wall
        if passed > _GAP:
            self.stop()
            self.slept.emit()
        return passed > _GAP

    def _on_timeout(self) -> None:
        if self._check_sleep():
            return
        left = self._last + self._limit - self._now()[0]
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= self._warn_before() and not self._warning:
            self._warning = True
            self._watch_windows()
            self.warned.emit(round(left))
            self._arm()
        else:
            self._arm()
