"""What a list says when there is nothing in it, and what to do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.label import Text
from ui.widgets.tokens import look


class EmptyState(QWidget):
    """A sentence, a muted second one, and perhaps the button that fills the list."""

    def __init__(
        self, sentence: str, advice: str = "", action: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look().space(2), 0, look().space(2))
        layout.setSpacing(look().space(2))
        layout.addWidget(Text(sentence))
        if advice:
            layout.addWidget(Text(advice, muted=True))
        if action:
            layout.addWidget(action)
