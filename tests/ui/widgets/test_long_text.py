"""A long answer for reading: whole, as typed, and in a box that lets the keyboard go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.windows import focus, in_window
from ui.widgets.buttons import SecondaryButton
from ui.widgets.long_text import long_text

LONG = "<b>Word</b> & word\n" * 5_000


def test_a_usual_answer_is_plain_words_on_the_page(qtbot: QtBot) -> None:
    answer = long_text("<b>Word</b>", "Anything else")
    qtbot.addWidget(answer)
    assert isinstance(answer, QLabel)
    assert (answer.text(), answer.textFormat()) == ("<b>Word</b>", Qt.TextFormat.PlainText)


def test_a_very_long_one_stands_whole_in_a_box_that_cannot_be_written_in_and_that_tab_leaves(qtbot: QtBot) -> None:
    answer, below = long_text(LONG, "Anything else"), SecondaryButton("below")
    assert isinstance(answer, QPlainTextEdit)
    in_window(qtbot, answer, below)
    answer.setFocus()
    QTest.keyClicks(answer, "typed")
    assert answer.toPlainText() == LONG
    assert answer.accessibleName() == "Anything else"
    QTest.keyClick(answer, Qt.Key.Key_Tab)
    assert focus() is below
