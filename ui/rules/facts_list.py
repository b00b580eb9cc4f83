"""A list of labels and words beside each other; knows nothing of rules."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets.label import Text
from ui.widgets.tokens import look


class FactsList(QWidget):
    """Rows of label, words, and what is said in passing below them (may be empty)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        self._layout.addWidget(self._rows)

    def show_facts(self, facts: Iterable[tuple[str, str, str]]) -> None:
        """In place of what is shown."""
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().space(4))
        grid.setVerticalSpacing(look().space(2))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for row, (label, words, aside) in enumerate(facts):
            grid.addWidget(_top(Text(label, muted=True)), 2 * row, 0)
            grid.addWidget(_top(Text(words)), 2 * row, 1)
            if aside:
                grid.addWidget(_top(Text(aside, muted=True)), 2 * row + 1, 1)
        self._layout.replaceWidget(self._rows, fresh)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = fresh


def _top(text: Text) -> Text:
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    return text
