"""Check answers and sign: everything in one place, each part with a way back, and what is still missing on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblem
from app.domain.reviews import ReviewEntry
from app.services.reviews import Beside
from ui.reviews.answers import Answers, answers
from ui.reviews.part_page import PartPage
from ui.reviews.parts import Part, parts
from ui.widgets.answer_card import AnswerCard
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Text


class CheckPage(PartPage):
    """``change_chosen`` carries the `Part` to change, ``mend_chosen`` the `FieldProblem` to go and enter."""

    change_chosen = Signal(object)
    mend_chosen = Signal(object)

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        hint = _("Signing seals this review: it cannot be changed.")
        super().__init__(Part.CHECK, _("Check your answers, then sign"), hint)
        if Part.PEOPLE in parts(beside.kind) and not entry.considered.children_or_victims:
            warning = _("Nothing is entered on children or victims: that will be raised as a blind spot.")
            self.fields.addWidget(Text(warning, strong=True))
        self.ask_gradually(map(self._make_card, answers(beside.kind, entry)))
        self.show_beside()

    def first_field(self) -> QWidget:
        """The first way back. Not the button that signs: nobody is to sign with an Enter too many."""
        return self.findChildren(LinkButton)[0]

    def _say(self, problems: Sequence[FieldProblem]) -> None:
        self.summary.show_problems([(partial(self.mend_chosen.emit, one), one.sentence) for one in problems])
        self.scroll_to_top()

    def _make_card(self, page: Answers) -> AnswerCard:
        card = AnswerCard(page.part.label, page.lines, page.part, changeable=True)
        card.change_chosen.connect(self.change_chosen)
        return card
