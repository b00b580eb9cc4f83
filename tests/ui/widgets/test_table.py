"""A table of any length: sorted by what its cells mean, opened by keyboard, no trap for Tab."""

import time

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.windows import focus, in_window
from ui.widgets.table import Cell, Row, Table
from ui.widgets.tag import Tone

COLUMNS = (("Person", 3), ("Overdue by", 2))
ROWS = (
    Row("b", ("Bee Three", Cell("9 days", Tone.DANGER, sort=9))),
    Row("a", ("alun Hughes", Cell("12 days", Tone.ATTENTION, sort=12))),
    Row("c", ("<b>Officer</b>", Cell("1 day", sort=1))),
)


def test_rows_come_in_the_order_given(qtbot: QtBot) -> None:
    assert column(a_table(qtbot), 0) == ["Bee Three", "alun Hughes", "<b>Officer</b>"]


@pytest.mark.parametrize(
    ("by", "order", "expected"),
    [
        (0, Qt.SortOrder.AscendingOrder, ["<b>Officer</b>", "alun Hughes", "Bee Three"]),
        (1, Qt.SortOrder.AscendingOrder, ["<b>Officer</b>", "Bee Three", "alun Hughes"]),
        (1, Qt.SortOrder.DescendingOrder, ["alun Hughes", "Bee Three", "<b>Officer</b>"]),
    ],
)
def test_a_head_sorts_by_meaning_not_by_spelling(
    qtbot: QtBot, by: int, order: Qt.SortOrder, expected: list[str]
) -> None:
    table = a_table(qtbot)
    table.sortByColumn(by, order)
    assert column(table, 0) == expected


def test_the_cursor_stays_on_its_row_when_sorted(qtbot: QtBot) -> None:
    table = a_table(qtbot)
    table.setCurrentIndex(table.model().index(1, 0))
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.current_id() == "a"


def test_enter_and_a_double_click_open_the_row(qtbot: QtBot) -> None:
    table = a_table(qtbot)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["a"]
    place = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["c"]


def test_tab_leaves_the_table(qtbot: QtBot) -> None:
    table, after = Table("People", COLUMNS), QPushButton("after")
    in_window(qtbot, table, after)
    table.set_rows(ROWS)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert focus() is after


def test_a_tone_has_a_sign_and_neutral_has_none(qtbot: QtBot) -> None:
    model = a_table(qtbot).model()
    signs = [model.index(row, 1).data(Qt.ItemDataRole.DecorationRole) for row in range(3)]
    assert [sign is not None for sign in signs] == [True, True, False]


def test_a_tooltip_with_a_tag_is_not_read_as_markup(qtbot: QtBot) -> None:
    tip = a_table(qtbot).model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    shown = QTextDocument()
    (shown.setHtml if QtGui.Qt.mightBeRichText(tip) else shown.setPlainText)(tip)
    assert shown.toPlainText() == "<b>Officer</b>"


def test_100_000_rows_are_shown_without_asking_each(qtbot: QtBot) -> None:
    table = Table("People", COLUMNS)
    in_window(qtbot, table)
    rows = [Row(number, (f"Person {number}", "")) for number in range(100_000)]
    begin = time.perf_counter()
    table.set_rows(rows)
    table.repaint()
    assert time.perf_counter() - begin < 2, "every row was measured or drawn"
    assert table.model().rowCount() == 100_000


def a_table(qtbot: QtBot) -> Table:
    table = Table("People", COLUMNS)
    in_window(qtbot, table)
    table.set_rows(ROWS)
    return table


def column(table: Table, number: int) -> list[str]:
    model = table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_the_number_of_a_column_sorts_by_it_then_turns_round_then_gives_the_first_order_back(qtbot: QtBot) -> None:
    table = a_table(qtbot)
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    seen = []
    for _press in range(3):
        qtbot.keyClick(table, Qt.Key.Key_2)
        seen.append(column(table, 0))
        assert table.current_id() == "a"
    up = ["<b>Officer</b>", "Bee Three", "alun Hughes"]
    assert seen == [up, up[::-1], ["Bee Three", "alun Hughes", "<b>Officer</b>"]]


def test_the_cursor_stays_on_its_row_when_the_rows_are_fetched_anew(qtbot: QtBot) -> None:
    table = a_table(qtbot)
    table.setCurrentIndex(table.model().index(1, 0))
    table.set_rows((Row("new", ("New", "")), *ROWS))
    assert table.current_id() == "a"
    table.set_rows(ROWS[:1])
    assert table.current_id() in (None, "b")


def test_a_long_name_wraps_in_a_table_that_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    table = Table("People", COLUMNS, whole=True)
    in_window(qtbot, table, width=420)
    long = "Alexandrina Wilhelmina Featherstonehaugh-Cholmondeley of Llanfair"
    table.set_rows((*ROWS, Row("d", (long, ""))))
    one, wrapped = table.rowHeight(0), table.rowHeight(3)
    words = table.fontMetrics().boundingRect(0, 0, table.columnWidth(0), 0, Qt.TextFlag.TextWordWrap, long)
    assert wrapped >= words.height() > one
    assert table.sizeHint().height() > table.horizontalHeader().height() + 3 * one + wrapped
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert column(table, 0)[1] == long
    assert [table.rowHeight(place) for place in range(4)] == [one, wrapped, one, one]
    table.set_rows(ROWS)
    assert {table.rowHeight(place) for place in range(3)} == {one}
