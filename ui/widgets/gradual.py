"""A column whose parts are made one a turn of the event loop, so that making many keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
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
            self._append(part)

    def _append(self, part: QWidget) -> None:
        """Below the others, and after them for Tab too: left alone, it would come after all that is on the page."""
        before = _stops(self)[-1:]
        self._layout.addWidget(part)
        for one, following in pairwise([*before, *_stops(part)]) if before else ():
            self.setTabOrder(one, following)


def _stops(widget: QWidget) -> list[QWidget]:
    return [one for one in widget.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
