"""A column that fills over several turns of the event loop."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import fill, focus, in_window
from ui.widgets.buttons import SecondaryButton
from ui.widgets.combo_box import Select
from ui.widgets.gradual import Gradual, tab_after
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


def test_a_part_is_filled_once_it_stands_in_the_column_and_never_as_a_window(qtbot: QtBot) -> None:
    column = Gradual([], spacing=8)
    window = in_window(qtbot, column)
    homes: list[QWidget] = []
    column.begin((_hidden(words) for words in ("one", "two")), lambda part: homes.append(_shown(part).window()))
    fill(window)
    assert homes == [window, window]


def test_a_part_is_in_sight_at_once_so_that_it_can_take_the_focus(qtbot: QtBot) -> None:
    column, line = Gradual([], spacing=8), LineBox("one")
    in_window(qtbot, column)
    column.begin([line])
    assert line.isVisible()


def test_tab_comes_to_what_is_made_later_where_it_stands(qtbot: QtBot) -> None:
    first, last = LineBox("first"), LineBox("last")
    window = in_window(qtbot, first, last)
    late = LineBox("late")
    window.layout().insertWidget(1, late)
    late.show()
    tab_after(first, late)
    first.setFocus()
    names = []
    for _stop in range(3):
        names.append(focus().accessibleName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert names == ["first", "late", "last"]


def test_a_list_that_drops_down_is_no_stop(qtbot: QtBot, qtlog: Any) -> None:
    column = Gradual([], spacing=8)
    window = in_window(qtbot, column)
    column.begin(Select(words, [("a", "A")]) for words in ("one", "two"))
    fill(window)
    assert [record.message for record in qtlog.records if "setTabOrder" in record.message] == []


def _hidden(words: str) -> Text:
    text = Text(words)
    text.hide()
    return text


def _shown(part: QWidget) -> QWidget:
    part.show()
    return part


def _words(column: QWidget) -> list[str]:
    return [part.text() for part in column.findChildren(Text)]
