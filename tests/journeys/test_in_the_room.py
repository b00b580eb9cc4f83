"""A session with the person at the screen: their words are typed in the room, signed, read and printed as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from app.domain.people import Person
from app.domain.sessions import Step
from app.domain.tasks import NewTask
from app.services import exports, people, sessions
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import PASSPHRASE
from tests.exports.reading import in_order, pages
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.shell.places import Places
from ui.shell.rooms import _Ways
from ui.widgets.heading import Heading

TYPED = "Dw i ddim yn cytuno"
TASK = NewTask(what="Ring the GP", who="Llŷr")


@pytest.fixture
def person(desk: Desk) -> Person:
    found = add_person(desk, name="Llŷr Gwynfor")
    sign_session(desk, found.id, an_entry(tasks=(TASK,), held_at=desk.now()))
    draft = sessions.start(desk, found.id).draft
    sessions.save_draft(desk, replace(draft, entry=an_entry(held_at=desk.now(), check_in=""), step=Step.CHECK_IN))
    return found


@pytest.fixture
def driver(qapp, desk: Desk, person: Person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def test_what_the_person_types_in_the_room_is_signed_read_and_printed_as_their_own(
    driver: Driver, desk: Desk, person: Person, tmp_path: Path
) -> None:
    driver.do("person", lambda: driver.window.findChild(_Ways)._open_person(person.id))
    driver.press("Carry on the session")
    driver.type("Check in", "He seemed tired")
    driver.key("F9")
    driver.find(Heading, "Our meeting today")
    driver.find(QLabel, "Ring the GP")
    assert not driver.has(QPlainTextEdit, "Check in")
    driver.type("In your own words", TYPED)
    driver.press("Leave the room…")
    driver.type("Passphrase", PASSPHRASE)
    driver.key("Return")
    assert driver.find(QPlainTextEdit, "In the person’s own words").toPlainText() == TYPED
    assert driver.find(QPlainTextEdit, "Check in").toPlainText() == "He seemed tired"
    driver.key("Ctrl+Shift+Return")
    driver.find(QLabel, TYPED)
    driver.press("Sign the session")
    driver.find(QLabel, "In the person’s own words")
    driver.find(QLabel, TYPED)
    (signed, _earlier) = people.page(desk, person.id).sessions
    assert signed.entry.own_words == TYPED
    exports.session_note(desk, signed.id, tmp_path / "note.pdf", "a passphrase of nine words or more")
    note = " ".join(pages((tmp_path / "note.pdf").read_bytes(), "a passphrase of nine words or more"))
    assert in_order(note, "He seemed tired", "In the person’s own words", TYPED)
    assert driver.window.findChild(Places).isVisible()
