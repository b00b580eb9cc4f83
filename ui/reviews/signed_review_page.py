"""A signed review for reading: what was decided, by whom and when, and all that it considered. Nothing changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.considered import Link, LinkKind
from app.domain.days import day_words, moment_words
from app.domain.reviews import Review
from app.services import people, reviews
from app.services.desk import Desk
from ui.reviews.answers import Answers, answers, link_words
from ui.reviews.parts import Part
from ui.widgets.answer_card import AnswerCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.tag import Tone


@dataclass(frozen=True, kw_only=True)
class _Signed:
    review: Review
    title: str
    name: str
    crn: str


class SignedReviewPage(Page):
    """Linked entries open: ``session_opened`` with a session's id, ``review_opened`` with person and review."""

    session_opened = Signal(object)
    review_opened = Signal(object, object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, review_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        identify(self, "signed-review", _("Signed review"))
        self._person_id = person_id
        self._banner = Banner()
        self.set_banner(self._banner)
        background.run(partial(_read, desk, person_id, review_id), self._show)

    def _show(self, signed: _Signed) -> None:
        review = signed.review
        self._banner.set_person(signed.name, [_("CRN {crn}").format(crn=signed.crn)], [(_("Signed"), Tone.SUCCESS)])
        self.set_heading(signed.title, day_words(review.done_on))
        self.add(Gradual(self._parts(review), self.body.spacing()))

    def _parts(self, review: Review) -> Iterator[QWidget]:
        pages = sorted(answers(review.kind, review), key=_decision_first)
        for page in pages:
            if any(words.strip() for _question, words in page.lines):
                yield AnswerCard(page.part.label, page.lines)
            if page.part is Part.DECISION:
                yield _seal_card(review)
        links = {link for answer in review.considered.answers for link in answer.links} if review.considered else set()
        if links:
            yield self._links_card(sorted(links, key=_day, reverse=True))

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
        else:
            self.review_opened.emit(self._person_id, link.id)


def _read(desk: Desk, person_id: UUID, review_id: UUID) -> _Signed:
    review = reviews.read(desk, person_id, review_id)
    details = people.page(desk, person_id).person.details
    return _Signed(review=review, title=reviews.title(desk, review), name=details.name, crn=details.crn)


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
