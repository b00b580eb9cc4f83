"""The switch between the views of a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_window
from ui.widgets.view_switch import ViewSwitch


def test_it_tells_which_view_was_chosen_and_marks_it_by_more_than_colour(qtbot: QtBot):
    switch = ViewSwitch("View", (("list", "List"), ("weeks", "Eight weeks")))
    in_window(qtbot, switch)
    first, second = switch.findChildren(QPushButton)
    chosen: list[str] = []
    switch.chosen.connect(chosen.append)
    assert (switch.value, first.icon().isNull(), second.icon().isNull()) == ("list", False, True)
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert (chosen, switch.value) == (["weeks"], "weeks")
    assert (first.isChecked(), first.icon().isNull(), second.icon().isNull()) == (False, True, False)
    assert second.accessibleName() == "Eight weeks"


def test_choosing_by_the_program_tells_nothing(qtbot: QtBot):
    switch = ViewSwitch("View", (("list", "List"), ("weeks", "Eight weeks")))
    qtbot.addWidget(switch)
    with qtbot.assertNotEmitted(switch.chosen):
        switch.show_chosen("weeks")
    assert switch.value == "weeks"
