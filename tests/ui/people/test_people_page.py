"""The caseload as a list: what is shown, found and filtered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.people import Rosh, RoshLevel, Status
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.windows import active
from ui.people.people_page import PeoplePage
from ui.widgets.background import Background
from ui.widgets.combo_box import Select
from ui.widgets.line_box import LineBox
from ui.widgets.table import Table


@pytest.fixture
def open_people(desk: Desk, background: Background, qtbot: QtBot):
    def open_it() -> PeoplePage:
        page = PeoplePage(desk, background)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def names(page: PeoplePage) -> list[str]:
    model = page.findChild(Table).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cells(page: PeoplePage, row: int = 0) -> list[str]:
    model = page.findChild(Table).model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def words_on(page: PeoplePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def choose(page: PeoplePage, label: str, option: str) -> None:
    box = next(one for one in page.findChildren(Select) if one.label == label).control
    box.setCurrentIndex(box.findText(option))
    box.activated.emit(box.currentIndex())


def test_a_row_says_what_an_officer_looks_for(open_people, desk):
    add_person(
        desk,
        preferred_name="Pyrson",
        mappa_category=2,
        mappa_level=1,
        rosh=Rosh(custody_staff=RoshLevel.VERY_HIGH),
        release_date=date(2025, 1, 6),
    )
    page = open_people()
    row = cells(page)
    assert row[:5] == ["Pŷrson One (Pyrson)", "X123456", "On licence", "Very high", "Level 1"]
    assert int(row[7]) > 0


def test_people_are_found_by_name_without_accents_and_by_crn(open_people, desk):
    add_person(desk, name="Pŷrson Two", crn="X1")
    add_person(desk, name="Ann Four", crn="A777")
    page = open_people()
    search = page.findChild(LineBox)
    QTest.keyClicks(search.control, "pyrson")
    assert names(page) == ["Pŷrson Two"]
    search.control.clear()
    QTest.keyClicks(search.control, "a77")
    assert names(page) == ["Ann Four"]
    QTest.keyClicks(search.control, "z")
    assert names(page) == []
    assert "Nobody matches." in words_on(page)


def test_filters_narrow_the_list_and_can_be_taken_away(open_people, desk):
    add_person(desk, name="Out", crn="X1", release_date=date(2025, 1, 6))
    add_person(desk, name="In", crn="X2", status=Status.CUSTODY, release_date=None)
    page = open_people()
    choose(page, "Status", "In custody")
    assert names(page) == ["In"]
    choose(page, "Status", "All")
    assert len(names(page)) == 2
    choose(page, "Reviews", "Overdue only")
    assert "Out" in names(page)


def test_enter_on_the_only_match_opens_the_person(open_people, desk, qtbot: QtBot):
    person = add_person(desk, name="Pŷrson Two", crn="X1")
    add_person(desk, name="Ann Four", crn="X2")
    page = open_people()
    search = page.findChild(LineBox).control
    QTest.keyClicks(search, "pyrson")
    with qtbot.waitSignal(page.person_opened) as opened:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert opened.args == [person.id]


def test_an_empty_caseload_says_what_to_do(open_people):
    page = open_people()
    assert "Nobody on your caseload yet." in words_on(page)
    assert not page.findChild(Table).isVisible()
