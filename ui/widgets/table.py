"""A table of any length over plain rows: sortable, read only, opened with Enter or a double click."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from ui.widgets.naming import identify
from ui.widgets.revealing import reveal
from ui.widgets.saved_note import announce
from ui.widgets.table_rows import Cell, Row, TableRows
from ui.widgets.tokens import look

__all__ = ["Cell", "Row", "Table"]

_Index = QModelIndex | QPersistentModelIndex
_ROW = 42
_MOST_ROWS = 12
_EDGES = 24  # pixels at 100 % that a cell leaves free on both sides of its words
_FIRST = 150
_COLUMN = 110
_TEN = 10
_Action = QAbstractItemView.CursorAction
_ENSURE_VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible


class Table(QTableView):
    """``columns`` are pairs of title and share of the width. The first column is strong.

    As high as its rows up to twelve, then it scrolls; ``whole`` as high as all of them, for a page that scrolls, and
    there long words of the first column wrap. Its order is that of the rows until a head is clicked, or the number of
    its column typed: once upwards, twice downwards, three times back to the order of the rows. One that is filled as
    it is read cannot be sorted: ``more_wanted`` comes near its end while there is ``more``.
    """

    row_opened = Signal(object)
    more_wanted = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        *,
        narrowest: Sequence[int] = (),
        whole: bool = False,
        sortable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``narrowest``: the least width of each column in pixels at 100 %, where the usual does not fit."""
        super().__init__(parent)
        identify(self, "table", name)
        if sortable:
            self.setAccessibleDescription(_("The number of a column sorts by it."))
        self._least = narrowest or [_FIRST, *[_COLUMN] * (len(columns) - 1)]
        self.setProperty("role", "table")
        self._shares = [share for _title, share in columns]
        self._digits = [str(number) for number in range(1, len(columns) + 1) if number < _TEN and sortable]
        self._whole = whole
        self._rows = TableRows([title for title, _share in columns], self)
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(whole)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._build_head(sortable=sortable)
        self.doubleClicked.connect(self._on_double_clicked)
        self._rows.more_wanted.connect(self.more_wanted)

    @property
    def narrowest(self) -> int:
        """The width in pixels below which its columns do not fit."""
        return sum(self._narrowest())

    @property
    def ids(self) -> list[object]:
        """Those of the rows, in the order shown."""
        return self._rows.ids()

    def set_rows(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Show ``rows`` in the order given, or in that of the head clicked before; the cursor stays on its row."""
        kept, column = self.current_id(), self.currentIndex().column()
        self._rows.show_rows(rows, more=more)
        self.choose(kept, column)
        if self.hasFocus():
            self._have_current_row()
        self._fit_rows()

    def choose(self, identifier: object, column: int = 0) -> None:
        """Put the cursor on the row with this id, if there is one."""
        place = self._rows.place_of(identifier)
        if place is not None:
            self.setCurrentIndex(self._rows.index(place, column))

    def add_rows(self, rows: Sequence[Row], *, more: bool) -> None:
        """What ``more_wanted`` asked for, below what is there."""
        self._rows.add_rows(rows, more=more)

    def current_id(self) -> object | None:
        """The id of the row the cursor is on."""
        index = self.currentIndex()
        return self._rows.row_at(index).id if index.isValid() else None

    def sizeHint(self) -> QSize:
        rows = min(max(self._rows.rowCount(), 1), _MOST_ROWS) * self._row_height()
        rows = max(self.verticalHeader().length(), self._row_height()) if self._whole else rows
        height = self.horizontalHeader().sizeHint().height() + rows + 2
        if self.narrowest > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(look().px(400), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.setIconSize(QSize(look().px(20), look().px(16)))
        narrowest = self._narrowest()
        spare = max(0, self.viewport().width() - self.narrowest)
        for column, (least, share) in enumerate(zip(narrowest, self._shares, strict=True)):
            self.setColumnWidth(column, least + spare * share // sum(self._shares))
        self._fit_rows()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._have_current_row()

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = _ENSURE_VISIBLE) -> None:
        super().scrollTo(index, hint)
        if self._whole and self.hasFocus():
            reveal(self, index)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Page up and down go by what is seen: the table itself may be far higher."""
        pages = {_Action.MovePageUp: -1, _Action.MovePageDown: 1}.get(action)
        if not (self._whole and pages and self.currentIndex().isValid()):
            return super().moveCursor(action, modifiers)
        seen = self.viewport().visibleRegion().boundingRect().height() // self._row_height()
        place = self.currentIndex().row() + pages * max(1, seen - 1)
        return self._rows.index(min(max(0, place), self._rows.rowCount() - 1), self.currentIndex().column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._on_double_clicked(self.currentIndex())
        elif event.text() in self._digits and not event.modifiers() & ~_KEYPAD:
            self._sort_by(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def _build_head(self, *, sortable: bool) -> None:
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionsClickable(sortable)
        self.setSortingEnabled(sortable)

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

    def _fit_rows(self) -> None:
        """Where all rows are shown, each is as high as the words of its first column ask for."""
        font = QFont(self.font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        room = QRect(0, 0, self.columnWidth(0) - look().px(_EDGES), 0)
        for place in range(self._rows.rowCount() if self._whole else 0):
            words = str(self._rows.index(place, 0).data())
            further = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height() - metrics.height()
            self.setRowHeight(place, self._row_height() + max(0, further))
        self.updateGeometry()

    def _row_height(self) -> int:
        return look().px(_ROW)

    def _narrowest(self) -> list[int]:
        return [look().px(width) for width in self._least]

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_opened.emit(self._rows.row_at(index).id)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
