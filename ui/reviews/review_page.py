"""The guide through one review: what a review asks for, given to a stepped guide with the calls that keep it.

Must not know how a page asks nor how the store keeps a draft.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblems, LooksLikeThirdParty
from app.domain.problems import Problem
from app.domain.reviews import ReviewEntry
from app.services import marks
from app.services.desk import Desk
from ui.reviews.keeping import OpenReview
from ui.reviews.pages import make_page
from ui.reviews.pages.texts import PeoplePage
from ui.reviews.parts import Part, has_words, route, wanting
from ui.reviews.why_card import WhyCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.guide_route import Route, Wanting
from ui.widgets.guided import Guided
from ui.widgets.naming import identify
from ui.widgets.problem_box import show_problem
from ui.widgets.saved_note import SavedNote
from ui.widgets.step_page import StepPage
from ui.widgets.stepped_guide import SteppedGuide


class ReviewPage(SteppedGuide[ReviewEntry, Part]):
    """One review from its first question to its signing. ``draft_signed`` carries the sealed `Review`."""

    def __init__(self, desk: Desk, background: Background, opened: OpenReview) -> None:
        self._opened = opened
        self._beside = opened.beside
        banner = Banner(self._beside.person.details.name, [self._beside.title])
        saved = SavedNote()
        banner.add(saved)
        super().__init__(background, desk.now, _guided(desk, background, opened), banner, saved)
        identify(self, "review", self._beside.title)

    @property
    def subject(self) -> tuple[UUID, str, UUID | None]:
        """The person, the kind of review and what it is about: there is one draft of each."""
        return self._beside.person.id, self._beside.kind, self._beside.subject

    def _go(self, part: Part) -> None:
        """Take from the page what it offers, such as the day."""
        super()._go(part)
        self._keep(self._page.write(self._entry))

    def _keep(self, entry: ReviewEntry) -> None:
        """Looking around in a review that nothing was typed into writes nothing."""
        if self._opened.begun or has_words(entry, self._beside.entry):
            super()._keep(entry)
        else:
            self._entry = entry


def _guided(desk: Desk, background: Background, opened: OpenReview) -> Guided[ReviewEntry, Part, ReviewEntry]:
    beside = opened.beside

    def way(entry: ReviewEntry) -> Route[Part]:
        return route(beside.kind, entry, beside.person.id, desk.today())

    def page(part: Part, entry: ReviewEntry) -> StepPage[ReviewEntry, Part]:
        made = make_page(part, beside, entry, desk.today())
        if part is way(entry).stops[0]:
            made.body.insertWidget(2, WhyCard(beside, desk.today()))  # below the problems and the question
        if isinstance(made, PeoplePage):
            noted = partial(marks.show_restricted, desk, beside.person.id)
            made.show_wanted.connect(partial(background.run, noted, made.show_restricted, show_problem))
        return made

    return Guided(
        entry=opened.entry,
        step=opened.entry.part,
        drafted=_drafted,
        route=way,
        make_page=page,
        made_afresh=[Part.CHECK],
        follow_the_page_before=[Part.CHECK],
        save=opened.save,
        sign=opened.sign,
        discard=opened.discard,
        refused=_refused,
        sign_words=_("Sign the review"),
        check_words=_("Check and sign the review"),
        discard_words=_("What was typed in this unsigned review is removed and cannot be brought back."),
    )


def _drafted(entry: ReviewEntry, part: str) -> ReviewEntry:
    return replace(entry, part=part)


def _refused(problem: Problem) -> list[Wanting[Part]]:
    return wanting(problem.problems) if isinstance(problem, FieldProblems | LooksLikeThirdParty) else []
