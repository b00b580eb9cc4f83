"""Buttons beside each other of which any number may be down, each then with a mark. Knows nothing of what they mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets.flow import FlowLayout
from ui.widgets.icons import icon
from ui.widgets.naming import identify, slug, without_mnemonic
from ui.widgets.tokens import look


class ToggleRow(QWidget):
    """``options`` are pairs of key and words; none is down at first. Space presses one, ``changed`` follows."""

    changed = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, slug(name), name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in options:
            button = QPushButton(without_mnemonic(words))
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            identify(button, f"{slug(name)}-{key}", words)
            button.clicked.connect(self._on_clicked)
            self._buttons[key] = button
            row.addWidget(button)

    @property
    def values(self) -> list[str]:
        """The keys of those that are down, in their order."""
        return [key for key, button in self._buttons.items() if button.isChecked()]

    def clear(self) -> None:
        """Let all of them up, without sending ``changed``."""
        for button in self._buttons.values():
            button.setChecked(False)
        self._mark()

    def _on_clicked(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        for button in self._buttons.values():
            button.setIcon(icon("check") if button.isChecked() else QIcon())
            button.setIconSize(QSize(look().px(20), look().px(16)))
