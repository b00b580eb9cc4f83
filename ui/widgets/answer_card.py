"""The answers of one page of a guide as a card, with a way back to change them where that is still possible."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.long_text import long_text
from ui.widgets.naming import identify, slug
from ui.widgets.tokens import look


class AnswerCard(Card):
    """``lines`` are pairs of question and words. ``change_chosen`` carries the ``stop`` to go to, where there is one.

    Without ``changeable``, questions without an answer are left out.
    """

    change_chosen = Signal(object)

    def __init__(
        self, title: str, lines: Sequence[tuple[str, str]], stop: object = None, *, changeable: bool = False
    ) -> None:
        super().__init__()
        self._stop = stop
        self.link: LinkButton | None = None
        """The way back, where there is one."""
        head = QHBoxLayout()
        head.addWidget(Heading(title, 3), 1)
        if changeable and stop is not None:
            self.link = self._build_link(title)
            head.addWidget(self.link, alignment=Qt.AlignmentFlag.AlignTop)
        self.add(head)
        self.add(_grid([(question, words) for question, words in lines if words.strip() or changeable]))

    def _build_link(self, title: str) -> LinkButton:
        link = LinkButton(_("Change"))
        words = _("Change {subject}").format(subject=title)
        identify(link, slug(words), words)
        link.clicked.connect(self._on_clicked)
        return link

    def _on_clicked(self) -> None:
        self.change_chosen.emit(self._stop)


def _grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    """Questions to the left, answers to the right of them."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(look().space(4))
    grid.setVerticalSpacing(look().space(2))
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for row, (question, words) in enumerate(lines):
        grid.addWidget(Text(question, muted=True), row, 0, Qt.AlignmentFlag.AlignTop)
        answer = long_text(words or _("Nothing entered"), question, muted=not words.strip())
        grid.addWidget(answer, row, 1, Qt.AlignmentFlag.AlignTop)
    return grid
