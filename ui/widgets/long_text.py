"""An answer for reading, however long: past some thousand characters it scrolls in a box of its own, which lays out
only what is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets.label import Text
from ui.widgets.naming import identify, slug

_LONG = 4_000
"""Characters up to which wrapped words keep the page waiting for a few milliseconds at most."""
_LINES = 20


def long_text(words: str, about: str, *, muted: bool = False) -> QWidget:
    """``words`` wrapped, to be selected; ``about`` is the question that they answer, spoken with a box."""
    if len(words) > _LONG:
        return ReadingBox(words, about)
    text = Text(words, muted=muted)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text


class ReadingBox(QPlainTextEdit):
    """For reading only, ``lines`` high; Tab leaves it, arrows and Page Down scroll it."""

    def __init__(self, words: str, about: str, lines: int = _LINES) -> None:
        super().__init__(words)
        identify(self, f"{slug(about)}-text", about)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing())
