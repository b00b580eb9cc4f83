"""A signed review for reading: what was decided, by whom and when, all that it considered, and its marks.

Nothing changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.considered import Link, LinkKind
from app.domain.days import day_words, moment_words
from app.domain.marks import Mark, Marking, standing_marks
from app.domain.problems import Problem
from app.domain.reviews import Review
from app.services import marks, people, reviews
from app.services.desk import Desk
from ui.reviews.answers import Answers, answers, link_words
from ui.reviews.parts import Part
from ui.widgets.answer_card import AnswerCard
from ui.widgets.audited_card import AuditedCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.mark_words import mark_tags
from ui.widgets.marks_card import MarksCard
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.tag import Tone


@dataclass(frozen=True, kw_only=True)
class _Signed:
    review: Review
    title: str
    name: str
    crn: str
    markings: tuple[Marking, ...]


class SignedReviewPage(Page):
    """Linked entries open: ``session_opened`` with its id, ``review_opened`` and ``record_opened`` with person and id.

    The words of one that is marked as restricted are shown once the officer asked for them, and hidden again when the
    page goes out of view.
    """

    session_opened = Signal(object)
    review_opened = Signal(object, object)
    record_opened = Signal(object, object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, review_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        identify(self, "signed-review", _("Signed review"))
        self._desk, self._background = desk, background
        self._person_id, self._review_id = person_id, review_id
        self._signed: _Signed | None = None
        self._shown = False  # whether a restricted one was asked for
        self._marked = False  # whether the focus belongs on the marks
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problem = ErrorSummary()
        self._whole = QWidget()
        for part in (self._problem, self._whole):
            self.add(part)
        self.refresh()

    def refresh(self) -> None:
        """Read the review again and show it."""
        work = partial(_read, self._desk, self._person_id, self._review_id)
        self._background.run(work, self._show, self._on_failed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._shown and self._signed:
            self._shown = False
            self._show(self._signed)

    def _show(self, signed: _Signed) -> None:
        self._signed = signed
        self._problem.clear()
        tags = [(_("Signed"), Tone.SUCCESS), *mark_tags(signed.markings)]
        self._banner.set_person(signed.name, [_("CRN {crn}").format(crn=signed.crn)], tags)
        self.set_heading(signed.title, day_words(signed.review.done_on))
        fresh = Gradual((), self.body.spacing())
        self.body.replaceWidget(self._whole, fresh)
        self._whole.hide()
        self._whole.deleteLater()
        self._whole = fresh
        fresh.begin(self._parts(signed), self._on_placed)

    def _parts(self, signed: _Signed) -> Iterator[QWidget]:
        if Mark.RESTRICTED in standing_marks(signed.markings) and not self._shown:
            note = partial(marks.show_restricted, self._desk, self._person_id)
            hidden = AuditedCard(_("This review is marked as restricted."), self._background, note)
            hidden.noted.connect(self._on_noted)
            hidden.failed.connect(self._on_failed)
            yield hidden
            yield _seal_card(signed.review)
        else:
            yield from self._answer_cards(signed.review)
        put = partial(marks.put, self._desk, self._person_id, self._review_id)
        take_off = partial(marks.take_off, self._desk, self._person_id, self._review_id)
        card = MarksCard(self._background, put, take_off)
        card.changed.connect(self._on_marked)
        yield card

    def _answer_cards(self, review: Review) -> Iterator[QWidget]:
        pages = sorted(answers(review.kind, review), key=_decision_first)
        for page in pages:
            if any(words.strip() for _question, words in page.lines):
                yield AnswerCard(page.part.label, page.lines)
            if page.part is Part.DECISION:
                yield _seal_card(review)
        links = {link for answer in review.considered.answers for link in answer.links} if review.considered else set()
        if links:
            yield self._links_card(sorted(links, key=_day, reverse=True))

    def _on_placed(self, part: QWidget) -> None:
        if isinstance(part, MarksCard) and self._signed:
            part.show_marks(self._signed.markings)
            if self._marked:
                self._marked = False
                part.first_control.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_marked(self) -> None:
        self._marked = True
        self.refresh()

    def _on_noted(self) -> None:
        """Shown only once the audit says so."""
        self._shown = True
        self.refresh()

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])
        self.scroll_to_top()

    def _links_card(self, links: list[Link]) -> Card:
        card = Card(_("Linked entries"))
        row = FlowLayout()
        for link in links:
            button = LinkButton(link_words(link))
            button.clicked.connect(partial(self._open, link))
            row.addWidget(button)
        card.add(row)
        return card

    def _open(self, link: Link) -> None:
        if link.kind is LinkKind.SESSION:
            self.session_opened.emit(link.id)
        elif link.kind is LinkKind.REVIEW:
            self.review_opened.emit(self._person_id, link.id)
        else:
            self.record_opened.emit(self._person_id, link.id)


def _read(desk: Desk, person_id: UUID, review_id: UUID) -> _Signed:
    review = reviews.read(desk, person_id, review_id)
    details = people.page(desk, person_id).person.details
    return _Signed(
        review=review,
        title=reviews.title(desk, review),
        name=details.name,
        crn=details.crn,
        markings=marks.of_entry(desk, person_id, review_id),
    )


def _decision_first(page: Answers) -> bool:
    return page.part is not Part.DECISION


def _seal_card(review: Review) -> Card:
    card = Card()
    card.add(Text(_("Signed: {moment}").format(moment=moment_words(review.recorded_at))))
    officer = review.officer
    by = _("By {name}, {role}, {office}").format(name=officer.name, role=officer.role, office=officer.office)
    card.add(Text(by, muted=True))
    return card


def _day(link: Link) -> tuple[str, str]:
    return link.on.isoformat(), str(link.id)
