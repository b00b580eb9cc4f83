"""A day and a time of day together, such as when a session took place."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.problems import Problem
from app.domain.sessions import Step
from app.domain.signing import Missing
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.time_box import TimeBox
from ui.widgets.tokens import look


class HalfAMoment(Problem):
    """A day without a time, or a time without a day."""


class MomentBox(QWidget):
    """Two fields, and perhaps a button, in a row."""

    changed = Signal()

    def __init__(self, day_label: str, time_label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateBox(day_label)
        self.time = TimeBox(time_label)
        self.day.changed.connect(self.changed)
        self.time.changed.connect(self.changed)
        self.time.setMinimumWidth(look().px(150))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().space(6))
        self._row.addStretch(1)
        self.add(self.day)
        self.add(self.time)
        self.setFocusProxy(self.day)

    def add(self, widget: QWidget) -> None:
        """To the right of what is there, standing on the same line."""
        self._row.insertWidget(self._row.count() - 1, widget, alignment=Qt.AlignmentFlag.AlignBottom)

    def moment(self) -> datetime | None:
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

    def set_moment(self, at: datetime | None) -> None:
        local = at.astimezone() if at else None
        self.day.set_value(local.date() if local else None)
        self.time.set_time(local.time() if local else None)

    def unreadable(self, step: Step, name: str) -> list[Missing]:
        """What was typed and cannot be read, as something to mend in ``step``."""
        try:
            self.moment()
        except Problem as problem:
            return [Missing(step=step, field=name, sentence=problem.sentence)]
        return []

    def field(self) -> Field:
        """The field that a problem is said at: the time when the day can be read, otherwise the day."""
        try:
            day = self.day.value()
        except Problem:
            return self.day
        if day is not None and self._time_is_at_fault():
            return self.time
        return self.day

    def _time_is_at_fault(self) -> bool:
        try:
            return self.time.time() is None
        except Problem:
            return True
