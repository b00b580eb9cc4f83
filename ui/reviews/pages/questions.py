"""The inspectorate's nine questions, each answered by linking dated entries, or in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from gettext import gettext as _

from app.domain.considered import Answer, Question
from app.domain.formulation import Formulation
from app.domain.mappa import MappaMeeting
from app.domain.plans import Plan
from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.answer_box import AnswerBox
from ui.reviews.answers import answer_words
from ui.reviews.held_card import HeardCard, HeldCard
from ui.reviews.last_review import last_considered, last_line
from ui.reviews.link_dialog import LinkDialog
from ui.reviews.parts import Part
from ui.widgets.card import Card
from ui.widgets.step_page import StepPage


class QuestionsPage(StepPage[ReviewEntry, Part]):
    """A card for each, in the inspectorate's order."""

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        hint = _("Link sessions, reviews and records that show it. Where none does, say not yet and what is missing.")
        super().__init__(Part.QUESTIONS, _("How do you answer the inspectorate’s questions?"), hint, narrow=False)
        self._beside = beside
        self._boxes: dict[Question, AnswerBox] = {}
        self.ask_gradually(self._cards(entry))
        kinds = (Formulation, Plan, MappaMeeting)
        self.show_beside(
            HeldCard(_("Formulation, plan and meetings"), beside.records, kinds, beside.today),
            HeardCard(beside.agencies),
        )

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        answers = tuple(self._answer(question, entry) for question in Question)
        return replace(entry, considered=replace(entry.considered, answers=answers))

    def _cards(self, entry: ReviewEntry) -> Iterator[Card]:
        last = last_considered(self._beside)
        for question in Question:
            answer = entry.considered.answer(question)
            box = AnswerBox(question, answer)
            box.links_wanted.connect(partial(self._open_links, box))
            card = Card()
            card.add(self.take_in(f"answers.{question}", box))
            for line in last_line(self._beside, answer_words(last, question)):
                card.add(line)
            self._boxes[question] = box
            yield card

    def _answer(self, question: Question, entry: ReviewEntry) -> Answer:
        """As it stands in the box, or as it was while that is not made yet."""
        box = self._boxes.get(question)
        return box.answer if box else entry.considered.answer(question)

    def _open_links(self, box: AnswerBox) -> None:
        dialog = LinkDialog(self._beside, box.question.label, box.answer.links, self)
        dialog.links_changed.connect(box.set_links)
        dialog.open()
