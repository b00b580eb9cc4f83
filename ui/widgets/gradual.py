"""A column whose parts are made one a turn of the event loop, so that making many keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Gradual(QWidget):
    """``parts`` makes each part when it is asked for it: the first at once, so that the focus has somewhere to go.

    ``completed`` once every part is there.
    """

    completed = Signal()

    def __init__(self, parts: Iterable[QWidget], spacing: int, parent: QWidget | None = None) -> None:
        """``spacing`` in pixels between the parts."""
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._add_next)
        self.begin(parts)

    def begin(self, parts: Iterable[QWidget], fill: Callable[[QWidget], object] | None = None) -> None:
        """Add ``parts`` to a column that stands in its place: what is made before that is styled twice.

        ``fill`` is called with each part once it is in the column, where showing it opens no window of its own.
        """
        self._parts = iter(parts)
        self._fill = fill
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
            self.completed.emit()
            return
        self._append(part)
        if self._fill:
            self._fill(part)
        if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()  # the layout would only post it, and till then the part could not take the focus
        needed = self._layout.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)  # the page makes room a turn later: till then parts would overlap

    def _append(self, part: QWidget) -> None:
        """Below the others, and after them for Tab too: left alone, it would come after all that is on the page."""
        before = _stops(self)[-1:]
        self._layout.addWidget(part)
        _tab_through(before, part)


def tab_after(before: QWidget, part: QWidget) -> None:
    """Have Tab come to what is in ``part``, made later, right after what is in ``before``; both on the same page."""
    _tab_through(_stops(before)[-1:], part)


def _tab_through(before: list[QWidget], part: QWidget) -> None:
    for one, following in pairwise([*before, *_stops(part)]) if before else ():
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget) -> list[QWidget]:
    """Not those of a list that drops down, which is a window of its own."""
    inside = [one for one in widget.findChildren(QWidget) if one.window() is widget.window()]
    return [one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
