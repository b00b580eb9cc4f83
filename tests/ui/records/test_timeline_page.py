"""The timeline on screen: what is shown, how it is narrowed down, what stays closed, and what Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.marks import Mark
from app.domain.timeline import Group
from app.services import audit, marks, records
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_order, sign_session
from tests.damage import damaged_record
from tests.ui.records.test_room_page import a_child, restricted_views
from tests.ui.windows import active
from ui.records.record_page import RecordPage
from ui.records.timeline_page import PAGE, TimelinePage
from ui.widgets.background import Background

OpenTimeline = Callable[[], TimelinePage]
TAGS = ("Sessions", "Orders and conditions")


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture
def open_timeline(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> OpenTimeline:
    def open_it() -> TimelinePage:
        page = TimelinePage(desk, background, person_id)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def titles(page: TimelinePage) -> list[str]:
    return [row.title for row in page._list.rows]


def words(page: TimelinePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def settle(page: TimelinePage, qtbot: QtBot) -> None:
    """Wait for the pause in typing, and for what is then read."""
    qtbot.waitUntil(lambda: not page._pause.isActive())
    page._background.wait_until_idle()


def sessions(desk: Desk, person_id: UUID, count: int) -> None:
    for back in range(count):
        held_at = desk.now() - timedelta(days=back, hours=1)
        sign_session(desk, person_id, an_entry(held_at=held_at, check_in=f"Meeting number {back}"))


def test_everything_is_listed_by_its_day_with_its_marks_and_kind(open_timeline, desk, person_id) -> None:
    session = sign_session(desk, person_id)
    marks.put(desk, person_id, session.id, Mark.DISPUTED, "He disputes it")
    records.add(desk, person_id, an_order())
    page = open_timeline()
    session_row, order_row = (next(row for row in page._list.rows if row.tag == tag) for tag in TAGS)
    assert (session_row.lead, session_row.title, session_row.marks) == (
        "2 Mar 2026",
        "Office: Attended, complied",
        ("Disputed",),
    )
    assert order_row.title == "Orders: Sexual Harm Prevention Order (SHPO)"
    assert "3 entries, newest first" in words(page)


def test_groups_days_and_words_narrow_it_down_together(open_timeline, desk, person_id, qtbot) -> None:
    sessions(desk, person_id, 5)
    records.add(desk, person_id, an_order())
    page = open_timeline()
    for group in (Group.SESSIONS, Group.ORDERS):
        page._groups._buttons[group.value].click()
    settle(page, qtbot)
    assert len(titles(page)) == 6
    for box, digits in ((page._since.day, "27"), (page._since.month, "2"), (page._since.year, "2026")):
        QTest.keyClicks(box, digits)
    settle(page, qtbot)
    assert [row.lead for row in page._list.rows] == ["2 Mar 2026", "1 Mar 2026", "28 Feb 2026", "27 Feb 2026"]
    QTest.keyClicks(page._search.control, "number 2")
    settle(page, qtbot)
    assert [row.lines for row in page._list.rows] == [("Meeting number 2",)]


def test_days_the_wrong_way_round_are_said_at_the_field_and_leave_what_is_shown(
    open_timeline, desk, person_id, qtbot
) -> None:
    sessions(desk, person_id, 2)
    page = open_timeline()
    before = titles(page)
    for box, digits in ((page._since.day, "2"), (page._since.month, "3"), (page._since.year, "2026")):
        QTest.keyClicks(box, digits)
    for box, digits in ((page._until.day, "1"), (page._until.month, "3"), (page._until.year, "2026")):
        QTest.keyClicks(box, digits)
    settle(page, qtbot)
    assert page._until.problem == "To: the last day lies before the first; change one of the two"
    shown = titles(page)
    assert shown in (before, before[:2]), "never an empty list"
    page._until.day.clear()
    QTest.keyClicks(page._until.day, "2")
    settle(page, qtbot)
    assert not page._until.problem
    assert titles(page) == before[:2]


def test_half_a_date_leaves_what_is_shown(open_timeline, desk, person_id, qtbot) -> None:
    sessions(desk, person_id, 2)
    page = open_timeline()
    before = titles(page)
    QTest.keyClicks(page._since.day, "31")
    settle(page, qtbot)
    assert titles(page) == before


def test_a_burst_of_letters_is_one_search_off_the_main_thread(open_timeline, desk, person_id, qtbot) -> None:
    sessions(desk, person_id, 2)
    page = open_timeline()
    QTest.keyClicks(page._search.control, "number 1")
    assert len(titles(page)) == 3, "nothing is read while typing goes on"
    settle(page, qtbot)
    assert len(titles(page)) == 1


def test_what_was_typed_while_a_search_ran_is_searched_in_the_end(open_timeline, desk, person_id) -> None:
    sessions(desk, person_id, 2)
    page = open_timeline()
    page._search.set_value("number 1")
    page._on_filter_changed()
    page._search.set_value("number 0")
    page._on_filter_changed()
    page._background.wait_until_idle()
    assert [row.lines for row in page._list.rows] == [("Meeting number 0",)]


def test_after_a_fault_that_nobody_expects_the_next_search_is_asked(open_timeline, desk, person_id, qtbot) -> None:
    records.add(desk, person_id, an_order())
    page = open_timeline()
    with desk.write() as db:
        db.exec_driver_sql("ALTER TABLE markings RENAME TO lost")
    page.refresh()
    page._background.wait_until_idle()
    box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible())
    box.done(0)
    with desk.write() as db:
        db.exec_driver_sql("ALTER TABLE lost RENAME TO markings")
    QTest.keyClicks(page._search.control, "Crown Court")
    settle(page, qtbot)
    assert page._wanted.words == "Crown Court"
    assert len(page._list.rows) == 1


def test_an_entry_that_cannot_be_read_opens_and_offers_no_change(open_timeline, desk, person_id, qtbot) -> None:
    damaged = damaged_record(desk, person_id, "order", "no JSON")
    page = open_timeline()
    (title,) = (one for one in titles(page) if "cannot be read" in one)
    assert title.startswith("Orders: This entry cannot be read. It is kept as it is")
    opened = RecordPage(desk, page._background, person_id, damaged)
    active(qtbot, opened)
    page._background.wait_until_idle()
    assert "cannot be read" in opened.heading.text()
    assert not opened._change.isVisible()
    assert not opened._error.isVisible()
    assert opened._marks.isVisible()


def test_nothing_matching_says_what_to_do(open_timeline, desk, person_id, qtbot) -> None:
    page = open_timeline()
    QTest.keyClicks(page._search.control, "nowhere said")
    settle(page, qtbot)
    assert "Nothing matches." in words(page)
    assert not page._list.isVisible()


def test_more_are_shown_fifty_at_a_time_and_the_keyboard_goes_on_there(open_timeline, desk, person_id) -> None:
    sessions(desk, person_id, PAGE + 7)
    page = open_timeline()
    assert len(titles(page)) == PAGE
    page._more.setFocus()
    page._more.click()
    page._background.wait_until_idle()
    assert len(titles(page)) == PAGE + 8
    assert page._list.hasFocus()
    assert page._list.currentIndex().row() == PAGE
    assert not page._more.isVisible()


def test_enter_opens_the_session_or_the_record(open_timeline, desk, person_id) -> None:
    session = sign_session(desk, person_id)
    order = records.add(desk, person_id, an_order())
    page = open_timeline()
    opened: list[object] = []
    page.session_opened.connect(opened.append)
    page.record_opened.connect(lambda *what: opened.append(what))
    for tag in TAGS:
        page._list.choose(next(place for place, row in enumerate(page._list.rows) if row.tag == tag))
        QTest.keyClick(page._list, Qt.Key.Key_Return)
    assert opened == [session.id, (person_id, order.id, False)]


def test_restricted_records_stay_closed_until_asked_for_and_the_audit_says_so(open_timeline, desk, person_id) -> None:
    records.add(desk, person_id, a_child(), sure=True)
    page = open_timeline()
    assert "Children and victims" in titles(page)
    assert not any("A.B." in title for title in titles(page))
    assert restricted_views(desk) == 0
    page._open_all.click()
    page._background.wait_until_idle()
    assert any("A.B." in title for title in titles(page))
    assert restricted_views(desk) == 1
    page.hide()
    page.show()
    page.refresh()
    page._background.wait_until_idle()
    assert not any("A.B." in title for title in titles(page)), "closed again once it was left"


def test_a_restricted_session_is_there_without_its_words(open_timeline, desk, person_id) -> None:
    session = sign_session(desk, person_id, an_entry(check_in="A secret"))
    marks.put(desk, person_id, session.id, Mark.RESTRICTED, "Asked for")
    row = next(row for row in open_timeline()._list.rows if row.tag == "Sessions")
    assert (row.lines, row.marks) == ((), ("Restricted",))


def test_looking_is_one_entry_in_the_audit_however_often_it_is_read(open_timeline, desk) -> None:
    page = open_timeline()
    page.refresh()
    page._background.wait_until_idle()
    assert [line.words for line in audit.lines(desk)].count("A person’s page looked at") == 1
