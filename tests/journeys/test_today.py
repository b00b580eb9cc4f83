"""From Today: a review recorded and gone, a session started for whom it is due, all by keyboard, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.services import people
from app.services.desk import Desk
from tests.builders import add_person
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList

REVIEW = "Review the risk of serious harm"
OVERSIGHT = "Discuss the case with your SPO"


@pytest.fixture
def person(desk: Desk):
    return add_person(desk, release_date=date(2025, 1, 6))


@pytest.fixture
def driver(qapp, desk: Desk, person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def focus_flag(driver: Driver, title: str) -> RowList:
    """Go to the flag with the arrow keys."""
    overdue = driver.find(RowList, "Overdue")
    driver.do("focus", overdue.setFocus)
    driver.key("Home")
    while overdue.current_row.beside != title:
        driver.key("Down")
    return overdue


def test_a_review_recorded_with_one_key_takes_its_flag_away(driver, desk, person):
    focus_flag(driver, OVERSIGHT)
    driver.key("R")
    driver.find(QLabel, OVERSIGHT)
    driver.press("No change")
    driver.key("Ctrl+Return")
    driver.find(QLabel, "There is a problem")
    driver.type("What was discussed, and what was decided", "Nothing new from the police.")
    driver.key("Ctrl+Return")
    driver.find(Heading, "Check your answers, then sign")
    driver.key("Ctrl+Shift+Return")
    driver.find(Heading, "Today")
    overdue = driver.find(RowList, "Overdue")
    driver.wait(lambda: OVERSIGHT not in [row.beside for row in overdue.rows], "the flag to go")
    assert overdue.rows
    assert people.page(desk, person.id).reviews[0].note == "Nothing new from the police."


def test_enter_on_a_flag_opens_the_person_and_back_returns(driver):
    focus_flag(driver, REVIEW)
    driver.key("Return")
    driver.find(Heading, "Overview")
    driver.find(QLabel, "CRN X123456")
    driver.key("Alt+Left")
    driver.find(Heading, "Today")


def test_s_starts_a_session_and_the_draft_waits_on_today(driver, desk, person):
    focus_flag(driver, REVIEW)
    driver.key("S")
    driver.wait(lambda: people.page(desk, person.id).draft is not None, "the draft")
    driver.wait(lambda: not driver.has(Heading, "Today"), "the guide")
    driver.key("Escape")
    (log,) = desk.vault.folder.databases.glob("*-wal")
    driver.wait(lambda: log.stat().st_size == 0, "the log to be emptied after the burst of saves")
    drafts = driver.find(RowList, "Unsigned sessions")
    assert "Nothing was lost" in drafts.rows[0].spoken


def test_a_session_is_started_for_a_person_found_by_name(driver, desk, person):
    driver.key("Ctrl+N")
    driver.type("Name or CRN", "pyrson")
    driver.wait(lambda: driver.find(RowList, "People").rows, "the person")
    driver.key("Return")
    driver.wait(lambda: people.page(desk, person.id).draft is not None, "the draft")
