"""Stands between the officer and the case: shows a gate until a desk exists, and takes it away again.

A lock saves what was typed, closes the store and replaces the process, because clearing widgets leaves copies of case
text in memory. Knows no room: ``open_rooms`` builds them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.shell.gates import Gates
from ui.shell.main_window import MainWindow
from ui.widgets.background import Background
from ui.widgets.page import Page
from ui.widgets.question_box import ask

if TYPE_CHECKING:  # the lock screen is painted before the services are loaded
    from app.services.desk import Clock, Desk, Random
    from ui.health.certificate_page import CertificatePage

_PATIENCE = 60_000  # milliseconds that the question about unsaved words waits for an answer


class Rooms(Protocol):
    """What the guard wants of the rooms."""

    def remember_place(self) -> None:
        """Have the store keep where the officer is."""


class LockGuard(QObject):
    """``restart`` starts the program anew, with further arguments; ``open_rooms`` shows the case of a desk.

    ``opened`` when there is something to protect, and again when the case comes into view; ``covered`` when a lock or
    the end of the program has begun; ``put_away`` when the store is closed.
    """

    opened = Signal()
    covered = Signal()
    put_away = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        folder: Path,
        clock: Clock,
        random: Random,
        open_rooms: Callable[[MainWindow, Background, Desk], Rooms | None],
        restart: Callable[..., object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._folder = folder
        self._clock = clock
        self._random = random
        self._open_rooms = open_rooms
        self._restart = restart
        self.desk: Desk | None = None
        self._rooms: Rooms | None = None
        self._question: QMessageBox | None = None
        self._ending = False
        self._hurried = False
        window.lock_requested.connect(self.lock)
        window.close_requested.connect(self.close)
        window.store_replaced.connect(self._on_store_replaced)

    def show_gate(self, hint: str = "") -> None:
        """The lock screen, or the first run where the folder is empty. ``hint`` stands on the lock screen."""
        gates = Gates(self._window, self._background, self._folder, self._clock, self._random, hint)
        gates.unlocked.connect(self._hold)
        gates.passed.connect(self.open)
        gates.demonstration_chosen.connect(partial(self._restart, "--demo"))
        gates.show()

    def open(self, desk: Desk) -> None:
        """Show the case of ``desk``, unless it is being put away."""
        if self._ending:
            return
        self.desk = desk
        self._rooms = self._open_rooms(self._window, self._background, desk)
        self.opened.emit()
        gc.freeze()  # what there is by now stays: the collector would stop all threads for 60 ms to look through it

    def lock(self) -> None:
        """Save, close, start anew. Where something could not be saved the officer decides."""
        if self.desk:
            self._save_then(self._start_anew)

    def lock_in_haste(self) -> None:
        """As `lock`, for a computer about to sleep: asks nothing, makes no backup and stops long work."""
        from ui.widgets.progress_card import ProgressCard  # noqa: PLC0415  # not before the lock screen is painted

        self._hurried = bool(self.desk)
        if self._hurried:
            for work in self._window.findChildren(ProgressCard):
                work.stop()
        if self._question:
            self._on_nobody_answered(self._start_anew)
        else:
            self.lock()

    def close(self) -> None:
        """Save, close, end the program."""
        if self.desk:
            self._save_then(self._end)
        else:
            self._end()

    def _hold(self, desk: Desk) -> None:
        """Open, and the case not in view yet: it can be locked away already."""
        self.desk = desk
        self.opened.emit()

    def _on_store_replaced(self, desk: Desk, page: CertificatePage | None) -> None:
        """The pages still speak of the store that was: after ``page`` was read, a fresh process shows the new one."""
        self.desk, self._rooms = desk, None
        self._window.drop_case()
        if page and not self._ending:
            self._window.show_gate(page)
            page.finished.connect(self.lock)
        else:
            self.lock()

    def _save_then(self, finish: Callable[[], None]) -> None:
        """Cover the case at once; the worker runs in order, so what it tells last comes after all saving."""
        if self._ending:
            return
        self._ending = True
        self.covered.emit()
        self._window.show_gate(Page(_("Saving and locking…")))
        self._window.save_now()
        self._background.run(_nothing, partial(self._on_saved, finish))

    def _on_saved(self, finish: Callable[[], None], _result: object) -> None:
        if self._window.settled or self._hurried:
            self._put_away(finish)
            return
        box = ask(
            self._window,
            _("Something is not saved"),
            _("Stay to save it or to copy it, or leave without it. After 60 seconds Sightline locks without it."),
            _("Stay"),
            _("Leave without it"),
            partial(self._put_away, finish),
        )
        box.rejected.connect(self._on_stay)
        self._question = box
        QTimer.singleShot(_PATIENCE, box, partial(self._on_nobody_answered, finish))

    def _on_nobody_answered(self, finish: Callable[[], None]) -> None:
        """Whoever asked for a lock may have gone: an open store behind a question is no lock."""
        if self._question:
            self._question.hide()
        self._put_away(finish)

    def _on_stay(self) -> None:
        self._question = None
        self._ending = self._hurried = False
        self._window.uncover()
        self.opened.emit()

    def _put_away(self, finish: Callable[[], None]) -> None:
        desk, self.desk, self._question = self.desk, None, None
        if desk is None:
            return
        if self._rooms and finish == self._start_anew:
            self._rooms.remember_place()
        work = partial(_close, desk, with_backup=not self._hurried)
        self._background.run(work, partial(self._on_put_away, finish))

    def _on_put_away(self, finish: Callable[[], None], _result: object) -> None:
        self.put_away.emit()
        finish()

    def _start_anew(self) -> None:
        self._window.settings.set_geometry(self._window.saveGeometry())
        self._window.settings.keep()
        self._restart()

    def _end(self) -> None:
        self._window.allow_closing()
        self._window.close()
        QApplication.quit()


def _nothing() -> None:
    """Work that only waits for its turn."""


def _close(desk: Desk, *, with_backup: bool) -> None:
    """On the worker thread, while the cover hides the case."""
    from app.domain.problems import Problem  # noqa: PLC0415  # see above
    from app.services import backups, vault  # noqa: PLC0415  # see above

    if with_backup:
        with suppress(Problem):  # the status line says how old the newest is; no reason to stay open
            backups.make_if_due(desk)
    vault.lock(desk)
