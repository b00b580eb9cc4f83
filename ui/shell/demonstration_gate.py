"""What is seen while the demonstration's store is being made: how far it is."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.domain.problems import Problem
from app.services.desk import Desk
from ui.widgets.background import Background, Progress
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.naming import identify
from ui.widgets.page import Page


class DemonstrationGate(Page):
    """``opened`` carries the desk when all of it is made."""

    opened = Signal(object)

    def __init__(self, background: Background, make: Callable[[Progress], Desk], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Preparing the demonstration"),
            _("24 invented people with two years of sessions. Nothing of it is real; your own store is not touched."),
            parent=parent,
        )
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._errors = ErrorSummary()
        identify(self._bar, "demonstration-progress", _("Preparing the demonstration"))
        self.add(self._bar)
        self.add(self._errors)
        progress = background.run_long(make, self.opened.emit, self._on_failed)
        progress.reported.connect(self._on_reported)

    def _on_reported(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_failed(self, problem: Problem) -> None:
        self._bar.hide()
        self._errors.show_problems([(None, problem.sentence)])
