"""The reference lists as they stand: what is offered where a tool or a programme is recorded, and what was edited."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.reference_lists import ListPage, ReferenceList
from app.services import reference_lists
from app.services.desk import Desk
from ui.lists.dialogs import ResetDialog
from ui.lists.rows import edit_row, entry_row
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page


class ListsPage(Page):
    """``entry_opened`` carries the list and an entry's key, ``adding_started`` the list."""

    entry_opened = Signal(object, str)
    adding_started = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        below = _("What is offered when a tool result or a programme is recorded. Check it with your local policy.")
        super().__init__(_("Reference lists"), below, wide=True, parent=parent)
        self._desk, self._background = desk, background
        self._problem = ErrorSummary()
        self.add(self._problem)
        self._cards = {which: _Cards(which) for which in ReferenceList}
        for which, cards in self._cards.items():
            for part in (cards.entries, cards.edits):
                self.add(part)
            cards.entries.list.row_opened.connect(partial(self._on_opened, which))
            cards.entries.list.letter_pressed.connect(partial(self._on_add_wanted, which))
            cards.add.clicked.connect(partial(self._on_add_wanted, which))
            cards.reset.clicked.connect(partial(self._on_reset_wanted, which))
        self.refresh()

    def refresh(self) -> None:
        """Fetch the lists anew."""
        for which in ReferenceList:
            work = partial(reference_lists.page, self._desk, which)
            self._background.run(work, partial(self._on_loaded, which), self._on_failed)

    def _on_loaded(self, which: ReferenceList, page: ListPage) -> None:
        self._problem.clear()
        self._cards[which].show_page(page)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_opened(self, which: ReferenceList, key: str) -> None:
        self.entry_opened.emit(which, key)

    def _on_add_wanted(self, which: ReferenceList, *_what: object) -> None:
        self.adding_started.emit(which)

    def _on_reset_wanted(self, which: ReferenceList) -> None:
        dialog = ResetDialog(self._desk, self._background, which, self)
        dialog.saved.connect(self.refresh)
        dialog.open()


class _Cards:
    """The two cards of one list: its entries, and what was edited."""

    def __init__(self, which: ReferenceList) -> None:
        self.entries = ListCard(
            which.label, "A", _("Enter opens one, A adds one more."), empty=_("Nothing is in this list.")
        )
        self.unreadable = Text(_("An edit of this list cannot be read. The list counts as it was before that edit."))
        self.entries.add(self.unreadable)
        self.add = SecondaryButton(_("Add an entry"), "plus")
        self.reset = SecondaryButton(_("Reset the list…"))
        row = FlowLayout()
        for button in (self.add, self.reset):
            row.addWidget(button)
        self.entries.add(row)
        self.edits = ListCard(_("{list}: what was changed, newest first").format(list=which.label), counted=False)

    def show_page(self, page: ListPage) -> None:
        self.unreadable.setVisible(bool(page.unreadable))
        self.reset.setVisible(page.edited or bool(page.unreadable))
        self.entries.set_rows([entry_row(one) for one in page.entries])
        self.edits.set_rows([edit_row(number, edit) for number, edit in enumerate(page.edits)])
