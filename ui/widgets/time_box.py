"""A time of day, typed."""

from __future__ import annotations

import datetime as dt
import re
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from ui.widgets.line_box import LineBox

_FORM = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap]\.?m\.?)?", re.IGNORECASE)


class NotATime(Problem):
    """What was typed is no time of day."""


class TimeBox(LineBox):
    """Takes 14:30, 14.30, 1430, 2pm or 2:30 pm."""

    def __init__(self, label: str, hint: str = "", *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, hint or _("For example, 14:30"), optional=optional, width=8, parent=parent)

    def time(self) -> dt.time | None:
        """None when nothing is typed; raises `NotATime` with a sentence when it is no time of day."""
        typed = self.value.strip()
        if not typed:
            return None
        form = _FORM.fullmatch(typed)
        if not form:
            raise self._not_a_time()
        hour, minute = int(form[1]), int(form[2] or 0)
        if form[3]:
            if not 1 <= hour <= 12:
                raise self._not_a_time()
            hour = hour % 12 + (12 if form[3].lower().startswith("p") else 0)
        if hour > 23 or minute > 59:
            raise self._not_a_time()
        return dt.time(hour, minute)

    def set_time(self, moment: dt.time | None) -> None:
        self.set_value(moment.strftime("%H:%M") if moment else "")

    def _not_a_time(self) -> NotATime:
        return NotATime(_("{label}: type a time of day, such as 14:30").format(label=self.label))
