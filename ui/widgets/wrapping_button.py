"""A plain button whose words go on in a further line where the width ends, as no button of Qt's does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from ui.widgets.buttons import SecondaryButton


class WrappingButton(SecondaryButton):
    """As wide as its words on one line, where there is room for that; never narrower than its longest word."""

    _words = ""

    def set_words(self, text: str) -> None:
        super().set_words(text)
        self._words = self.text()

    def sizeHint(self) -> QSize:
        return QSize(self._beside() + self._width(self._words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(
            self._beside() + max(map(self._width, self._words.split()), default=0), super().sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = self._lines(self.width() - self._beside())
        if lines != self.text():
            self.setText(lines)
            self.updateGeometry()

    def _lines(self, room: int) -> str:
        """The words with breaks where they would not fit into so many pixels."""
        first, *others = self._words.split() or [""]
        lines = [first]
        for word in others:
            longer = f"{lines[-1]} {word}"
            if self._width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return "\n".join(lines)

    def _beside(self) -> int:
        """What icon and edges take, in pixels."""
        return super().sizeHint().width() - max(map(self._width, self.text().splitlines()), default=0)

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)
