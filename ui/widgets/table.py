"""A table of any length over plain rows: sortable, read only, opened with Enter or a double click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.widgets.icons import icon
from ui.widgets.naming import identify
from ui.widgets.saved_note import announce
from ui.widgets.tag import SIGNS, Tone
from ui.widgets.tokens import look

_Index = QModelIndex | QPersistentModelIndex
_ROW = 42
_MOST_ROWS = 12
_FIRST = 150
_COLUMN = 110
_TEN = 10


@dataclass(frozen=True)
class Cell:
    """Words with a sign before them for their tone, and what to sort by where that is not the words."""

    text: str
    tone: Tone = Tone.NEUTRAL
    sort: Any = None


@dataclass(frozen=True)
class Row:
    """``id`` comes back in ``row_opened``."""

    id: object
    cells: tuple[Cell | str, ...]


class Table(QTableView):
    """``columns`` are pairs of title and share of the width. The first column is strong.

    As high as its rows up to twelve, then it scrolls. Its order is that of the rows until a head is clicked, or the
    number of its column typed: once upwards, twice downwards, three times back to the order of the rows.
    """

    row_opened = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        *,
        narrowest: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``narrowest``: the least width of each column in pixels at 100 %, where the usual does not fit."""
        super().__init__(parent)
        identify(self, "table", name)
        self.setAccessibleDescription(_("The number of a column sorts by it."))
        self._least = narrowest or [_FIRST, *[_COLUMN] * (len(columns) - 1)]
        self.setProperty("role", "table")
        self._shares = [share for _title, share in columns]
        self._digits = [str(number) for number in range(1, len(columns) + 1) if number < _TEN]
        self._rows = _Rows([title for title, _share in columns], self)
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._build_head()
        self.doubleClicked.connect(self._on_double_clicked)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows`` in the order given, or in that of the head clicked before; the cursor stays on its row."""
        kept, column = self.current_id(), self.currentIndex().column()
        self._rows.show_rows(rows)
        place = self._rows.place_of(kept) if kept is not None else None
        if place is not None:
            self.setCurrentIndex(self._rows.index(place, column))
        if self.hasFocus():
            self._have_current_row()
        self.updateGeometry()

    def current_id(self) -> object | None:
        """The id of the row the cursor is on."""
        index = self.currentIndex()
        return self._rows.row_at(index).id if index.isValid() else None

    def sizeHint(self) -> QSize:
        rows = min(max(self._rows.rowCount(), 1), _MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + rows * self._row_height() + 2
        if sum(self._narrowest()) > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(look().px(400), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.setIconSize(QSize(look().px(20), look().px(16)))
        narrowest = self._narrowest()
        spare = max(0, self.viewport().width() - sum(narrowest))
        for column, (least, share) in enumerate(zip(narrowest, self._shares, strict=True)):
            self.setColumnWidth(column, least + spare * share // sum(self._shares))
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._have_current_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._on_double_clicked(self.currentIndex())
        elif event.text() in self._digits and not event.modifiers() & ~_KEYPAD:
            self._sort_by(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def _build_head(self) -> None:
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _sort_by(self, column: int) -> None:
        """As a click on the head does."""
        head, orders = self.horizontalHeader(), Qt.SortOrder
        if head.sortIndicatorSection() != column:
            head.setSortIndicator(column, orders.AscendingOrder)
        elif head.sortIndicatorOrder() is orders.AscendingOrder:
            head.setSortIndicator(column, orders.DescendingOrder)
        else:
            head.setSortIndicator(-1, orders.AscendingOrder)
        self.scrollTo(self.currentIndex())
        words = _("Sorted by {column}") if head.sortIndicatorSection() >= 0 else _("In the first order again")
        announce(self, words.format(column=self._rows.headerData(column, Qt.Orientation.Horizontal)))

    def _have_current_row(self) -> None:
        if self._rows.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0, 0))

    def _row_height(self) -> int:
        return look().px(_ROW)

    def _narrowest(self) -> list[int]:
        return [look().px(width) for width in self._least]

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(self._rows.row_at(index).id)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class _Rows(QAbstractTableModel):
    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._sorted()
        self.endResetModel()

    def place_of(self, identifier: object) -> int | None:
        return next((place for place, row in enumerate(self._rows) if row.id == identifier), None)

    def row_at(self, index: QModelIndex) -> Row:
        return self._rows[index.row()]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        reader = _READERS.get(role)
        if reader is None:
            return None
        cell = self._rows[index.row()].cells[index.column()]
        return reader(cell if isinstance(cell, Cell) else Cell(cell), index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in before]
        self._rows = self._sorted()
        places = {id(row): place for place, row in enumerate(self._rows)} if before else {}
        after = [self.index(places[id(row)], index.column()) for row, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self) -> list[Row]:
        column, order = self._order
        if column < 0:
            return list(self._given)
        return sorted(self._given, key=_sort_key(column), reverse=order is Qt.SortOrder.DescendingOrder)


def _sort_key(column: int) -> Callable[[Row], Any]:
    def key(row: Row) -> Any:
        cell = row.cells[column]
        if isinstance(cell, str):
            return cell.casefold()
        return cell.text.casefold() if cell.sort is None else cell.sort

    return key


def _words(cell: Cell, _column: int) -> str:
    return cell.text


def _tooltip(cell: Cell, _column: int) -> str:
    """Qt reads a tooltip with a tag in it as markup, and then needs it escaped."""
    return escape(cell.text) if "<" in cell.text else cell.text


def _sign(cell: Cell, _column: int) -> object:
    return icon(SIGNS[cell.tone], f"{cell.tone}_text") if cell.tone in SIGNS else None


def _font(_cell: Cell, column: int) -> object:
    if column:
        return None
    font = QFont()
    font.setBold(True)
    return font


_READERS: dict[int, Callable[[Cell, int], object]] = {
    Qt.ItemDataRole.DisplayRole: _words,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.DecorationRole: _sign,
    Qt.ItemDataRole.FontRole: _font,
}
