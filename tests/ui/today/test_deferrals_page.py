"""What was put off, as the supervisor reads it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services import deadlines
from tests.builders import add_person
from tests.desks import Clock
from tests.ui.windows import active
from ui.today.deferrals_page import DeferralsPage
from ui.widgets.line_box import LineBox
from ui.widgets.row_list import RowList


@pytest.fixture
def open_page(desk, background, qtbot: QtBot):
    def open_it(person_id: UUID | None = None) -> DeferralsPage:
        page = DeferralsPage(desk, background, person_id)
        page.resize(900, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def listed(page: QWidget, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def put_off(desk, person, days: int, reason: str) -> None:
    deadlines.defer(desk, person.id, "risk_review", desk.today() + timedelta(days=days), reason)


def test_it_says_who_put_off_what_from_when_to_when_why_and_how_often(open_page, desk, clock: Clock):
    person = add_person(desk, release_date=date(2025, 1, 6))
    put_off(desk, person, 20, "Waiting for the <b>report</b>")
    clock.move(days=2)
    put_off(desk, person, 40, "Still waiting")
    clock.move(days=1)
    deadlines.take_back(desk, person.id, "risk_review")
    rows = listed(open_page(), "Put off").rows
    assert [row.tag for row in rows] == ["Taken back", "Past", "Past"]
    assert rows[0].lines == ("Due again on 6 January 2026",)
    assert rows[1].lines == ("From 6 January 2026 until 13 April 2026 · times put off: 2", "Still waiting")
    assert rows[2].lines[1] == "Waiting for the <b>report</b>"
    assert (rows[2].title, rows[2].beside) == ("Pŷrson One", "Review the risk of serious harm")
    assert rows[2].notes[0].startswith("An Officer, 2 March 2026")


def test_suspended_contact_stands_there_as_well(open_page, desk):
    person = add_person(desk)
    deadlines.suspend_contact(desk, person.id, desk.today(), desk.today() + timedelta(days=10), "In hospital")
    page = open_page()
    (row,) = listed(page, "Contact suspended").rows
    assert (row.lines, row.tag) == (("From 2 March 2026 until 12 March 2026", "In hospital"), "Suspended now")
    assert "Put off now: 0. Contact suspended now: 1." in words_on(page)


def test_part_of_a_name_finds_whose_and_of_one_person_there_is_nothing_to_find(open_page, desk):
    for number, name in enumerate(("Ann Four", "Pŷrson Two")):
        person = add_person(desk, name=name, crn=f"X{number}", release_date=date(2025, 1, 6))
        put_off(desk, person, 20, "Waiting")
    page = open_page()
    QTest.keyClicks(page.findChild(LineBox).control, "pyr")
    assert [row.title for row in listed(page, "Put off").rows] == ["Pŷrson Two"]
    one = open_page(person.id)
    assert not one.findChild(LineBox).isVisible()
    assert [row.title for row in listed(one, "Put off").rows] == ["Pŷrson Two"]


def test_a_calm_page_where_nothing_was_put_off(open_page):
    assert "Nothing was ever put off." in words_on(open_page())
