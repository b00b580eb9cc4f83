"""What the keys do across rooms: commands in the menus, and the place that is found again on coming back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import officers
from app.services.desk import Desk
from tests.builders import add_person, an_officer
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.sessions.guide import GuidePage
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList
from ui.widgets.table import Table


@pytest.fixture
def driver(qapp, desk: Desk, tmp_path: Path) -> Iterator[Driver]:
    officers.record(desk, an_officer())
    for number in range(3):
        add_person(desk, name=f"Pŷrson {number}", crn=f"X{number}")
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def test_control_f_finds_a_person_from_any_room(driver: Driver) -> None:
    driver.key("Ctrl+F")
    driver.find(Heading, "People")
    assert QApplication.focusWidget() is driver.find(QLineEdit, "Name or CRN")
    assert ("Find a person", "Ctrl+F") in driver.window.menus.shortcuts()


def test_coming_back_to_the_caseload_finds_the_row_that_was_left(driver: Driver) -> None:
    driver.key("Ctrl+2")
    table = driver.find(Table, "People")
    driver.do("focus the table", lambda: table.setFocus(Qt.FocusReason.TabFocusReason))
    driver.key("Down")
    chosen = table.current_id()
    driver.key("Return")
    driver.find(Heading, "Overview")
    driver.key("Alt+Left")
    driver.find(Heading, "People")
    assert QApplication.focusWidget() is table
    assert chosen is not None
    assert table.current_id() == chosen


def test_the_menu_shows_the_commands_of_an_open_guide_and_no_longer(driver: Driver) -> None:
    own = {("Finish later", "Esc"), ("Check and sign the session", "Ctrl+Shift+Return")}
    assert not own & set(driver.window.menus.shortcuts())
    driver.press("Start a session")
    driver.type("Name or CRN", "Pŷrson 1")
    driver.wait(lambda: driver.find(RowList, "People").rows, "the people to be listed")
    driver.key("Return")
    driver.find(GuidePage, "Session guide")
    driver.wait(lambda: own <= set(driver.window.menus.shortcuts()), "the commands to come")
    later = next(one for one in driver.window.menus.go.actions() if one.text() == "Finish later")
    driver.do("the menu", later.trigger)
    driver.find(Heading, "Today")
    driver.wait(lambda: not own & set(driver.window.menus.shortcuts()), "the commands to go")
