"""Keeping windows out of screenshots and shared screens, where the system offers it. Linux offers nothing."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow

_OPEN, _EXCLUDED = 0x00, 0x11  # WDA_NONE, WDA_EXCLUDEFROMCAPTURE: from Windows 10 of May 2020 on
_UNSHARED, _READ_ONLY = 0, 1  # NSWindowSharingNone, NSWindowSharingReadOnly


def is_offered() -> bool:
    """Whether this system can."""
    return sys.platform in ("win32", "darwin")


class CaptureShield(QObject):
    """Covers every window of the program, dialogs included, while it is up. A magnifier, too, sees none of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._up = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and is_offered():
            app.focusWindowChanged.connect(self._cover)

    def set_up(self, *, up: bool) -> None:
        """Leave the windows out of what others may copy of the screen, or show them there again."""
        changed = up != self._up
        self._up = up
        if changed:
            self._cover()

    def _cover(self, _window: QWindow | None = None) -> None:
        """A dialog takes the focus when it opens."""
        for window in QGuiApplication.topLevelWindows():
            if window.isVisible():
                _hide(window, hidden=self._up)


def _hide(window: QWindow, *, hidden: bool) -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # only where it is needed

        ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _EXCLUDED if hidden else _OPEN)
    elif sys.platform == "darwin":
        from ui.shell import objective_c  # noqa: PLC0415  # as above

        frame = objective_c.send(int(window.winId()), "window")
        objective_c.send(frame, "setSharingType:", _UNSHARED if hidden else _READ_ONLY, number=True)
