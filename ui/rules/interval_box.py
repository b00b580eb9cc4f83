"""A stretch of the calendar, typed as months, weeks, days, working days and hours."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.problems import Problem
from app.domain.rules import Interval
from app.domain.texts import clean
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.naming import identify, slug
from ui.widgets.tokens import look

_LONGEST = 6


class NotANumber(Problem):
    """What was typed is no whole number of units."""


class IntervalBox(Field):
    """What is left empty counts as none."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent=parent)
        row = FlowLayout(spacing=look().space(3))
        self._layout.addLayout(row)
        self._parts: dict[str, tuple[str, QLineEdit]] = {}
        for unit, name in _units():
            row.addWidget(self._build_part(unit, name))

    def value(self) -> Interval:
        """Raises `NotANumber` with a sentence."""
        typed = {unit: (name, clean(box.text()).strip()) for unit, (name, box) in self._parts.items()}
        for name, text in typed.values():
            if text and not (text.isdecimal() and len(text) <= _LONGEST):
                words = _("{label}: type {unit} as a whole number that is not negative, such as 14")
                raise NotANumber(words.format(label=self.label, unit=name))
        return Interval(**{unit: int(text or 0) for unit, (_name, text) in typed.items()})

    def set_value(self, interval: Interval) -> None:
        for unit, (_name, box) in self._parts.items():
            count = getattr(interval, unit)
            box.setText(str(count) if count else "")

    def _build_part(self, unit: str, name: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().space(0.5))
        box = QLineEdit()
        box.setMaxLength(40)
        box.setFixedWidth(look().px(70))
        box.textEdited.connect(self.changed)
        label = Text(_capitalised(name))
        label.setWordWrap(False)
        column.addWidget(label)
        column.addWidget(box)
        self._hold(box, label)
        words = _("{label}: {part}").format(label=self.label, part=name)
        identify(box, f"{slug(self.label)}-{unit}", words)
        self._parts[unit] = name, box
        return part


def _units() -> Iterator[tuple[str, str]]:
    yield "months", _("months")
    yield "weeks", _("weeks")
    yield "days", _("days")
    yield "working_days", _("working days")
    yield "hours", _("hours")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
