"""A list whose rows say several things: painted rows, so that hundreds stay quick, read by a screen reader as one text.

Enter or a double click opens a row, Space or a click on its button does its one action, letters are the list's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets.naming import identify, slug
from ui.widgets.revealing import reveal
from ui.widgets.row_shape import Row, RowShape

_Index = QModelIndex | QPersistentModelIndex


class RowList(QListView):
    """Takes the height of its rows: the page scrolls, the list does not.

    ``more_wanted`` carries the place on the screen for a menu, for a row that has more to do.
    """

    row_opened = Signal(object)
    row_acted = Signal(object)
    letter_pressed = Signal(object, str)
    more_wanted = Signal(object, QPoint)

    def __init__(self, name: str, letters: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        """``letters`` (capitals) are sent with the key of the row they were pressed on; ``hint`` is spoken.

        ``always_marked`` is for a list that a search box steers: its current row shows without the focus.
        """
        super().__init__(parent)
        self._letters = letters
        self._model = _Rows(self)
        self.always_marked = False
        self._shapes: dict[int, list[RowShape]] = {}
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        identify(self, slug(name), name)
        self.setAccessibleDescription(hint)

    @property
    def rows(self) -> Sequence[Row]:
        return self._model.rows

    @property
    def current_key(self) -> object | None:
        row = self.current_row
        return row.key if row else None

    @property
    def current_row(self) -> Row | None:
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``; the row that was current stays so while it is still there."""
        if list(rows) == self._model.rows:
            return
        kept, place = self.current_key, max(0, self.currentIndex().row())
        self._model.replace(list(rows))
        self._forget_shapes()
        keys = [row.key for row in rows]
        if keys and (kept is not None or self.hasFocus()):
            self.choose(keys.index(kept) if kept in keys else min(place, len(keys) - 1))

    def choose(self, place: int) -> None:
        """Make the row at ``place`` the current one."""
        self.setCurrentIndex(self._model.index(place, 0))

    def shape(self, place: int) -> RowShape:
        """How the row at ``place`` is laid out in the present width."""
        return self._laid_out(self.viewport().width())[place]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._forget_shapes()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.rows:
            self.choose(0)
        super().focusInEvent(event)
        reveal(self, self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            reveal(self, current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current_row, event.key()
        letter = event.text().upper()
        if row and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _WITH:
            self.row_opened.emit(row.key)
        elif row and key == Qt.Key.Key_Space and row.action:
            self.row_acted.emit(row.key)
        elif row and letter and letter in self._letters and not event.modifiers() & _WITH:
            self.letter_pressed.emit(row.key, letter)
        elif key == Qt.Key.Key_Down and self.currentIndex().row() == len(self._model.rows) - 1:
            self._leave(forwards=True)
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self._leave(forwards=False)
        elif key in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        over = self._part_at(point) is not None or self._dots_at(point) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._asks_for_more(event):
            return
        part = self._part_at(event.position().toPoint())
        if part and event.button() == Qt.MouseButton.LeftButton:
            row, signal = part
            signal.emit(row.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        place = self.indexAt(event.position().toPoint()).row()
        if place >= 0 and self._part_at(event.position().toPoint()) is None:
            self.row_opened.emit(self._model.rows[place].key)

    def _part_at(self, point: QPoint) -> tuple[Row, SignalInstance] | None:
        """What a click at ``point`` would do: the row's button, or its title where it opens something."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        row, shape = self._model.rows[index.row()], self.shape(index.row())
        inside = point - self.visualRect(index).topLeft()
        if shape.button and shape.button.contains(inside):
            return row, self.row_acted
        return (row, self.row_opened) if row.opens and shape.title.contains(inside) else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key and Shift+F10 for the current row, a right click for the row under it."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid() or not self._model.rows[index.row()].more:
            super().contextMenuEvent(event)
            return
        self.setCurrentIndex(index)
        dots = self.shape(index.row()).dots
        corner = dots.bottomLeft() + self.visualRect(index).topLeft() if dots else event.pos()
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner)
        self.more_wanted.emit(self._model.rows[index.row()].key, place)

    def _dots_at(self, point: QPoint) -> Row | None:
        """The row whose three dots lie under ``point``."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        dots = self.shape(index.row()).dots
        inside = point - self.visualRect(index).topLeft()
        return self._model.rows[index.row()] if dots and dots.contains(inside) else None

    def _asks_for_more(self, event: QMouseEvent) -> bool:
        row = self._dots_at(event.position().toPoint())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.more_wanted.emit(row.key, event.globalPosition().toPoint())
        return True

    def _forget_shapes(self) -> None:
        self._shapes.clear()
        self._fit()

    def _fit(self) -> None:
        """Take the height of the rows. While hidden the width is not known, and measuring would be for nothing."""
        if self.isVisible():
            rows = self._laid_out(self.viewport().width())
            self.setFixedHeight(sum(shape.height for shape in rows))
            self.scheduleDelayedItemsLayout()

    def _laid_out(self, width: int) -> list[RowShape]:
        """All rows in ``width``. Two widths are kept: with the scroll bar of the page, and without."""
        if width not in self._shapes:
            if len(self._shapes) > 1:
                del self._shapes[next(iter(self._shapes))]
            bold = QFont(self.font())
            bold.setBold(True)
            lead = RowShape.lead_width((row.lead for row in self._model.rows), bold)
            self._shapes[width] = [RowShape(row, width, lead, self.font()) for row in self._model.rows]
        return self._shapes[width]

    def _leave(self, *, forwards: bool) -> None:
        """Arrow keys walk on into the list after or before this one."""
        other = _next(self, forwards=forwards)
        while other is not None and other is not self:
            if isinstance(other, RowList) and other.isVisible() and other.rows:
                other.choose(0 if forwards else len(other.rows) - 1)
                other.setFocus(Qt.FocusReason.TabFocusReason)
                return
            other = _next(other, forwards=forwards)


def _next(widget: QWidget, *, forwards: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forwards else widget.previousInFocusChain()


_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def replace(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].spoken
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._list = rows

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._list.viewport().width(), self._list.shape(index.row()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        marked = self._list.hasFocus() or self._list.always_marked
        current = marked and index == self._list.currentIndex()
        rect = QRect(option.rect)
        last = index.row() == len(self._list.rows) - 1
        self._list.shape(index.row()).paint(painter, rect.topLeft(), current=current, last=last)
