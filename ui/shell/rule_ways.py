"""The ways through the review rules: the list, one rule, a change of it, and the help on overdue."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.rule_edits import RuleState
from app.domain.whereabouts import Place
from app.services.desk import Desk
from ui.rules.change_page import ChangePage, RuleChange
from ui.rules.overdue_page import OverduePage
from ui.rules.rule_form_page import RuleFormPage
from ui.rules.rule_page import RulePage
from ui.rules.rules_page import RulesPage
from ui.widgets.background import Background

RULES, OVERDUE = "rules", "overdue"
"""Places to return to after a lock."""


class RuleWays(QObject):
    """``open_page`` and ``close_page`` as of `StoreWays`; ``returned`` shows a page of a kind and subject again."""

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

    def open(self, key: str) -> None:
        """The page of one place; nothing for a word that is none."""
        if key == RULES:
            self.open_rules()
        elif key == OVERDUE:
            self.open_overdue()

    def open_rules(self) -> None:
        if self._returned(RulesPage, None):
            return
        page = RulesPage(self._desk, self._background)
        page.rule_opened.connect(self.open_rule)
        page.adding_started.connect(self._open_form)
        page.reset_started.connect(partial(self._open_change, state=RuleState.RESET))
        page.help_opened.connect(self.open_overdue)
        self._open_page(page, Place(RULES))

    def open_rule(self, key: str) -> None:
        """One rule; flags lead here by their rule's key."""
        if self._returned(RulePage, key):
            return
        page = RulePage(self._desk, self._background, key)
        page.edit_started.connect(self._open_form)
        page.change_started.connect(self._open_change)
        self._open_page(page, None)

    def open_overdue(self) -> None:
        if self._returned(OverduePage, None):
            return
        page = OverduePage(self._desk, self._background)
        page.rules_opened.connect(self.open_rules)
        self._open_page(page, Place(OVERDUE))

    def _open_form(self, key: str | None = None) -> None:
        if self._returned(RuleFormPage, key):
            return
        page = RuleFormPage(self._desk, self._background, key)
        page.left.connect(partial(self._close_page, page))
        page.checked.connect(partial(self._check_form, page))
        self._open_page(page, None)

    def _check_form(self, form: RuleFormPage, change: RuleChange) -> None:
        """On top of the form, which stays as typed behind it until the change is kept."""
        page = self._make_change(change)
        page.kept.connect(partial(self._on_kept, page, form))
        self._open_page(page, None)

    def _open_change(self, key: str, state: RuleState) -> None:
        page = self._make_change(RuleChange(state=state, key=key))
        page.kept.connect(partial(self._close_page, page))
        self._open_page(page, None)

    def _make_change(self, change: RuleChange) -> ChangePage:
        page = ChangePage(self._desk, self._background, change)
        page.left.connect(partial(self._close_page, page))
        return page

    def _on_kept(self, page: ChangePage, form: RuleFormPage) -> None:
        form.kept()
        self._close_page(form)
        self._close_page(page)
