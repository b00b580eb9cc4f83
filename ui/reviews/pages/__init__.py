"""The pages of a review, one file each."""

from __future__ import annotations

from datetime import date

from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.pages.check import CheckPage
from ui.reviews.pages.decision import DecisionPage
from ui.reviews.pages.programmes import ProgrammesPage
from ui.reviews.pages.questions import QuestionsPage
from ui.reviews.pages.slow_factors import SlowFactorsPage
from ui.reviews.pages.texts import PeoplePage, ProtectionPage
from ui.reviews.parts import Part
from ui.widgets.step_page import StepPage

_PAGES = {
    Part.SLOW_FACTORS: SlowFactorsPage,
    Part.PROTECTION: ProtectionPage,
    Part.PEOPLE: PeoplePage,
    Part.PROGRAMMES: ProgrammesPage,
    Part.QUESTIONS: QuestionsPage,
    Part.CHECK: CheckPage,
}


def make_page(part: Part, beside: Beside, entry: ReviewEntry, today: date) -> StepPage[ReviewEntry, Part]:
    """The page of ``part``, filled from ``entry``."""
    return DecisionPage(beside, entry, today) if part is Part.DECISION else _PAGES[part](beside, entry)
