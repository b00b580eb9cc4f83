"""Keeps the current row in sight where a list is as high as its rows: then the page scrolls, and the list does not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from ui.widgets.tokens import look


def reveal(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> None:
    """Scroll the page around ``view`` so that the row at ``index`` is seen."""
    area: QWidget | None = view.parentWidget()
    while area and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    content = area.widget() if isinstance(area, QScrollArea) else None
    if not isinstance(area, QScrollArea) or not content or not index.isValid():
        return
    rect = view.visualRect(index)
    middle = view.viewport().mapTo(content, rect.center())
    area.ensureVisible(middle.x(), middle.y(), 0, rect.height() // 2 + look().space(4))
