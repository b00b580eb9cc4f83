"""Work on the one worker thread: in order, told on the main thread, cancelled, and its failures said in words."""

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.problems import DiskFull, Problem
from ui.widgets.background import Background, Progress

MARKER = "Pyrsoneth Marker-Jones"


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_work_runs_off_the_main_thread_and_is_told_on_it(background: Background) -> None:
    threads: list[threading.Thread] = []
    told: list[int] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 7

    def done(value: int) -> None:
        threads.append(threading.current_thread())
        told.append(value)

    background.run(work, done)
    background.wait_until_idle()
    assert told == [7]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_work_is_done_one_after_another_in_the_order_asked_for(background: Background) -> None:
    done: list[int] = []
    for number in range(50):
        background.run(lambda number=number: number, done.append)
    background.wait_until_idle()
    assert done == list(range(50))


def test_a_problem_goes_to_failed_and_not_to_done(background: Background) -> None:
    problems: list[Problem] = []
    done: list[object] = []
    background.run(full_disk, done.append, problems.append)
    background.wait_until_idle()
    assert [type(problem) for problem in problems] == [DiskFull]
    assert done == []


def test_a_problem_nobody_waits_for_is_shown_in_a_box(qtbot: QtBot, background: Background) -> None:
    background.run(full_disk, print)
    background.wait_until_idle()
    box = an_open_box()
    assert box.objectName() == "problem-box"
    assert box.informativeText() == DiskFull().sentence
    box.close()


def test_an_unexpected_error_is_told_once_and_logged_without_its_words(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("sightline").propagate = True
    for _time in range(2):
        background.run(break_down, print)
    background.wait_until_idle()
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
    assert len(boxes) == 1
    assert MARKER not in boxes[0].text() + boxes[0].informativeText()
    boxes[0].close()
    assert "ValueError from KeyError" in caplog.text
    assert "break_down" in caplog.text
    assert MARKER not in caplog.text


def test_the_next_work_runs_after_a_breakdown(qtbot: QtBot, background: Background) -> None:
    done: list[int] = []
    background.run(break_down, print)
    background.run(lambda: 1, done.append)
    background.wait_until_idle()
    assert done == [1]
    an_open_box().close()


def test_nothing_is_told_to_a_widget_that_is_gone(background: Background) -> None:
    class Listener(QObject):
        heard = Signal(object)

        def on_done(self, value: object) -> None:
            told.append(value)

    told: list[object] = []
    listener = Listener()
    gate = threading.Event()
    background.run(gate.wait, listener.on_done)
    background.run(lambda: 1, listener.heard.emit)
    listener.deleteLater()
    QApplication.sendPostedEvents(listener)
    gate.set()
    background.wait_until_idle()
    assert told == []


def test_long_work_reports_how_far_it_is(background: Background) -> None:
    reported: list[tuple[int, int]] = []
    gate = threading.Event()

    def work(progress: Progress) -> None:
        gate.wait()
        for step in range(3):
            progress.report(step, 3)

    progress = background.run_long(work, lambda _nothing: None)
    progress.reported.connect(lambda *step: reported.append(step))
    gate.set()
    background.wait_until_idle()
    assert reported == [(0, 3), (1, 3), (2, 3)]


def full_disk() -> None:
    raise DiskFull


def break_down() -> None:
    try:
        raise KeyError(MARKER)
    except KeyError as error:
        raise ValueError(MARKER) from error


def an_open_box() -> QMessageBox:
    return next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible())
