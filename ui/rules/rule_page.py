"""One review rule: all that it says, as it came and as it was edited, with the ways to change it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import NotFound
from app.domain.days import day_words
from app.domain.problems import Problem
from app.domain.rule_edits import RuleBook, RuleEntry, RuleState
from app.domain.rules import Rule
from app.services import rules
from app.services.desk import Desk
from ui.rules.facts_list import FactsList
from ui.rules.rows import capitalised, edit_row
from ui.rules.words import duty_words, interval_words, kind_options, start_words, state_words, warning_words
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.tag import Tag, Tone


class RulePage(Page):
    """``edit_started`` carries the key, ``change_started`` the key and what is to be done: off, on or reset."""

    edit_started = Signal(str)
    change_started = Signal(str, object)

    def __init__(self, desk: Desk, background: Background, key: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Review rule"), parent=parent)
        self._desk = desk
        self._background = background
        self._key = key
        self._entry: RuleEntry | None = None
        self._build()
        self._connect_signals()
        self.refresh()

    @property
    def subject(self) -> str:
        """The key of the rule."""
        return self._key

    def refresh(self) -> None:
        """Fetch the rule anew."""
        self._background.run(partial(rules.all_rules, self._desk), self._on_loaded, self._on_failed)

    def _build(self) -> None:
        self._problem = ErrorSummary()
        self._tag = Tag("")
        self._card = Card(_("What the rule says"))
        self._facts = FactsList()
        self._card.add(self._facts)
        self._as_it_came = Text(_("The rule stands as it came: there is nothing to reset."), muted=True)
        self._history = ListCard(_("What was changed, newest first"))
        for part in (self._problem, self._tag, self._card, self._as_it_came, self._history):
            self.add(part)
            part.hide()
        self._edit = PrimaryButton(_("Edit this rule"), "pencil")
        self._switch = SecondaryButton(_("Switch off…"))
        self._reset = SecondaryButton(_("Reset…"))
        self.set_footer(self._edit, self._switch, self._reset)
        for button in (self._edit, self._switch, self._reset):
            button.setEnabled(False)

    def _connect_signals(self) -> None:
        self._edit.clicked.connect(self._on_edit)
        self._switch.clicked.connect(self._on_switch)
        self._reset.clicked.connect(self._on_reset)

    def _on_loaded(self, book: RuleBook) -> None:
        entry = book.entry(self._key)
        self._entry = entry
        for button in (self._edit, self._switch):
            button.setEnabled(entry is not None)
        if entry is None:
            self._reset.setEnabled(False)
            self._on_failed(NotFound())
            return
        self._problem.clear()
        faulty = any(fault.edit.rule_key == self._key for fault in book.faults)
        resettable = entry.edited or entry.off or faulty
        self._reset.setEnabled(resettable)
        self._as_it_came.setVisible(not resettable)
        self._reset.set_words(_("Reset…") if entry.shipped else _("Take away…"))
        self._switch.set_words(_("Switch on…") if entry.off else _("Switch off…"))
        self.set_heading(_(entry.rule.title), capitalised(entry.rule.words))
        self._tag.set_state(state_words(entry), Tone.ATTENTION if entry.off else Tone.INFO)
        self._tag.setVisible(bool(state_words(entry)))
        self._facts.show_facts(_facts(entry, book))
        self._card.show()
        self._history.set_rows([edit_row(number, edit) for number, edit in enumerate(entry.edits)])

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_edit(self) -> None:
        self.edit_started.emit(self._key)

    def _on_switch(self) -> None:
        if self._entry:
            self.change_started.emit(self._key, RuleState.ON if self._entry.off else RuleState.OFF)

    def _on_reset(self) -> None:
        self.change_started.emit(self._key, RuleState.RESET)


def _facts(entry: RuleEntry, book: RuleBook) -> Iterator[tuple[str, str, str]]:
    """Each part of the rule, and how it came where that differs."""
    kinds = dict(kind_options(one.rule for one in book.entries))
    came = dict(_parts(entry.shipped, kinds)) if entry.shipped else {}
    for label, words in _parts(entry.rule, kinds):
        before = came.get(label, words)
        yield label, words, _("As shipped: {words}").format(words=before) if before != words else ""


def _parts(rule: Rule, kinds: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield _("What is to be done"), _(rule.title)
    yield _("How long"), interval_words(rule)
    yield _("Warning"), warning_words(rule)
    yield _("For whom"), capitalised(_(rule.who))
    yield _("Counts from"), start_words(rule.start)
    yield _("Settled by"), kinds.get(rule.kind, _(rule.title))
    yield _("Whose duty"), duty_words(rule.duty)
    yield _("What it is for"), _(rule.why)
    yield _("Source"), _(rule.source)
    yield _("How sure"), capitalised(rule.confidence.label)
    yield _("Checked on"), day_words(rule.as_at)
