"""Reviews for tests: one with everything in it, and the page of one in a window with the focus."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.considered import Answer, Considered, Question, SlowFactor, SlowFactorNote
from app.domain.reviews import Review, ReviewEntry
from app.services.beside import Beside
from app.services.desk import Desk
from tests.ui import windows
from ui.reviews.keeping import open_review
from ui.reviews.review_page import ReviewPage
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary


def a_review_entry(beside: Beside, done_on: date) -> ReviewEntry:
    """An entry that can be signed: every question is answered by the newest linked entry, or not yet."""
    links = beside.links[:1]
    return ReviewEntry(
        done_on=done_on,
        changed=False,
        note="The plan <b>holds</b>",
        considered=Considered(
            slow_factors=tuple(
                SlowFactorNote(factor=factor, evidence_on=date(2026, 2, 9), words=f"On {factor}")
                for factor in SlowFactor
            ),
            protective="His sister rings daily",
            children="A., 8, on Sundays",
            no_programmes=True,
            answers=tuple(
                Answer(question=question, links=links, words="" if links else "Not yet") for question in Question
            ),
        ),
    )


def sign_review(desk: Desk, person_id: UUID, kind: str = "risk_review") -> Review:
    """One in the store, of today."""
    opened = open_review(desk, person_id, kind)
    return opened.sign(a_review_entry(opened.beside, desk.today()))


def show_review(
    desk: Desk, background: Background, qtbot: QtBot, person_id: UUID, kind: str = "risk_review", width: int = 1070
) -> ReviewPage:
    page = ReviewPage(desk, background, open_review(desk, person_id, kind))
    page.resize(width, 760)
    windows.active(qtbot, page)
    fill(page)
    page.focus_first()
    return page


def fill(page: QWidget) -> None:
    """Let every part come, and what waited for it be said."""
    windows.fill(page)
    for _turn in range(3):
        QApplication.processEvents()


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def problems(page: ReviewPage) -> list[str]:
    buttons = page.page.findChild(ErrorSummary).findChildren(QAbstractButton)
    return [button.accessibleName() for button in buttons if button.isVisible()]
