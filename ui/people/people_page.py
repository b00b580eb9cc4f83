"""The caseload as a list: search by name or CRN, filters, add a person, open one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.people import Status
from app.domain.problems import Problem
from app.services import people
from app.services.desk import Desk
from app.services.people import PersonRow
from ui.people.people_list import PeopleList
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.combo_box import Select
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.search import matches
from ui.widgets.tokens import look

_OVERDUE = "overdue"


class PeoplePage(Page):
    """Enter in the search box goes into the list, or opens the only match; in the list it opens the person."""

    person_opened = Signal(object)
    adding_started = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("People"), wide=True, parent=parent)
        self._desk = desk
        self._background = background
        self._people: Sequence[PersonRow] = ()
        self._build_parts()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch the caseload anew; search and filters stay."""
        self._background.run(partial(people.list_people, self._desk), self._on_loaded, self._on_failed)

    def focus_search(self) -> None:
        """Ready for typing a name."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.control.selectAll()

    def _build_parts(self) -> None:
        self._add = PrimaryButton(_("Add a person"), "user-plus")
        self.set_action(self._add)
        self._problem = ErrorSummary()
        self._search = LineBox(_("Name or CRN"))
        self._search.setMinimumWidth(look().px(240))
        self._status = Select(_("Status"), [(one.value, one.label) for one in Status], unchosen=_("All"))
        self._due = Select(_("Reviews"), [(_OVERDUE, _("Overdue only"))], unchosen=_("All"))
        filters = FlowLayout(spacing=look().space(5))
        for field in (self._search, self._status, self._due):
            filters.addWidget(field)
        self._list = PeopleList()
        self._nobody = EmptyState(_("Nobody on your caseload yet."), _("Add the first person to start with."))
        self._no_match = EmptyState(_("Nobody matches."), _("Look for part of a name or a CRN, or take a filter away."))
        card = Card()
        for part in (self._list, self._nobody, self._no_match):
            card.add(part)
            part.hide()
        for piece in (self._problem, filters, card):
            self.add(piece)

    def _connect_signals(self) -> None:
        self._add.clicked.connect(self.adding_started)
        for field in (self._search, self._status, self._due):
            field.changed.connect(self._show)
        self._search.control.returnPressed.connect(self._on_search_entered)
        self._list.person_opened.connect(self.person_opened)

    def _on_loaded(self, rows: list[PersonRow]) -> None:
        self._problem.clear()
        self._people = rows
        self._show()

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_search_entered(self) -> None:
        """Enter in the search box opens the only match, or goes into the list."""
        found = self._found()
        if len(found) == 1:
            self.person_opened.emit(found[0].id)
        elif found:
            self._list.setFocus()

    def _show(self) -> None:
        found = self._found()
        count = len(found)
        self.set_heading(
            _("People"), ngettext("{count} person", "{count} people", count).format(count=count) if count else ""
        )
        self._list.set_people(found)
        self._list.setVisible(bool(found))
        self._nobody.setVisible(not self._people)
        self._no_match.setVisible(bool(self._people) and not found)

    def _found(self) -> list[PersonRow]:
        typed, status, due = self._search.value, self._status.value, self._due.value
        return [
            row
            for row in self._people
            if matches(typed, row.name, row.preferred_name, row.crn)
            and status in (None, row.status)
            and (due is None or row.overdue)
        ]
