"""The run chart tells what was recorded: gaps as gaps, latest first, the same words in drawing and table."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import focus, in_window
from ui.widgets.run_chart import Point, RunChart, Series
from ui.widgets.run_chart_canvas import Canvas
from ui.widgets.run_chart_paint import latest_words
from ui.widgets.run_chart_shape import Frame, Span, span_of, track
from ui.widgets.table import Table
from ui.widgets.tokens import look

FIRST = date(2026, 1, 5)
LABELS = {None: "Not explored", 0: "None seen", 1: "Emerging", 2: "Present", 3: "Act today"}
FRAME = Frame(left=100, right=800, top=20, step=20)
LEVELS = st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=1, max_size=60)


def points(*levels: int | None) -> tuple[Point, ...]:
    """A session a week."""
    return tuple(Point(FIRST + timedelta(days=7 * n), level, LABELS[level]) for n, level in enumerate(levels))


def lines(*levels: int | None) -> list[list[tuple[int, int]]]:
    """Each unbroken line as corners of (week, level)."""
    shown = points(*levels)
    span = span_of([Series("Mood", shown)])
    assert span
    found = track(Series("Mood", shown), span).lines
    return [[(int(corner.x() / 7), 3 - int(corner.y())) for corner in line.toList()] for line in found]


def test_a_level_is_held_until_the_next_session_and_then_steps() -> None:
    assert lines(0, 0, 2, 1) == [[(0, 0), (1, 0), (2, 0), (2, 2), (3, 2), (3, 1)]]


def test_the_line_is_broken_at_a_gap() -> None:
    assert lines(1, 1, None, 1, 2) == [[(0, 1), (1, 1)], [(3, 1), (4, 1), (4, 2)]]


def test_a_rating_between_two_gaps_has_a_mark_and_no_line() -> None:
    assert lines(1, None, 3, None) == []
    assert [mark.level for mark in marks(1, None, 3, None)] == [1, None, 3, None]


def test_gaps_lie_on_the_base_line_below_none_seen() -> None:
    gap, none_seen = marks(None, 0)
    assert gap.y == FRAME.base > none_seen.y


def test_crowded_sessions_keep_the_highest_mark_and_every_gap_column() -> None:
    found = marks(*([0] * 400 + [3] + [0] * 400 + [None] + [0] * 400))
    assert len(found) < 100
    assert [mark.level for mark in found if mark.level != 0] == [3, None]


@given(LEVELS)
def test_marks_stay_inside_the_frame_and_act_today_is_never_left_out(levels: list[int | None]) -> None:
    found = marks(*levels)
    assert all(FRAME.left <= mark.x <= FRAME.right and FRAME.top <= mark.y <= FRAME.base for mark in found)
    assert (3 in levels) == any(mark.level == 3 for mark in found)
    assert (None in levels) == any(mark.level is None for mark in found)


def test_points_may_come_in_any_order() -> None:
    shown = points(0, 1, 2)
    span = span_of([Series("Mood", shown)])
    assert span
    assert track(Series("Mood", shown[::-1]), span).points == shown


def test_the_latest_rating_comes_first_and_a_gap_after_it_is_said() -> None:
    assert latest_words(points(0, 2)) == "Present, 12 January 2026"
    assert latest_words(points(0, 2, None)) == "Present, 12 January 2026; then Not explored, 19 January 2026"
    assert latest_words(points(None)) == "Not explored"
    assert latest_words(()) == "No session yet"


def test_arrows_read_session_by_session_and_factor_by_factor(qtbot: QtBot) -> None:
    chart = a_chart(qtbot)
    canvas = chart.findChild(Canvas)
    canvas.setFocus()
    assert canvas.reading == "19 January 2026 · Mood: Present"
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.reading == "12 January 2026 · Mood: Not explored"
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.reading == "12 January 2026 · Access: Emerging"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.reading == "5 January 2026 · Access: None seen"
    assert canvas.reading in [label.text() for label in chart.findChildren(QLabel)]


def test_the_table_says_the_same_with_the_latest_session_first(qtbot: QtBot) -> None:
    chart = a_chart(qtbot)
    toggle = chart.findChild(QPushButton, "run-chart-table-toggle")
    toggle.setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert chart.shows_table
    model = chart.findChild(Table).model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(3)]
    assert rows == [
        ["19 January 2026", "Present", "–"],
        ["12 January 2026", "Not explored", "Emerging"],
        ["5 January 2026", "None seen", "None seen"],
    ]
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert not chart.shows_table


def test_a_screen_reader_hears_each_factor_and_its_latest_rating(qtbot: QtBot) -> None:
    canvas = a_chart(qtbot).findChild(Canvas)
    assert canvas.accessibleDescription() == "Mood: Present, 19 January 2026. Access: Emerging, 12 January 2026"


def test_a_chart_with_no_session_or_one_is_drawn_and_read(qtbot: QtBot) -> None:
    for shown in ((), points(2)):
        chart = RunChart()
        in_window(qtbot, chart)
        chart.set_series([Series("Mood", shown)])
        chart.findChild(Canvas).setFocus()
        qtbot.keyClick(chart.findChild(Canvas), Qt.Key.Key_Right)
        chart.grab()


def test_the_second_painting_looks_like_the_first(qtbot: QtBot) -> None:
    chart = a_chart(qtbot)
    first, second = chart.grab().toImage(), chart.grab().toImage()
    assert first == second
    accent = look().colour("accent")
    seen = {QColor(second.pixel(x, y)).name() for x in range(second.width()) for y in range(0, second.height(), 3)}
    assert accent.name() in seen


def marks(*levels: int | None) -> list:
    shown = points(*levels)
    span = span_of([Series("Mood", shown)]) or Span(FIRST, 0)
    return sorted(track(Series("Mood", shown), span).marks(span, FRAME, 11))


def a_chart(qtbot: QtBot) -> RunChart:
    chart = RunChart()
    chart.set_series([Series("Mood", points(0, None, 2)), Series("Access", points(0, 1))])
    in_window(qtbot, chart)
    return chart


def test_tab_walks_through_the_chart_and_its_table_and_out_again(qtbot: QtBot) -> None:
    before, chart, after = QPushButton("before"), RunChart(), QPushButton("after")
    chart.set_series([Series("Mood", points(0, 1))])
    in_window(qtbot, before, chart, after)
    assert walk(qtbot, before, 3) == ["run-chart-table-toggle", "run-chart", ""]
    chart.findChild(QPushButton).click()
    assert walk(qtbot, before, 3) == ["run-chart-table-toggle", "table", ""]
    assert focus() is after


def walk(qtbot: QtBot, start: QWidget, steps: int) -> list[str]:
    """The identifiers that Tab comes to."""
    start.setFocus()
    found = []
    for _step in range(steps):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
        found.append(focus().objectName())
    return found
