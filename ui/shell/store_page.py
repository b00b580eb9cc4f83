"""The room for the store itself: what keeps it safe, with the state of each, and a way to the page for it.

Knows no page: it is told what there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.row_shape import Row


@dataclass(frozen=True)
class Subject:
    """``key`` is what ``opened`` carries; ``state`` may follow later."""

    key: str
    title: str
    about: str


class StorePage(Page):
    """``opened`` carries the key of the subject chosen; ``shown`` when the page comes into view again."""

    opened = Signal(object)
    shown = Signal()

    def __init__(self, subjects: Sequence[Subject], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Your store"),
            _("Everything you record is in one encrypted store on this computer."),
            wide=True,
            parent=parent,
        )
        self._rows = [Row(key=one.key, title=one.title, notes=(one.about,), opens=True) for one in subjects]
        self._card = ListCard(_("Keeping it safe"), counted=False)
        self._card.set_rows(self._rows)
        self._card.list.row_opened.connect(self.opened)
        self.add(self._card)
        self.setFocusProxy(self._card.list)

    def refresh(self) -> None:
        """Whoever knows the states may tell them anew."""
        self.shown.emit()

    def set_state(self, key: str, words: str) -> None:
        """How it stands with one subject."""
        self._rows = [replace(row, lines=(words,)) if row.key == key else row for row in self._rows]
        self._card.set_rows(self._rows)
