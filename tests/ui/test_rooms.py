"""How one room leads to another: nothing is open twice, and what is half typed is asked about on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from app.services import officers, people, sessions
from app.services.desk import Desk
from tests.builders import add_person, an_officer
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.officers.page import OfficerPage
from ui.people.person_form_page import PersonFormPage
from ui.sessions.guide import GuidePage
from ui.shell.places import Places
from ui.shell.rooms import _Ways
from ui.widgets.heading import Heading


@pytest.fixture
def driver(qapp, desk: Desk, tmp_path: Path) -> Iterator[Driver]:
    officers.record(desk, an_officer())
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def pages(driver: Driver, kind: type) -> list[object]:
    return [page for page in driver.window.findChild(Places).pages() if isinstance(page, kind)]


def test_a_draft_opened_again_is_the_same_guide_with_what_is_being_typed(driver: Driver, desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    ways = driver.window.findChild(_Ways)
    driver.do("twice", lambda: [ways._sessions.open_draft(draft.id), ways._sessions.open_draft(draft.id)])
    driver.wait(lambda: pages(driver, GuidePage), "the guide")
    driver.type("Date: Day", "7")
    driver.do("a page above", ways._open_officer)
    driver.do("again", lambda: ways._sessions.start(person.id))
    driver.wait(lambda: not pages(driver, OfficerPage), "the page above to be left")
    assert len(pages(driver, GuidePage)) == 1
    assert driver.window.findChild(Places).currentWidget() is pages(driver, GuidePage)[0]
    assert people.page(desk, person.id).draft.id == draft.id


@pytest.mark.parametrize(("keys", "kind"), [("_open_officer", OfficerPage), ("_add_person", PersonFormPage)])
def test_the_same_page_asked_for_twice_is_open_once(driver: Driver, keys: str, kind: type) -> None:
    ways = driver.window.findChild(_Ways)
    for _press in range(2):
        driver.do(keys, getattr(ways, keys))
    assert len(pages(driver, kind)) == 1


def test_starting_another_session_asks_about_a_half_typed_form_first(driver: Driver) -> None:
    driver.key("Ctrl+Shift+N")
    driver.type("Name", "Half")
    driver.key("Ctrl+N")
    assert not driver.has(QDialog, "person-picker")
    driver.press("Leave without saving")
    driver.find(Heading, "Who is the session with?")
    assert pages(driver, PersonFormPage) == []
