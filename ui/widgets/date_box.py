"""A date, typed as day, month and year, with a calendar at hand for near dates."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QCloseEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.problems import Problem
from app.domain.texts import clean
from ui.widgets.field import Field
from ui.widgets.icons import icon
from ui.widgets.label import Text
from ui.widgets.naming import identify, slug
from ui.widgets.tokens import look


class NotADate(Problem):
    """What was typed is no date of the calendar."""


class DateBox(Field):
    """Whether a date makes sense (not in the future, not 200 years ago) is for the domain to say."""

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        calendar: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint or _("For example, 27 3 2026"), optional=optional, parent=parent)
        self._row = QHBoxLayout()
        self._row.setSpacing(look().space(2))
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._layout.addLayout(self._row)
        self.day = self._add_part(_("Day"), "day", 2)
        self.month = self._add_part(_("Month"), "month", 2)
        self.year = self._add_part(_("Year"), "year", 4)
        self._calendar: _Calendar | None = None
        if calendar:
            self._row.addWidget(self._build_button(), alignment=Qt.AlignmentFlag.AlignBottom)

    def value(self) -> date | None:
        """None when nothing is typed; raises `NotADate` with a sentence when it is no date."""
        day, month, year = (clean(part.text()).strip() for part in (self.day, self.month, self.year))
        if not (day or month or year):
            return None
        missing = [name for name, typed in ((_("day"), day), (_("month"), month), (_("year"), year)) if not typed]
        if missing:
            raise NotADate(
                _("{label}: a date needs a day, a month and a year; missing: {missing}").format(
                    label=self.label, missing=", ".join(missing)
                )
            )
        if not (year.isdecimal() and len(year) == 4):
            raise NotADate(_("{label}: type the year with four digits, such as 2026").format(label=self.label))
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise NotADate(
                _("{label}: there is no such date as {day} {month} {year}").format(
                    label=self.label, day=day[:9], month=month[:9], year=year
                )
            ) from None

    def set_value(self, on: date | None) -> None:
        self.day.setText(str(on.day) if on else "")
        self.month.setText(str(on.month) if on else "")
        self.year.setText(f"{on.year:04}" if on else "")

    def _add_part(self, name: str, key: str, digits: int) -> QLineEdit:
        box = QLineEdit()
        box.setMaxLength(40)
        box.setFixedWidth(look().px(digits * 11 + 26))
        box.textEdited.connect(self.changed)
        label = Text(name)
        label.setWordWrap(False)
        column = QVBoxLayout()
        column.setSpacing(look().space(0.5))
        column.addWidget(label)
        column.addWidget(box)
        self._row.addLayout(column)
        self._hold_part(box, label, name, key)
        return box

    def _hold_part(self, box: QLineEdit, label: QLabel, name: str, key: str) -> None:
        self._hold(box, label)
        words = _("{label}: {part}").format(label=self.label, part=name)
        identify(box, f"{slug(self.label)}-{key}", words)

    def _build_button(self) -> QPushButton:
        button = _CalendarButton()
        button.setToolTip(_("Choose from a calendar"))
        identify(button, f"{slug(self.label)}-calendar", _("{label}: choose from a calendar").format(label=self.label))
        button.clicked.connect(self._on_calendar_clicked)
        self._button = button
        return button

    def _on_calendar_clicked(self) -> None:
        if self._calendar is None:
            self._calendar = _Calendar(self)
            self._calendar.activated.connect(self._on_date_chosen)
            self._calendar.clicked.connect(self._on_date_chosen)
        try:
            typed = self.value()
        except NotADate:
            typed = None
        if typed:
            self._calendar.setSelectedDate(QDate(typed.year, typed.month, typed.day))
        self._calendar.move(self._button.mapToGlobal(QPoint(0, self._button.height() + look().space(1))))
        self._calendar.show()
        self._calendar.setFocus()

    def _on_date_chosen(self, chosen: QDate) -> None:
        if self._calendar:
            self._calendar.close()
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
        self._button.setFocus()
        self.changed.emit()


class _CalendarButton(QPushButton):
    """Only an icon; never what Enter presses in a field beside it."""

    def __init__(self) -> None:
        super().__init__(icon("calendar-days"), "")
        self.setProperty("role", "icon")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit_icon()

    def _fit_icon(self) -> None:
        self.setIconSize(QSize(look().px(18), look().px(18)))


class _Calendar(QCalendarWidget):
    """Drops down below its button and goes away when something else is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setGridVisible(False)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, QTextCharFormat())
        for name, arrow in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.findChild(QToolButton, name)
            if button:
                button.setIcon(icon(arrow))
        identify(self, "calendar", _("Calendar"))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        owner = self.parentWidget()
        if owner:
            owner.window().activateWindow()
