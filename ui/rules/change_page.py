"""A change of the review rules, looked at before it is kept: what it does to the flags of the caseload, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblems
from app.domain.problems import Problem
from app.domain.rule_edits import RuleBook, RuleState
from app.domain.rule_previews import Effect
from app.services import rule_previews, rules
from app.services.desk import Desk
from app.services.rule_previews import Preview
from ui.rules.rows import change_row
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.saved_note import announce
from ui.widgets.text_box import TextBox


@dataclass(frozen=True, kw_only=True)
class RuleChange:
    """What is to be done to the rule ``key`` (of a new one: none yet); ``values`` as the services take them."""

    state: RuleState
    key: str
    title: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class ChangePage(Page):
    """``kept`` when the change is made; ``left`` when it is not."""

    kept = Signal()
    left = Signal()

    def __init__(self, desk: Desk, background: Background, change: RuleChange, parent: QWidget | None = None) -> None:
        super().__init__(_question(change.state), change.title, parent=parent)
        self._desk = desk
        self._background = background
        self._change = change
        self._saving = False
        self._kept = False
        self._build()
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self._on_cancel)
        if change.key and not change.title:
            background.run(partial(rules.all_rules, desk), self._on_rules)
        key = change.key or rule_previews.NEW
        work = partial(rule_previews.preview, desk, change.state, key, change.values)
        background.run(work, self._on_previewed, self._on_failed)

    @property
    def settled(self) -> bool:
        """Whether no reason typed waits to be kept."""
        return self._kept or not (self._saving or self._reason.value.strip())

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where a reason is typed."""
        leave_page(self, go, settled=self.settled)

    def _build(self) -> None:
        self._problems = ErrorSummary()
        self._card = Card(_("What it changes today"))
        self._words = Text(_("Looking at the caseload…"))
        self._counts = Text(strong=True)
        self._counts.hide()
        self._card.add(self._words)
        self._card.add(self._counts)
        self._rows = ListCard(_("Flags that change"))
        self._reason = TextBox(_("Why"), _("In a sentence. It stands beside the rule, with your name and the day."))
        self._go = PrimaryButton(_action(self._change.state))
        self._cancel = SecondaryButton(_("Back"))
        self._cancel.setShortcut("Escape")
        for part in (self._problems, self._card, self._reason, self._rows):
            self.add(part)
        self.set_footer(self._go, self._cancel)
        self.setFocusProxy(self._reason)

    def _on_rules(self, book: RuleBook) -> None:
        entry = book.entry(self._change.key)
        self.set_heading(_question(self._change.state, own=entry is None or not entry.shipped), "")
        if entry:
            self.set_heading(self.heading.text(), _(entry.rule.title))

    def _on_previewed(self, preview: Preview) -> None:
        people, today = preview.people, self._desk.today()
        if preview.rows:
            words = ngettext(
                "Of the flags of {count} person on your caseload:",
                "Of the flags of {count} people on your caseload:",
                people,
            )
            counts = {
                Effect.APPEARS: _("Appear: {count}"),
                Effect.MOVES: _("Move to another day: {count}"),
                Effect.GOES: _("Go: {count}"),
            }
            said = [counts[one].format(count=preview.counts[one]) for one in counts if preview.counts.get(one)]
            self._counts.setText("\n".join(said))
        else:
            words = ngettext(
                "No flag changes today, with {count} person on your caseload.",
                "No flag changes today, with {count} people on your caseload.",
                people,
            )
        self._counts.setVisible(bool(preview.rows))
        self._words.setText(words.format(count=people))
        self._rows.set_rows([change_row(number, row, today) for number, row in enumerate(preview.rows)])
        announce(self, f"{self._words.text()} {self._counts.text()}")

    def _on_go(self) -> None:
        if self._saving:
            return
        self._saving = True
        self._go.setEnabled(False)
        self._background.run(
            partial(_make, self._desk, self._change, self._reason.value), self._on_kept, self._on_failed
        )

    def _on_kept(self, _result: object) -> None:
        self._kept = True
        announce(self, self._change.state.label)
        self.kept.emit()

    def _on_failed(self, problem: Problem) -> None:
        self._saving = False
        self._go.setEnabled(True)
        said: list[tuple[QWidget | None, str]] = [(None, problem.sentence)]
        if isinstance(problem, FieldProblems):
            said = [(self._reason if one.field == "reason" else None, one.sentence) for one in problem.problems]
        self._problems.show_problems(said)
        self.scroll_to_top()

    def _on_cancel(self) -> None:
        self.leave(self.left.emit)


def _make(desk: Desk, change: RuleChange, reason: str) -> None:
    """On the worker thread."""
    if change.state is RuleState.ADDED:
        rules.add(desk, change.values, reason)
    elif change.state is RuleState.EDITED:
        rules.edit(desk, change.key, change.values, reason)
    else:
        do = {RuleState.OFF: rules.switch_off, RuleState.ON: rules.switch_on, RuleState.RESET: rules.reset}
        do[change.state](desk, change.key, reason)


def _question(state: RuleState, *, own: bool = False) -> str:
    if state is RuleState.RESET and own:
        return _("Take this rule away?")
    return {
        RuleState.EDITED: _("Keep this change?"),
        RuleState.ADDED: _("Add this rule?"),
        RuleState.OFF: _("Switch this rule off?"),
        RuleState.ON: _("Switch this rule on again?"),
        RuleState.RESET: _("Go back to the rule as shipped?"),
    }[state]


def _action(state: RuleState) -> str:
    return {
        RuleState.EDITED: _("Keep the change"),
        RuleState.ADDED: _("Add the rule"),
        RuleState.OFF: _("Switch off"),
        RuleState.ON: _("Switch on"),
        RuleState.RESET: _("Reset"),
    }[state]
