"""The coming eight weeks: a table of days by arrow keys, and what falls on the day in focus."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.places import Place
from app.services import people
from tests.builders import add_person
from tests.ui.windows import active, focus
from ui.today.calendar_grid import CalendarGrid
from ui.today.page import TodayPage
from ui.widgets.row_list import RowList
from ui.widgets.tokens import Theme, apply_theme


@pytest.fixture
def open_calendar(desk, background, qtbot: QtBot):
    def open_it(width: int = 1070) -> TodayPage:
        page = TodayPage(desk, background)
        page.resize(width, 700)
        active(qtbot, page)
        background.wait_until_idle()
        page.show_calendar()
        background.wait_until_idle()
        return page

    return open_it


def listed(page: QWidget, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def grid_of(page: TodayPage) -> CalendarGrid:
    return page.findChild(CalendarGrid)


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *what: said.append(what))
    return said


def test_arrows_go_by_day_and_by_week_and_never_out_of_the_eight_weeks(open_calendar, desk):
    grid = grid_of(open_calendar())
    assert focus() is grid
    assert grid.shown.day == desk.today()  # a Monday
    for key, days in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 8), (Qt.Key.Key_Left, 7), (Qt.Key.Key_Up, 0)):
        QTest.keyClick(grid, key)
        assert grid.shown.day == desk.today() + timedelta(days=days)
    for _number in range(20):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.shown.day == desk.today() + timedelta(days=49)
    for _number in range(20):
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.shown.day == desk.today() + timedelta(days=55)


def test_days_before_today_cannot_be_reached_in_a_week_that_has_begun(open_calendar, desk, clock):
    clock.move(days=3)
    grid = grid_of(open_calendar())
    assert grid.currentIndex().column() == 3
    QTest.keyClick(grid, Qt.Key.Key_Left)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.shown is not None
    assert grid.shown.day == desk.today()
    assert grid.model().rowCount() == 9


def test_a_cell_says_its_day_and_what_falls_on_it_in_words(open_calendar, desk):
    person = add_person(desk, release_date=date(2026, 1, 12), licence_end=date(2026, 4, 3))
    people.set_appointment(desk, person.id, desk.now() + timedelta(days=1), Place.OFFICE)
    grid = grid_of(open_calendar())
    model = grid.model()
    assert model.index(0, 0).data() == "Monday 2 March 2026, today, nothing"
    assert model.index(0, 1).data() == "Tuesday 3 March 2026, appointments: 1"
    good_friday = model.index(4, 4).data()
    assert good_friday.startswith("Friday 3 April 2026, bank holiday")
    assert "supervision ends: 1" in good_friday
    assert any("due: " in model.index(row, column).data() for row in range(8) for column in range(7))


def test_a_screen_reader_reads_it_as_a_table_with_weekdays_and_weeks(open_calendar):
    table = QAccessible.queryAccessibleInterface(grid_of(open_calendar()))
    assert table.role() == QAccessible.Role.Table
    names = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert "Tuesday 3 March 2026, nothing" in names
    assert "Tuesday" in names
    assert "Week from 2 March 2026" in names


def test_enter_goes_to_the_rows_of_the_day_escape_comes_back_and_a_row_opens_the_person(open_calendar, desk):
    person = add_person(desk, release_date=date(2025, 1, 6))
    people.set_appointment(desk, person.id, desk.now() + timedelta(days=1, hours=2), Place.HOME_VISIT)
    page = open_calendar()
    grid = grid_of(page)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert "Tuesday 3 March 2026" in words_on(page)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    rows = listed(page, "Appointments of the day")
    assert focus() is rows
    assert rows.rows[0].lead == "11:00"
    assert rows.rows[0].action == "", "no session is started for a coming day"
    opened = heard(page.person_opened)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [(person.id, "")]
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert focus() is grid
    assert grid.shown.day == date(2026, 3, 3)


def test_what_is_not_shown_on_today_yet_stands_on_its_day_and_can_be_put_off(open_calendar, desk, background):
    add_person(desk, release_date=date(2026, 1, 12))
    page = open_calendar()
    grid = grid_of(page)
    model = grid.model()
    later = next(
        model.index(row, column)
        for row in range(1, 8)
        for column in range(7)
        if "due: " in model.index(row, column).data()
    )
    grid.setCurrentIndex(later)
    flag = grid.shown.flags[0].flag
    assert flag.due == grid.shown.day > desk.today()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    opened = heard(page.person_opened)
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert opened == [(flag.person_id, "due")]


def test_what_is_overdue_stands_below_and_the_view_switch_and_back_return_to_the_list(open_calendar, desk):
    add_person(desk, release_date=date(2025, 1, 6))
    page = open_calendar()
    assert listed(page, "Overdue before these weeks").isVisible()
    assert not listed(page, "Overdue").isVisible()
    assert page.go_back()
    assert listed(page, "Overdue").isVisible()
    assert not grid_of(page).isVisible()
    assert not page.go_back()
    switch = next(one for one in page.findChildren(QPushButton) if one.text() == "Calendar")
    assert not switch.isChecked()


def test_a_refresh_keeps_the_day_in_focus(open_calendar, desk, background):
    page = open_calendar()
    grid = grid_of(page)
    for _number in range(3):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    page.refresh()
    background.wait_until_idle()
    assert grid.shown.day == desk.today() + timedelta(days=21)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_weeks_are_in_sight_without_a_scroll_bar_of_their_own(
    open_calendar, qapp: QApplication, qtbot: QtBot, scale: float
):
    apply_theme(qapp, Theme.DARK, scale)
    grid = grid_of(open_calendar(width=640))
    corner = grid.model().index(grid.model().rowCount() - 1, 6)
    qtbot.waitUntil(lambda: grid.visualRect(corner).width() > 30)
    assert grid.viewport().rect().contains(grid.visualRect(corner).center())
