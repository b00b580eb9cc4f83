"""What a page does by itself: the green button, the focus in view, columns that stack, nothing read as markup."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import active, focus, in_window
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.columns import Columns, stack
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.focus_ring import FocusRing
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.saved_note import SavedNote
from ui.widgets.tag import SIGNS, Tag, Tone
from ui.widgets.text_box import TextBox

MARKUP = "<b>bold</b><img src='x'></para>"


def test_ctrl_enter_presses_the_green_button_from_within_a_text_box(qtbot: QtBot) -> None:
    page, text, go = Page("Heading"), TextBox("Notes"), PrimaryButton("Continue")
    page.add(text)
    page.set_footer(go, SecondaryButton("Back"))
    active(qtbot, page)
    text.setFocus()
    with qtbot.waitSignal(go.clicked):
        qtbot.keyClick(text.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text.value == ""


def test_ctrl_enter_leaves_a_button_that_is_off_alone(qtbot: QtBot) -> None:
    page, line, go = Page("Heading"), LineBox("Name"), PrimaryButton("Continue")
    go.setEnabled(False)
    page.add(line)
    page.set_footer(go)
    active(qtbot, page)
    line.setFocus()
    with qtbot.assertNotEmitted(go.clicked, wait=20):
        qtbot.keyClick(line.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_presses_the_button_in_focus(qtbot: QtBot) -> None:
    button = SecondaryButton("Print & close")
    in_window(qtbot, button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert button.accessibleName() == "Print & close"


def test_what_takes_the_focus_scrolls_into_view(qtbot: QtBot) -> None:
    page = Page("Heading")
    fields = [LineBox(f"Field {number}") for number in range(30)]
    for field in fields:
        page.add(field)
    page.resize(500, 300)
    active(qtbot, page)
    area = page.findChild(QScrollArea)
    assert not seen_whole(fields[25].control, area)
    fields[25].setFocus()
    qtbot.waitUntil(lambda: seen_whole(fields[25].control, area))


def test_headings_are_headings_to_a_screen_reader(qtbot: QtBot) -> None:
    heading = Heading(MARKUP, 2)
    qtbot.addWidget(heading)
    spoken = QAccessible.queryAccessibleInterface(heading)
    assert spoken.role() is QAccessible.Role.Heading
    assert spoken.text(QAccessible.Text.Name) == MARKUP


@pytest.mark.parametrize(
    "make",
    [
        lambda: Page(MARKUP, MARKUP),
        lambda: Card(MARKUP),
        lambda: EmptyState(MARKUP, MARKUP),
        lambda: Banner(MARKUP, [MARKUP], [(MARKUP, Tone.DANGER)]),
        lambda: LineBox(MARKUP, MARKUP),
        lambda: Text(MARKUP),
    ],
)
def test_user_text_is_never_read_as_markup(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    labels = [*widget.findChildren(QLabel), *([widget] if isinstance(widget, QLabel) else [])]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize(("width", "beside"), [(900, True), (420, False)])
def test_an_action_goes_below_words_that_it_would_squeeze(qtbot: QtBot, *, width: int, beside: bool) -> None:
    page, action = Page("Today", "Wednesday 23 September 2026", wide=True), PrimaryButton("Start a session")
    page.set_action(action)
    page.resize(width, 300)
    active(qtbot, page)
    assert (action.geometry().top() < page.below.geometry().top()) is beside
    assert page.below.height() < 2 * page.below.fontMetrics().height()


def test_columns_stack_where_it_is_narrow_and_say_so(qtbot: QtBot) -> None:
    columns = Columns(narrowest=500)
    left, right = stack(Text("left")), stack(Text("right"))
    columns.add(left)
    columns.add(right)
    columns.resize(800, 300)
    active(qtbot, columns)
    assert left.y() == right.y()
    with qtbot.waitSignal(columns.stacked_changed) as changed:
        columns.resize(400, 300)
    assert changed.args == [True]
    qtbot.waitUntil(lambda: left.y() < right.y())
    assert left.x() == right.x()


def test_an_error_summary_takes_the_focus_and_leads_to_the_field(qtbot: QtBot) -> None:
    summary, name, born = ErrorSummary(), LineBox("Name"), LineBox("Date of birth")
    in_window(qtbot, summary, name, born)
    summary.show_problems([(born, "Type the date of birth"), (None, "The disk is full")])
    assert focus() is summary
    assert born.problem == "Type the date of birth"
    assert name.problem is None
    assert "Type the date of birth" in summary.accessibleDescription()
    qtbot.keyClick(summary, Qt.Key.Key_Tab)
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is born.control
    summary.clear()
    assert born.problem is None
    assert not summary.isVisible()


def test_problems_shown_again_replace_those_before(qtbot: QtBot) -> None:
    summary, name, born = ErrorSummary(), LineBox("Name"), LineBox("Date of birth")
    in_window(qtbot, summary, name, born)
    summary.show_problems([(name, "Type the name")])
    summary.show_problems([(born, "Type the date of birth")])
    assert name.problem is None
    assert born.problem == "Type the date of birth"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1204, "1,204 of 12,000 characters"),
        (11_990, "11,990 of 12,000 characters: 10 left"),
        (12_000, "12,000 of 12,000 characters: 0 left"),
        (12_001, "12,001 of 12,000 characters: 1 too many"),
    ],
)
def test_the_counter_says_how_much_is_used_and_left(qtbot: QtBot, count: int, words: str) -> None:
    counter = CharacterCounter(12_000)
    qtbot.addWidget(counter)
    counter.set_count(count)
    assert counter.text() == words


def test_why_nothing_was_saved_is_said(qtbot: QtBot) -> None:
    note = SavedNote()
    qtbot.addWidget(note)
    note.show_saving()
    assert note.text() == "Saving…"
    note.show_not_saved("The disk is full.")
    assert note.text() == "Not saved: The disk is full."
    assert note.property("role") == "problem"


def test_each_tone_but_neutral_has_a_sign_of_its_own(qtbot: QtBot) -> None:
    assert set(SIGNS) == set(Tone) - {Tone.NEUTRAL}
    assert len(set(SIGNS.values())) == len(SIGNS)
    tag = Tag("Overdue", Tone.DANGER)
    qtbot.addWidget(tag)
    assert tag.accessibleName() == "Overdue"
    assert tag.sizeHint().height() >= 24


def test_a_link_is_a_button_to_a_screen_reader(qtbot: QtBot) -> None:
    link = LinkButton("Change address")
    qtbot.addWidget(link)
    assert QAccessible.queryAccessibleInterface(link).role() is QAccessible.Role.Button
    assert link.sizeHint().height() >= 24


def test_the_ring_surrounds_the_focus_and_follows_it_when_it_moves(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    try:
        first, second, above = LineBox("First"), LineBox("Second"), Text("above\n" * 3)
        above.hide()
        window = in_window(qtbot, above, first, second)
        second.setFocus()
        assert rings(window) == [second.control]
        above.show()
        qtbot.waitUntil(lambda: rings(window) == [second.control])
        first.setFocus()
        assert rings(window) == [first.control]
    finally:
        ring.deleteLater()


def rings(window: QWidget) -> list[QWidget]:
    """The controls that a visible ring surrounds."""
    found = [one for one in window.children() if type(one).__name__ == "_Ring" and one.isVisible()]
    controls = [field.control for field in window.findChildren(LineBox)]
    return [
        control
        for ring in found
        for control in controls
        if ring.geometry().center() == control.geometry().translated(control.parentWidget().pos()).center()
    ]


def seen_whole(widget: QWidget, area: QScrollArea) -> bool:
    top = widget.mapTo(area.widget(), widget.rect().topLeft()).y() + area.widget().y()
    return top >= 0 and top + widget.height() <= area.viewport().height()


def test_ctrl_enter_of_the_keypad_presses_the_green_button_too(qtbot: QtBot) -> None:
    page, line, go = Page("Heading"), LineBox("Name"), PrimaryButton("Continue")
    page.add(line)
    page.set_footer(go)
    active(qtbot, page)
    line.setFocus()
    keypad = Qt.KeyboardModifier.KeypadModifier
    with qtbot.waitSignal(go.clicked):
        qtbot.keyClick(line.control, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier | keypad)


def test_the_action_goes_below_the_heading_where_both_do_not_fit(qtbot: QtBot):
    page = Page("Deferrals and", wide=True)
    action = PrimaryButton("Start a session with somebody")
    page.set_action(action)
    page.resize(900, 400)
    active(qtbot, page)
    assert action.mapTo(page, action.rect().topLeft()).x() > page.heading.mapTo(page, page.heading.rect().center()).x()
    page.resize(340, 400)
    qtbot.waitUntil(lambda: action.mapTo(page, action.rect().topLeft()).y() > page.heading.y() + page.heading.height())
    page.resize(900, 400)
    qtbot.waitUntil(lambda: action.mapTo(page, action.rect().topLeft()).x() > 300)


def test_the_banner_stays_in_sight_and_in_a_low_window_scrolls_away_with_the_page(qtbot: QtBot) -> None:
    page, banner = Page("Overview"), Banner("Pŷrson One", ("CRN X123456",))
    page.set_banner(banner)
    for number in range(40):
        page.add(Text(f"Line {number}"))
    page.resize(600, 500)
    active(qtbot, page)
    bar = page.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not banner.visibleRegion().isEmpty()
    page.resize(600, 300)
    bar.setValue(0)
    qtbot.waitUntil(lambda: not banner.visibleRegion().isEmpty())
    bar.setValue(bar.maximum())
    assert banner.visibleRegion().isEmpty()
    page.resize(600, 500)
    qtbot.waitUntil(lambda: not banner.visibleRegion().isEmpty())
