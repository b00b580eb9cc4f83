"""A column that fills over several turns of the event loop."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import fill, focus, in_window
from ui.widgets.buttons import SecondaryButton
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox


def test_the_first_part_is_there_at_once_and_the_rest_comes_later(qtbot: QtBot) -> None:
    column = Gradual(map(Text, ["one", "two", "three"]), spacing=8)
    assert _words(column) == ["one"]
    window = in_window(qtbot, column)
    fill(window)
    assert _words(column) == ["one", "two", "three"]


def test_a_column_of_nothing_is_complete_at_once(qtbot: QtBot) -> None:
    column = Gradual([], spacing=8)
    qtbot.addWidget(column)
    assert column.complete


def test_tab_goes_through_late_parts_before_what_stands_below_the_column(qtbot: QtBot) -> None:
    column, below = Gradual((LineBox(words) for words in ("one", "two", "three")), spacing=8), SecondaryButton("below")
    fill(in_window(qtbot, column, below))
    column.findChild(QLineEdit).setFocus()
    names = []
    for _stop in range(4):
        names.append(focus().accessibleName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert names == ["one", "two", "three", "below"]


def _words(column: QWidget) -> list[str]:
    return [part.text() for part in column.findChildren(Text)]
