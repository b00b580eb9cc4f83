"""A day and a time of day together, such as when a session took place."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.problems import Problem
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.time_box import TimeBox
from ui.widgets.tokens import look


class HalfAMoment(Problem):
    """A day without a time, or a time without a day."""


class MomentBox(QWidget):
    """Two fields, and perhaps a button, in a row, or below each other where there is no room for one."""

    changed = Signal()

    def __init__(self, day_label: str, time_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateBox(day_label)
        self.time = TimeBox(time_label)
        self.day.changed.connect(self.changed)
        self.time.changed.connect(self.changed)
        self.time.setMinimumWidth(look().px(150))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().space(6))
        self._row.addStretch(1)
        self._parts: list[QWidget] = []
        self.add(self.day)
        self.add(self.time)
        self.setFocusProxy(self.day)

    def add(self, widget: QWidget) -> None:
        """To the right of what is there, standing on the same line."""
        self._parts.append(widget)
        self._row.insertWidget(self._row.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignBottom)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part: in a row they may ask for more, but then they stand below each other."""
        return QSize(max(self._widths()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = self._widths()
        fits = sum(widths) + (len(widths) - 1) * self._row.spacing() <= self.width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def value(self) -> datetime | None:
        """Aware local time; ``None`` when nothing is typed. Raises a `Problem` when what is typed cannot be read."""
        day, time = self.day.value(), self.time.time()
        if day is None and time is None:
            return None
        if day is None:
            raise HalfAMoment(_("{label}: enter the day as well").format(label=self.day.label))
        if time is None:
            raise HalfAMoment(_("{label}: enter the time as well").format(label=self.time.label))
        try:
            return datetime.combine(day, time).astimezone()
        except (OverflowError, OSError, ValueError):  # a year that the computer's own calendar does not reach
            raise HalfAMoment(_("{label}: check the year").format(label=self.day.label)) from None

    def set_value(self, at: datetime | None) -> None:
        local = at.astimezone() if at else None
        self.day.set_value(local.date() if local else None)
        self.time.set_time(local.time() if local else None)

    def field(self) -> Field:
        """The field that a problem is said at: the time when the day can be read, otherwise the day."""
        try:
            day = self.day.value()
        except Problem:
            return self.day
        if day is not None and self._time_is_at_fault():
            return self.time
        return self.day

    def _widths(self) -> list[int]:
        return [max(part.minimumSizeHint().width(), part.minimumWidth()) for part in self._parts]

    def _time_is_at_fault(self) -> bool:
        try:
            return self.time.time() is None
        except Problem:
            return True
