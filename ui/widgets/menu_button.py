"""A button that opens a menu below itself: what has no room side by side. Knows nothing of what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from ui.widgets.naming import without_mnemonic
from ui.widgets.wrapping_button import WrappingButton


@dataclass(frozen=True, kw_only=True)
class Entry:
    """``current`` is the one of several that holds now."""

    words: str
    choose: Callable[[], object]
    current: bool = False


class MenuButton(WrappingButton):
    """``entries`` is asked each time the menu opens."""

    def __init__(self, words: str, entries: Callable[[], Iterable[Entry]]) -> None:
        super().__init__(words, "chevron-down")
        self._entries = entries
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self._entries():
            action = menu.addAction(without_mnemonic(entry.words))
            action.setCheckable(entry.current)
            action.setChecked(entry.current)
            action.triggered.connect(entry.choose, Qt.ConnectionType.QueuedConnection)  # once the menu has gone
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
