"""A room of records: what its lists say, how one is opened or added, and what a restricted room hides."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.children_and_victims import Child
from app.domain.kinds import kinds_of
from app.domain.marks import Mark
from app.domain.orders import Condition, ConditionType
from app.domain.plans import Plan
from app.domain.records import Room
from app.services import audit, marks, records
from app.services.desk import Desk
from tests.builders import add_person, an_order
from tests.damage import damaged_record
from tests.ui.windows import active
from ui.records.kind_card import KindCard
from ui.records.room_page import RoomPage
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton
from ui.widgets.row_shape import Row


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture
def open_room(desk: Desk, background: Background, qtbot: QtBot, person_id: UUID) -> Callable[[Room], RoomPage]:
    def open_it(room: Room) -> RoomPage:
        page = RoomPage(desk, background, person_id, room)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def card(page: RoomPage, kind: str) -> KindCard:
    return next(one for one in page.findChildren(KindCard) if kind == one._kind.KIND)


def rows(page: RoomPage, kind: str) -> list[Row]:
    return list(card(page, kind).list.rows)


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def restricted_views(desk: Desk) -> int:
    return sum(line.words == "Restricted records of a person shown" for line in audit.lines(desk))


def test_a_row_says_what_it_is_since_when_how_it_stands_and_what_is_telling(open_room, desk, person_id) -> None:
    order = records.add(desk, person_id, an_order())
    wording = "Not to enter any playground. " * 20
    records.add(desk, person_id, Condition(order=order.id, type=ConditionType.PLACE, wording=wording))
    marks.put(desk, person_id, order.id, Mark.DISPUTED, "He says that it ended")
    page = open_room(Room.ORDERS)
    (row,) = rows(page, "order")
    assert row.title == "Sexual Harm Prevention Order (SHPO)"
    assert row.lines == ("6 January 2025 · Court or authority: A Crown Court · End: 6 January 2030",)
    assert (row.tag, row.marks) == ("In force", ("Disputed",))
    (condition,) = rows(page, "condition")
    assert condition.title.startswith("Not to enter any playground.")
    assert condition.title.endswith("…")
    assert condition.lines[0].endswith(
        "Order: Sexual Harm Prevention Order (SHPO) · What it is about: Places and zones"
    )


def test_an_empty_room_says_what_belongs_there_and_offers_to_add_each_kind(open_room) -> None:
    page = open_room(Room.ORDERS)
    assert "Orders, what each forbids or asks for line by line, and what was broken." in words(page)
    shown = {one.text() for one in page.findChildren(type(card(page, "order")._add)) if one.isVisible()}
    assert {kind.adding() for kind in kinds_of(Room.ORDERS)} <= shown
    assert words(page).count("Nothing recorded yet.") == len(kinds_of(Room.ORDERS))


def test_enter_opens_a_record_and_a_adds_one_more(open_room, desk, person_id) -> None:
    order = records.add(desk, person_id, an_order())
    page = open_room(Room.ORDERS)
    opened: list[object] = []
    page.record_opened.connect(lambda *what: opened.append(what))
    page.adding_started.connect(lambda *what: opened.append(what))
    orders = card(page, "order").list
    orders.setFocus()
    QTest.keyClick(orders, Qt.Key.Key_Return)
    QTest.keyClick(orders, Qt.Key.Key_A)
    assert opened == [(person_id, order.id), (person_id, "order")]


def test_no_second_can_be_added_of_what_a_person_has_once(open_room, desk, person_id) -> None:
    page = open_room(Room.PLAN)
    assert card(page, Plan.KIND)._add.isVisible()
    plan = Plan(supervision="Weekly", monitoring="Tag", interventions="None", victim_safety="Zone", contingency="Ring")
    records.add(desk, person_id, plan)
    page.refresh()
    page._background.wait_until_idle()
    assert len(rows(page, Plan.KIND)) == 1
    assert not card(page, Plan.KIND)._add.isVisible()


def test_a_restricted_room_shows_nothing_until_asked_and_the_audit_says_so_first(open_room, desk, person_id) -> None:
    records.add(desk, person_id, a_child(), sure=True)
    page = open_room(Room.CHILDREN_AND_VICTIMS)
    assert not [one for one in page.findChildren(KindCard) if one.isVisible() or one.list.rows]
    assert "Hidden until you ask for it" in words(page)
    assert restricted_views(desk) == 0
    show(page)
    assert len(rows(page, Child.KIND)) == 1
    assert restricted_views(desk) == 1
    assert "Hidden until you ask for it" not in words(page)


def test_a_restricted_room_hides_again_when_left_but_not_for_one_of_its_records(open_room, desk, person_id) -> None:
    child = records.add(desk, person_id, a_child(), sure=True)
    page = open_room(Room.CHILDREN_AND_VICTIMS)
    show(page)
    page._on_record_opened(child.id)
    come_back(page)
    assert len(rows(page, Child.KIND)) == 1
    come_back(page)
    assert rows(page, Child.KIND) == []
    assert restricted_views(desk) == 1


@pytest.mark.parametrize("room", Room)
def test_no_room_has_two_green_buttons(open_room, room: Room) -> None:
    page = open_room(room)
    assert sum(button.isVisible() for button in page.findChildren(PrimaryButton)) <= 1


def test_looking_at_a_room_is_one_entry_in_the_audit_however_often_it_is_read(open_room, desk) -> None:
    page = open_room(Room.ORDERS)
    page.refresh()
    page._background.wait_until_idle()
    assert [line.words for line in audit.lines(desk)].count("A person’s page looked at") == 1


@pytest.mark.parametrize(
    ("kind", "room", "card_of"), [("order", Room.ORDERS, "order"), ("later", Room.QUESTIONS, "unreadable")]
)
def test_an_entry_that_cannot_be_read_is_listed_and_nothing_else_is_missing(
    open_room, desk, person_id, kind, room, card_of
) -> None:
    before = [one for one in open_room(room).findChildren(KindCard) if one.isVisible()]
    damaged_record(desk, person_id, kind, "no JSON")
    page = open_room(room)
    (row,) = rows(page, card_of)
    assert row.title.startswith("This entry cannot be read. It is kept as it is")
    assert len([one for one in page.findChildren(KindCard) if one.isVisible()]) == len(before) + (kind == "later")
    assert not card(open_room(Room.QUESTIONS), "unreadable")._add.isVisible()


def a_child() -> Child:
    first, second = (next(iter(ask.choices)) for ask in Child.asks() if ask.choices)
    return Child(who="A.B.", relation="Niece", age=first, where=second, concerns="Visits on Sundays")


def show(page: RoomPage) -> None:
    page._hidden.findChild(PrimaryButton).click()
    page._background.wait_until_idle()


def come_back(page: RoomPage) -> None:
    """As when a page on top of it is left."""
    page.hide()
    page.show()
    page.refresh()
    page._background.wait_until_idle()
