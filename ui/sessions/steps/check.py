"""Check answers and sign: everything in one place, each part with a way back, and what is still missing on top."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.contacts import late_warning
from app.domain.handover import NDELIUS_LIMIT, note_text, too_long
from app.domain.ratings import Factor, compare, latest
from app.domain.sessions import Entry, Step
from app.domain.signing import as_signed
from app.services.guide import Guide
from ui.sessions.answers import answers
from ui.sessions.direction import direction_words
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.answer_card import AnswerCard
from ui.widgets.label import Text


class CheckPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("Signing seals this entry: it cannot be changed, only added to.")
        super().__init__(guide, Stop(Step.CHECK), _("Check your answers, then sign"), hint)
        tasks = {task.id: task for task in guide.open_tasks}
        directions = {factor: _direction(guide, entry, factor) for factor in Factor}
        pages = answers(as_signed(entry), tasks, directions)
        self.show_answers(AnswerCard(page.title, page.lines, page.stop, changeable=True) for page in pages)
        self.show_beside()
        for warning in _warnings(guide, entry):
            self.fields.insertWidget(0, Text(warning, strong=True))


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
