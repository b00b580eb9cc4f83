"""The ways through a person's reviews: which one, its guide, and a signed one for reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import ReviewUnreadable
from app.domain.problems import Problem
from app.domain.whereabouts import Place
from app.services import vault
from app.services.desk import Desk
from ui.reviews.keeping import OpenReview, begin_again, open_review
from ui.reviews.review_page import ReviewPage
from ui.reviews.signed_review_page import SignedReviewPage
from ui.reviews.which_page import WhichReviewPage
from ui.shell.main_window import MainWindow
from ui.widgets.background import Background
from ui.widgets.problem_box import show_problem
from ui.widgets.question_box import ask

REVIEW, SIGNED_REVIEW = "review", "signed review"
"""Places to return to after a lock."""


class ReviewWays(QObject):
    """``open_page``, ``close_page`` and ``returned`` as of `RuleWays`; ``open_session`` shows a signed session.

    ``record_opened`` carries the person and a linked record.
    """

    record_opened = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        close_page: Callable[[QWidget], None],
        returned: Callable[[type[QWidget], object], bool],
        open_session: Callable[[UUID], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._close_page = close_page
        self._returned = returned
        self._open_session = open_session

    def open(self, person_id: UUID, kind: str, subject: UUID | None = None) -> None:
        """Carry on or begin the person's review of this kind about this subject; without a kind, ask which."""
        if kind:
            work = partial(open_review, self._desk, person_id, kind, subject)
            self._background.run(work, self._open_guide, partial(self._on_not_opened, person_id, kind, subject))
            return
        page = WhichReviewPage(self._desk, self._background, person_id)
        page.review_chosen.connect(partial(self._on_chosen, page))
        page.review_left.connect(partial(self._close_page, page))
        self._open_page(page, Place(REVIEW, person_id))

    def open_signed(self, person_id: UUID, review_id: UUID) -> None:
        """A signed review for reading."""
        page = SignedReviewPage(self._desk, self._background, person_id, review_id)
        page.session_opened.connect(self._open_session)
        page.review_opened.connect(self.open_signed)
        page.record_opened.connect(self.record_opened)
        self._open_page(page, Place(SIGNED_REVIEW, person_id, review_id))

    def _on_chosen(self, page: WhichReviewPage, person_id: UUID, kind: str, subject: UUID | None) -> None:
        self._close_page(page)
        self.open(person_id, kind, subject)

    def _open_guide(self, opened: OpenReview) -> None:
        beside = opened.beside
        if self._returned(ReviewPage, (beside.person.id, beside.kind, beside.subject)):
            return
        page = ReviewPage(self._desk, self._background, opened)
        self._window.menus.go.addActions(page.actions())  # they go with the page
        page.draft_signed.connect(partial(self._close_page, page))
        page.guide_left.connect(partial(self._close_page, page))
        page.destroyed.connect(self._on_guide_gone)  # signed, left or gone back from: a burst of saves is over
        self._open_page(page, Place(REVIEW, beside.person.id, beside.subject, beside.kind))

    def _on_not_opened(self, person_id: UUID, kind: str, subject: UUID | None, problem: Problem) -> None:
        """A draft that cannot be read would stand in the way of every review of its kind."""
        if not isinstance(problem, ReviewUnreadable):
            show_problem(problem)
            return
        ask(
            self._window,
            _("Discard the damaged review?"),
            problem.sentence,
            _("Keep it"),
            _("Discard it and begin again"),
            partial(self._discard_damaged, person_id, kind, subject),
        )

    def _discard_damaged(self, person_id: UUID, kind: str, subject: UUID | None) -> None:
        self._background.run(partial(begin_again, self._desk, person_id, kind, subject), self._open_guide)

    def _on_guide_gone(self) -> None:
        self._background.run(partial(vault.empty_log, self._desk), _nothing)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
