"""What a signed session offers to copy to NDelius, how it is ticked off, and its marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.handover import NDELIUS_LIMIT
from app.domain.marks import Mark
from app.domain.people import Person
from app.domain.sessions import Entry, Session
from app.services import handover, marks
from app.services.desk import Desk
from tests.builders import an_entry, sign_session
from tests.desks import Clock
from tests.ui.records.test_room_page import restricted_views
from tests.ui.windows import active, fill, focus
from ui.sessions.handover_card import HandoverCard
from ui.sessions.session_page import SessionPage
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.form_dialog import FormDialog
from ui.widgets.marks_card import MarksCard
from ui.widgets.tag import Tag

OpenSession = Callable[..., SessionPage]


@pytest.fixture
def session(desk: Desk, person: Person) -> Session:
    return sign_session(desk, person.id, _entry(desk))


@pytest.fixture
def open_session(desk: Desk, background: Background, qtbot: QtBot, session: Session) -> OpenSession:
    def open_it(*, copying: bool = False) -> SessionPage:
        page = SessionPage(desk, background, session.id, copying=copying)
        page.resize(1070, 730)
        active(qtbot, page)
        settle(page)
        return page

    return open_it


def _entry(desk: Desk) -> Entry:
    return an_entry(held_at=desk.now() - timedelta(hours=1), safeguarding="Her two children visit")


def settle(page: SessionPage) -> None:
    page._background.wait_until_idle()
    fill(page)
    QApplication.processEvents()


def tags(page: SessionPage) -> list[str]:
    return [tag.text for tag in page.findChildren(Tag) if tag.isVisible()]


def words(page: SessionPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press(page: SessionPage, name: str) -> None:
    next(
        one
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    ).click()
    settle(page)


def dialog(page: SessionPage) -> FormDialog:
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def save(page: SessionPage) -> None:
    dialog(page)._save.click()
    page.activateWindow()  # as a window manager does when a dialog closes; offscreen there is none
    settle(page)


def test_each_text_is_copied_by_its_own_button_with_its_length(open_session, desk, session) -> None:
    page = open_session()
    found = handover.read(desk, session.id)
    for title, text in (
        ("Ordinary contact note", found.ordinary),
        ("Sensitive: a contact of its own, marked as sensitive", found.sensitive),
    ):
        assert f"{len(text):,} of {NDELIUS_LIMIT:,} characters" in words(page)
        press(page, f"Copy: {title}")
        assert QApplication.clipboard().text() == text
    assert "Her two children visit" not in found.ordinary


def test_nothing_lies_across_the_text_while_the_page_still_fills(desk, background, qtbot, session) -> None:
    page = SessionPage(desk, background, session.id)
    page.resize(1070, 730)
    active(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.findChildren(HandoverCard)))
    seen = 0
    while not page._answers.complete:
        QApplication.processEvents()
        for part in page.findChildren(HandoverCard):
            for button in (one.button for one in part._copies):
                text = button.parentWidget().findChild(QPlainTextEdit)
                assert button.y() > text.geometry().bottom()
                seen += 1
    assert seen, "the page filled in more than one turn"


def test_a_session_is_ticked_off_for_today_and_unticked(open_session, desk, session) -> None:
    page = open_session()
    assert "Not yet copied to NDelius" in tags(page)
    press(page, "Copied today: tick off")
    assert "Copied to NDelius on 2 March 2026" in tags(page)
    assert handover.read(desk, session.id).copied
    assert page.findChild(MarksCard).list.rows == [], "it is said in its own card"
    press(page, "Not copied: undo")
    assert "Not yet copied to NDelius" in tags(page)
    assert handover.read(desk, session.id).copied is None


def test_the_day_of_copying_can_be_another_but_not_one_to_come(open_session, desk, session, clock: Clock) -> None:
    clock.move(days=3)
    page = open_session()
    press(page, "Copied today: tick off")
    press(page, "Change the day…")
    dialog(page)._on.set_value(date(2026, 3, 9))
    save(page)
    assert dialog(page)._on.problem == "The day lies between the signing and today"
    dialog(page)._on.set_value(date(2026, 3, 3))
    save(page)
    assert "Copied to NDelius on 3 March 2026" in tags(page)
    copied = handover.read(desk, session.id).copied
    assert copied
    assert copied.on == date(2026, 3, 3)


def test_who_came_to_copy_begins_at_the_first_copy_button_and_others_do_not(open_session) -> None:
    page = open_session(copying=True)
    assert focus() is page.findChild(HandoverCard).first_control
    other = open_session()
    assert focus() is not other.findChild(HandoverCard).first_control


def test_a_mark_shows_in_the_banner_with_its_reason_and_by_whom_below(open_session) -> None:
    page = open_session()
    press(page, "Mark as disputed…")
    dialog(page)._reason.set_value("He says that it was not so")
    save(page)
    assert "Disputed" in tags(page)
    (row,) = page.findChild(MarksCard).list.rows
    assert (row.title, row.lines) == ("Disputed", ("He says that it was not so",))
    assert row.notes == ("An Officer, 2 March 2026, 09:00",)
    assert focus() is page.findChild(MarksCard).list


def test_a_restricted_session_shows_its_words_once_asked_and_hides_them_when_left(
    open_session, desk, person, session
) -> None:
    marks.put(desk, person.id, session.id, Mark.RESTRICTED, "Asked for by the court")
    page = open_session()
    for secret in ("Her two children visit", "Settled, working three days a week", "Copy to NDelius"):
        assert secret not in words(page)
    assert [one.text() for one in page.findChildren(PrimaryButton) if one.isVisible()] == ["Show"]
    assert restricted_views(desk) == 0
    press(page, "Show")
    assert "Her two children visit" in words(page)
    assert restricted_views(desk) == 1
    page.hide()
    page.show()
    settle(page)
    assert "Her two children visit" not in words(page)
