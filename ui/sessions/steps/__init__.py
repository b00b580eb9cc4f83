"""One file a step of the guide; ``make_page`` finds the page for a stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.ratings import Factor
from app.domain.sessions import Entry, Step
from app.services.guide import Guide, as_of
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.sessions.steps.absence import AbsencePage
from ui.sessions.steps.appointment import AppointmentPage
from ui.sessions.steps.check import CheckPage
from ui.sessions.steps.check_in import CheckInPage
from ui.sessions.steps.decide import DecidePage
from ui.sessions.steps.factors import FactorPage
from ui.sessions.steps.intervention import InterventionPage
from ui.sessions.steps.progress import ProgressPage
from ui.sessions.steps.release import ReleasePage
from ui.sessions.steps.safeguarding import SafeguardingPage
from ui.sessions.steps.start import StartPage
from ui.sessions.steps.summary import SummaryPage
from ui.sessions.steps.tasks import TasksPage

FOLLOW_THE_PAGE_BEFORE = (Stop(Step.DECIDE), Stop(Step.CHECK))
"""Pages that cannot be made while the page before them is still being answered."""
MADE_AFRESH = (*(Stop(Step.FACTORS, factor) for factor in Factor), *FOLLOW_THE_PAGE_BEFORE)
"""Pages that follow from answers on others, so that they are made each time they are shown."""


def make_page(guide: Guide, entry: Entry, stop: Stop, clock: Callable[[], datetime]) -> QuestionPage:
    """The page for ``stop``, filled from ``entry``; beside it stands what was known when the session took place."""
    guide = as_of(guide, entry)
    if stop.factor is not None:
        return FactorPage(guide, entry, stop.factor)
    if stop.step is Step.START:
        return StartPage(guide, entry, clock)
    return {
        Step.ABSENCE: AbsencePage,
        Step.CHECK_IN: CheckInPage,
        Step.PROGRESS: ProgressPage,
        Step.INTERVENTION: InterventionPage,
        Step.SAFEGUARDING: SafeguardingPage,
        Step.RELEASE: ReleasePage,
        Step.SUMMARY: SummaryPage,
        Step.TASKS: TasksPage,
        Step.APPOINTMENT: AppointmentPage,
        Step.DECIDE: DecidePage,
        Step.CHECK: CheckPage,
    }[stop.step](guide, entry)
