"""Editing a review rule, or adding one. What it would change is shown before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblem, NotFound
from app.domain.problems import Problem
from app.domain.rule_drafts import RuleDraft, changes_of, check_draft, draft_of, values_of
from app.domain.rule_edits import RuleBook, RuleState
from app.domain.rules import Rule
from app.services import rules
from app.services.desk import Desk
from ui.rules.change_page import RuleChange
from ui.rules.rule_form import RuleForm, first_problems, tab_stops
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page


class RuleFormPage(Page):
    """``key`` is None for a new rule. ``checked`` carries the `RuleChange` to look at; ``left`` when given up."""

    checked = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, background: Background, key: str | None = None, parent: QWidget | None = None
    ) -> None:
        below = _("Nothing is kept before you have seen what it changes.")
        super().__init__(_("Edit a review rule") if key else _("Add a review rule"), below, parent=parent)
        self._desk = desk
        self._background = background
        self._key = key
        self._known: list[Rule] = []
        self._form: RuleForm | None = None
        self._before = RuleDraft()
        self._problems = ErrorSummary()
        self._go = PrimaryButton(_("Continue"))
        self._cancel = SecondaryButton(_("Cancel"))
        self._cancel.setShortcut("Escape")
        self.add(self._problems)
        self.set_footer(self._go, self._cancel)
        self._go.setEnabled(False)
        self._go.clicked.connect(self._on_continue_clicked)
        self._cancel.clicked.connect(self._on_cancel)
        background.run(partial(rules.all_rules, desk), self._on_loaded, self._on_failed)

    @property
    def subject(self) -> str | None:
        """The key of the rule being edited."""
        return self._key

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be kept."""
        return self._form is None or not self._go.isEnabled() or self._form.read() == (self._before, [])

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is typed."""
        leave_page(self, go, settled=self.settled)

    def kept(self) -> None:
        """What was typed has been kept: it need not be asked about any more."""
        if self._form:
            self._before, _none = self._form.read()

    def _on_loaded(self, book: RuleBook) -> None:
        self._known = [entry.rule for entry in book.entries]
        entry = book.entry(self._key) if self._key else None
        if self._key and entry is None:
            self._on_failed(NotFound())
            return
        if entry:
            self.set_heading(_("Edit a review rule"), _(entry.rule.title))
            self._before = draft_of(entry.rule)
        form = RuleForm(self._known, self._before, new=entry is None)
        form.hide()  # half built it would show its first fields squashed
        self.add(form)
        self._form = form
        form.built.connect(self._on_built)

    def _on_built(self) -> None:
        if self._form:
            self._before, _none = self._form.read()
            self._form.show()
            for one, following in pairwise((tab_stops(self._form)[-1], self._go, self._cancel)):
                self.setTabOrder(one, following)  # the form came after them
            self._go.setEnabled(True)
            self._form.fields["title"].setFocus()

    def _on_continue_clicked(self) -> None:
        if self._form is None:
            return
        draft, unread = self._form.read()
        missed = {problem.field for problem in unread}
        problems = unread + [problem for problem in check_draft(draft) if problem.field not in missed]
        if problems:
            self._show_problems(problems)
            return
        change = self._edit_of(draft) if self._key else self._addition_of(draft)
        if change.values:
            self._problems.clear()
            self.checked.emit(change)
        else:
            self._problems.show_problems([(None, _("Nothing is changed yet: change something, or choose Cancel"))])
            self.scroll_to_top()

    def _edit_of(self, draft: RuleDraft) -> RuleChange:
        rule = next(rule for rule in self._known if rule.key == self._key)
        return RuleChange(state=RuleState.EDITED, key=rule.key, title=draft.title, values=changes_of(draft, rule))

    def _addition_of(self, draft: RuleDraft) -> RuleChange:
        return RuleChange(state=RuleState.ADDED, key="", title=draft.title, values=values_of(draft, self._known))

    def _on_cancel(self) -> None:
        self.leave(self.left.emit)

    def _on_failed(self, problem: Problem) -> None:
        self._problems.show_problems([(None, problem.sentence)])

    def _show_problems(self, problems: list[FieldProblem]) -> None:
        if self._form:
            self._problems.show_problems(first_problems(self._form, problems))
            self.scroll_to_top()
