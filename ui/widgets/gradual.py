"""A column whose parts are made one a turn of the event loop, so that making many keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Gradual(QWidget):
    """``parts`` makes each part when it is asked for it: the first at once, so that the focus has somewhere to go."""

    def __init__(self, parts: Iterable[QWidget], spacing: int, parent: QWidget | None = None) -> None:
        """``spacing`` in pixels between the parts."""
        super().__init__(parent)
        self._parts = iter(parts)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._add_next)
        self._turn.start()
        self._add_next()

    @property
    def complete(self) -> bool:
        """Whether every part has been made."""
        return not self._turn.isActive()

    def _add_next(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._turn.stop()
        else:
            self._layout.addWidget(part)
