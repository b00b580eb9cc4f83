"""Check answers and sign: everything in one place, each part with a way back, and what is still missing on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.contacts import late_warning
from app.domain.handover import NDELIUS_LIMIT, note_text, too_long
from app.domain.ratings import Factor, compare, latest
from app.domain.sessions import Entry, Step
from app.domain.signing import Missing, as_signed
from app.services.sessions import Guide
from ui.sessions.answers import Answers, answers
from ui.sessions.direction import direction_words
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.answer_card import AnswerCard
from ui.widgets.buttons import LinkButton
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text


class CheckPage(QuestionPage):
    """``change_chosen`` carries the stop to change, ``mend_chosen`` the `Missing` to go and enter."""

    change_chosen = Signal(object)
    mend_chosen = Signal(object)

    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("Signing seals this entry: it cannot be changed, only added to.")
        super().__init__(guide, Stop(Step.CHECK), _("Check your answers, then sign"), hint)
        tasks = {task.id: task for task in guide.open_tasks}
        directions = {factor: _direction(guide, entry, factor) for factor in Factor}
        pages = answers(as_signed(entry), tasks, directions)
        self._cards = Gradual(map(self._make_card, pages), self.fields.spacing())
        self.fields.addWidget(self._cards)
        self.show_beside()
        for warning in _warnings(guide, entry):
            self.fields.insertWidget(0, Text(warning, strong=True))

    def show_problems(self, problems: Sequence[Missing]) -> None:
        self.summary.show_problems([(partial(self.mend_chosen.emit, one), one.sentence) for one in problems])
        self.scroll_to_top()

    def first_field(self) -> QWidget:
        """The first way back. Not the button that signs: nobody is to sign with an Enter too many."""
        return self._cards.findChildren(LinkButton)[0]

    def _make_card(self, page: Answers) -> AnswerCard:
        card = AnswerCard(page.title, page.lines, page.stop, changeable=True)
        card.change_chosen.connect(self.change_chosen)
        return card


def _direction(guide: Guide, entry: Entry, factor: Factor) -> str:
    level = entry.rating(factor).level
    before = latest(guide.history, factor)
    comparison = compare(level, guide.history, factor) if level else None
    return direction_words(comparison, before.rating.level if before else None, level)


def _warnings(guide: Guide, entry: Entry) -> list[str]:
    """What does not stop signing but should be seen."""
    return [sentence for sentence in (late_warning(entry, guide.person.details), _length_warning(entry)) if sentence]


def _length_warning(entry: Entry) -> str:
    """Names the steps in which there is text to shorten; empty while one contact takes it all."""
    steps = too_long(entry)
    if not steps:
        return ""
    words = _(
        "The text has {count} characters and one NDelius contact takes {limit}: "
        "shorten {steps}, or split it when you copy it."
    )
    return words.format(
        count=f"{len(note_text(entry)):,}",
        limit=f"{NDELIUS_LIMIT:,}",
        steps=", ".join(step.label for step in steps),
    )
