"""What locks besides the officer's own command, and what a lock takes with it: real window, guard and store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.desk import Desk
from tests.desks import Clock, seeded
from tests.ui.shell.test_clipboard_watch import FakeClipboard, a_text
from tests.ui.shell.test_idle_watch import TwoClocks, run_out
from tests.ui.test_lock_guard import open_form, press
from tests.ui.windows import shown
from ui.shell import lock_warning, settings_page
from ui.shell.clipboard_watch import ClipboardWatch
from ui.shell.idle_watch import WARNING, IdleWatch
from ui.shell.lock_guard import LockGuard
from ui.shell.lock_triggers import LockTriggers
from ui.shell.lock_warning import LockWarning
from ui.shell.main_window import MainWindow
from ui.shell.settings import IDLE_MINUTES, Settings
from ui.shell.settings_page import SettingsPage
from ui.shell.system_watch import SystemWatch
from ui.shell.workspace import Room
from ui.vault.lock_page import LockPage
from ui.vault.warning_page import WarningPage
from ui.widgets.background import Background
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard

MINUTE = 60


class FakeSystem(SystemWatch):
    """Remembers what was asked of it; the test sends its signals."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def start(self) -> None:
        self.asked.append("start")

    def allow_sleep(self) -> None:
        self.asked.append("allow sleep")


class ARoom(Page):
    """One field, and whether it counts as saved."""

    def __init__(self) -> None:
        super().__init__("Today")
        self.field = LineBox("A field")
        self.settled = True
        self.saved = 0
        self.add(self.field)

    def save_now(self) -> None:
        self.saved += 1


class Program:
    def __init__(self, folder: Path, background: Background, clock: Clock, settings: Path) -> None:
        self.restarts = 0
        self.remembered = 0
        self.folder = folder
        self.background = background
        self.room = ARoom()
        self.clocks = TwoClocks()
        self.clipboard = FakeClipboard()
        self.window = MainWindow(Settings(settings))
        self.guard = LockGuard(
            self.window, background, folder, clock, seeded().randbytes, self._open_rooms, self._restart
        )
        self.idle = IdleWatch(self.clocks, self.window)
        self.system = FakeSystem()
        self.triggers = LockTriggers(
            self.window, self.guard, self.idle, self.system, ClipboardWatch(self.clipboard, self.window)
        )

    def remember_place(self) -> None:
        self.remembered += 1

    def warn(self) -> None:
        self.clocks.pass_by(self.window.settings.idle_minutes * MINUTE - WARNING)
        run_out(self.idle)

    def warning(self) -> LockWarning | None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, LockWarning) and one.isVisible()]
        return shown[0] if shown else None

    def wait(self) -> None:
        self.background.wait_until_idle()

    @property
    def backups(self) -> list[Path]:
        return list((self.folder / "backups").glob("*.backup"))

    def _open_rooms(self, window: MainWindow, _background: Background, _desk: Desk) -> Program:
        window.open_rooms([Room("today", "Today", "calendar-days", lambda: self.room)])
        return self

    def _restart(self, *_more: str) -> None:
        self.restarts += 1


@pytest.fixture
def program(
    qtbot: QtBot, vault_folder: Path, background: Background, clock: Clock, tmp_path: Path
) -> Iterator[Program]:
    made = Program(vault_folder, background, clock, tmp_path / "settings.json")
    yield made
    background.wait_until_idle()
    made.idle.stop()
    made.window.allow_closing()
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def opened(qtbot: QtBot, program: Program, desk: Desk) -> Program:
    program.guard.open(desk)
    shown(qtbot, program.window)
    program.room.field.control.setFocus()
    return program


# ── Nobody there ─────────────────────────────────────────────────────────────────────────────────────


def test_five_minutes_is_usual_and_it_warns_a_minute_before(opened: Program) -> None:
    assert opened.idle._timer.remainingTime() == pytest.approx(4 * MINUTE * 1000, abs=2000)


def test_the_warning_is_seen_and_spoken_and_takes_no_key_away(
    qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(lock_warning, "announce", lambda _widget, words: spoken.append(words))
    opened.warn()
    warning = opened.warning()
    words = "\n".join(label.text() for label in warning.findChildren(QLabel))
    assert "60 seconds" in words
    assert "60 seconds" in spoken[0]
    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_A)
    assert opened.room.field.value == "a"
    assert opened.warning() is None
    assert opened.restarts == 0


def test_the_warning_counts_down(qtbot: QtBot, opened: Program) -> None:
    opened.warn()
    warning = opened.warning()
    warning._tick.timeout.emit()
    assert "59 seconds" in "\n".join(label.text() for label in warning.findChildren(QLabel))


@pytest.mark.parametrize("how", ["button", "escape"])
def test_the_button_and_escape_extend_it(qtbot: QtBot, opened: Program, how: str) -> None:
    opened.warn()
    warning = opened.warning()
    if how == "button":
        warning.findChild(QPushButton).click()
    else:
        QTest.keyClick(warning, Qt.Key.Key_Escape)
    assert opened.warning() is None
    assert opened.idle._timer.remainingTime() == pytest.approx(4 * MINUTE * 1000, abs=2000)


def test_nobody_there_locks_even_in_a_dialog(qtbot: QtBot, opened: Program) -> None:
    form = open_form(qtbot, opened, opened.background)
    opened.warn()
    assert opened.warning().parent() is form, "a dialog keeps the mouse from what is below it"
    opened.clocks.pass_by(WARNING)
    run_out(opened.idle)
    assert not form.isVisible()
    assert opened.warning() is None
    opened.wait()
    assert (opened.restarts, opened.remembered) == (1, 1)


def test_something_unsaved_is_asked_about_and_staying_watches_again(qtbot: QtBot, opened: Program) -> None:
    opened.room.settled = False
    opened.warn()
    opened.clocks.pass_by(WARNING)
    run_out(opened.idle)
    opened.wait()
    assert not opened.idle._timer.isActive()
    press(opened.window.findChild(QMessageBox), "Stay")
    assert opened.restarts == 0
    assert opened.warning() is None
    assert opened.idle._timer.isActive()


def test_a_computer_that_slept_locks_at_once(opened: Program) -> None:
    opened.clocks.sleep(100)
    QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_A)
    opened.wait()
    assert opened.restarts == 1


def test_before_the_store_is_open_nothing_is_watched(qtbot: QtBot, program: Program) -> None:
    program.guard.show_gate()
    shown(qtbot, program.window)
    assert not program.idle._timer.isActive()
    assert program.system.asked == []
    program.system.left.emit()
    program.system.sleep_announced.emit()
    program.wait()
    assert program.restarts == 0


# ── What the system tells ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("signal", ["left", "woken"])
def test_a_session_that_was_left_locks(opened: Program, signal: str) -> None:
    assert opened.system.asked == ["start"]
    getattr(opened.system, signal).emit()
    opened.wait()
    assert opened.restarts == 1
    assert opened.room.saved == 1
    assert opened.system.asked == ["start", "allow sleep"]


def test_before_sleep_it_locks_without_a_question_and_then_lets_the_computer_sleep(opened: Program) -> None:
    opened.room.settled = False
    opened.system.sleep_announced.emit()
    opened.wait()
    assert opened.window.findChild(QMessageBox) is None
    assert opened.restarts == 1
    assert opened.system.asked[-1] == "allow sleep"
    assert opened.backups == []


@pytest.mark.parametrize("signal", ["left", "sleep_announced"])
def test_only_sleep_stops_long_work(opened: Program, signal: str) -> None:
    card = ProgressCard()
    opened.room.add(card)
    card.begin("Working…")
    getattr(opened.system, signal).emit()
    assert card.cancelled() is (signal == "sleep_announced")
    opened.wait()


def test_sleep_ends_a_question_that_is_being_asked(opened: Program) -> None:
    opened.room.settled = False
    opened.guard.lock()
    opened.wait()
    assert opened.window.findChild(QMessageBox).isVisible()
    opened.system.sleep_announced.emit()
    opened.wait()
    assert opened.restarts == 1


def test_sleep_while_nothing_is_open_is_no_haste_for_later(qtbot: QtBot, program: Program, desk: Desk) -> None:
    program.system.sleep_announced.emit()
    program.guard.open(desk)
    shown(qtbot, program.window)
    program.room.settled = False
    program.guard.lock()
    program.wait()
    press(program.window.findChild(QMessageBox), "Leave without it")
    program.wait()


@pytest.mark.parametrize("wanted", [True, False])
def test_minimising_locks_where_it_was_chosen(opened: Program, wanted: bool) -> None:
    opened.window.settings.set_locks_when_minimised(locks=wanted)
    opened.window.showMinimized()
    opened.wait()
    assert opened.restarts == wanted


# ── What a lock takes with it, and makes ─────────────────────────────────────────────────────────────


def test_what_was_copied_from_the_case_cannot_be_pasted_in_the_room(opened: Program) -> None:
    opened.clipboard.setMimeData(a_text("case text"))
    opened.window.seclude(QWidget())
    assert opened.clipboard.mimeData().text() == ""
    opened.window.end_seclusion()
    opened.clipboard.put_by_another("theirs")
    opened.window.seclude(QWidget())
    assert opened.clipboard.mimeData().text() == "theirs"


def test_a_lock_empties_the_clipboard(opened: Program) -> None:
    opened.clipboard.setMimeData(a_text("case text"))
    opened.guard.lock()
    assert opened.clipboard.mimeData().text() == ""


def test_a_lock_makes_the_daily_backup_once_a_day(opened: Program) -> None:
    opened.guard.lock()
    opened.wait()
    assert len(opened.backups) == 1


def test_a_backup_that_cannot_be_made_is_no_reason_not_to_lock(opened: Program) -> None:
    backups = opened.folder / "backups"
    if backups.exists():
        backups.rmdir()
    backups.write_text("in the way")
    opened.guard.lock()
    opened.wait()
    assert opened.restarts == 1


def test_a_store_that_took_the_place_of_the_one_in_use_is_put_away_and_shown_anew(opened: Program, desk: Desk) -> None:
    opened.window.store_replaced.emit(desk, None)
    opened.wait()
    assert opened.restarts == 1
    assert (opened.room.saved, opened.remembered) == (0, 0), "the pages speak of a store that is gone"


def test_a_page_about_the_new_store_is_read_before_it_is_shown(opened: Program, desk: Desk) -> None:
    page = WarningPage(replace(desk, warnings=("Keep this.",)))
    opened.window.store_replaced.emit(desk, page)
    opened.wait()
    assert opened.window.centralWidget().currentWidget() is page
    assert opened.restarts == 0
    page.finished.emit(desk)
    opened.wait()
    assert opened.restarts == 1


def test_what_an_unlock_found_out_is_read_first_and_can_be_locked(program: Program, desk: Desk) -> None:
    program.guard.show_gate()
    gate = program.window.centralWidget().currentWidget()
    assert isinstance(gate, LockPage)
    warned = replace(desk, warnings=("The folder may have been put back.",))
    gate.unlocked.emit(warned)
    assert isinstance(program.window.centralWidget().currentWidget(), WarningPage)
    assert program.window.workspace is None
    assert program.idle._timer.isActive(), "the store is open behind the page"
    program.guard.lock()
    program.wait()
    assert program.restarts == 1


def test_restoring_is_reached_from_the_lock_screen_and_left_again(qtbot: QtBot, program: Program) -> None:
    program.guard.show_gate()
    program.window.centralWidget().currentWidget().restore_chosen.emit()
    page = program.window.centralWidget().currentWidget()
    assert type(page).__name__ == "RestorePage"
    page.left.emit()
    assert isinstance(program.window.centralWidget().currentWidget(), LockPage)
    program.wait()


# ── Settings ─────────────────────────────────────────────────────────────────────────────────────────


def test_another_time_counts_at_once_and_is_kept(qtbot: QtBot, opened: Program) -> None:
    page = SettingsPage(opened.window.settings)
    qtbot.addWidget(page)
    page.guarding_changed.connect(opened.window.guarding_changed)
    for minutes in IDLE_MINUTES:
        card = next(one for one in page._idle._cards if one.key == str(minutes))
        card.click()
        assert opened.window.settings.idle_minutes == minutes
        left = opened.idle._timer.remainingTime() if opened.idle._timer.isActive() else 0
        wanted = max(minutes - 1, minutes / 2) * MINUTE * 1000
        assert left == pytest.approx(wanted, abs=2000)


def test_never_locking_says_what_it_means(qtbot: QtBot, opened: Program) -> None:
    page = SettingsPage(opened.window.settings)
    qtbot.addWidget(page)
    never = next(one for one in page._idle._cards if one.key == "0")
    assert "read everything" in never.hint


@pytest.mark.parametrize("kept", ["", "7", "-1", "x"])
def test_a_time_that_is_none_of_the_choices_is_five_minutes(tmp_path: Path, kept: str) -> None:
    (tmp_path / "settings.json").write_text(f'{{"idle_minutes": "{kept}"}}')
    assert Settings(tmp_path / "settings.json").idle_minutes == 5


def test_where_the_system_cannot_hide_a_window_there_is_no_such_choice(
    qtbot: QtBot, opened: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for offered in (False, True):
        monkeypatch.setattr(settings_page, "is_offered", lambda offered=offered: offered)
        page = SettingsPage(opened.window.settings)
        qtbot.addWidget(page)
        words = [label.text() for label in page.findChildren(QLabel)]
        assert any("no way to keep a window out" in one for one in words) is not offered
        assert page._hide.isVisibleTo(page) is offered
        assert page._hide.values, "on until somebody turns it off"


def test_the_warning_is_no_higher_than_its_words(opened: Program) -> None:
    warning = LockWarning(60, opened.window)
    warning.show()
    button = warning.findChild(QPushButton)
    assert warning.height() < 5 * button.height()
