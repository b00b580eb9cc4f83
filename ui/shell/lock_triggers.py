"""What locks the program besides the officer's own command, and what a lock takes with it.

Joins the watches to the guard. Knows no room and no service.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.shell.capture import CaptureShield
from ui.shell.clipboard_watch import ClipboardWatch
from ui.shell.idle_watch import IdleWatch
from ui.shell.lock_guard import LockGuard
from ui.shell.lock_warning import LockWarning
from ui.shell.main_window import MainWindow
from ui.shell.system_watch import SystemWatch


class LockTriggers(QObject):
    """Watches from the moment the case is in view until it is covered."""

    def __init__(
        self, window: MainWindow, guard: LockGuard, idle: IdleWatch, system: SystemWatch, clipboard: ClipboardWatch
    ) -> None:
        super().__init__(window)
        self._window = window
        self._guard = guard
        self._idle = idle
        self._system = system
        self._clipboard = clipboard
        self._shield = CaptureShield(self)
        self._warning: LockWarning | None = None
        self._connect_signals()
        if guard.desk:
            self._watch()

    def _connect_signals(self) -> None:
        self._guard.opened.connect(self._watch)
        self._guard.covered.connect(self._rest)
        self._guard.put_away.connect(self._system.stop)
        self._window.guarding_changed.connect(self._on_guarding_changed)
        self._window.minimised.connect(self._on_minimised)
        self._window.secluded.connect(self._clipboard.clear)  # else it could be pasted in the room
        self._idle.warned.connect(self._warn)
        self._idle.extended.connect(self._end_warning)
        for left in (self._idle.expired, self._idle.slept, self._system.left, self._system.woken):
            left.connect(self._guard.lock)
        self._system.sleep_announced.connect(self._guard.lock_in_haste)

    def _watch(self) -> None:
        """The settings count from here on."""
        settings = self._window.settings
        self._shield.set_up(up=settings.hides_from_capture)
        self._idle.start(settings.idle_minutes * 60)
        self._system.start()

    def _rest(self) -> None:
        """The lock screen shows nothing that needs hiding, and a magnifier needs to see it."""
        self._idle.stop()
        self._end_warning()
        self._clipboard.clear()
        self._shield.set_up(up=False)

    def _on_guarding_changed(self) -> None:
        if self._guard.desk:
            self._watch()

    def _on_minimised(self) -> None:
        if self._window.settings.locks_when_minimised:
            self._guard.lock()

    def _warn(self, seconds: int) -> None:
        """Over the dialog in front, which would keep the mouse from anything below it."""
        front = QApplication.activeModalWidget() or self._window
        self._warning = LockWarning(seconds, front)
        self._warning.stayed.connect(self._idle.extend)
        self._warning.destroyed.connect(self._on_warning_gone)
        self._warning.show()
        QApplication.alert(self._window)

    def _end_warning(self) -> None:
        if self._warning:
            self._warning.hide()
            self._warning.deleteLater()
            self._warning = None

    def _on_warning_gone(self) -> None:
        """With the dialog that it lay over."""
        self._warning = None
