from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.days import moment_words
from app.domain.people import Person
from app.domain.ratings import Factor, Level
from app.domain.sessions import Entry, LifeChange
from app.services import sessions
from app.services.desk import Desk
from tests.builders import MOMENT, a_missed_entry, an_entry, sign_session
from tests.desks import Clock
from tests.ui.windows import fill
from ui.sessions.session_page import SessionPage
from ui.shell.places import Places
from ui.widgets.background import Background
from ui.widgets.tag import Tag

OpenSession = Callable[[Entry], SessionPage]


@pytest.fixture
def open_session(desk: Desk, background: Background, person: Person, qtbot: QtBot) -> OpenSession:
    def open_it(entry: Entry) -> SessionPage:
        page = SessionPage(desk, background, sign_session(desk, person.id, entry).id)
        qtbot.addWidget(page)
        page.resize(1070, 730)
        page.show()
        settle(background)
        return page

    return open_it


def settle(background: Background) -> None:
    background.wait_until_idle()
    QApplication.processEvents()


def words_on(page: SessionPage) -> str:
    fill(page)
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_three_clocks_and_the_officer_are_shown(open_session: OpenSession) -> None:
    words = words_on(open_session(an_entry()))
    held, now = moment_words(MOMENT - timedelta(hours=1)), moment_words(MOMENT)
    for clock in (f"Took place: {held}", f"Written: {now}", f"Signed: {now}"):
        assert clock in words
    assert "By An Officer, Probation officer, An office" in words


def test_every_answer_and_direction_is_shown(
    open_session: OpenSession, desk: Desk, person: Person, clock: Clock
) -> None:
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.EMERGING}))
    clock.move(days=7)
    words = words_on(open_session(an_entry({Factor.MOOD: Level.PRESENT}, held_at=clock() - timedelta(hours=1))))
    assert "Present" in words
    assert "Rising since 2 March 2026" in words
    assert "Nothing new" in words


def test_what_it_brought_forward_stands_on_top(open_session: OpenSession) -> None:
    words = words_on(open_session(an_entry(changes=(LifeChange.ADDRESS,))))
    assert "Brought forward to today: risk review" in words
    assert "New address" in words


def test_a_missed_session_says_that_it_was_not_held(open_session: OpenSession) -> None:
    words = words_on(open_session(a_missed_entry()))
    assert "Office session not held, 2 March 2026" in words
    assert "Rang, no answer" in words


def test_a_late_entry_says_so(open_session: OpenSession, clock: Clock) -> None:
    held_at = clock() - timedelta(days=5)
    late = open_session(an_entry(held_at=held_at))
    assert "Late entry" in [tag.text for tag in late.findChildren(Tag)]


def test_an_entry_of_the_next_working_day_is_not_late(open_session: OpenSession, clock: Clock) -> None:
    page = open_session(an_entry(held_at=clock() - timedelta(days=3)))  # a Friday
    assert "Late entry" not in [tag.text for tag in page.findChildren(Tag)]


def test_an_addendum_is_added_with_name_and_time_and_shown_as_plain_text(
    open_session: OpenSession, background: Background, clock: Clock
) -> None:
    page = open_session(an_entry())
    clock.move(days=1)
    box = page.findChild(QPlainTextEdit)
    QTest.keyClicks(box, "The visitor was <b>his aunt</b>")
    page.findChild(QPushButton, "add-the-addendum").click()
    settle(background)
    words = words_on(page)
    assert "The visitor was <b>his aunt</b>" in words
    assert f"An Officer, {moment_words(clock())}" in words
    assert box.toPlainText() == ""


def test_an_empty_addendum_is_refused_at_its_field(
    open_session: OpenSession, background: Background, desk: Desk
) -> None:
    page = open_session(an_entry())
    page.findChild(QPushButton, "add-the-addendum").click()
    settle(background)
    assert "Enter what to add" in words_on(page)
    assert sessions.read(desk, page._session_id).session.addenda == ()


def test_an_addendum_that_names_somebody_is_asked_about_once(
    open_session: OpenSession, background: Background, desk: Desk
) -> None:
    page = open_session(an_entry())
    page._text.set_value("It was Mary Smith of 12 High Street")
    for words, kept in (("Change it", 0), ("Keep it as it is", 1)):
        page.findChild(QPushButton, "add-the-addendum").click()
        settle(background)
        assert page._text.problem == "This looks like an address: initials or a role are enough here"
        box = page.findChildren(QMessageBox)[-1]
        next(button for button in box.buttons() if button.text() == words).click()
        settle(background)
        assert len(sessions.read(desk, page._session_id).session.addenda) == kept
    assert page.settled


def test_exporting_is_asked_for_with_the_session(open_session: OpenSession, qtbot: QtBot) -> None:
    page = open_session(an_entry())
    with qtbot.waitSignal(page.export_requested) as asked:
        page.findChild(QPushButton, "export-as-pdf").click()
    assert isinstance(asked.args[0], UUID)


def test_what_was_signed_cannot_be_typed_over(open_session: OpenSession) -> None:
    page = open_session(an_entry())
    editable = [box for box in page.findChildren(QPlainTextEdit) if not box.isReadOnly()]
    assert [box.accessibleName() for box in editable] == ["Correction or addition"]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def test_a_half_written_addendum_is_not_lost_without_asking(open_session: OpenSession, qtbot: QtBot) -> None:
    page = open_session(an_entry())
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    assert left.pop()
    QTest.keyClicks(page.findChild(QPlainTextEdit), "The visitor")
    page.leave(lambda: left.append(True))
    assert left == []
    box = page.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Leave without saving").click()
    assert left == [True]


def test_the_keyboard_starts_at_the_top_of_the_page(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    places = Places()
    qtbot.addWidget(places)
    places.add_room("today", QWidget)
    places.show_room("today")
    places.show()
    places.activateWindow()
    qtbot.waitUntil(places.isActiveWindow)
    places.open_page(SessionPage(desk, background, sign_session(desk, person.id).id))
    settle(background)
    assert QApplication.focusWidget().accessibleName() == "Export as PDF…"
