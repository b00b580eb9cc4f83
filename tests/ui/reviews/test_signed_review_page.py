"""Reading a signed review, and choosing which one to record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.domain.marks import Mark
from app.domain.places import Action
from app.domain.reviews import NewReview
from app.services import audit, marks, reviews
from tests.builders import a_missed_entry, add_person, sign_session
from tests.ui.reviews.opening import fill, sign_review, words_on
from tests.ui.windows import active
from ui.reviews.signed_review_page import SignedReviewPage
from ui.reviews.which_page import WhichReviewPage
from ui.widgets.choice_card import RadioCard
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.marks_card import MarksCard


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


def test_a_letter_says_about_which_absence(read, desk, clock, person):
    missed = sign_session(desk, person.id, a_missed_entry(action=Action.DECISION_PENDING))
    clock.move(days=1)
    new = NewReview(
        person_id=person.id, kind="missed_letter", subject=missed.id, done_on=clock().date(), changed=False, note="Sent"
    )
    page = read(reviews.record(desk, new))
    assert page.heading.text() == "Send the letter about the missed appointment: absence on 2 March 2026"


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
    assert chosen == [(person.id, "oversight", None)]


def test_a_review_of_an_absence_asks_which_one_the_oldest_first(desk, clock, background, qtbot, person):
    missed = a_missed_entry(action=Action.DECISION_PENDING)
    first = sign_session(desk, person.id, missed)
    clock.move(days=7)
    sign_session(desk, person.id, replace(missed, held_at=clock() - timedelta(hours=1)))
    page = WhichReviewPage(desk, background, person.id)
    page.resize(900, 700)
    active(qtbot, page)
    background.wait_until_idle()
    chosen = []
    page.review_chosen.connect(lambda *what: chosen.append(what))
    choose(page, "Send the letter about the missed appointment")
    needed = page.fontMetrics().horizontalAdvance("Send the letter about the missed appointment")
    qtbot.waitUntil(lambda: page._which.control.width() > needed)
    assert page._about.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(ErrorSummary).accessibleDescription() == "Choose what it is about"
    offered = page._about.findChildren(RadioCard)
    assert [card.label for card in offered] == ["2 March 2026", "9 March 2026"]
    QTest.keyClick(offered[0], Qt.Key.Key_1)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen == [(person.id, "missed_letter", first.id)]
    choose(page, "Discuss the case with your SPO")
    assert not page._about.isVisible()


def test_no_letter_is_recorded_where_no_absence_waits_for_one(desk, background, qtbot, person):
    page = WhichReviewPage(desk, background, person.id)
    active(qtbot, page)
    background.wait_until_idle()
    chosen = []
    page.review_chosen.connect(lambda *what: chosen.append(what))
    choose(page, "Send the letter about the missed appointment")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(ErrorSummary).accessibleDescription() == "Nothing waits for this"
    assert chosen == []


def choose(page: WhichReviewPage, words: str) -> None:
    box = page._which.control
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_a_restricted_review_shows_its_words_once_asked_and_hides_them_when_left(read, desk, person, background):
    review = sign_review(desk, person.id)
    marks.put(desk, person.id, review.id, Mark.RESTRICTED, "Asked for by the court")
    page = read(review)
    assert "His sister rings daily" not in words_on(page)
    assert "Asked for by the court" in page.findChild(MarksCard).list.rows[0].lines
    next(one for one in page.findChildren(QAbstractButton) if one.text() == "Show").click()
    background.wait_until_idle()
    fill(page)
    assert "His sister rings daily" in words_on(page)
    assert [line.words for line in audit.lines(desk)].count("Restricted records of a person shown") == 1
    page.hide()
    page.show()
    fill(page)
    assert "His sister rings daily" not in words_on(page)
