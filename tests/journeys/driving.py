"""Drives real windows as a person would: finds what is in sight by its words, types, presses, and waits.

Each act runs inside the event loop, so that the time the loop is kept waiting can be measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

W = TypeVar("W", bound=QWidget)
PATIENCE = 30.0  # seconds until a wait is given up


class Spell(NamedTuple):
    """How long the event loop did not come round during ``act``, in milliseconds: by the clock, and of the processor.

    The second leaves out what other programs took meanwhile: it tells a slow turn from a busy machine.
    """

    wall: float
    processor: float
    act: str


class Gaps(QObject):
    """The spells for which the event loop did not come round.

    A timer ticks every millisecond; what lies between two ticks is a gap. The dispatcher's own signals cannot tell:
    which handlers they leave out differs between dispatchers.
    """

    def __init__(self) -> None:
        super().__init__()
        self.spells: list[Spell] = []
        self.act = "start"
        self._last: tuple[float, float] | None = None
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def watch(self) -> None:
        self._timer.start()

    @contextmanager
    def left_out(self) -> Iterator[None]:
        """Do not count what happens in the block."""
        self._timer.stop()
        try:
            yield
        finally:
            self._last = None
            self._timer.start()

    def _on_tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        if self._last is not None:
            wall, processor = (after - before for before, after in zip(self._last, now, strict=True))
            self.spells.append(Spell(wall * 1000, processor * 1000, self.act))
        self._last = now


class Driver:
    """Acts on ``window``; everything it looks for must be visible to the person at the screen."""

    def __init__(self, gaps: Gaps | None = None) -> None:
        self.gaps = gaps or Gaps()
        self.window: QWidget | None = None

    def do(self, name: str, act: Callable[[], object]) -> None:
        """Run ``act`` inside the event loop, then let the loop settle. What it raises is raised here."""
        self.gaps.act = name
        if self.window and not QApplication.activeWindow():
            self.window.activateWindow()  # as a window manager does when a dialog closes; offscreen there is none
        loop = QEventLoop()
        raised: list[BaseException] = []

        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001  # raised again below, outside the event loop
                raised.append(error)
            QTimer.singleShot(0, loop.quit)

        QTimer.singleShot(0, run)
        loop.exec()
        if raised:
            raise raised[0]

    def wait(self, until: Callable[[], object], what: str = "") -> None:
        """Let the loop run until ``until`` is true. Raises TimeoutError with ``what`` was waited for."""
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(what or "nothing happened")
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()

    def find(self, kind: type[W], words: str) -> W:
        """The visible widget of a kind by its accessible name, its text or its identifier."""
        found: list[W] = []

        def look() -> bool:
            found[:] = [one for one in self._visible(kind) if words in _names(one)]
            return bool(found)

        self.wait(look, f"{kind.__name__} {words!r}")
        return found[0]

    def has(self, kind: type[W], words: str) -> bool:
        return any(words in _names(one) for one in self._visible(kind))

    def press(self, words: str) -> None:
        """Press the button that says so."""
        button = self.find(QAbstractButton, words)
        self.wait(button.isEnabled, f"{words!r} to be enabled")
        self.do(f"focus {words}", lambda: button.setFocus(Qt.FocusReason.TabFocusReason))
        self.do(f"press {words}", button.click)

    def type(self, label: str, text: str) -> None:
        """Type into the field with this label, key by key."""
        edit = self._field(label)
        self.do(f"focus {label}", lambda: edit.setFocus(Qt.FocusReason.OtherFocusReason))
        for letter in text:
            self.do(f"type in {label}", partial(_type, edit, letter))

    def key(self, sequence: str) -> None:
        """Press a key or a combination, such as Ctrl+Return, on what has the focus."""
        target = QApplication.focusWidget() or self.window
        self.do(f"key {sequence}", lambda: QTest.keySequence(target, sequence))

    def _field(self, label: str) -> QWidget:
        found: list[QWidget] = []

        def look() -> bool:
            edits: list[QWidget] = [*self._visible(QLineEdit), *self._visible(QPlainTextEdit)]
            found[:] = [one for one in edits if label in _names(one)]
            return bool(found)

        self.wait(look, f"field {label!r}")
        return found[0]

    def _visible(self, kind: type[W]) -> list[W]:
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        tops.sort(key=lambda top: top is self.window)  # dialogs first
        return [one for top in tops for one in top.findChildren(kind) if one.isVisible()]


def _type(edit: QWidget, letter: str) -> None:
    """QTest knows no key for letters such as ŵ."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _names(widget: QWidget) -> set[str]:
    text = getattr(widget, "text", None)
    names = {widget.accessibleName(), widget.objectName()}
    if text:
        names.add(text().replace("&&", "&"))
    return names
