"""What stands before the case: the lock screen or the first run, and the pages that help where neither opens it.

Knows no room of the case and keeps no desk. What is seldom needed is loaded when it is, so that the lock screen is
quick.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.shell.main_window import MainWindow
from ui.vault.lock_page import LockPage
from ui.widgets.background import Background

if TYPE_CHECKING:  # the lock screen is painted before the services are loaded
    from app.domain.problems import Problem
    from app.services.desk import Clock, Desk, Random
    from app.services.health import Report


class Gates(QObject):
    """``unlocked`` carries the desk as soon as there is one, ``passed`` when its case may be seen."""

    unlocked = Signal(object)
    passed = Signal(object)
    demonstration_chosen = Signal()

    def __init__(
        self, window: MainWindow, background: Background, folder: Path, clock: Clock, random: Random, hint: str
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._folder = folder
        self._clock = clock
        self._random = random
        self._hint = hint

    def show(self) -> None:
        """The lock screen, which says what is wrong with what is in the folder; the first run where it is empty."""
        if not self._folder.is_dir() or not any(self._folder.iterdir()):
            self._show_first_run()
            return
        page = LockPage(self._folder, self._background, self._clock, self._random, self._hint)
        page.unlocked.connect(self._on_unlocked)
        page.recovered.connect(self._on_recovered)
        page.restore_chosen.connect(self._show_restore)
        page.damage_opened.connect(self._show_damage)
        self._window.show_gate(page)

    def _show_first_run(self) -> None:
        from ui.vault.first_run import FirstRun  # noqa: PLC0415  # see above

        page = FirstRun(self._folder, self._background, self._clock, self._random)
        page.store_created.connect(self.passed)
        page.demonstration_chosen.connect(self.demonstration_chosen)
        page.restore_chosen.connect(self._show_restore)
        self._window.show_gate(page)
        page.focus_first()

    def _show_restore(self) -> None:
        from ui.backups.restore_page import RestorePage  # noqa: PLC0415  # see above

        page = RestorePage(self._folder, self._background, self._clock, self._random)
        page.restored.connect(self._on_unlocked)
        page.recovered.connect(self._on_recovered)
        page.left.connect(self.show)
        self._window.show_gate(page)

    def _show_damage(self, problem: Problem) -> None:
        from ui.health.damage_page import DamagePage  # noqa: PLC0415  # see above

        page = DamagePage(self._folder, self._background, self._clock, self._random, problem)
        page.restore_chosen.connect(self._show_restore)
        page.salvaged.connect(self._on_salvaged)
        page.left.connect(self.show)
        self._window.show_gate(page)

    def _on_unlocked(self, desk: Desk) -> None:
        """What an unlock found out is read before the case is seen."""
        self.unlocked.emit(desk)
        if not desk.warnings:
            self.passed.emit(desk)
            return
        from ui.vault.warning_page import WarningPage  # noqa: PLC0415  # see above

        page = WarningPage(desk)
        page.finished.connect(self.passed)
        self._window.show_gate(page)

    def _on_recovered(self, desk: Desk) -> None:
        from ui.vault.new_passphrase_page import NewPassphrasePage  # noqa: PLC0415  # see above

        self.unlocked.emit(desk)
        page = NewPassphrasePage(desk, self._background)
        page.finished.connect(self.passed)
        self._window.show_gate(page)

    def _on_salvaged(self, desk: Desk, report: Report) -> None:
        from ui.health.salvaged_page import SalvagedPage  # noqa: PLC0415  # see above

        self.unlocked.emit(desk)
        page = SalvagedPage(report)
        page.finished.connect(partial(self.passed.emit, desk))
        self._window.show_gate(page)
