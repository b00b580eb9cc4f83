"""Prompts for professional curiosity, chosen for a page, behind a button that folds them away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import day_words
from app.domain.prompts import Aim, Prompt
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.gradual import Gradual
from ui.widgets.icons import icon
from ui.widgets.label import Text
from ui.widgets.tokens import look


class PromptList(Card):
    """Open at first, hidden while there are none. ``folded`` tells the guide, which keeps it so on the next page."""

    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Prompt] | None = None
        self._button = LinkButton(_("Prompts"), "chevron-down")
        self._button.clicked.connect(self._on_clicked)
        self.add(self._button)
        self._list = Gradual((), look().space(2.5))
        self.add(self._list)

    def show_prompts(self, prompts: Sequence[Prompt]) -> None:
        """Those that fit what is recorded by now; each aim in a turn of the event loop, for there may be many."""
        if prompts == self._shown:
            return
        self._shown = prompts
        old, self._list = self._list, Gradual((), look().space(2.5), self)
        self._list.setHidden(old.isHidden())
        self.body.replaceWidget(old, self._list)
        old.hide()
        old.deleteLater()
        self._list.begin(_group(aim, list(group)) for aim, group in groupby(prompts, _aim))
        self.setVisible(bool(prompts))

    def set_folded(self, folded: bool) -> None:  # noqa: FBT001 (a state, as Qt's own setters take it)
        self._list.setVisible(not folded)
        self._button.setIcon(icon("chevron-right" if folded else "chevron-down", "link"))
        self._button.setAccessibleDescription(_("folded") if folded else _("open"))

    def _on_clicked(self) -> None:
        folded = not self._list.isHidden()
        self.set_folded(folded)
        self.folded.emit(folded)


def _group(aim: str, prompts: Sequence[Prompt]) -> QWidget:
    """The prompts of one aim under its name."""
    group = QWidget()
    layout = QVBoxLayout(group)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().space(2.5))
    for line in (Text(aim, strong=True), *_lines(prompts)):
        layout.addWidget(line)
    return group


def _lines(prompts: Sequence[Prompt]) -> Iterator[Text]:
    """Prompts of one aim, each reason once below them, and each source once at the end.

    The person's own conditions are no reference data: their reason says where they come from.
    """
    for why, group in groupby(prompts, _why):
        yield from (Text(prompt.text) for prompt in group)
        yield _hint(why)
    for source in dict.fromkeys(_source(one) for one in prompts if one.aim is not Aim.CONDITION):
        yield _hint(source)


def _hint(words: str) -> Text:
    line = Text(words)
    line.set_role("hint")
    return line


def _aim(prompt: Prompt) -> str:
    return prompt.aim.label


def _why(prompt: Prompt) -> str:
    return prompt.why


def _source(prompt: Prompt) -> str:
    words = _("Source: {source}; {confidence}. As at {day}.")
    return words.format(source=prompt.source, confidence=prompt.confidence.label, day=day_words(prompt.as_at))
