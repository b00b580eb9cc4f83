"""Prompts for professional curiosity, chosen for a page, behind a button that folds them away."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.prompts import Prompt
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.icons import icon
from ui.widgets.label import Text
from ui.widgets.tokens import look


class PromptList(Card):
    """Open at first, hidden while there are none. ``folded`` tells the guide, which keeps it so on the next page."""

    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Prompt] | None = None
        self._lines: list[Text] = []
        self._button = LinkButton(_("Prompts"), "chevron-down")
        self._button.clicked.connect(self._on_clicked)
        self.add(self._button)
        self._list = QWidget()
        self._layout = QVBoxLayout(self._list)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look().space(2.5))
        self.add(self._list)

    def show_prompts(self, prompts: Sequence[Prompt]) -> None:
        """Those that fit what is recorded by now."""
        if prompts == self._shown:
            return
        self._shown = prompts
        for line in self._lines:
            self._layout.removeWidget(line)
            line.deleteLater()
        self._lines = []
        for (aim, why), group in groupby(prompts, _aim_and_why):
            reason = Text(why)
            reason.set_role("hint")
            self._lines += [Text(aim, strong=True), *(Text(prompt.text) for prompt in group), reason]
        for line in self._lines:
            self._layout.addWidget(line)
        self.setVisible(bool(prompts))

    def set_folded(self, folded: bool) -> None:  # noqa: FBT001 (a state, as Qt's own setters take it)
        self._list.setVisible(not folded)
        self._button.setIcon(icon("chevron-right" if folded else "chevron-down", "link"))
        self._button.setAccessibleDescription(_("folded") if folded else _("open"))

    def _on_clicked(self) -> None:
        folded = not self._list.isHidden()
        self.set_folded(folded)
        self.folded.emit(folded)


def _aim_and_why(prompt: Prompt) -> tuple[str, str]:
    return prompt.aim.label, prompt.why
