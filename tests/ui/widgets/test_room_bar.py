"""The bar of a person's rooms: which one is in view, and how the keyboard and the mouse go to another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.records import Room
from tests.ui.windows import focus, in_window
from ui.widgets.room_bar import OVERVIEW, TIMELINE, RoomBar


@pytest.fixture
def bar(qtbot: QtBot) -> RoomBar:
    one = RoomBar(Room.ORDERS.value)
    in_window(qtbot, one)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    return one


def tabs(bar: RoomBar) -> dict[str, QPushButton]:
    return {
        tab.objectName().removeprefix("room-"): tab for tab in bar.findChildren(QPushButton) if tab is not bar._menu
    }


def chosen(bar: RoomBar) -> list[str]:
    keys: list[str] = []
    bar.room_chosen.connect(keys.append)
    return keys


def test_every_room_stands_between_the_overview_and_the_timeline(bar: RoomBar) -> None:
    assert list(tabs(bar)) == [OVERVIEW, *(room.value for room in Room), TIMELINE]


def test_the_room_in_view_is_told_by_more_than_its_colour(bar: RoomBar) -> None:
    here, there = tabs(bar)[Room.ORDERS], tabs(bar)[Room.TOOLS]
    assert here.accessibleDescription() == "in view"
    assert there.accessibleDescription() == ""
    assert (here.font().bold(), there.font().bold()) == (True, False)


def test_left_and_right_move_along_and_enter_goes_there(bar: RoomBar) -> None:
    keys = chosen(bar)
    QTest.keyClick(focus(), Qt.Key.Key_Right)
    assert keys == [], "moving alone goes nowhere"
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    for _press in range(4):
        QTest.keyClick(focus(), Qt.Key.Key_Left)
    QTest.keyClick(focus(), Qt.Key.Key_Space)
    assert keys == [Room.TOOLS, TIMELINE], "left of the first is the last"


def test_tab_stops_once(bar: RoomBar) -> None:
    stops = [key for key, tab in tabs(bar).items() if tab.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [Room.ORDERS]


def test_the_arrows_with_alt_are_left_to_the_window(bar: RoomBar) -> None:
    QTest.keyClick(focus(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert focus() is tabs(bar)[Room.ORDERS]


def test_the_room_in_view_leads_nowhere_and_another_does(bar: RoomBar) -> None:
    keys = chosen(bar)
    for key in (Room.ORDERS, Room.PLAN):
        QTest.mouseClick(tabs(bar)[key], Qt.MouseButton.LeftButton)
    assert keys == [Room.PLAN]


def test_the_tabs_go_on_in_a_further_line_where_the_width_ends(qtbot: QtBot) -> None:
    bar = RoomBar(OVERVIEW)
    in_window(qtbot, bar, width=420)
    assert len({tab.y() for tab in tabs(bar).values()}) > 1
    assert all(tab.geometry().right() <= bar.width() for tab in tabs(bar).values())


def test_in_a_narrow_window_one_button_says_the_room_and_its_menu_leads_to_the_others(qtbot: QtBot) -> None:
    bar = RoomBar(Room.ORDERS.value)
    window = in_window(qtbot, bar)
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    keys = chosen(bar)
    window.resize(300, 400)
    qtbot.waitUntil(bar._menu.isVisible)
    number = list(tabs(bar)).index(Room.ORDERS) + 1
    assert bar._menu.accessibleName() == f"Room {number} of {len(tabs(bar))}: {Room.ORDERS.label}"
    assert focus() is bar._menu, "the focus stays in the bar"
    assert not any(tab.isVisible() for tab in tabs(bar).values())
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions() if one.isChecked()] == [Room.ORDERS.label]
    menu.actions()[number].trigger()
    menu.close()
    window.activateWindow()  # as a window manager does when a menu closes
    qtbot.waitUntil(lambda: keys == [list(tabs(bar))[number]])
    window.resize(800, 600)
    qtbot.waitUntil(tabs(bar)[Room.ORDERS].isVisible)
    assert focus() is tabs(bar)[Room.ORDERS]
