"""A crib on screen: what stands under its headings, copying it, and the way to its PDF."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.cribs import Form
from app.domain.ratings import Factor, Level
from app.domain.records import Room
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.ui.windows import active, fill
from ui.records.crib_card import CribCard
from ui.records.crib_page import CribPage
from ui.records.room_page import RoomPage
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}))
    return person.id


@pytest.fixture
def open_crib(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> Callable[[Form], CribPage]:
    def open_it(form: Form) -> CribPage:
        page = CribPage(desk, background, person_id, form)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        return page

    return open_it


def words(page: CribPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_every_heading_has_its_entries_or_says_that_there_are_none(open_crib) -> None:
    found = words(open_crib(Form.ARMS))
    assert "Crib for ARMS" in found
    assert "Session of 2 March 2026, Negative mood, especially anger" in found
    assert "Present\nObserved\nSlept badly" in found
    assert "No evidence recorded" in found
    assert any(one.startswith("What stands here: ") for one in found)


def test_copying_puts_the_whole_crib_on_the_clipboard_and_says_so(open_crib) -> None:
    page = open_crib(Form.OASYS)
    page._copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\n\n") == len(page._crib.headings) - 1
    assert "Slept badly" in copied
    assert any(one.startswith("Copied.") for one in words(page))


def test_the_pdf_is_asked_for_with_person_and_form(open_crib, person_id: UUID, qtbot: QtBot) -> None:
    page = open_crib(Form.ARMS)
    with qtbot.waitSignal(page.export_requested) as asked:
        page._export.click()
    assert asked.args == [person_id, Form.ARMS]


@pytest.mark.parametrize("form", Form)
def test_the_room_of_tool_results_leads_to_each_crib(
    desk: Desk, background: Background, qtbot: QtBot, person_id: UUID, form: Form
) -> None:
    room = RoomPage(desk, background, person_id, Room.TOOLS)
    active(qtbot, room)
    background.wait_until_idle()
    (card,) = room.findChildren(CribCard)
    button = next(one for one in card.findChildren(SecondaryButton) if form.label in one.text())
    with qtbot.waitSignal(room.crib_wanted) as asked:
        button.click()
    assert asked.args == [person_id, form]


def test_no_other_room_offers_one(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> None:
    room = RoomPage(desk, background, person_id, Room.ORDERS)
    qtbot.addWidget(room)
    background.wait_until_idle()
    assert not room.findChildren(CribCard)
