"""A layout that sets parts in a row and breaks the row where the width ends, as words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.widgets.tokens import look


class FlowLayout(QLayout):
    """``spacing`` in pixels, along the rows and, unless ``between_rows`` says otherwise, between them."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int | None = None, between_rows: int | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(look().space(2) if spacing is None else spacing)
        self._between_rows = self.spacing() if between_rows is None else between_rows

    def addWidget(self, widget: QWidget) -> None:
        """Items made here stay valid: those that Qt makes are given up by PySide when the page around them moves."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        smallest = QSize()
        for item in self._items:
            smallest = smallest.expandedTo(item.minimumSize())
        return self._with_margins(smallest)

    def _with_margins(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Set the rows into ``rect``; returns the height they take, margins included."""
        edges = self.contentsMargins()
        inside = rect.marginsRemoved(edges)
        row: list[tuple[QLayoutItem, QSize]] = []
        left, top, tallest = inside.left(), inside.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inside.width(), 1), 1_000_000))
            if size.width() < item.sizeHint().width() and item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if row and left + size.width() > inside.right() + 1:
                self._place(row, inside.left(), top, tallest, move=move)
                top += tallest + self._between_rows
                row, left, tallest = [], inside.left(), 0
            row.append((item, size))
            left += size.width() + self.spacing()
            tallest = max(tallest, size.height())
        self._place(row, inside.left(), top, tallest, move=move)
        return top + tallest - rect.top() + edges.bottom()

    def _place(self, row: list[tuple[QLayoutItem, QSize]], left: int, top: int, tallest: int, *, move: bool) -> None:
        for item, size in row if move else ():
            item.setGeometry(QRect(QPoint(left, top + (tallest - size.height()) // 2), size))
            left += size.width() + self.spacing()
