"""A person's rooms in the real window, by keyboard alone: orders and conditions, their versions and marks, what a
restricted room hides, and where the way back leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.domain.marks import Mark
from app.domain.people import Person
from app.domain.records import Room
from app.services import records
from app.services.desk import Desk
from tests.builders import add_person, an_order
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.people.people_page import PeoplePage
from ui.people.person_page import PersonPage
from ui.records.compare_page import ComparePage
from ui.records.record_form_page import RecordFormPage
from ui.records.record_page import RecordPage
from ui.records.room_page import RoomPage
from ui.shell.places import Places
from ui.shell.rooms import _Ways
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList

_MOST_TABS = 60


@pytest.fixture
def person(desk: Desk) -> Person:
    return add_person(desk)


@pytest.fixture
def driver(qapp, desk: Desk, person: Person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        driving.do("people", lambda: driving.window.findChild(Places).show_room("people"))
        driving.do("the person", lambda: driving.window.findChild(_Ways)._open_person(person.id))
        driving.find(Heading, "Overview")
        driving.find(QAbstractButton, "Orders and conditions")
        yield driving


def places(driver: Driver) -> Places:
    return driver.window.findChild(Places)


def in_view(driver: Driver) -> QWidget:
    return places(driver).currentWidget()


def tab_to(driver: Driver, words: str) -> None:
    """Press Tab until what says so has the focus."""
    for _press in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        if focus and words in (focus.accessibleName(), getattr(focus, "text", str)()):
            return
        driver.key("Tab")
    raise AssertionError(words)


def go_to_room(driver: Driver, words: str) -> None:
    """By the bar, with the arrow keys."""
    here = "Overview" if isinstance(in_view(driver), PersonPage) else in_view(driver)._room.label
    tab_to(driver, here)
    for _press in range(_MOST_TABS):
        if QApplication.focusWidget().accessibleName() == words:
            break
        driver.key("Right")
    driver.key("Return")
    driver.find(Heading, words)


def choose_first(driver: Driver) -> None:
    """The first of a list that drops down."""
    driver.key("Down")


def fill_in(driver: Driver, label: str, text: str) -> None:
    tab_to(driver, label)
    for letter in text:
        driver.key(letter)


def a_day(driver: Driver, label: str, day: str, month: str, year: str) -> None:
    for part, text in (("Day", day), ("Month", month), ("Year", year)):
        fill_in(driver, f"{label}: {part}", text)


def saved(driver: Driver, kind: type[QWidget]) -> None:
    driver.key("Ctrl+Return")
    driver.wait(lambda: isinstance(in_view(driver), kind), f"{kind.__name__} again")


def open_form(driver: Driver, words: str) -> None:
    tab_to(driver, words)
    driver.key("Return")
    driver.wait(lambda: isinstance(in_view(driver), RecordFormPage) and in_view(driver)._save.isEnabled(), "the form")


def test_an_order_and_its_condition_are_added_by_keyboard_alone(driver: Driver, desk: Desk, person: Person) -> None:
    go_to_room(driver, "Orders and conditions")
    open_form(driver, "Add an order")
    choose_first(driver)
    fill_in(driver, "Court or authority", "Crown")
    a_day(driver, "Start", "6", "1", "2025")
    a_day(driver, "End", "5", "1", "2025")
    driver.key("Ctrl+Return")
    driver.find(QLabel, "There is a problem")
    driver.find(QAbstractButton, "The order ends before it starts")
    tab_to(driver, "The order ends before it starts")
    driver.key("Return")
    assert QApplication.focusWidget().accessibleName() == "End: Day"
    fill_in(driver, "End: Year", "2030")
    saved(driver, RoomPage)
    open_form(driver, "Add a prohibition or condition")
    choose_first(driver)
    tab_to(driver, "What it is about")
    choose_first(driver)
    fill_in(driver, "Wording", "None")
    saved(driver, RoomPage)
    order, condition = sorted(
        records.room(desk, person.id, Room.ORDERS).records, key=lambda one: one.kind, reverse=True
    )
    assert condition.body.order == order.id
    assert order.body.court.casefold() == "crown"
    driver.wait(lambda: driver.find(RowList, "Orders").rows, "the row")


def test_a_record_is_changed_compared_marked_and_taken_out(driver: Driver, desk: Desk, person: Person) -> None:
    order = records.add(desk, person.id, an_order())
    go_to_room(driver, "Orders and conditions")
    tab_to(driver, "Orders")
    driver.key("Return")
    driver.find(QAbstractButton, "Change…")
    driver.key("Ctrl+Return")
    driver.wait(lambda: isinstance(in_view(driver), RecordFormPage) and in_view(driver)._save.isEnabled(), "the form")
    tab_to(driver, "End: Year")  # with the year marked, which is typed over
    for digit in "2031":
        driver.key(digit)
    saved(driver, RecordPage)
    driver.wait(lambda: len(driver.find(RowList, "Versions").rows) == 2, "the further version")
    tab_to(driver, "Versions")
    driver.key("Down")
    driver.key("Return")
    driver.wait(lambda: isinstance(in_view(driver), ComparePage), "the comparison")
    driver.find(QLabel, "6 January 2030")
    driver.find(QLabel, "6 January 2031")
    driver.key("Alt+Left")
    driver.wait(lambda: isinstance(in_view(driver), RecordPage), "the record again")
    for words, reason in (("Mark as disputed…", "He disputes it"), ("Entered in error…", "Of somebody else")):
        tab_to(driver, words)
        driver.key("Return")
        driver.wait(QApplication.activeModalWidget, "the form")
        driver.type("Why" if "Mark" in words else "Why it was entered in error", reason)
        driver.key("Ctrl+Return")
        driver.wait(lambda: not QApplication.activeModalWidget(), "the form to close")
    driver.wait(lambda: isinstance(in_view(driver), RoomPage), "the room")
    page = records.read(desk, person.id, order.id)
    assert set(page.marks) == {Mark.DISPUTED}
    assert page.record.removed == "Of somebody else"


@pytest.mark.parametrize("words", ["Overview", "Orders and conditions"])
def test_tab_goes_round_the_whole_window_and_is_caught_nowhere(driver: Driver, words: str) -> None:
    if words != "Overview":
        go_to_room(driver, words)
    last = {"Overview": "Show the changes", "Orders and conditions": "Add a notification"}[words]
    driver.find(QAbstractButton, last)
    tab_to(driver, words)
    seen: list[str] = []
    while words not in seen:
        driver.key("Tab")
        name = QApplication.focusWidget().accessibleName()
        assert name not in seen, f"caught after {seen}"
        seen.append(name)
    assert seen.index(last) < seen.index("Lock"), "the rail comes last"


def test_a_form_comes_to_its_buttons_after_its_last_field(driver: Driver) -> None:
    go_to_room(driver, "Orders and conditions")
    open_form(driver, "Record a breach")
    tab_to(driver, "What was done about it")
    driver.key("Tab")
    assert QApplication.focusWidget().accessibleName() == "Save"


def test_the_way_back_from_any_room_leads_to_where_one_came_from(driver: Driver) -> None:
    for words in ("Tool results", "Plan and reviews", "Overview", "Prison and release"):
        go_to_room(driver, words)
    kinds = [type(page) for page in places(driver).pages()]
    assert (kinds.count(RoomPage), kinds.count(PersonPage)) == (1, 0)
    driver.key("Alt+Left")
    assert isinstance(in_view(driver), PeoplePage)


def test_a_restricted_room_is_shown_when_asked_and_hidden_again_when_left(driver: Driver) -> None:
    go_to_room(driver, "Children and victims")
    driver.key("Ctrl+Return")
    driver.find(QAbstractButton, "Add a child")
    go_to_room(driver, "Prison and release")
    go_to_room(driver, "Children and victims")
    driver.find(QAbstractButton, "Show")
    assert not driver.has(QAbstractButton, "Add a child")


def test_a_lock_returns_to_the_room_the_record_and_its_form(qapp, driver: Driver, desk: Desk, person: Person, tmp_path):
    order = records.add(desk, person.id, an_order())
    go_to_room(driver, "Orders and conditions")
    tab_to(driver, "Orders")
    driver.key("Return")
    driver.find(QAbstractButton, "Change…")
    driver.key("Ctrl+Return")
    driver.wait(lambda: isinstance(in_view(driver), RecordFormPage), "the form")
    driver.do("lock", driver.window.findChild(_Ways).remember_place)
    with open_case(qapp, desk, tmp_path) as again:
        again.wait(lambda: len(list(places(again).pages())) == 5, "all pages")
        assert [getattr(page, "subject", None) for page in list(places(again).pages())[-3:]] == [
            (person.id, Room.ORDERS),
            order.id,
            (person.id, "order", order.id),
        ]


def test_a_form_half_typed_is_asked_about_on_the_way_out(driver: Driver, desk: Desk, person: Person) -> None:
    go_to_room(driver, "Orders and conditions")
    open_form(driver, "Add an order")
    fill_in(driver, "Court or authority", "Half")
    driver.key("Ctrl+1")
    driver.press("Keep editing")
    driver.do("back to the window", driver.window.activateWindow)
    assert isinstance(in_view(driver), RecordFormPage)
    assert driver.window.findChild(ErrorSummary) is not None
    driver.key("Ctrl+1")
    driver.press("Leave without saving")
    driver.find(Heading, "Today")
    assert records.room(desk, person.id, Room.ORDERS).records == ()
