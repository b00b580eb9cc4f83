"""How one day of the calendar is drawn: its number, and what falls on it by shape and number, in words where they fit.

Knows no grid.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from gettext import gettext as _

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.days import day_and_month_words
from app.services.calendar import CalendarDay
from ui.widgets.flow import FlowLayout
from ui.widgets.tokens import look

_Index = QModelIndex | QPersistentModelIndex


class Mark(StrEnum):
    """What falls on a day; told apart by shape, colour and words."""

    DUE = "due"
    APPOINTMENT = "appointment"
    END = "end"

    @property
    def label(self) -> str:
        return {
            Mark.DUE: _("Due"),
            Mark.APPOINTMENT: _("Appointment"),
            Mark.END: _("Supervision ends"),
        }[self]


_SIDE, _GAP = 8, 3  # pixels at 100 %: a shape, and from it to its words
_COLOURS = {Mark.DUE: "danger", Mark.APPOINTMENT: "accent", Mark.END: "text"}


class CellPainter(QStyledItemDelegate):
    """Draws the CalendarDay of the user role; a cell without one is no day of the calendar."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.today = date.min

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        day = index.data(Qt.ItemDataRole.UserRole)
        shown = day if isinstance(day, CalendarDay) else None
        rect = QRect(option.rect)
        painter.save()
        _paint_back(painter, rect, shown, current=index == self._view.currentIndex())
        if shown:
            _paint_day(painter, rect, shown, today=shown.day == self.today)
        painter.restore()


class Legend(QWidget):
    """The shapes in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, spacing=look().space(4))
        for mark in Mark:
            row.addWidget(_Sign(mark))


class _Sign(QWidget):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setAccessibleName(mark.label)

    def sizeHint(self) -> QSize:
        height = QFontMetrics(self.font()).height() + look().space(1)
        return QSize(_count_width(self._mark.label, self.font()) + look().px(2), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint_count(QPainter(self), self.rect(), self._mark, self._mark.label, self.font())


def _paint_back(painter: QPainter, rect: QRect, day: CalendarDay | None, *, current: bool) -> None:
    colours = look()
    inside = rect.adjusted(0, 0, -1, -1)
    back = "sunken" if day is None else "surface" if day.working else "hover"
    painter.fillRect(rect, colours.colour("selected" if current else back))
    painter.setPen(colours.colour("border"))
    painter.drawRect(inside)
    if current:
        edge = colours.px(2)
        painter.fillRect(rect.left(), rect.top(), rect.width(), edge, colours.colour("selected_border"))
        painter.fillRect(rect.left(), rect.bottom() - edge, rect.width(), edge, colours.colour("selected_border"))
        painter.fillRect(rect.left(), rect.top(), edge, rect.height(), colours.colour("selected_border"))
        painter.fillRect(rect.right() - edge, rect.top(), edge, rect.height(), colours.colour("selected_border"))


def _paint_day(painter: QPainter, rect: QRect, day: CalendarDay, *, today: bool) -> None:
    edge = min(look().space(1.5), rect.width() // 12)
    font = _small(painter.font())
    line = QFontMetrics(font).height()
    inside = rect.adjusted(edge, edge, -edge, -edge)
    head = QFont(font)
    head.setBold(today)
    painter.setFont(head)
    painter.setPen(look().colour("text" if day.working or today else "muted"))
    words = _day_words(day, today=today)
    fits = QFontMetrics(head).horizontalAdvance(words) <= inside.width()
    _paint_words(painter, inside, words if fits else str(day.day.day))
    top = inside.top() + line + look().space(0.5)
    if day.is_holiday:
        painter.setFont(font)
        _paint_words(painter, QRect(inside.left(), inside.bottom() - line, inside.width(), line), _("Holiday"))
    found = _counts(day)
    left = inside.left()
    for mark, count, said in found:
        alone = len(found) == 1 and _count_width(said, font) <= inside.width()
        shown = said if alone else str(count)
        if left > inside.left() and left + _count_width(shown, font) > inside.right():
            left, top = inside.left(), top + line
        _paint_count(painter, QRect(left, top, inside.width(), line), mark, shown, font)
        left += _count_width(shown, font) + look().space(2)


def _paint_words(painter: QPainter, room: QRect, words: str) -> None:
    short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, short)


def _day_words(day: CalendarDay, *, today: bool) -> str:
    if today:
        return _("Today")
    return day_and_month_words(day.day) if day.day.day == 1 else str(day.day.day)


def _counts(day: CalendarDay) -> list[tuple[Mark, int, str]]:
    found = (
        (Mark.DUE, len(day.flags), _("due")),
        (Mark.APPOINTMENT, len(day.appointments), _("booked")),
        (Mark.END, len(day.ends), _("ends")),
    )
    return [(mark, count, _("{count} {what}").format(count=count, what=what)) for mark, count, what in found if count]


def _paint_count(painter: QPainter, room: QRect, mark: Mark, words: str, font: QFont) -> None:
    """A shape and its words at the left of ``room``."""
    side = look().px(_SIDE)
    shape = QRectF(room.left(), QRectF(room).center().y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour(_COLOURS[mark]))
    if mark is Mark.DUE:
        painter.drawEllipse(shape)
    elif mark is Mark.APPOINTMENT:
        painter.drawRect(shape)
    else:
        tip = QPointF(shape.center().x(), shape.top())
        painter.drawPolygon(QPolygonF([shape.bottomLeft(), tip, shape.bottomRight()]))
    painter.setFont(font)
    painter.setPen(look().colour("text"))
    text = room.adjusted(side + look().px(_GAP), 0, 0, 0)
    painter.drawText(
        text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words
    )


def _count_width(words: str, font: QFont) -> int:
    return look().px(_SIDE) + look().px(_GAP) + QFontMetrics(font).horizontalAdvance(words)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(look().size("small"))
    return small
