"""The window around the case: places, menus, looks, and the guard that saves, locks and starts anew."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services import vault
from app.services.desk import Desk
from tests.desks import PASSPHRASE, Clock, seeded
from tests.ui.windows import active, focus, shown
from ui.shell import application
from ui.shell.lock_guard import LockGuard
from ui.shell.logs import start_log
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.settings_page import SettingsPage
from ui.shell.workspace import Room
from ui.vault.lock_page import LockPage
from ui.widgets.background import Background
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.table import Table
from ui.widgets.tokens import Theme, apply_theme, look

NAME = "Pyrsoneth Marker-Jones"


class ARoom(Page):
    """A page that remembers what was asked of it."""

    def __init__(self, heading: str, *, stays: bool = False, settled: bool = True) -> None:
        super().__init__(heading)
        self.asked: list[str] = []
        self.settled = settled
        self._stays = stays
        self.field = LineBox("A field")
        self.add(self.field)

    def refresh(self) -> None:
        self.asked.append("refresh")

    def save_now(self) -> None:
        self.asked.append("save_now")

    def leave(self, go: Callable[[], object]) -> None:
        if not self._stays:
            go()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "settings.json")


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    made = MainWindow(settings)
    made.open_rooms(
        [
            Room("today", "Today", "calendar-days", partial(ARoom, "Today")),
            Room("people", "People", "users", partial(ARoom, NAME)),
        ]
    )
    shown(qtbot, made)
    yield made
    gone(made)
    apply_theme(qapp, Theme.LIGHT, 1.0)


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────


def _itself(room: ARoom) -> ARoom:
    return room


def test_the_first_room_is_in_view_and_marked_in_the_rail(window: MainWindow) -> None:
    assert window.workspace.places.room == "today"
    assert [button.isChecked() for button in rail(window)] == [True, False, False]


def test_a_page_lies_on_top_of_its_room_and_back_leads_to_what_was_below(window: MainWindow) -> None:
    places = window.workspace.places
    person, guide = ARoom("Person"), ARoom("Guide")
    places.open_page(person)
    places.open_page(guide)
    assert places.currentWidget() is guide
    places.go_back()
    assert places.currentWidget() is person
    assert guide.asked == ["save_now"]
    assert person.asked == ["refresh"]
    places.go_back()
    assert places.currentWidget() is heading_page(window, "Today")
    places.go_back()
    assert places.currentWidget() is heading_page(window, "Today")


def test_another_room_leaves_the_open_pages_and_saves_them(window: MainWindow) -> None:
    places = window.workspace.places
    page = ARoom("Guide")
    places.open_page(page)
    places.show_room("people")
    assert page.asked == ["save_now"]
    assert list(places.pages()) == [heading_page(window, "Today"), heading_page(window, NAME)]


def test_a_page_that_was_left_goes_only_after_what_takes_its_place_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    places = window.workspace.places
    page = ARoom("Guide")
    places.open_page(page)
    places.go_back()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert isValid(page)
    qtbot.waitUntil(lambda: not isValid(page))


def test_a_page_that_asks_to_stay_stays(window: MainWindow) -> None:
    places = window.workspace.places
    page = ARoom("Form", stays=True)
    places.open_page(page)
    rail(window)[1].click()
    assert places.currentWidget() is page
    assert [button.isChecked() for button in rail(window)] == [True, False, False]


def test_a_page_that_left_by_itself_is_dropped_wherever_it_lies(window: MainWindow) -> None:
    places = window.workspace.places
    below, above = ARoom("Below", stays=True), ARoom("Above")
    places.open_page(below)
    places.open_page(above)
    places.close_page(below)
    assert places.currentWidget() is above
    places.go_back()
    assert places.currentWidget() is heading_page(window, "Today")


def test_opening_a_page_puts_the_focus_into_it(window: MainWindow) -> None:
    page = ARoom("Guide")
    window.workspace.places.open_page(page)
    assert focus() is page.field.control


# ── Menus, titles, looks ─────────────────────────────────────────────────────────────────────────────


def test_no_two_commands_share_a_shortcut(window: MainWindow) -> None:
    shortcuts = [keys for _words, keys in window.menus.shortcuts()]
    assert len(set(shortcuts)) == len(shortcuts)
    assert {"Ctrl+L", "Ctrl+/", "F6", "Ctrl+1", "Ctrl+2", "Ctrl+0", "Alt+Left"} <= set(shortcuts)


def test_the_list_of_shortcuts_shows_every_command(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    table = next(one for one in window.findChildren(QTableView) if one.isVisible())
    shown = {table.model().index(row, 0).data() for row in range(table.model().rowCount())}
    assert {words for words, _keys in window.menus.shortcuts()} <= shown


def test_a_room_is_reached_by_its_number_and_the_other_pane_by_f6(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.places.room == "people"
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert focus() is rail(window)[1]
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.workspace.places.currentWidget().isAncestorOf(focus())


def test_the_title_never_holds_a_name(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.places.show_room("people")
    assert window.windowTitle() == "Sightline"


def test_the_status_line_says_how_many_people_and_that_they_are_encrypted(window: MainWindow) -> None:
    for count, words in ((1, "1 person"), (24, "24 people")):
        window.set_people_count(count)
        assert f"{words} · encrypted on this computer" in status_words(window)


def test_with_large_text_in_a_small_window_the_age_of_the_backup_is_whole(
    qtbot: QtBot, qapp: QApplication, settings: Settings
) -> None:
    apply_theme(qapp, Theme.LIGHT, 2.0)
    window = MainWindow(settings, demonstration=True)
    window.open_rooms([Room("today", "Today", "calendar-days", partial(ARoom, "Today"))])
    shown(qtbot, window)
    window.set_people_count(24)
    window.set_backup_age("Backed up today 16:50")
    window.resize(1700, 600)
    qtbot.waitUntil(window._people.isVisible)
    window.resize(800, 600)
    qtbot.waitUntil(window._people.isHidden)
    qtbot.waitUntil(lambda: window._backup_age.width() >= window._backup_age.sizeHint().width())
    gone(window)


def test_the_demonstration_says_so_on_every_page(qtbot: QtBot, settings: Settings) -> None:
    window = MainWindow(settings, demonstration=True)
    window.open_rooms([Room("today", "Today", "calendar-days", partial(ARoom, "Today"))])
    shown(qtbot, window)
    assert "Demonstration: invented people" in status_words(window)
    gone(window)


def test_larger_text_collapses_the_rail_and_the_words_become_tooltips(qtbot: QtBot, window: MainWindow) -> None:
    assert [button.text() for button in rail(window)] == ["Today", "People", "Lock"]
    for _press in range(4):
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert look().scale == 2.0
    assert [button.text() for button in rail(window)] == ["", "", ""]
    assert [button.toolTip() for button in rail(window)] == ["Today", "People", "Lock"]
    assert rail(window)[0].accessibleName() == "Today"
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert look().scale == 1.0


def test_the_settings_page_changes_the_look_and_keeps_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = SettingsPage(window.settings)
    page.look_changed.connect(window.apply_look)
    active(qtbot, page)
    page.findChild(QWidget, "theme-dark").click()
    page.findChild(QWidget, "text-size-150").click()
    assert (look().theme, look().scale) == (Theme.DARK, 1.5)
    window.settings.keep()
    again = Settings(tmp_path / "config" / "settings.json")
    assert (again.theme, again.text_size) == (Theme.DARK, 150)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"theme": "purple", "text_size": "huge", "geometry": 7}',
        '{"theme": "@Variant(dark)", "text_size": 150}',
        "[" * 10_000,
        "[]",
        "\x00\x01 no settings",
    ],
)
def test_settings_that_cannot_be_read_count_as_not_set(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    settings = Settings(path)
    assert (settings.theme, settings.text_size, settings.geometry) == (Theme.SYSTEM, 100, None)


# ── The guard ────────────────────────────────────────────────────────────────────────────────────────


class Program:
    """A window with its guard on a real store, whose restarts are only noted."""

    def __init__(self, folder: Path, settings: Settings, background: Background, clock: Clock, *rooms: ARoom) -> None:
        self.rooms = rooms or (ARoom("Today"),)
        self.restarts: list[tuple[str, ...]] = []
        self.window = MainWindow(settings)
        self.guard = LockGuard(
            self.window, background, folder, clock, seeded().randbytes, self._open_rooms, self._restart
        )

    def gate(self) -> QWidget:
        return self.window.centralWidget().currentWidget()

    def _open_rooms(self, window: MainWindow, _background: Background, _desk: Desk) -> None:
        window.open_rooms(
            [
                Room(f"room-{n}", room.heading.text(), "users", partial(_itself, room))
                for n, room in enumerate(self.rooms)
            ]
        )

    def _restart(self, *more: str) -> None:
        self.restarts.append(more)


Make = Callable[..., Program]


@pytest.fixture
def program(
    qtbot: QtBot, vault_folder: Path, settings: Settings, background: Background, clock: Clock
) -> Iterator[Make]:
    made: list[Program] = []

    def make(*rooms: ARoom, folder: Path = vault_folder) -> Program:
        made.append(Program(folder, settings, background, clock, *rooms))
        made[-1].guard.show_gate()
        shown(qtbot, made[-1].window)
        return made[-1]

    yield make
    for one in made:
        background.wait_until_idle()
        if one.guard.desk:
            vault.lock(one.guard.desk)
        gone(one.window)


def test_a_folder_with_a_store_shows_the_lock_screen_and_one_without_the_first_run(
    program: Make, tmp_path: Path
) -> None:
    assert isinstance(program().gate(), LockPage)
    assert type(program(folder=tmp_path / "none").gate()).__name__ == "FirstRun"


def test_the_passphrase_opens_the_rooms(qtbot: QtBot, program: Make, background: Background) -> None:
    opened = unlocked(qtbot, program())
    assert opened.guard.desk
    assert opened.window.workspace.places.currentWidget() is opened.rooms[0]


def test_while_locked_there_is_no_way_to_a_room(program: Make) -> None:
    locked = program()
    locked.window.build_menus()
    assert locked.window.workspace is None
    shown = [action.text() for action in locked.window.menuBar().actions() if action.isVisible()]
    assert shown == ["&File", "&View", "&Help"]


def test_a_lock_saves_closes_the_store_and_starts_anew(
    qtbot: QtBot, program: Make, background: Background, vault_folder: Path, clock: Clock
) -> None:
    opened = unlocked(qtbot, program(ARoom(NAME)))
    next(one for one in opened.window.menus.file.actions() if one.shortcut() == QKeySequence("Ctrl+L")).trigger()
    assert NAME not in visible_words(opened.window), "the case is covered at once"
    background.wait_until_idle()
    assert opened.rooms[0].asked[-1] == "save_now"
    assert opened.restarts == [()]
    again = vault.unlock(vault_folder, PASSPHRASE, clock, seeded().randbytes)
    vault.lock(again)


@pytest.mark.parametrize(("answer", "restarts"), [("Stay", []), ("Leave without it", [()])])
def test_what_could_not_be_saved_is_asked_about_before_a_lock(
    qtbot: QtBot, program: Make, background: Background, answer: str, restarts: list[tuple[str, ...]]
) -> None:
    opened = unlocked(qtbot, program(ARoom("Guide", settled=False)))
    opened.guard.lock()
    background.wait_until_idle()
    box = opened.window.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == answer).click()
    background.wait_until_idle()
    assert opened.restarts == restarts
    assert (opened.gate() is opened.window.workspace) == (answer == "Stay")


def test_closing_the_window_saves_and_closes_the_store(
    qtbot: QtBot, program: Make, background: Background, vault_folder: Path, clock: Clock
) -> None:
    opened = unlocked(qtbot, program())
    opened.window.close()
    assert opened.window.isVisible()
    background.wait_until_idle()
    assert not opened.window.isVisible()
    assert opened.rooms[0].asked[-1] == "save_now"
    vault.lock(vault.unlock(vault_folder, PASSPHRASE, clock, seeded().randbytes))


def test_closing_while_locked_just_closes(program: Make) -> None:
    locked = program()
    locked.window.close()
    assert not locked.window.isVisible()


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


def test_help_names_every_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        application.main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("--demo", "--folder", "--version", "invented people"))


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert application.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Sightline 0.")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="always has a display")
def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert application.main([]) == 1
    assert "no display" in capsys.readouterr().err


def test_a_locked_store_is_verified_on_the_terminal_without_a_display(
    vault_folder: Path, recovery_key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: recovery_key)
    assert application.main(["verify-vault", "--folder", str(vault_folder)]) == 0
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "not the passphrase")
    assert application.main(["verify-vault", "--folder", str(vault_folder)]) == 2
    assert "sound" in capsys.readouterr().out


def test_the_log_is_kept_small_and_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    log = logging.getLogger("sightline")
    before = list(log.handlers)
    try:
        (tmp_path / "sightline.log").write_text("x" * 1_000_001)
        start_log(tmp_path)
        log.error("kind at place")
        assert (tmp_path / "sightline.old").exists()
        assert (tmp_path / "sightline.log").read_text().endswith("ERROR kind at place\n")
        (tmp_path / "file").write_text("")
        start_log(tmp_path / "file" / "below")
    finally:
        for handler in log.handlers[len(before) :]:
            log.removeHandler(handler)


HEAVY = (
    "sqlalchemy", "alembic", "zxcvbn", "keyring", "reportlab", "pikepdf", "holidays", "ui.shell.rooms", "ui.today",
    "PySide6.QtDBus", "ui.shell.lock_triggers",
)  # fmt: skip


def test_nothing_heavy_is_loaded_before_the_lock_screen_is_painted(vault_folder: Path, tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class FirstPaint(QObject):
    def eventFilter(self, window, event):
        if event.type() is QEvent.Type.Paint:
            print("\\n".join(sys.modules)); sys.stdout.flush()
            import os; os._exit(0)
        return False
from ui.shell import application
from ui.shell.main_window import MainWindow
watch = FirstPaint()
show = MainWindow.show
def watched(window):
    window.installEventFilter(watch); show(window)
MainWindow.show = watched
QApplication([])
application.main(["--folder", sys.argv[1]])
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(vault_folder)],
        env=environment, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    loaded = done.stdout.split()
    assert "ui.vault.lock_page" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def gone(window: MainWindow) -> None:
    """Closed, and deleted: one that stays would give its commands to the dialogs of the next."""
    window.allow_closing()
    window.close()
    window.deleteLater()


def unlocked(qtbot: QtBot, program: Program) -> Program:
    gate = program.gate()
    field = gate.findChild(QWidget, "passphrase")
    qtbot.keyClicks(field, PASSPHRASE)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.guard.desk is not None, timeout=20_000)
    program.window.activateWindow()  # a window closed late by the test before may have taken that away
    qtbot.waitUntil(program.window.isActiveWindow)
    return program


def rail(window: MainWindow) -> list[QPushButton]:
    return [window.findChild(QPushButton, f"rail-{key}") for key in ("today", "people", "lock")]


def heading_page(window: MainWindow, heading: str) -> QWidget:
    return next(page for page in window.findChildren(ARoom) if page.heading.text() == heading)


def status_words(window: MainWindow) -> list[str]:
    return [label.text() for label in window.statusBar().findChildren(QLabel) if label.isVisible()]


def visible_words(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def test_shortcuts_are_keys_that_qt_knows(window: MainWindow) -> None:
    assert all(QKeySequence(keys).count() == 1 for _words, keys in window.menus.shortcuts())


def test_the_list_of_shortcuts_names_those_that_no_menu_has(window: MainWindow) -> None:
    window._on_shortcuts()
    model = window.findChild(Table).model()
    listed = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert {"Escape", "1 to 9 in the table"} <= listed
