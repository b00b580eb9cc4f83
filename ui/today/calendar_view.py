"""The coming eight weeks: a grid of days, and beside it what falls on the day in focus; each row opens the person."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import weekday_words
from app.services.calendar import Calendar, CalendarDay, EndRow
from app.services.today import AppointmentRow
from ui.today.calendar_cell import Legend
from ui.today.calendar_grid import CalendarGrid
from ui.today.flag_actions import LETTERS, FlagActions, keys_words
from ui.today.rows import calendar_appointment_row, end_row, flag_rows
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.row_list import RowList


class CalendarView(QWidget):
    """Escape in a list goes back to the grid."""

    def __init__(self, actions: FlagActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._calendar: Calendar | None = None
        self._build_grid()
        self._build_day()
        whole = Columns(narrowest=900)
        whole.add(stack(self._weeks), 8)
        whole.add(stack(self._day, self._overdue), 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(whole)
        self._connect_signals()
        self.setFocusProxy(self._grid)

    def show_calendar(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._overdue.set_rows(flag_rows(calendar.overdue, calendar.today))
        self._grid.set_days(calendar.days)
        if self._grid.shown:
            self._show_day(self._grid.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._grid.hasFocus():
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _build_grid(self) -> None:
        self._weeks = Card(_("The coming eight weeks"))
        self._grid = CalendarGrid()
        hint = _("Arrows go by day and by week, Enter goes to the list of the day, Escape comes back.")
        for part in (Text(hint, muted=True), Legend(), self._grid):
            self._weeks.add(part)

    def _build_day(self) -> None:
        self._day = Card()
        self._heading = Heading("", 3)
        self._holiday = Text(_("Bank holiday: no working day."), muted=True)
        self._nothing = Text(_("Nothing falls due and nobody is expected."), muted=True)
        self._appointments = RowList(_("Appointments of the day"), "S")
        self._ends = RowList(_("Supervision that ends"))
        self._flags = RowList(_("Due on the day"), LETTERS, keys_words())
        for part in (self._heading, self._holiday, self._nothing, self._appointments, self._ends, self._flags):
            self._day.add(part)
        self._overdue = ListCard(_("Overdue before these weeks"), LETTERS, keys_words())

    def _connect_signals(self) -> None:
        self._grid.day_shown.connect(self._show_day)
        self._grid.day_entered.connect(self._on_day_entered)
        for rows in (self._flags, self._overdue.list):
            self._actions.watch(rows)
        self._appointments.row_opened.connect(self._on_appointment_opened)
        self._appointments.row_acted.connect(self._on_appointment_acted)
        self._appointments.letter_pressed.connect(self._on_appointment_acted)
        self._ends.row_opened.connect(self._on_end_opened)

    def _show_day(self, day: CalendarDay) -> None:
        today = self._calendar.today if self._calendar else day.day
        self._heading.setText(weekday_words(day.day))
        self._holiday.setVisible(day.is_holiday)
        self._nothing.setVisible(not (day.flags or day.appointments or day.ends))
        for rows, found in (
            (self._appointments, [calendar_appointment_row(row, today) for row in day.appointments]),
            (self._ends, [end_row(row) for row in day.ends]),
            (self._flags, flag_rows(day.flags, today)),
        ):
            rows.set_rows(found)
            rows.setVisible(bool(found))

    def _on_day_entered(self, _day: CalendarDay) -> None:
        lists = (self._appointments, self._ends, self._flags)
        first = next((rows for rows in lists if rows.rows), None)
        if first:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_appointment_opened(self, row: AppointmentRow) -> None:
        self._actions.person_opened.emit(row.appointment.person_id, "")

    def _on_appointment_acted(self, row: AppointmentRow, _letter: str = "") -> None:
        if row.draft_id:
            self._actions.draft_opened.emit(row.draft_id)
        else:
            self._actions.session_started.emit(row.appointment.person_id)

    def _on_end_opened(self, row: EndRow) -> None:
        self._actions.person_opened.emit(row.person_id, "")
