"""The caseload as a list: what is shown, found and filtered."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.people import Rosh, RoshLevel, Status
from app.domain.places import Place
from app.services import people
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.windows import active
from ui.people.people_page import PeoplePage
from ui.widgets.background import Background
from ui.widgets.combo_box import Select
from ui.widgets.line_box import LineBox
from ui.widgets.row_list import RowList
from ui.widgets.table import Table
from ui.widgets.tokens import Theme, apply_theme


@pytest.fixture
def open_people(desk: Desk, background: Background, qtbot: QtBot):
    def open_it(width: int = 1070, height: int = 700) -> PeoplePage:
        page = PeoplePage(desk, background)
        page.resize(width, height)
        active(qtbot, page)
        background.wait_until_idle()
        lay_out()
        return page

    return open_it


def lay_out() -> None:
    """Each layout tells the one around it in a round of its own."""
    for _round in range(10):
        QApplication.processEvents()


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


LONG = "Bartholomew Fitzgerald Featherstonehaugh-Cholmondeley"


def a_caseload(desk: Desk, many: int = 20) -> None:
    add_person(desk, name=LONG, crn="X1", release_date=date(2025, 1, 6))
    for number in range(2, many + 1):
        add_person(desk, name=f"Somebody N{number:02}", crn=f"X{number}", release_date=date(2025, 1, 6))


def widen(page: PeoplePage, width: int) -> None:
    page.resize(width, page.height())
    lay_out()


def shown(page: PeoplePage) -> QAbstractItemView:
    return next(one for one in (*page.findChildren(Table), *page.findChildren(RowList)) if one.isVisible())


def is_in_sight(page: PeoplePage) -> bool:
    """Whether the current row is, in the part of the page that is scrolled to."""
    rows, area = shown(page), page.findChild(QScrollArea).viewport()
    row = rows.visualRect(rows.currentIndex())
    middle = rows.viewport().mapTo(area, QPoint(20, row.center().y()))
    return QRect(QPoint(0, 0), area.size()).contains(middle)


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1220), (1.0, 900), (1.0, 580), (2.0, 1160), (2.0, 2440)])
def test_only_the_page_scrolls_and_never_sideways(open_people, desk, qapp, scale: float, width: int):
    apply_theme(qapp, Theme.LIGHT, scale)
    a_caseload(desk)
    page = open_people(width, 900)
    rows = shown(page)
    for bar in (rows.verticalScrollBar(), rows.horizontalScrollBar()):
        assert bar.maximum() == 0
    last = rows.visualRect(rows.model().index(19, 7 if isinstance(rows, Table) else 0))
    assert rows.viewport().rect().contains(last)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    over = rows.viewport().mapTo(page, QPoint(40, 60))
    assert page.rect().contains(over)
    QTest.wheelEvent(page.windowHandle(), over, QPoint(0, -120))
    assert bar.value() > 0


def test_a_narrow_page_says_all_that_the_table_says(open_people, desk):
    a_caseload(desk, 1)
    add_person(
        desk,
        name="Zoe Five",
        crn="X5",
        preferred_name="Zo",
        mappa_category=2,
        mappa_level=1,
        rosh=Rosh(custody_staff=RoshLevel.VERY_HIGH),
        release_date=date(2025, 1, 6),
    )
    people.set_appointment(desk, people.list_people(desk)[1].id, datetime(2026, 3, 5, 9, 30).astimezone(), Place.OFFICE)
    page = open_people()
    first, second = (cells(page, row)[7] for row in range(2))
    widen(page, 580)
    rows = shown(page)
    assert isinstance(rows, RowList)
    next_contact = "Next contact: 5 Mar 2026, 09:30"
    assert [row.spoken for row in rows.rows] == [
        f"{LONG}. X1. On licence. Overdue: {first}",
        f"Zoe Five (Zo). X5. On licence · RoSH: Very high · MAPPA: Level 1. {next_contact}. Overdue: {second}",
    ]
    assert LONG in rows.shape(0).text, "cut off"


def test_the_order_the_cursor_and_the_focus_stay_when_the_page_turns_narrow_and_wide(open_people, desk, qtbot: QtBot):
    a_caseload(desk, 4)
    page = open_people()
    table = shown(page)
    table.setFocus()
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.setCurrentIndex(table.model().index(1, 0))
    assert table.ids == [row.id for row in sorted(people.list_people(desk), key=lambda row: row.crn, reverse=True)]
    before = table.ids
    widen(page, 580)
    rows = shown(page)
    assert [row.key for row in rows.rows] == before
    assert (rows.current_key, rows.hasFocus()) == (before[1], True)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    widen(page, 1070)
    assert (shown(page), table.ids, table.current_id(), table.hasFocus()) == (table, before, before[2], True)


def test_a_narrow_page_is_ordered_by_any_column(open_people, desk, qtbot: QtBot):
    add_person(desk, name="Ann Four", crn="X9")
    person = add_person(desk, name="Bee Three", crn="X1", status=Status.CUSTODY, release_date=None)
    page = open_people(580)
    choose(page, "Order", "CRN")
    assert [row.beside for row in shown(page).rows] == ["X1", "X9"]
    choose(page, "Order", "Name")
    assert [row.title for row in shown(page).rows] == ["Ann Four", "Bee Three"]
    QTest.keyClicks(page.findChild(LineBox).control, "bee")
    assert [row.title for row in shown(page).rows] == ["Bee Three"]
    shown(page).setFocus()
    with qtbot.waitSignal(page.person_opened) as opened:
        QTest.keyClick(shown(page), Qt.Key.Key_Return)
    assert opened.args == [person.id]


@pytest.mark.parametrize("width", [1070, 580])
def test_enter_on_several_matches_goes_into_the_list_and_the_keys_keep_its_row_in_sight(open_people, desk, width):
    a_caseload(desk, 40)
    page = open_people(width)
    search = page.findChild(LineBox).control
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Return)
    rows = shown(page)
    assert rows.hasFocus()
    for keys, row in (("Down", 1), ("Ctrl+End" if isinstance(rows, Table) else "End", 39), ("Up", 38)):
        QTest.keySequence(rows, keys)
        assert rows.currentIndex().row() == row
        assert is_in_sight(page)


def test_page_down_goes_by_what_is_seen_of_the_table(open_people, desk):
    a_caseload(desk, 40)
    page = open_people(1070, 500)
    table = shown(page)
    table.setFocus()
    seen = []
    for _press in range(3):
        QTest.keyClick(table, Qt.Key.Key_PageDown)
        assert is_in_sight(page)
        seen.append(table.currentIndex().row())
    assert 2 <= seen[0] < seen[1] < seen[2] <= 36
    QTest.keyClick(table, Qt.Key.Key_PageUp)
    assert seen[0] <= table.currentIndex().row() < seen[2]


def test_larger_text_turns_the_table_into_a_list_and_back(open_people, desk, qapp):
    a_caseload(desk, 3)
    page = open_people(1070, 2000)  # no scroll bar comes or goes, and its width stays
    kinds = []
    for scale in (1.0, 2.0, 1.0):
        apply_theme(qapp, Theme.LIGHT, scale)
        lay_out()
        kinds.append(type(shown(page)))
    assert kinds == [Table, RowList, Table]
