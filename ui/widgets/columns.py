"""Parts side by side where there is room, and below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.widgets.tokens import look


class Columns(QWidget):
    """``narrowest`` is the width in pixels at 100 % below which the columns stack. ``stacked_changed`` says so."""

    stacked_changed = Signal(bool)

    def __init__(self, *, narrowest: int = 760, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrowest = narrowest
        self._columns: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().space(4.5))

    @property
    def stacked(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def add(self, column: QWidget, share: int = 1) -> None:
        """To the right of what is there; ``share`` of the width compared with the others."""
        self._columns.append(column)
        self._row.addWidget(column, share)

    def minimumSizeHint(self) -> QSize:
        """That of the widest column: side by side they may ask for more, but then they stack."""
        widest = max((column.minimumSizeHint().width() for column in self._columns), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < look().px(self._narrowest)
        if stacked == self.stacked:
            return
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self.stacked_changed.emit(stacked)


def stack(*parts: QWidget) -> QWidget:
    """One column: parts below each other, from the top, with the gaps of a page."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().space(4.5))
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return column
