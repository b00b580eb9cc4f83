"""A grid of weeks and days: each cell counts what falls on its day. Read by a screen reader as a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from gettext import gettext as _
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from app.domain.days import day_and_month_words, day_words, weekday_name, weekday_words
from app.services.calendar import CalendarDay
from ui.today.calendar_cell import CellPainter
from ui.widgets.naming import identify, restyle
from ui.widgets.revealing import reveal
from ui.widgets.tokens import look

_Index = QModelIndex | QPersistentModelIndex
_ROW = 72
_NARROW = 330
"""Pixels at 100 % below which weekdays are one letter, and the days alone say the week."""
_WEEK = 7
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarGrid(QTableView):
    """Arrow keys go by day and week. ``day_shown`` comes with the day in focus, ``day_entered`` with Enter or a click
    twice; both carry a CalendarDay.
    """

    day_shown = Signal(object)
    day_entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, "eight-weeks", _("The coming eight weeks"))
        self.setAccessibleDescription(_("Arrows go by day and by week, Enter lists what falls on the day."))
        self.setProperty("role", "table")
        self._days = _Days(self)
        self.setModel(self._days)
        self._painter = CellPainter(self)
        self.setItemDelegate(self._painter)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
            head.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._on_entered)

    @property
    def shown(self) -> CalendarDay | None:
        """The day in focus."""
        return self._days.day_at(self.currentIndex())

    def set_days(self, days: Iterable[CalendarDay]) -> None:
        """Show ``days``, which follow each other; the day in focus stays so while it is there."""
        kept = self.shown
        known = list(days)
        self._painter.today = known[0].day if known else date.min
        self._days.replace(known)
        self._fit()
        self.setCurrentIndex(self._days.index_of(kept.day if kept else None))

    def sizeHint(self) -> QSize:
        return QSize(look().px(560), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(150), self._height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reveal(self, self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            reveal(self, current)
        day = self._days.day_at(current)
        if day:
            self.day_shown.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._on_entered(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        narrow = self.width() < look().px(_NARROW)
        if narrow != self._days.narrow:
            self._days.narrow = narrow
            self.verticalHeader().setVisible(not narrow)
            restyle(self.horizontalHeader(), "narrow", str(narrow).lower())
        self.verticalHeader().setDefaultSectionSize(look().px(_ROW))
        self.verticalHeader().setFixedWidth(look().px(76))
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        return self.horizontalHeader().sizeHint().height() + self._days.rowCount() * look().px(_ROW) + look().px(2)

    def _on_entered(self, index: QModelIndex) -> None:
        day = self._days.day_at(index)
        if day:
            self.day_entered.emit(day)


class _Days(QAbstractTableModel):
    """Weeks from Monday; days before the first and after the last are there, but cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._given: list[CalendarDay] = []
        self._monday = date.min
        self.narrow = False

    def replace(self, days: list[CalendarDay]) -> None:
        self.beginResetModel()
        self._given = days
        self._monday = days[0].day - timedelta(days=days[0].day.weekday()) if days else date.min
        self.endResetModel()

    def date_at(self, index: _Index) -> date:
        return self._monday + timedelta(days=index.row() * _WEEK + index.column())

    def day_at(self, index: _Index) -> CalendarDay | None:
        if not index.isValid() or not self._given:
            return None
        place = (self.date_at(index) - self._given[0].day).days
        return self._given[place] if 0 <= place < len(self._given) else None

    def index_of(self, day: date | None) -> QModelIndex:
        """That of ``day``, or of the first day where it is not among them."""
        if not self._given:
            return QModelIndex()
        first = self._given[0].day
        inside = day is not None and 0 <= (day - first).days < len(self._given)
        place = ((day if day and inside else first) - self._monday).days
        return self.index(place // _WEEK, place % _WEEK)

    def rowCount(self, parent: _Index | None = None) -> int:
        if (parent and parent.isValid()) or not self._given:
            return 0
        return (self._given[-1].day - self._monday).days // _WEEK + 1

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else _WEEK

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if self.day_at(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if role == Qt.ItemDataRole.UserRole:
            return day
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            today = self._given[0].day if self._given else date.min
            return day_summary(day, today) if day else day_words(self.date_at(index))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        day = date(2026, 3, 2) + timedelta(days=section) if across else self._monday + timedelta(weeks=section)
        if role == Qt.ItemDataRole.DisplayRole:
            return weekday_name(day)[: 1 if self.narrow else 3] if across else day_and_month_words(day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return weekday_name(day) if across else _("Week from {day}").format(day=day_words(day))
        return None


def day_summary(day: CalendarDay, today: date) -> str:
    """All that a cell says, in words."""
    parts = [weekday_words(day.day)]
    if day.day == today:
        parts.append(_("today"))
    if day.is_holiday:
        parts.append(_("bank holiday"))
    parts += [words.format(count=count) for words, count in counts(day)] or [_("nothing")]
    return ", ".join(parts)


def counts(day: CalendarDay) -> list[tuple[str, int]]:
    """What falls on the day, in words with their number."""
    found = (
        (_("due: {count}"), len(day.flags)),
        (_("appointments: {count}"), len(day.appointments)),
        (_("supervision ends: {count}"), len(day.ends)),
    )
    return [(words, count) for words, count in found if count]
