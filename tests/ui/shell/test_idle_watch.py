"""Noticing that nobody is there, on a clock of the test's own and with short times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.windows import active
from ui.shell.idle_watch import WARNING, IdleWatch

LIMIT = 300.0


class TwoClocks:
    """Seconds awake and seconds on the wall; both stand still until they are moved."""

    def __init__(self) -> None:
        self.awake, self.wall = 1000.0, 5000.0

    def __call__(self) -> tuple[float, float]:
        return self.awake, self.wall

    def pass_by(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds


class Told:
    def __init__(self, watch: IdleWatch) -> None:
        self.all: list[str] = []
        watch.warned.connect(self._on_warned)
        for name in ("extended", "expired", "slept"):
            getattr(watch, name).connect(lambda name=name: self.all.append(name))

    def _on_warned(self, seconds: int) -> None:
        self.all.append(f"warned {seconds}")


@pytest.fixture
def clocks() -> TwoClocks:
    return TwoClocks()


@pytest.fixture
def watch(qapp: QApplication, clocks: TwoClocks) -> Iterator[IdleWatch]:
    made = IdleWatch(clocks)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def told(watch: IdleWatch) -> Told:
    return Told(watch)


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    window = QWidget()
    layout = QVBoxLayout(window)
    line = QLineEdit()
    layout.addWidget(line)
    active(qtbot, window)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    return line


def run_out(watch: IdleWatch) -> None:
    """What the timer does when its time has come."""
    watch._timer.stop()
    watch._on_timeout()


def press_key(field: QLineEdit) -> None:
    QTest.keyClick(field.window().windowHandle(), Qt.Key.Key_A)


def move_mouse(field: QLineEdit) -> None:
    QTest.mouseMove(field.window().windowHandle(), QPoint(5, 5))
    QTest.mouseMove(field.window().windowHandle(), QPoint(9, 9))


def click(field: QLineEdit) -> None:
    QTest.mouseClick(field.window().windowHandle(), Qt.MouseButton.LeftButton)


def turn_wheel(field: QLineEdit) -> None:
    QTest.wheelEvent(field.window().windowHandle(), QPoint(5, 5), QPoint(0, 120))


def touch(field: QLineEdit) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(field.window().windowHandle(), device).press(0, QPoint(5, 5)).commit()


def dictate(field: QLineEdit) -> None:
    said = QInputMethodEvent()
    said.setCommitString("said")
    QApplication.sendEvent(field, said)


def test_it_warns_a_minute_before_and_then_ends(watch: IdleWatch, told: Told, clocks: TwoClocks) -> None:
    watch.start(LIMIT)
    clocks.pass_by(LIMIT - WARNING)
    run_out(watch)
    assert told.all == ["warned 60"]
    assert watch._timer.remainingTime() == pytest.approx(60_000, abs=3500)
    clocks.pass_by(WARNING)
    run_out(watch)
    assert told.all == ["warned 60", "expired"]
    assert not watch._timer.isActive()


def test_of_a_single_minute_half_is_left_when_it_warns(watch: IdleWatch, told: Told, clocks: TwoClocks) -> None:
    watch.start(60)
    assert watch._timer.remainingTime() == pytest.approx(30_000, abs=2000)
    clocks.pass_by(30)
    run_out(watch)
    assert told.all == ["warned 30"]


@pytest.mark.parametrize("act", [press_key, move_mouse, click, turn_wheel, touch, dictate])
def test_any_input_in_the_window_puts_it_off(
    watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit, act
) -> None:
    watch.start(LIMIT)
    clocks.pass_by(LIMIT - WARNING - 1)
    act(field)
    clocks.pass_by(WARNING)
    run_out(watch)
    assert told.all == []
    assert watch._timer.isActive()


def test_input_in_a_dialog_that_opened_later_counts(
    qtbot: QtBot, watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit
) -> None:
    watch.start(LIMIT)
    dialog = QDialog(field.window())
    dialog.open()
    active(qtbot, dialog)
    clocks.pass_by(LIMIT - 1)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    run_out(watch)
    assert told.all == []


def test_input_after_the_warning_extends_it(watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit) -> None:
    watch.start(LIMIT)
    clocks.pass_by(LIMIT - WARNING)
    run_out(watch)
    press_key(field)
    assert told.all == ["warned 60", "extended"]
    clocks.pass_by(LIMIT - WARNING)
    run_out(watch)
    assert told.all == ["warned 60", "extended", "warned 60"]


def test_what_is_no_input_does_not_put_it_off(
    watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit
) -> None:
    watch.start(LIMIT)
    clocks.pass_by(LIMIT)
    field.setText("written by the program")
    field.window().update()
    QApplication.sendEvent(field.window().windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    run_out(watch)
    assert told.all == ["expired"]


def test_a_computer_that_slept_is_noticed_at_the_next_timer(watch: IdleWatch, told: Told, clocks: TwoClocks) -> None:
    watch.start(LIMIT)
    clocks.sleep(30)
    run_out(watch)
    assert told.all == ["slept"]


def test_a_computer_that_slept_is_noticed_at_the_first_movement(
    watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit
) -> None:
    watch.start(LIMIT)
    clocks.sleep(30)
    move_mouse(field)
    assert told.all == ["slept"]


def test_sleep_is_noticed_even_where_no_time_limit_is_set(
    watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit
) -> None:
    watch.start(0)
    assert not watch._timer.isActive()
    clocks.sleep(30)
    press_key(field)
    assert told.all == ["slept"]


def test_a_clock_set_back_or_a_little_forward_is_no_sleep(
    watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit
) -> None:
    watch.start(LIMIT)
    for seconds in (-3600, 5):
        clocks.sleep(seconds)
        press_key(field)
    assert told.all == []


def test_after_the_stop_nothing_is_told(watch: IdleWatch, told: Told, clocks: TwoClocks, field: QLineEdit) -> None:
    watch.start(LIMIT)
    watch.stop()
    clocks.sleep(LIMIT)
    press_key(field)
    assert told.all == []
    assert not watch._timer.isActive()


def test_an_idle_program_is_woken_twice(qtbot: QtBot) -> None:
    """On the real clock: once to warn, once to end."""
    watch = IdleWatch()
    woken: list[str] = []
    watch._timer.timeout.connect(lambda: woken.append("woken"))
    with qtbot.waitSignal(watch.expired, timeout=5000):
        watch.start(0.4)
    assert len(woken) == 2
    watch.deleteLater()


def test_a_field_that_is_gone_is_no_trouble(qtbot: QtBot, watch: IdleWatch, field: QLineEdit) -> None:
    watch.start(LIMIT)
    window = field.window()
    field.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is None)
    other = QLineEdit(window)
    other.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
