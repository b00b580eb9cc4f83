"""What every field promises: a name, a hint, a problem said at the field, and a clean value."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.hostile import cleaned_of
from tests.ui.windows import focus, in_window
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox, NotADate
from ui.widgets.field import Field
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox
from ui.widgets.time_box import NotATime, TimeBox
from ui.widgets.tokens import Theme, apply_theme

OPTIONS = (("a", "First", "Hint of the first"), ("b", "Second", ""), ("c", "Third & last", ""))
FIELDS: dict[str, Callable[[], Field]] = {
    "line": lambda: LineBox("A label", "A hint"),
    "text": lambda: TextBox("A label", "A hint"),
    "date": lambda: DateBox("A label", "A hint"),
    "time": lambda: TimeBox("A label", "A hint"),
    "select": lambda: Select("A label", [("a", "First")], "A hint"),
    "choice": lambda: ChoiceList("A label", OPTIONS, "A hint"),
}
HOSTILE = "<b>bold</b> </para> & \u202eright to left 👍\x00 ŵ"


@pytest.mark.parametrize("kind", FIELDS)
def test_a_problem_is_said_at_the_field_and_taken_back(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field)
    field.set_problem("Say what happened")
    assert field.problem == "Say what happened"
    assert "Say what happened" in shown_words(field)
    field.set_problem(None)
    assert field.problem is None
    assert "Say what happened" not in shown_words(field)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_control_has_a_name_and_an_identifier(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field)
    controls = [w for w in field.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and own(w, field)]
    assert controls
    for control in controls:
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert control.accessibleName()
        assert control.accessibleIdentifier()
    assert len({control.accessibleIdentifier() for control in controls}) == len(controls)


@pytest.mark.parametrize("kind", FIELDS)
def test_the_problem_is_spoken_with_the_control(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field)
    field.set_problem("Say what happened")
    control = field.focusProxy()
    assert "Say what happened" in control.accessibleDescription()


def test_a_choice_keeps_the_hint_of_each_answer_when_there_is_a_problem(qtbot: QtBot) -> None:
    field = ChoiceList("A label", OPTIONS)
    qtbot.addWidget(field)
    field.set_problem("Choose one")
    assert "Hint of the first" in field.focusProxy().accessibleDescription()


def test_optional_is_said_in_words(qtbot: QtBot) -> None:
    field = LineBox("Preferred name", optional=True)
    qtbot.addWidget(field)
    assert "Preferred name (optional)" in shown_words(field)


@pytest.mark.parametrize("make", [LineBox, TextBox])
def test_hostile_text_stays_as_typed_without_control_characters(qtbot: QtBot, make: type[LineBox | TextBox]) -> None:
    field = make("A label")
    qtbot.addWidget(field)
    field.set_value(HOSTILE)
    assert field.value == cleaned_of(HOSTILE)


def test_tab_leaves_a_text_box(qtbot: QtBot) -> None:
    text, line = TextBox("Text"), LineBox("Line")
    in_window(qtbot, text, line)
    text.setFocus()
    qtbot.keyClick(text.control, Qt.Key.Key_Tab)
    assert focus() is line.control
    assert text.value == ""


def test_a_paste_of_100_000_characters_is_kept_whole_and_the_box_stops_growing(qtbot: QtBot) -> None:
    text = TextBox("Text")
    in_window(qtbot, text, height=900)
    mime = QMimeData()
    mime.setText("<b>&</b>\x00word " * 8_000)
    QGuiApplication.clipboard().setMimeData(mime)
    text.control.paste()
    assert text.value == "<b>&</b>word " * 8_000
    assert text.control.sizeHint().height() < 22 * text.control.fontMetrics().lineSpacing()
    QGuiApplication.clipboard().clear()  # what Python made may not outlive it


def test_a_text_box_grows_with_its_text(qtbot: QtBot) -> None:
    text = TextBox("Text")
    in_window(qtbot, text)
    before = text.control.sizeHint().height()
    text.set_value("line\n" * 10)
    assert text.control.sizeHint().height() > before


def test_showing_a_value_is_not_a_change_and_typing_is(qtbot: QtBot) -> None:
    text = TextBox("Text")
    in_window(qtbot, text)
    with qtbot.assertNotEmitted(text.changed):
        text.set_value("from the store")
    with qtbot.waitSignal(text.changed):
        qtbot.keyClicks(text.control, "x")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("27", "3", "2026"), date(2026, 3, 27)),
        ((" 7 ", "03", "1826"), date(1826, 3, 7)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("", "", ""), None),
    ],
)
def test_a_date_is_read_as_typed(qtbot: QtBot, typed: tuple[str, str, str], expected: date | None) -> None:
    assert a_date_box(qtbot, typed).value() == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("31", "2", "2026"), "no such date as 31 2 2026"),
        (("29", "2", "2025"), "no such date"),
        (("x", "2", "2026"), "no such date"),
        (("1", "13", "2026"), "no such date"),
        (("1", "2", "0000"), "no such date"),
        (("1", "2", "26"), "four digits"),
        (("1", "2", "²⁰²⁶"), "four digits"),
        (("1", "", "2026"), "missing: month"),
        (("", "2", ""), "missing: day, year"),
    ],
)
def test_a_date_that_does_not_exist_is_said_in_words(qtbot: QtBot, typed: tuple[str, str, str], words: str) -> None:
    with pytest.raises(NotADate) as problem:
        a_date_box(qtbot, typed).value()
    assert words in problem.value.sentence
    assert problem.value.sentence.startswith("Date of birth")


def test_a_shown_date_can_be_read_back(qtbot: QtBot) -> None:
    box = a_date_box(qtbot, ("", "", ""))
    for on in (date(2026, 11, 2), date(826, 1, 31), None):
        box.set_value(on)
        assert box.value() == on


def test_the_calendar_gives_the_day_chosen(qtbot: QtBot) -> None:
    box = DateBox("Next appointment")
    in_window(qtbot, box)
    box.set_value(date(2026, 11, 2))
    qtbot.mouseClick(box.findChild(QWidget, "next-appointment-calendar"), Qt.MouseButton.LeftButton)
    calendar = box.findChild(QWidget, "calendar")
    with qtbot.waitSignal(box.changed):
        calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert box.value() == date(2026, 11, 5)
    assert not calendar.isVisible()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("9", time(9, 0)),
        ("9:05", time(9, 5)),
        ("2pm", time(14, 0)),
        ("2:30 PM", time(14, 30)),
        ("12am", time(0, 0)),
        ("12 p.m.", time(12, 0)),
        ("", None),
    ],
)
def test_a_time_of_day_is_read_as_people_type_it(qtbot: QtBot, typed: str, expected: time | None) -> None:
    box = TimeBox("Time")
    qtbot.addWidget(box)
    box.set_value(typed)
    assert box.time() == expected


@pytest.mark.parametrize("typed", ["25:00", "12:60", "noon", "13pm", "0am", "-1", "1:2:3", "<b>"])
def test_what_is_no_time_is_said_in_words(qtbot: QtBot, typed: str) -> None:
    box = TimeBox("Time")
    qtbot.addWidget(box)
    box.set_value(typed)
    with pytest.raises(NotATime, match="such as 14:30"):
        box.time()


def test_nothing_is_selected_until_something_is_chosen(qtbot: QtBot) -> None:
    select = Select("Status", [("a", "First"), ("b", "Second")])
    qtbot.addWidget(select)
    assert select.value is None
    select.set_value("b")
    assert select.value == "b"
    select.set_options([("b", "Second"), ("c", "Third")])
    assert select.value == "b"
    select.set_options([("c", "Third")])
    assert select.value is None


def test_a_select_takes_its_name_from_its_label(qtbot: QtBot) -> None:
    """Qt names a combo box by its value on Linux, and tells the label by the relation to its buddy."""
    select = Select("Status & place", [("a", "First")])
    qtbot.addWidget(select)
    label = next(one for one in select.findChildren(QLabel) if one.buddy() is select.control)
    assert label.text() == "Status && place"
    assert select.control.accessibleName() == "Status & place"


def a_date_box(qtbot: QtBot, typed: tuple[str, str, str]) -> DateBox:
    box = DateBox("Date of birth")
    qtbot.addWidget(box)
    for part, words in zip((box.day, box.month, box.year), typed, strict=True):
        part.setText(words)
    return box


def shown_words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def own(widget: QWidget, field: QWidget) -> bool:
    """Leaves out what Qt builds inside its own widgets."""
    inside = isinstance(widget.parent(), QLineEdit) or widget.window() is not field.window()
    return not widget.objectName().startswith("qt_") and not inside


def test_the_calendar_icon_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    box = DateBox("A label")
    in_window(qtbot, box)
    button = box.findChild(QWidget, "a-label-calendar")
    before = button.iconSize().width()
    apply_theme(qapp, Theme.LIGHT, 2.0)
    try:
        assert button.iconSize().width() == 2 * before
    finally:
        apply_theme(qapp, Theme.LIGHT, 1.0)


@pytest.mark.parametrize("kind", FIELDS)
def test_what_a_field_is_about_is_spoken_also_beside_a_problem(qtbot: QtBot, kind: str) -> None:
    if kind == "choice":
        pytest.skip("each answer has its own hint")
    field = FIELDS[kind]()
    qtbot.addWidget(field)
    field.set_about("Send the plan")
    assert "Send the plan" in field.focusProxy().accessibleDescription()
    field.set_problem("Say what happened")
    assert "Send the plan" in field.focusProxy().accessibleDescription()


def test_another_hint_is_spoken_too_beside_a_problem(qtbot: QtBot) -> None:
    field = LineBox("A label", "The first hint")
    qtbot.addWidget(field)
    field.set_problem("Say what happened")
    field.set_hint("Another hint")
    assert field.control.accessibleDescription() == "Say what happened Another hint"
