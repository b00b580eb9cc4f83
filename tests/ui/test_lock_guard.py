"""Locking with dialogs open, twice, or before a new passphrase is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.services import vault
from app.services.desk import Desk
from tests.desks import PASSPHRASE, Clock, seeded
from tests.ui.windows import shown
from ui.shell import lock_guard
from ui.shell.lock_guard import LockGuard
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.workspace import Room
from ui.vault.new_passphrase_page import NewPassphrasePage
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page

CTRL = Qt.KeyboardModifier.ControlModifier


class Program:
    """A window and its guard on a real store; restarts are only counted."""

    def __init__(self, folder: Path, background: Background, clock: Clock, settings: Path) -> None:
        self.restarts = 0
        self.window = MainWindow(Settings(settings))
        self.guard = LockGuard(
            self.window, background, folder, clock, seeded().randbytes, self._open_rooms, self._restart
        )

    def _open_rooms(self, window: MainWindow, _background: Background, _desk: Desk) -> None:
        window.open_rooms([Room("today", "Today", "calendar-days", Page)])
        window.menus.add_to_case(window.menus.file, "Start", "Ctrl+N", window.workspace.places.save_now)

    def _restart(self) -> None:
        self.restarts += 1


@pytest.fixture
def program(
    qtbot: QtBot, vault_folder: Path, background: Background, clock: Clock, tmp_path: Path
) -> Iterator[Program]:
    made = Program(vault_folder, background, clock, tmp_path / "settings.json")
    yield made
    background.wait_until_idle()
    if made.guard.desk:
        vault.lock(made.guard.desk)
    made.window.allow_closing()
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def opened(qtbot: QtBot, program: Program, desk: Desk, background: Background) -> Program:
    program.guard.open(desk)
    shown(qtbot, program.window)
    return program


def open_form(qtbot: QtBot, program: Program, background: Background, typed: str = "") -> FormDialog:
    form = FormDialog("A form", {"name": LineBox("Name")}, lambda: print, background, program.window)
    form.open()
    form.activateWindow()
    field = form.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, typed)
    return form


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()


def test_the_lock_works_in_a_dialog_and_covers_it(qtbot: QtBot, opened: Program, background: Background) -> None:
    form = open_form(qtbot, opened, background)
    QTest.keyClick(form.findChild(QLineEdit), Qt.Key.Key_L, CTRL)
    assert not form.isVisible()
    background.wait_until_idle()
    assert opened.restarts == 1


@pytest.mark.parametrize("answer", ["Stay", "", "Leave without it"])
def test_what_was_typed_in_a_dialog_is_asked_about_and_stays_with_the_officer(
    qtbot: QtBot, opened: Program, background: Background, answer: str
) -> None:
    form = open_form(qtbot, opened, background, "Half")
    opened.guard.lock()
    background.wait_until_idle()
    box = opened.window.findChild(QMessageBox)
    if answer:
        press(box, answer)
    else:
        box.close()  # by the button of its window
    background.wait_until_idle()
    assert opened.restarts == (answer == "Leave without it")
    assert form.isVisible() == (answer != "Leave without it")


def test_staying_shows_the_case_again_and_a_later_lock_locks(
    qtbot: QtBot, opened: Program, background: Background
) -> None:
    form = open_form(qtbot, opened, background, "Half")
    opened.guard.lock()
    background.wait_until_idle()
    opened.window.findChild(QMessageBox).close()
    assert opened.window.centralWidget().currentWidget() is opened.window.workspace
    form.accept()
    opened.guard.lock()
    background.wait_until_idle()
    assert opened.restarts == 1


def test_locking_twice_asks_and_locks_once(qtbot: QtBot, opened: Program, background: Background) -> None:
    open_form(qtbot, opened, background, "Half")
    opened.guard.lock()
    opened.guard.lock()
    background.wait_until_idle()
    opened.guard.lock()
    assert len(opened.window.findChildren(QMessageBox)) == 1
    press(opened.window.findChild(QMessageBox), "Leave without it")
    background.wait_until_idle()
    assert opened.restarts == 1


def test_nothing_of_the_case_can_be_started_under_the_cover(opened: Program, background: Background) -> None:
    start = opened.window.menus.file.actions()[-1]
    assert start.isEnabled()
    opened.guard.lock()
    assert not start.isEnabled()


@pytest.mark.parametrize("leave", ["lock", "close"])
def test_before_a_new_passphrase_is_chosen_the_store_can_be_put_away(
    qtbot: QtBot,
    program: Program,
    background: Background,
    vault_folder: Path,
    recovery_key: str,
    clock: Clock,
    leave: str,
) -> None:
    program.guard.show_gate()
    shown(qtbot, program.window)
    gate = program.window.centralWidget().currentWidget()
    gate._on_other()
    QTest.keyClicks(gate.findChild(QWidget, "recovery-key"), recovery_key)
    gate._on_unlock()
    qtbot.waitUntil(lambda: program.window.findChild(NewPassphrasePage) is not None, timeout=20_000)
    getattr(program.guard, leave)()
    background.wait_until_idle()
    assert program.restarts == (leave == "lock")
    vault.lock(vault.unlock(vault_folder, PASSPHRASE, clock, seeded().randbytes))


def test_a_question_that_nobody_answers_locks_in_the_end(
    qtbot: QtBot, opened: Program, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_guard, "_PATIENCE", 50)
    open_form(qtbot, opened, background, typed="Half a sentence")
    opened.guard.lock()
    qtbot.waitUntil(lambda: opened.restarts == 1)
    assert opened.guard.desk is None
