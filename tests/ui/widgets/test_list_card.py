"""A card with a counted list: what it says when empty, and that a long list does not hold up the page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_window
from ui.widgets.list_card import FIRST, ListCard
from ui.widgets.row_shape import Row


def rows(count: int) -> list[Row]:
    return [Row(key=number, title=f"Row {number}") for number in range(count)]


def words_on(card: ListCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_the_heading_counts_the_rows(qtbot: QtBot):
    card = ListCard("Overdue")
    in_window(qtbot, card)
    card.set_rows(rows(3))
    assert words_on(card) == ["Overdue: 3"]


def test_without_rows_it_is_hidden_or_says_so(qtbot: QtBot):
    silent, speaking = ListCard("Overdue"), ListCard("Open tasks", empty="No open tasks.")
    in_window(qtbot, silent, speaking)
    for card in (silent, speaking):
        card.set_rows(rows(1))
        card.set_rows([])
    assert not silent.isVisible()
    assert words_on(speaking) == ["Open tasks", "No open tasks."]


def test_a_long_list_shows_its_first_rows_and_the_rest_when_asked(qtbot: QtBot):
    card = ListCard("Overdue")
    in_window(qtbot, card)
    card.set_rows(rows(FIRST + 7))
    assert words_on(card) == [f"Overdue: {FIRST + 7}"]
    assert len(card.list.rows) == FIRST
    more = card.findChild(QPushButton)
    assert more.accessibleName() == f"Show all {FIRST + 7}"
    more.click()
    assert len(card.list.rows) == FIRST + 7
    assert card.list.current_key == FIRST
    assert not more.isVisible()
    card.set_rows(rows(FIRST + 6))
    assert len(card.list.rows) == FIRST + 6


def test_a_short_list_has_no_such_button(qtbot: QtBot):
    card = ListCard("Overdue")
    in_window(qtbot, card)
    card.set_rows(rows(FIRST))
    assert len(card.list.rows) == FIRST
    assert not card.findChild(QPushButton).isVisible()
