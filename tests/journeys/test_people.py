"""A person from the first name typed to the history of an edit, through the real window, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.domain.people import Status
from app.domain.texts import clean
from app.services import officers, people
from app.services.desk import Desk
from tests.builders import an_officer
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from tests.markers import files_with
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList
from ui.widgets.table import Table

HOSTILE = "<b>Pŷrson</b> </para> \U0001f642 \u202eback\u202c"


@pytest.fixture
def driver(qapp, desk: Desk, tmp_path: Path) -> Iterator[Driver]:
    officers.record(desk, an_officer())
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def paste(driver: Driver, label: str, text: str) -> None:
    """Qt's key clicks know only ASCII."""
    QApplication.clipboard().setText(text)
    driver.type(label, "")
    driver.key("Ctrl+V")


def add_a_person(driver: Driver, name: str, crn: str) -> None:
    driver.key("Ctrl+2")
    driver.find(Heading, "People")
    driver.key("Ctrl+Return")
    driver.find(Heading, "Add a person")
    paste(driver, "Name", name)
    paste(driver, "CRN", crn)
    driver.press("Community order")
    driver.key("Ctrl+Return")
    driver.find(Heading, "Overview")


def test_a_person_is_added_found_edited_and_the_change_is_in_the_history(driver, desk):
    add_a_person(driver, "Pŷrson Two", "X123456")
    driver.find(QLabel, "CRN X123456")
    driver.key("Alt+Left")
    driver.type("Name or CRN", "pyrson")
    driver.key("Return")
    driver.find(Heading, "Overview")
    driver.press("Edit details")
    driver.wait(driver.find(QLineEdit, "Name").isEnabled, "the details to be loaded")
    driver.type("Preferred name", "Pyrson")
    driver.key("Ctrl+Return")
    driver.find(Heading, "Overview")
    driver.press("Show the changes")
    changes = driver.find(RowList, "Changes to the details")
    assert changes.rows[0].title == "Preferred name"
    assert changes.rows[0].lines == ("not recorded → Pyrson",)
    assert people.list_people(desk)[0].preferred_name == "Pyrson"


def test_what_is_missing_is_said_and_mended_without_losing_what_was_typed(driver, desk):
    driver.key("Ctrl+Shift+N")
    driver.type("Name", "Pyrson Two")
    driver.key("Ctrl+Return")
    driver.find(QLabel, "There is a problem")
    driver.type("CRN", "X1")
    driver.press("In custody")
    driver.key("Ctrl+Return")
    driver.find(Heading, "Overview")
    row = people.list_people(desk)[0]
    assert (row.name, row.crn, row.status) == ("Pyrson Two", "X1", Status.CUSTODY)


def test_leaving_a_form_half_typed_by_the_rail_asks_first(driver, desk):
    driver.key("Ctrl+Shift+N")
    driver.type("Name", "Half")
    driver.key("Ctrl+1")
    driver.press("Keep editing")
    driver.do("back to the window", driver.window.activateWindow)
    assert driver.has(Heading, "Add a person")
    driver.key("Ctrl+1")
    driver.press("Leave without saving")
    driver.find(Heading, "Today")
    assert people.list_people(desk) == []


def test_hostile_text_is_shown_as_typed_and_never_in_the_window_title(driver):
    add_a_person(driver, HOSTILE, "X<1>")
    kept = clean(HOSTILE)
    name = driver.find(Heading, kept)
    assert name.textFormat() is Qt.TextFormat.PlainText
    driver.find(QLabel, "CRN X<1>")
    driver.key("Ctrl+2")
    model = driver.find(Table, "People").model()
    assert model.index(0, 0).data() == kept
    assert "rson" not in driver.window.windowTitle()


def test_an_appointment_is_set_from_the_persons_page(driver, desk):
    add_a_person(driver, "Pŷrson Two", "X1")
    driver.press("Set the next appointment")
    when = desk.today().replace(year=desk.today().year + 1, month=1)
    for label, text in (
        ("Day: Day", str(when.day)),
        ("Day: Month", str(when.month)),
        ("Day: Year", str(when.year)),
        ("Time", "9.15"),
    ):
        driver.type(label, text)
    driver.press("Save")
    driver.find(QLabel, "There is a problem")
    driver.press("Cancel")
    assert people.list_people(desk)[0].next_at is None


def test_nothing_typed_reaches_the_disk_in_plain_text(driver, vault_folder):
    add_a_person(driver, "Someone Unknown", "X777")
    assert not files_with("Someone Unknown", vault_folder)
