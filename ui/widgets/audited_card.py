"""A restricted card whose "Show" is written into the audit first. Knows no service: the page says what writes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from ui.widgets.background import Background
from ui.widgets.restricted_card import RestrictedCard


class AuditedCard(RestrictedCard):
    """``noted`` once the audit says that it is shown, and only then may it be; ``failed`` with a Problem instead."""

    noted = Signal()
    failed = Signal(Problem)

    def __init__(
        self, why: str, background: Background, note: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(why, parent)
        self._background, self._note = background, note
        self.show_wanted.connect(self._on_show_wanted)

    def _on_show_wanted(self) -> None:
        self._background.run(self._note, self._on_noted, self.failed.emit)

    def _on_noted(self, _result: object) -> None:
        self.noted.emit()
