"""A column that fills over several turns of the event loop."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import fill, in_window
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text


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


def _words(column: QWidget) -> list[str]:
    return [part.text() for part in column.findChildren(Text)]
