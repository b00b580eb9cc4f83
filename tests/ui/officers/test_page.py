"""About you: what was typed is neither overwritten nor lost without a question."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from app.services import officers
from app.services.desk import Desk
from tests.builders import an_officer
from ui.officers.page import OfficerPage
from ui.widgets.background import Background


@pytest.fixture
def page(desk: Desk, background: Background, qtbot: QtBot) -> OfficerPage:
    officers.record(desk, an_officer())
    made = OfficerPage(desk, background)
    qtbot.addWidget(made)
    made.show()
    background.wait_until_idle()
    return made


def name(page: OfficerPage) -> QLineEdit:
    return page.findChild(QLineEdit, "your-name")


def test_an_untouched_page_is_left_without_a_question(page: OfficerPage) -> None:
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    assert (page.settled, left) == (True, [True])


def test_what_was_typed_is_asked_about_before_leaving(page: OfficerPage) -> None:
    left: list[bool] = []
    QTest.keyClicks(name(page), "x")
    page.leave(lambda: left.append(True))
    assert (page.settled, left) == (False, [])
    next(one for one in page.findChild(QMessageBox).buttons() if one.text() == "Leave without saving").click()
    assert left == [True]


def test_coming_back_keeps_what_is_being_typed(page: OfficerPage, background: Background) -> None:
    QTest.keyClicks(name(page), "x")
    typed = name(page).text()
    page.refresh()
    background.wait_until_idle()
    assert name(page).text() == typed


def test_what_was_saved_is_settled(page: OfficerPage, background: Background, desk: Desk) -> None:
    QTest.keyClicks(name(page), "x")
    page._on_save()
    background.wait_until_idle()
    assert page.settled
    assert officers.current(desk) == page._fields.value
