"""Check answers and sign: everything in one place, each part with a way back, and what is still missing on top."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.answers import answers
from ui.reviews.parts import Part, parts
from ui.widgets.answer_card import AnswerCard
from ui.widgets.label import Text
from ui.widgets.step_page import StepPage


class CheckPage(StepPage[ReviewEntry, Part]):
    """The last one."""

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        hint = _("Signing seals this review: it cannot be changed.")
        super().__init__(Part.CHECK, _("Check your answers, then sign"), hint)
        if Part.PEOPLE in parts(beside.kind) and not entry.considered.children_or_victims:
            warning = _("Nothing is entered on children or victims: that will be raised as a blind spot.")
            self.fields.addWidget(Text(warning, strong=True))
        pages = answers(beside.kind, entry)
        self.show_answers(AnswerCard(page.part.label, page.lines, page.part, changeable=True) for page in pages)
        self.show_beside()
