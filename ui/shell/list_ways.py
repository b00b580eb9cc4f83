"""The ways through the reference lists: the lists, and the form of one entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.reference_lists import ReferenceList
from app.domain.whereabouts import Place
from app.services.desk import Desk
from ui.lists.entry_form_page import EntryFormPage
from ui.lists.lists_page import ListsPage
from ui.widgets.background import Background

LISTS = "lists"
"""A place to return to after a lock."""


class ListWays(QObject):
    """``open_page``, ``close_page`` and ``returned`` as of `RuleWays`."""

    def __init__(
        self,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        close_page: Callable[[QWidget], None],
        returned: Callable[[type[QWidget], object], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._close_page = close_page
        self._returned = returned

    def open_lists(self) -> None:
        if self._returned(ListsPage, None):
            return
        page = ListsPage(self._desk, self._background)
        page.entry_opened.connect(self._open_form)
        page.adding_started.connect(self._open_form)
        self._open_page(page, Place(LISTS))

    def _open_form(self, which: ReferenceList, key: str | None = None) -> None:
        if self._returned(EntryFormPage, (which, key)):
            return
        page = EntryFormPage(self._desk, self._background, which, key)
        page.left.connect(partial(self._close_page, page))
        self._open_page(page, None)
