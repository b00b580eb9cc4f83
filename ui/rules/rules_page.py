"""The review rules in force, in groups: what each asks of whom, on what grounds, and what the officer made of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.reference import Confidence
from app.domain.rule_edits import RuleBook, RuleEntry
from app.services import rules
from app.services.desk import Desk
from ui.rules.rows import fault_row, rule_row
from ui.rules.words import duty_words, group_of, group_words
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.card import Card
from ui.widgets.combo_box import Select
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.line_box import LineBox
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.search import matches
from ui.widgets.tokens import look

_FAULTS = "faults"


class RulesPage(Page):
    """``rule_opened`` and ``reset_started`` carry the key of a rule. Enter in the search box goes into the list."""

    rule_opened = Signal(object)
    reset_started = Signal(object)
    adding_started = Signal()
    help_opened = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("Review rules"), wide=True, parent=parent)
        self._desk = desk
        self._background = background
        self._book = RuleBook(entries=())
        self._build_head()
        self._build_lists()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch the rules anew; search and filter stay."""
        self._background.run(partial(rules.all_rules, self._desk), self._on_loaded, self._on_failed)

    def _build_head(self) -> None:
        self._add = PrimaryButton(_("Add a rule"), "plus")
        self.set_action(self._add)
        self._problem = ErrorSummary()
        self._help = LinkButton(_("What overdue means"))
        self._search = LineBox(_("Find a rule"))
        self._search.setMinimumWidth(look().px(220))
        self._filter = Select(
            _("Show"), [(key, words) for key, (words, _test) in _filters().items()], unchosen=_("All")
        )
        row = FlowLayout(spacing=look().space(5))
        for field in (self._search, self._filter):
            row.addWidget(field)
        for part in (self._problem, self._help, row):
            self.add(part)
        self.setFocusProxy(self._search)

    def _build_lists(self) -> None:
        """The cards come one a turn of the event loop: all at once would keep the officer waiting."""
        self._cards: dict[str, ListCard] = {}
        self._waiting: dict[str, list[RuleEntry]] = {}
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._fill_next)
        self._no_match = Card()
        self._no_match.add(EmptyState(_("No rule matches."), _("Look for part of a word, or show all.")))
        self._no_match.hide()
        self.add(self._no_match)

    def _connect_signals(self) -> None:
        self._add.clicked.connect(self.adding_started)
        self._help.clicked.connect(self.help_opened)
        self._search.changed.connect(self._show)
        self._filter.changed.connect(self._show)
        self._search.control.returnPressed.connect(self._on_search_entered)

    def _on_loaded(self, book: RuleBook) -> None:
        self._problem.show_problems([(None, fault) for fault in book.damaged])
        self._book = book
        self._show()

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _show(self) -> None:
        wanted, typed = _filters().get(self._filter.value or ""), self._search.value
        found: dict[str, list[RuleEntry]] = {group: [] for group in _titles()}
        for entry in self._book.entries:
            if typed and not matches(typed, *_texts(entry)):
                continue
            if wanted is None or wanted[1](entry):
                found[group_of(entry.rule)].append(entry)
        self._waiting = found
        count = sum(map(len, found.values()))
        self._no_match.setVisible(bool(self._book.entries) and not count)
        words = ngettext("{count} rule. Enter opens it.", "{count} rules. Enter opens one.", count)
        self.set_heading(_("Review rules"), words.format(count=count) if count else "")
        self._turn.start()

    def _fill_next(self) -> None:
        group = next(iter(self._waiting), None)
        if group is None:
            self._turn.stop()
            return
        if group not in self._cards:
            self._cards[group] = self._make_card(group)
        entries = self._waiting.pop(group)
        rows = [rule_row(entry) for entry in entries]
        if group == _FAULTS:
            rows = [fault_row(one, self._book.entry(one.edit.rule_key)) for one in self._book.faults]
        self._cards[group].set_rows(rows)

    def _make_card(self, group: str) -> ListCard:
        card = ListCard(_titles()[group])
        if group == _FAULTS:
            card.list.row_acted.connect(self.reset_started)
        else:
            card.list.row_opened.connect(self.rule_opened)
        self.add(card)
        return card

    def _on_search_entered(self) -> None:
        """Enter in the search box goes into the first list that is left."""
        while self._waiting:
            self._fill_next()
        first = next((card for group, card in self._cards.items() if group != _FAULTS and card.isVisible()), None)
        if first:
            first.list.setFocus(Qt.FocusReason.TabFocusReason)


def _titles() -> dict[str, str]:
    """The cards in their order, each with its heading."""
    return {_FAULTS: _("Edits that cannot be read"), **group_words()}


def _texts(entry: RuleEntry) -> tuple[str, ...]:
    rule = entry.rule
    return _(rule.title), _(rule.who), _(rule.source), duty_words(rule.duty)


def _filters() -> dict[str, tuple[str, Callable[[RuleEntry], bool]]]:
    return {
        "changed": (_("Changed by you"), _is_changed),
        "off": (_("Switched off"), _is_off),
        "local": (_("Check local policy"), _is_local),
    }


def _is_changed(entry: RuleEntry) -> bool:
    return entry.edited or entry.off


def _is_off(entry: RuleEntry) -> bool:
    return entry.off


def _is_local(entry: RuleEntry) -> bool:
    return entry.rule.confidence is Confidence.LOW
