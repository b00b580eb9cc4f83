"""Reading a signed review, and choosing which one to record."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.reviews import NewReview
from app.services import reviews
from tests.builders import add_person, sign_session
from tests.ui.reviews.opening import fill, sign_review, words_on
from tests.ui.windows import active
from ui.reviews.signed_review_page import SignedReviewPage
from ui.reviews.which_page import WhichReviewPage
from ui.widgets.error_summary import ErrorSummary


@pytest.fixture
def person(desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def read(desk, background, qtbot, person):
    def read_it(review) -> SignedReviewPage:
        page = SignedReviewPage(desk, background, person.id, review.id)
        page.resize(1070, 900)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        return page

    return read_it


def test_everything_it_considered_is_read_as_typed(read, desk, person):
    sign_session(desk, person.id)
    words = words_on(read(sign_review(desk, person.id)))
    for said in (
        "Review the risk of serious harm",
        "The plan <b>holds</b>",
        "No change",
        "Last evidence 9 February 2026",
        "On intimacy",
        "His sister rings daily",
        "A., 8, on Sundays",
        "None considered",
        "Session, 2 March 2026",
        "Was the person involved?",
        "Signed: 2 March 2026, 09:00",
        "By An Officer, Probation officer, An office",
    ):
        assert said in words, said


def test_a_linked_session_and_a_linked_review_open(read, desk, clock, person, qtbot):
    session = sign_session(desk, person.id)
    clock.move(days=1)
    first = sign_review(desk, person.id)
    page = read(first)
    link = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Session, 2 March 2026")
    with qtbot.waitSignal(page.session_opened) as opened:
        link.click()
    assert opened.args == [session.id]
    clock.move(days=3)
    page = read(sign_review(desk, person.id))
    link = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Review, 3 March 2026")
    with qtbot.waitSignal(page.review_opened) as opened:
        link.click()
    assert opened.args == [person.id, first.id]


def test_a_review_that_only_says_it_was_done_shows_no_empty_parts(read, desk, person):
    done = NewReview(person_id=person.id, kind="oversight", done_on=desk.today(), changed=False, note="Talked it over")
    words = words_on(read(reviews.record(desk, done)))
    assert "Talked it over" in words
    assert "Slow factors" not in words
    assert "Linked entries" not in words


def test_which_review_is_asked_for_and_nothing_chosen_beforehand(desk, background, qtbot, person):
    page = WhichReviewPage(desk, background, person.id)
    active(qtbot, page)
    background.wait_until_idle()
    chosen = []
    page.review_chosen.connect(lambda *what: chosen.append(what))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(ErrorSummary).accessibleDescription() == "Choose which review"
    box = page._which.control
    box.setCurrentIndex(box.findText("Discuss the case with your SPO"))
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen == [(person.id, "oversight")]
