"""The list of painted rows: keys, mouse, what is read out, and what stays put."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.windows import in_window
from ui.widgets.row_list import RowList
from ui.widgets.row_shape import Row, RowShape


def rows(*keys: str) -> list[Row]:
    return [
        Row(key=key, title=f"Person {key}", lines=("Due today",), action="Record review", opens=True) for key in keys
    ]


@pytest.fixture
def shown(qtbot: QtBot) -> RowList:
    one = RowList("Overdue", "RS")
    in_window(qtbot, one)
    one.set_rows(rows("a", "b", "c"))
    one.setFocus()
    return one


def heard(signal) -> list[object]:
    said: list[object] = []
    signal.connect(lambda *what: said.append(what[0] if len(what) == 1 else what))
    return said


def test_enter_opens_the_current_row_and_space_does_its_action(shown):
    opened, acted = heard(shown.row_opened), heard(shown.row_acted)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert (opened, acted) == (["b"], ["b"])


def test_the_letters_of_the_list_are_sent_and_others_are_not(shown):
    pressed = heard(shown.letter_pressed)
    for key in ("r", "x", "S"):
        QTest.keyClicks(shown, key)
    QTest.keyClick(shown, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [("a", "R"), ("a", "S")]


def test_a_row_without_an_action_has_none(shown):
    shown.set_rows([Row(key="quiet", title="Nothing to do")])
    acted = heard(shown.row_acted)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert acted == []
    assert shown.shape(0).button is None


def test_a_click_on_the_button_acts_and_a_click_on_the_title_opens(shown):
    opened, acted = heard(shown.row_opened), heard(shown.row_acted)
    second = shown.visualRect(shown.model().index(1, 0)).topLeft()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(shown.viewport(), left, pos=second + shown.shape(1).button.center())
    QTest.mouseClick(shown.viewport(), left, pos=second + shown.shape(1).title.center())
    QTest.mouseClick(shown.viewport(), left, pos=second + QPoint(200, shown.shape(1).height - 4))
    assert (opened, acted) == (["b"], ["b"])


def test_arrow_keys_walk_on_into_the_next_list(qtbot):
    first, second = RowList("Overdue"), RowList("Due today")
    in_window(qtbot, first, second)
    first.set_rows(rows("a"))
    second.set_rows(rows("b", "c"))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    assert second.current_key == "b"
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_the_current_row_stays_current_when_others_come_and_go(shown):
    shown.choose(1)
    shown.set_rows(rows("z", "a", "b"))
    assert shown.current_key == "b"
    shown.set_rows(rows("z", "a", "d"))
    assert shown.current_key == "d"


def test_it_is_as_high_as_its_rows(shown):
    assert shown.height() == sum(shown.shape(place).height for place in range(3))
    shown.set_rows(rows("a"))
    assert shown.height() == shown.shape(0).height


def test_a_row_is_read_out_whole(shown):
    shown.set_rows(
        [Row(key="a", title="Pŷrson", beside="Review", lines=("Due.",), notes=("Why",), tag="Late", action="Record")]
    )
    interface = QAccessible.queryAccessibleInterface(shown)
    assert interface.child(0).text(QAccessible.Text.Name) == "Pŷrson. Review. Due. Why. Late. Record"


def test_user_text_is_drawn_as_typed_and_cut_off_when_it_is_endless(shown):
    text = "<b>bold</b> </para>\nnext \U0001f642"
    shape = RowShape(Row(key="a", title=text, lines=("long " * 20_000,)), 400, 0, QFont())
    assert "<b>bold</b> </para> next \U0001f642" in shape.text
    assert len(shape.text) < 3_000
    assert shape.text.endswith("…")


def test_the_button_goes_below_the_text_where_the_row_is_narrow(shown):
    wide, narrow = (RowShape(rows("a")[0], width, 0, QFont()) for width in (700, 300))
    assert wide.button.top() < wide.title.bottom() < narrow.button.top()
    assert narrow.button.right() <= 300


def test_marks_stand_below_the_text_in_as_many_lines_as_they_need_and_are_read_out() -> None:
    font = QFont()
    plain = Row(key=1, title="An order", lines=("Since 2025",))
    marked = Row(key=1, title="An order", lines=("Since 2025",), marks=("Disputed", "Restricted", "Sensitive"))
    wide, narrow = RowShape(marked, 600, 0, font), RowShape(marked, 160, 0, font)
    assert RowShape(plain, 600, 0, font).height < wide.height < narrow.height
    assert {place.top() for place in wide._marks} == {wide._marks[0].top()}
    assert all(place.right() < 160 and place.bottom() < narrow.height for place in narrow._marks)
    assert marked.spoken == "An order. Since 2025. Disputed. Restricted. Sensitive"
