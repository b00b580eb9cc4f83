"""Recording a review: what is asked for, what is refused, what it settles."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.services import people
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.windows import active
from ui.reviews.review_page import ReviewPage
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.heading import Heading


@pytest.fixture
def person(desk: Desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def open_review(desk: Desk, background: Background, qtbot: QtBot, person):
    def open_it(kind: str = "risk_review") -> ReviewPage:
        page = ReviewPage(desk, background, person.id, kind)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def words_on(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def problems(page: ReviewPage) -> list[str]:
    buttons = page.findChild(ErrorSummary).findChildren(QAbstractButton)
    return [button.accessibleName() for button in buttons if button.isVisible()]


def test_it_says_which_review_of_whom_and_why_it_is_due(open_review):
    page = open_review()
    words = words_on(page)
    assert page.findChildren(Heading)[0].text() == "Review the risk of serious harm"
    assert "Pŷrson One" in words
    assert "Was due 6 January 2026" in words
    assert "Released on 6 January 2025" in words
    assert "general knowledge: check with your local policy" in words


def test_no_change_needs_a_sentence(open_review, background, desk, person):
    page = open_review()
    page._changed.set_value("same")
    page.save()
    background.wait_until_idle()
    assert problems(page) == ["Enter one sentence on why nothing changes"]
    assert page._changed.value == "same"
    assert people.page(desk, person.id).reviews == ()


def test_nothing_is_chosen_beforehand_and_the_choice_is_asked_for(open_review, background):
    page = open_review()
    assert page._changed.value is None
    page.save()
    background.wait_until_idle()
    assert problems(page) == ["Choose whether the assessment or plan changed"]


def test_a_recorded_review_settles_its_flag_and_no_other(open_review, desk, person, qtbot: QtBot):
    before = {flag.kind for flag in people.page(desk, person.id).flags}
    page = open_review()
    page._changed.set_value("changed")
    page._note.set_value("Plan <b>tightened</b>")
    with qtbot.waitSignal(page.review_recorded) as recorded:
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert recorded.args == [person.id]
    kept = people.page(desk, person.id).reviews[0]
    assert (kept.kind, kept.done_on, kept.changed, kept.note) == (
        "risk_review",
        desk.today(),
        True,
        "Plan <b>tightened</b>",
    )
    assert {flag.kind for flag in people.page(desk, person.id).flags} == before - {"risk_review"}
    assert page.settled


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(1826, 1, 1)])
def test_a_day_in_the_future_or_200_years_ago_is_refused_at_its_field(open_review, background, desk, person, on):
    page = open_review()
    page._day.set_value(on)
    page._changed.set_value("changed")
    page._note.set_value("x")
    page.save()
    background.wait_until_idle()
    assert page._day.problem
    assert problems(page) == [page._day.problem]
    assert people.page(desk, person.id).reviews == ()


def test_all_that_is_missing_is_said_at_once(open_review):
    page = open_review()
    page._day.set_value(None)
    page.save()
    assert problems(page) == ["Enter the day of the review", "Choose whether the assessment or plan changed"]


def test_without_a_kind_it_asks_which_review_and_then_says_why(open_review, background, desk, person):
    page = open_review("")
    assert "Why this is due" not in words_on(page)
    page.save()
    assert problems(page)[0] == "Choose which review was done"
    box = page._which.control
    box.setCurrentIndex(box.findText("Discuss the case with your SPO"))
    box.activated.emit(box.currentIndex())
    assert "Why this is due" in words_on(page)
    page._changed.set_value("same")
    page._note.set_value("Talked it through")
    page.save()
    background.wait_until_idle()
    assert [review.kind for review in people.page(desk, person.id).reviews] == ["oversight"]


def test_leaving_with_a_sentence_typed_asks_once(open_review):
    page = open_review()
    left = []
    page.leave(lambda: left.append(True))
    assert left.pop()
    page._note.set_value("Half a sent")
    page.leave(lambda: left.append(True))
    assert left == []
    next(b for b in page.findChild(QMessageBox).buttons() if b.text() == "Leave without saving").click()
    assert left == [True]
