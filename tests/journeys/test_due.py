"""What is due, in the real window: put off by keyboard, the calendar, missed contact, suspended contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.services import deadlines
from app.services.desk import Desk
from tests.builders import a_missed_entry, add_person, sign_session
from tests.desks import Clock
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.today.calendar_grid import CalendarGrid
from ui.widgets.buttons import PrimaryButton
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList

REVIEW = "Review the risk of serious harm"


@pytest.fixture
def person(desk: Desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def driver(qapp, desk: Desk, person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def focus_row(driver: Driver, rows: RowList, words: str) -> None:
    driver.do("focus", rows.setFocus)
    driver.key("Home")
    while words not in rows.current_row.spoken:
        driver.key("Down")


def test_a_review_is_put_off_by_keyboard_and_the_supervisor_reads_why(driver, desk, person):
    focus_row(driver, driver.find(RowList, "Overdue"), REVIEW)
    driver.key("P")
    driver.find(Heading, "Put this off")
    for part, typed in (("Day", "10"), ("Month", "4"), ("Year", "2026")):
        driver.type(f"Put it off until: {part}", typed)
    driver.type("Why", "Waiting for the report")
    driver.key("Ctrl+Return")
    deferred = driver.find(RowList, "Deferred")
    driver.wait(lambda: deferred.rows, "the deferral")
    assert "Waiting for the report" in deferred.rows[0].spoken
    driver.press("Deferral history")
    driver.find(Heading, "Deferrals and suspended contact")
    put_off = driver.find(RowList, "Put off")
    assert "times put off: 1" in put_off.rows[0].spoken
    focus_row(driver, put_off, REVIEW)
    driver.key("Return")
    driver.find(Heading, "Overview")


def test_the_calendar_opens_by_its_keys_and_a_row_leads_to_what_is_due_there(driver, desk, person):
    driver.key("Ctrl+Shift+W")
    grid = driver.find(CalendarGrid, "The coming eight weeks")
    driver.wait(grid.hasFocus, "the focus on the calendar")
    driver.key("Right")
    overdue = driver.find(RowList, "Overdue before these weeks")
    focus_row(driver, overdue, REVIEW)
    driver.key("Return")
    driver.find(Heading, "Overview")
    due = driver.find(RowList, "Due")
    driver.wait(due.hasFocus, "the focus on what is due")
    driver.key("Alt+Left")
    driver.find(CalendarGrid, "The coming eight weeks")
    assert grid.shown.day == desk.today() + timedelta(days=1)
    driver.key("Alt+Left")
    driver.find(RowList, "Overdue")


def test_contact_is_suspended_on_the_persons_page_and_stands_on_today(driver, desk, person):
    focus_row(driver, driver.find(RowList, "Overdue"), REVIEW)
    driver.key("Return")
    driver.press("Suspend contact…")
    last = desk.today() + timedelta(days=30)  # the first day offered is today
    for part, typed in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        driver.type(f"Last day: {part}", str(typed))
    driver.type("Why", "In hospital")
    driver.find(PrimaryButton, "Save")
    driver.key("Ctrl+Return")
    driver.find(QLabel, "From 2 March 2026 until 1 April 2026: In hospital")
    driver.do("come back to the window", driver.window.activateWindow)
    driver.key("Alt+Left")
    rows = driver.find(RowList, "Contact suspended")
    assert "In hospital" in rows.rows[0].spoken
    assert [row.span.reason for row in deadlines.suspensions(desk, person.id)] == ["In hospital"]


def test_two_absences_lead_to_the_page_where_the_decision_is_recorded(qapp, desk: Desk, clock: Clock, tmp_path: Path):
    person = add_person(desk)
    for _number in range(2):
        clock.move(days=5)
        sign_session(desk, person.id, a_missed_entry(held_at=desk.now() - timedelta(hours=1)))
    clock.move(days=20)
    with open_case(qapp, desk, tmp_path) as driver:
        focus_row(driver, driver.find(RowList, "Overdue"), "Decide about breach")
        driver.key("R")
        driver.find(Heading, "Missed contact")
        counted = driver.find(RowList, "Counted in the last 12 months")
        driver.wait(lambda: len(counted.rows) == 2, "the absences")
        driver.press("Record your decision")
        driver.find(Heading, "Record your decision")


def test_the_summary_put_away_does_not_come_again_in_a_new_window_on_the_same_day(
    qapp, desk: Desk, clock: Clock, tmp_path: Path
):
    add_person(desk)
    clock.move(days=31)
    with open_case(qapp, desk, tmp_path) as driver:
        driver.press("Put the summary away")
    with open_case(qapp, desk, tmp_path) as driver:
        driver.find(RowList, "Overdue")
        assert not driver.has(RowList, "New: Newly overdue")
    clock.move(days=1)
    add_person(desk, name="Another One", crn="X2", release_date=date(2025, 4, 3))
    clock.move(days=1)
    with open_case(qapp, desk, tmp_path) as driver:
        driver.find(RowList, "New: Newly overdue")
