"""The run chart is read by keyboard and mouse, sharp on every screen, with the same words in drawing and table."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.run_chart import REVIEW, STATUS, TRIGGER, Kind, Point, Series
from tests.ui.windows import focus, in_window
from ui.widgets.run_chart import RunChart
from ui.widgets.run_chart_canvas import Canvas
from ui.widgets.run_chart_paint import _picture
from ui.widgets.table import Table
from ui.widgets.tokens import Theme, apply_theme, look

FIRST = date(2026, 1, 5)
LABELS = {None: "Not explored", 0: "None seen", 1: "Emerging", 2: "Present", 3: "Act today"}


def points(*levels: int | None) -> tuple[Point, ...]:
    """A session a week."""
    return tuple(Point(FIRST + timedelta(days=7 * n), level, LABELS[level]) for n, level in enumerate(levels))


HAPPENED = (
    Point(FIRST, STATUS, "Released"),
    Point(FIRST + timedelta(days=7), REVIEW, "Review the risk (no change)"),
    Point(FIRST + timedelta(days=7), TRIGGER, "New <b>job</b>"),
)
LANES = (
    Series("Reviews and events", HAPPENED, Kind.HAPPENED),
    Series("What helped", (Point(FIRST + timedelta(days=14), 0, "Mood: Rang his sister"),), Kind.HELPED),
)


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


def test_arrows_read_reviews_events_and_what_helped_too(qtbot: QtBot) -> None:
    canvas = a_chart(qtbot, *LANES).findChild(Canvas)
    canvas.setFocus()
    read = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(canvas, key)
        read.append(canvas.reading)
    assert read == [
        "19 January 2026 · What helped: Mood: Rang his sister",
        "12 January 2026 · Review: Review the risk (no change)",
        "12 January 2026 · Review: Review the risk (no change)",
        "12 January 2026 · Trigger: New <b>job</b>",
        "5 January 2026 · Status: Released",
    ]


def test_arrows_pass_over_a_lane_in_which_nothing_is_recorded(qtbot: QtBot) -> None:
    empty = Series("Reviews and events", (), Kind.HAPPENED)
    canvas = a_chart(qtbot, empty, LANES[1]).findChild(Canvas)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.reading == "19 January 2026 · What helped: Mood: Rang his sister"
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.reading == "12 January 2026 · Access: Emerging"


def test_the_mouse_reads_the_mark_it_is_near_and_what_is_read_goes_when_it_leaves(qtbot: QtBot) -> None:
    canvas = a_chart(qtbot, *LANES).findChild(Canvas)
    frame, before = canvas._frames[2], canvas.grab().toImage()
    heard: list[str] = []
    canvas.point_read.connect(heard.append)
    middle = (frame.left + frame.right) // 2
    for y in (frame.y(REVIEW), frame.y(TRIGGER)):
        QTest.mouseMove(canvas, QPoint(middle + 3, y))
    assert [words.split(" · ")[1] for words in heard] == [
        "Review: Review the risk (no change)",
        "Trigger: New <b>job</b>",
    ]
    qtbot.waitUntil(lambda: canvas.grab().toImage() != before)
    canvas.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.grab().toImage() == before


def test_a_long_reading_stays_inside_the_drawing(qtbot: QtBot) -> None:
    long = Series("What helped", (Point(FIRST, 0, "He said a good deal. " * 400),), Kind.HELPED)
    canvas = a_chart(qtbot, long).findChild(Canvas)
    before = canvas.grab().toImage()
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert len(canvas.reading) > 8000
    changed = canvas.grab().toImage()
    rows = [
        y for y in range(changed.height()) if any(changed.pixel(x, y) != before.pixel(x, y) for x in range(0, 800, 2))
    ]
    assert 40 < len(rows) < 260


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


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_marks_and_lines_fall_on_whole_pixels_at_any_device_pixel_ratio(qtbot: QtBot, ratio: float) -> None:
    canvas = a_chart(qtbot, *LANES).findChild(Canvas)
    shown = QImage((canvas.size() + QSize(3, 3)) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    shown.setDevicePixelRatio(ratio)
    shown.fill(look().colour("surface"))
    canvas.render(shown, QPoint(3, 3))
    away = round(3 * ratio)
    side = round(11 * ratio)
    mark = _picture(Kind.RATED, 2, side, look().theme).toImage()
    frame = canvas._frames[0]
    x, y = (away + round(at * ratio) - side // 2 for at in (frame.right, frame.y(2)))
    solid = [(i, j) for i in range(side) for j in range(side) if QColor(mark.pixelColor(i, j)).alpha() == 255]
    assert solid
    assert all(shown.pixelColor(x + i, y + j) == look().colour("accent") for i, j in solid)
    column = away + round((frame.right - 10) * ratio)
    border = [row for row in range(shown.height()) if shown.pixelColor(column, row) == look().colour("border")]
    assert len(border) == round(ratio) * (4 + 4 + 3 + 1)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [300, 620, 1400])
def test_names_however_long_stand_above_or_beside_their_own_lines(
    qtbot: QtBot, theme: Theme, scale: float, width: int
) -> None:
    app = QApplication.instance()
    apply_theme(app, theme, scale)
    try:
        canvas = Canvas()
        canvas.set_series([Series(f"A factor with a long name of many words {n}", points(0, None)) for n in range(3)])
        in_window(qtbot, canvas, width=width, height=900)
        canvas.resize(width, canvas.sizeHint().height())
        names = canvas._brush.lay_out_names(round(canvas._brush._names[0].textWidth()))
        ends = [f.top - up + high for f, up, high in zip(canvas._frames, canvas._above, names, strict=True)]
        starts = [f.top - up for f, up in zip(canvas._frames, canvas._above, strict=True)]
        assert starts[0] >= 0
        assert all(end <= start for end, start in zip(ends, [*starts[1:], canvas.sizeHint().height()], strict=True))
        if canvas._narrow:
            assert all(end <= frame.top for end, frame in zip(ends, canvas._frames, strict=True))
    finally:
        apply_theme(app, Theme.LIGHT, 1.0)


def test_the_layout_is_known_before_the_chart_is_painted(qtbot: QtBot) -> None:
    canvas = a_chart(qtbot).findChild(Canvas)
    canvas.resize(QSize(700, canvas.height()))
    assert canvas._frames[0].right == 700 - look().px(11)
    assert max(x for x, _y, _level in canvas._marks[0]) == canvas._frames[0].right


def test_three_hundred_sessions_are_drawn_and_each_of_them_is_read(qtbot: QtBot) -> None:
    chart = RunChart()
    chart.set_series([Series("Mood", points(*([0, 1, None, 2, 3] * 60)))])
    in_window(qtbot, chart)
    canvas = chart.findChild(Canvas)
    canvas.setFocus()
    chart.grab()
    read = {canvas.reading}
    for _press in range(299):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
        read.add(canvas.reading)
    assert len(read) == 300


def a_chart(qtbot: QtBot, *lanes: Series) -> RunChart:
    chart = RunChart()
    chart.set_series([Series("Mood", points(0, None, 2)), Series("Access", points(0, 1)), *lanes])
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
