"""A button whose words wrap: on one line where there is room, whole on further lines where there is not."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_window
from ui.widgets.wrapping_button import WrappingButton

WORDS = "Link two entries that contradict each other"


def test_it_takes_one_line_where_there_is_room_and_no_more_width_than_its_words(qtbot: QtBot) -> None:
    button = WrappingButton(WORDS, "plus")
    in_window(qtbot, button, width=800)
    assert button.text() == WORDS
    assert button.width() < 500


def test_in_a_narrow_place_every_word_stands_on_further_lines_and_none_is_cut_off(qtbot: QtBot) -> None:
    button = WrappingButton(WORDS, "plus")
    window = in_window(qtbot, button, width=800)
    height = button.height()
    window.resize(220, 400)
    QApplication.processEvents()
    assert button.text().split() == WORDS.split()
    assert "\n" in button.text()
    assert button.height() > height
    widest = max(button.fontMetrics().horizontalAdvance(line) for line in button.text().splitlines())
    assert widest < button.width() <= 220
    assert button.accessibleName() == WORDS
    window.resize(800, 400)
    QApplication.processEvents()
    assert button.text() == WORDS


def test_a_button_without_words_can_be_laid_out(qtbot: QtBot) -> None:
    button = WrappingButton("")
    qtbot.addWidget(button)
    button.resize(200, 40)
    button.show()
    assert button.text() == ""
