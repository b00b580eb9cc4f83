"""From a person's page to the record of their case, from tool results to a crib's PDF, from Settings to the lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.records import Room
from app.services import officers
from app.services.desk import Desk
from tests.builders import add_person, an_officer, sign_session
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.exports.documents import Document
from ui.exports.export_page import ExportPage
from ui.lists.entry_form_page import EntryFormPage
from ui.lists.lists_page import ListsPage
from ui.records.crib_page import CribPage
from ui.shell.places import Places
from ui.shell.rooms import _Ways


@pytest.fixture
def driver(qapp, desk: Desk, tmp_path: Path) -> Iterator[Driver]:
    officers.record(desk, an_officer())
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    person = add_person(desk)
    sign_session(desk, person.id)
    return person.id


def in_view(driver: Driver) -> object:
    return driver.window.findChild(Places).currentWidget()


def test_the_record_of_the_case_is_written_from_the_persons_page(driver: Driver, person_id: UUID, tmp_path) -> None:
    ways = driver.window.findChild(_Ways)
    driver.do("the person", lambda: ways._open_person(person_id))
    driver.press("Export as PDF…")
    driver.wait(lambda: isinstance(in_view(driver), ExportPage) and in_view(driver)._file.value, "the export")
    page = in_view(driver)
    driver.wait(lambda: page._passphrase.value, "the passphrase")
    driver.do("the file", lambda: page._file.set_value(str(tmp_path / "case.pdf")))
    driver.key("Ctrl+Return")
    driver.wait((tmp_path / "case.pdf").exists, "the file")


def test_a_crib_leads_to_its_pdf_and_back(driver: Driver, person_id: UUID) -> None:
    ways = driver.window.findChild(_Ways)
    driver.do("the room", lambda: ways._case.open_room(person_id, Room.TOOLS))
    driver.press("Put together for ARMS…")
    driver.wait(lambda: isinstance(in_view(driver), CribPage) and in_view(driver)._crib, "the crib")
    driver.press("Export as PDF…")
    driver.wait(lambda: isinstance(in_view(driver), ExportPage), "the export")
    assert in_view(driver)._document is Document.ARMS
    driver.press("Cancel")
    driver.wait(lambda: isinstance(in_view(driver), CribPage), "the crib again")


def test_settings_lead_to_the_lists_and_to_an_entry(driver: Driver) -> None:
    driver.press("Settings")
    driver.press("Reference lists: tools and programmes")
    driver.wait(lambda: isinstance(in_view(driver), ListsPage), "the lists")
    driver.press("Add an entry")
    driver.wait(lambda: isinstance(in_view(driver), EntryFormPage) and in_view(driver)._form, "the form")
    driver.press("Cancel")
    driver.wait(lambda: isinstance(in_view(driver), ListsPage), "the lists again")
