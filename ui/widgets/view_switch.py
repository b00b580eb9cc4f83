"""A switch between views of one page: buttons side by side, of which one is down and has a mark. Knows no view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.widgets.icons import icon
from ui.widgets.naming import identify, slug, without_mnemonic
from ui.widgets.tokens import look


class ViewSwitch(QWidget):
    """``views`` are pairs of key and words; the first is in view. ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, name: str, views: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, slug(name), name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, words in views:
            button = QPushButton(without_mnemonic(words))
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            identify(button, f"{slug(name)}-{key}", words)
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self.show_chosen(views[0][0])
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def value(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def show_chosen(self, key: str) -> None:
        """Mark a view as the one shown, by its look and by a tick."""
        for one, button in self._buttons.items():
            button.setChecked(one == key)
            button.setIcon(icon("check") if one == key else QIcon())
            button.setIconSize(QSize(look().px(20), look().px(16)))

    def _on_clicked(self) -> None:
        self.show_chosen(self.value)
        self.chosen.emit(self.value)
