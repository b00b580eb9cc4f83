"""Stands between the officer and the case: shows a gate until a desk exists, and takes it away again.

A lock saves what was typed, closes the store and replaces the process, because clearing widgets leaves copies of case
text in memory. Knows no room: ``open_rooms`` builds them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ui.shell.main_window import MainWindow
from ui.vault.lock_page import LockPage
from ui.widgets.background import Background
from ui.widgets.page import Page
from ui.widgets.question_box import ask

if TYPE_CHECKING:  # the lock screen is painted before the services are loaded
    from app.services.desk import Clock, Desk, Random

_PATIENCE = 60_000  # milliseconds that the question about unsaved words waits for an answer


class LockGuard(QObject):
    """``restart`` starts the program anew, with further arguments; ``open_rooms`` shows the case of a desk."""

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        folder: Path,
        clock: Clock,
        random: Random,
        open_rooms: Callable[[MainWindow, Background, Desk], object],
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
        self._ending = False
        window.lock_requested.connect(self.lock)
        window.close_requested.connect(self.close)

    def show_gate(self, hint: str = "") -> None:
        """The lock screen, or the first run where the folder is empty. ``hint`` stands on the lock screen."""
        if not self._folder.is_dir() or not any(self._folder.iterdir()):
            self._show_first_run()
        else:  # the lock screen says what is wrong with what is in there
            page = LockPage(self._folder, self._background, self._clock, self._random, hint)
            page.unlocked.connect(self.open)
            page.recovered.connect(self._on_recovered)
            self._window.show_gate(page)

    def open(self, desk: Desk) -> None:
        """Show the case of ``desk``, unless it is being put away."""
        if self._ending:
            return
        self.desk = desk
        self._open_rooms(self._window, self._background, desk)
        gc.freeze()  # what there is by now stays: the collector would stop all threads for 60 ms to look through it

    def lock(self) -> None:
        """Save, close, start anew. Where something could not be saved the officer decides."""
        if self.desk:
            self._save_then(self._start_anew)

    def close(self) -> None:
        """Save, close, end the program."""
        if self.desk:
            self._save_then(self._end)
        else:
            self._end()

    def _show_first_run(self) -> None:
        from ui.vault.first_run import FirstRun  # noqa: PLC0415  # seldom needed, and the lock screen should be quick

        page = FirstRun(self._folder, self._background, self._clock, self._random)
        page.store_created.connect(self.open)
        page.demonstration_chosen.connect(partial(self._restart, "--demo"))
        self._window.show_gate(page)
        page.focus_first()

    def _on_recovered(self, desk: Desk) -> None:
        from ui.vault.new_passphrase_page import NewPassphrasePage  # noqa: PLC0415  # as above

        self.desk = desk
        page = NewPassphrasePage(desk, self._background)
        page.finished.connect(self.open)
        self._window.show_gate(page)

    def _save_then(self, finish: Callable[[], None]) -> None:
        """Cover the case at once; the worker runs in order, so what it tells last comes after all saving."""
        if self._ending:
            return
        self._ending = True
        self._window.show_gate(Page(_("Saving and locking…")))
        if self._window.workspace:
            self._window.workspace.places.save_now()
        self._background.run(_nothing, partial(self._on_saved, finish))

    def _on_saved(self, finish: Callable[[], None], _result: object) -> None:
        if self._window.settled:
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
        QTimer.singleShot(_PATIENCE, box, partial(self._on_nobody_answered, box, finish))

    def _on_nobody_answered(self, box: QMessageBox, finish: Callable[[], None]) -> None:
        """Whoever asked for a lock may have gone: an open store behind a question is no lock."""
        box.hide()
        self._put_away(finish)

    def _on_stay(self) -> None:
        self._ending = False
        self._window.uncover()

    def _put_away(self, finish: Callable[[], None]) -> None:
        from app.services import vault  # noqa: PLC0415  # see above

        if self.desk:
            self._background.run(partial(vault.lock, self.desk), partial(_then, finish))
        self.desk = None

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


def _then(finish: Callable[[], None], _result: object) -> None:
    finish()
