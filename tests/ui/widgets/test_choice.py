"""A question answered with the keyboard alone."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.windows import focus, in_window
from ui.widgets.choice import ChoiceList
from ui.widgets.choice_card import CheckCard, RadioCard
from ui.widgets.tokens import Theme, apply_theme, look

OPTIONS = tuple((key, f"Answer {key}", "") for key in "abcdef")


def test_nothing_is_chosen_at_first(qtbot: QtBot) -> None:
    assert a_choice(qtbot).value is None


def test_a_digit_chooses_and_says_so_once(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setFocus()
    told: list[str | None] = []
    choice.chosen.connect(lambda: told.append(choice.value))
    qtbot.keyClick(focus(), Qt.Key.Key_3)
    assert told == ["c"]


def test_a_digit_beyond_the_answers_does_nothing(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_9)
    assert choice.value is None


def test_arrows_move_and_choose_and_go_round(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    assert choice.value == "b"
    qtbot.keyClick(focus(), Qt.Key.Key_Up)
    qtbot.keyClick(focus(), Qt.Key.Key_Up)
    assert choice.value == "f"


def test_arrows_only_move_where_several_can_be_chosen(qtbot: QtBot) -> None:
    choice = a_choice(qtbot, several=True)
    choice.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    assert choice.values == []
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    qtbot.keyClick(focus(), Qt.Key.Key_4)
    assert choice.values == ["b", "d"]


@pytest.mark.parametrize("chosen", [None, "d"])
def test_tab_stops_once_in_a_list_of_radios(qtbot: QtBot, chosen: str | None) -> None:
    choice, other = ChoiceList("One?", OPTIONS), ChoiceList("Two?", OPTIONS)
    in_window(qtbot, choice, other)
    choice.set_value(chosen)
    choice.setFocus()
    assert focus().key == (chosen or "a")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is other.focusProxy()


def test_a_shown_value_can_be_taken_back(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_value("b")
        assert choice.value == "b"
        choice.set_value(None)
    assert choice.value is None


def test_other_answers_keep_what_is_still_there(qtbot: QtBot) -> None:
    choice = a_choice(qtbot)
    choice.set_value("b")
    choice.set_options([("b", "Answer b", ""), ("z", "Answer z", "")])
    assert choice.value == "b"
    choice.set_options([("z", "Answer z", "")])
    assert choice.value is None


def test_answers_are_radios_or_ticks_to_a_screen_reader(qtbot: QtBot) -> None:
    radio, tick = a_choice(qtbot).focusProxy(), a_choice(qtbot, several=True).focusProxy()
    assert QAccessible.queryAccessibleInterface(radio).role() is QAccessible.Role.RadioButton
    assert QAccessible.queryAccessibleInterface(tick).role() is QAccessible.Role.CheckBox
    assert QAccessible.queryAccessibleInterface(radio).text(QAccessible.Text.Name) == "Answer a"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_radio_is_round_at_every_text_size(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    apply_theme(qapp, Theme.LIGHT, scale)
    try:
        card = RadioCard("a", "Answer", "", "1")
        qtbot.addWidget(card)
        card.resize(600, card.heightForWidth(600))
        picture = card.grab().toImage()
        left, top, side = look().space(3.5), look().space(2.5), look().px(24)
        assert dark(picture, left + side // 2, top + 1)
        assert dark(picture, left + 1, top + side // 2)
        for x in (left + 1, left + side - 2):
            for y in (top + 1, top + side - 2):
                assert not dark(picture, x, y), "a corner of the mark is drawn: it is square"
    finally:
        apply_theme(qapp, Theme.LIGHT, 1.0)


@pytest.mark.parametrize("kind", [RadioCard, CheckCard])
def test_a_chosen_answer_is_marked_and_another_is_not(qtbot: QtBot, kind: type[RadioCard | CheckCard]) -> None:
    card = kind("a", "Answer", "", "1")
    qtbot.addWidget(card)
    left, top, edge, side = look().space(3.5), look().space(2.5), look().px(5), look().px(24)
    for chosen in (False, True):
        card.setChecked(chosen)
        picture = card.grab(QRect(left + edge, top + edge, side - 2 * edge, side - 2 * edge)).toImage()
        inside = {(x, y) for x in range(picture.width()) for y in range(picture.height()) if dark(picture, x, y)}
        assert bool(inside) is chosen


def test_long_words_wrap_and_make_the_card_higher(qtbot: QtBot) -> None:
    card = RadioCard("a", "word " * 80, "hint " * 80, "1")
    qtbot.addWidget(card)
    assert card.heightForWidth(300) > card.heightForWidth(900) > 60


def a_choice(qtbot: QtBot, *, several: bool = False) -> ChoiceList:
    choice = ChoiceList("Which?", OPTIONS, several=several)
    in_window(qtbot, choice)
    return choice


def dark(picture: QImage, x: int, y: int) -> bool:
    return picture.pixelColor(x, y).lightness() < 128
