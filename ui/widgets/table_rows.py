"""The rows of a table as Qt's views ask for them, and their order. Knows no view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from ui.widgets.icons import icon
from ui.widgets.tag import SIGNS, Tone

_Index = QModelIndex | QPersistentModelIndex


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


class TableRows(QAbstractTableModel):
    """``more_wanted`` comes near the end of what is shown, once, while there is more."""

    more_wanted = Signal()

    def __init__(self, titles: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._more = False
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: Sequence[Row], *, more: bool) -> None:
        self.beginResetModel()
        self._more = more
        self._given = list(rows)
        self._rows = self._sorted()
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row], *, more: bool) -> None:
        self._more = more
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._given += rows
            self._rows += rows
            self.endInsertRows()

    def canFetchMore(self, parent: _Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        """Asked for once: what comes says whether there is more."""
        self._more = False
        self.more_wanted.emit()

    def ids(self) -> list[object]:
        return [row.id for row in self._rows]

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
