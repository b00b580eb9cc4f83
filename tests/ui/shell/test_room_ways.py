"""In the room: the whole window shows what the person may see, and nothing else gets above, behind or around it."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolTip,
    QWidget,
)

from app.domain.people import Person
from app.domain.problems import WrongPassphrase
from app.services import people, vault, whereabouts
from app.services.desk import Desk
from tests.builders import a_full_case, add_person
from tests.desks import PASSPHRASE, Clock, seeded
from tests.journeys.driving import Driver
from tests.ui.windows import fill
from ui.room.in_the_room_page import InTheRoomPage
from ui.sessions.guide import GuidePage
from ui.shell.lock_guard import LockGuard
from ui.shell.lock_warning import LockWarning
from ui.shell.main_window import MainWindow
from ui.shell.places import Places
from ui.shell.rooms import open_rooms
from ui.shell.settings import Settings
from ui.widgets.background import Background
from ui.widgets.problem_box import show_problem
from ui.widgets.question_box import ask
from ui.widgets.step_list import StepList

OTHER = "Zaphkiel Otherone"
WORDS = "Dw i wedi blino, ŵyr pawb"
BOX = "In your own words"


class Program(Driver):
    """The window with all its rooms on an open store, and the guard that locks it."""

    def __init__(self, desk: Desk, folder: Path, background: Background) -> None:
        super().__init__()
        self.desk, self.background = desk, background
        self.restarts = 0
        window = self.window = MainWindow(Settings(folder / "settings.json"))
        self.guard = LockGuard(
            window, background, desk.vault.folder.path, desk.clock, desk.random, open_rooms, self._restart
        )
        self.guard.open(desk)
        self.ways = self.guard._rooms
        window.show()
        window.activateWindow()
        background.wait_until_idle()

    def _restart(self) -> None:
        self.restarts += 1

    @property
    def places(self) -> Places:
        return self.window.workspace.places

    @property
    def room(self) -> InTheRoomPage | None:
        shown = self.window.centralWidget().currentWidget()
        return shown if isinstance(shown, InTheRoomPage) else None

    def open_person(self, person: Person) -> None:
        self.do("person", lambda: self.ways._open_person(person.id))
        self.background.wait_until_idle()
        fill(self.window)

    def open_guide(self, person: Person) -> GuidePage:
        self.do("guide", lambda: self.ways._sessions.start(person.id))
        self.wait(lambda: isinstance(self.places.currentWidget(), GuidePage), "the guide")
        return self.places.currentWidget()

    def enter(self) -> None:
        self.key("F9")
        self.find(QPlainTextEdit, BOX)

    def leave(self) -> None:
        self.press("Leave the room…")
        self.type("Passphrase", PASSPHRASE)
        self.press("Leave the room")
        self.wait(lambda: self.room is None, "the room to be left")

    def words(self) -> str:
        """All that stands in any window in sight."""
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        parts = [one for top in tops for one in top.findChildren(QWidget) if one.isVisible()]
        texts = [one.text() for one in parts if isinstance(one, QLabel | QPushButton | QLineEdit)]
        return "\n".join([*texts, *(one.toPlainText() for one in parts if isinstance(one, QPlainTextEdit))])


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    worker = Background()
    yield worker
    worker.close()


@pytest.fixture
def person(desk: Desk) -> Person:
    """With a full case, on a caseload with somebody else."""
    add_person(desk, name=OTHER, crn="X999999")
    return a_full_case(desk)[0]


@pytest.fixture
def program(
    person: Person, vault_folder: Path, desk: Desk, tmp_path: Path, background: Background
) -> Iterator[Program]:
    made = Program(desk, tmp_path, background)
    yield made
    background.wait_until_idle()
    made.window.allow_closing()
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def spoken(thing: QAccessibleInterface) -> Iterator[str]:
    """Every text in the accessibility tree from here on, shown or hidden."""
    for kind in QAccessible.Text:
        if kind is not QAccessible.Text.UserText:
            yield thing.text(kind)
    for number in range(thing.childCount()):
        child = thing.child(number)
        if child is not None:
            yield from spoken(child)


def tree(window: QWidget) -> str:
    return "\n".join(spoken(QAccessible.queryAccessibleInterface(window)))


@contextmanager
def no_room_on_the_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# ── The way in ───────────────────────────────────────────────────────────────────────────────────────


def test_from_a_persons_page_and_from_their_session_one_key_leads_into_the_room(
    program: Program, person: Person
) -> None:
    program.open_person(person)
    program.enter()
    assert "Ring the GP" in program.words()
    program.leave()
    program.open_guide(person)
    program.enter()
    program.leave()
    assert isinstance(program.places.currentWidget(), GuidePage)


def test_from_anywhere_else_the_command_is_grey_and_says_why(program: Program, person: Person) -> None:
    (command,) = (one for one in program.window.menus.go.actions() if one.shortcut().toString() == "F9")
    program.open_person(person)
    assert (command.isEnabled(), command.text()) == (True, "In the room")
    for leave in (partial(program.places.show_room, "people"), program.ways._open_officer):
        program.do("elsewhere", leave)
        assert not command.isEnabled()
        assert "first open a person’s page or their session" in command.text()
        program.key("F9")
        assert program.room is None


# ── Nothing of the case ──────────────────────────────────────────────────────────────────────────────


def test_nothing_of_the_case_is_in_sight_nor_in_the_accessibility_tree(program: Program, person: Person) -> None:
    program.open_person(person)
    hidden = {person.details.crn, "Flags", "MAPPA", "2 people", "encrypted", "Review rules", "Act today", "Edit"}
    assert [word for word in hidden if word not in tree(program.window)] == [], "they would be found"
    program.enter()
    hidden |= {OTHER, "olice", "risk", "Rising", "factor", "ddress", "overdue", "review", "Find"}
    for told in (program.words(), tree(program.window), program.window.windowTitle()):
        assert [word for word in hidden if word in told] == []


def test_a_screen_reader_finds_no_more_than_what_the_page_itself_holds(program: Program, person: Person) -> None:
    program.open_person(person)
    program.enter()
    own = set(tree(program.room).splitlines())
    assert set(tree(program.window).splitlines()) - own == {"Sightline", "main-window"}


def test_no_frame_on_the_way_in_or_out_shows_the_page_behind(program: Program, person: Person) -> None:
    """The page behind is painted in a colour of its own, which no frame may hold once the key is pressed."""
    program.open_person(person)
    program.places.setStyleSheet("* { background: #ff00ff; }")
    program.do("paint", QApplication.processEvents)
    assert magenta(program.window.grab().toImage()), "it would be seen"
    frames = Frames(program.window)
    program.do("F9", lambda: [QTest.keySequence(QApplication.focusWidget(), "F9"), frames.start()])
    program.find(QPlainTextEdit, BOX)
    program.room.left.connect(frames.stop)
    program.leave()
    assert frames.seen > 20
    assert frames.wrong == 0
    assert magenta(program.window.grab().toImage()), "it is back"


def test_tooltips_and_dialogs_in_sight_go_with_the_rest(program: Program, person: Person) -> None:
    program.open_person(person)
    QToolTip.showText(program.window.pos(), "Risk of serious harm", program.window)
    left = QDialog(program.window)
    left.setModal(False)
    left.show()
    program.window.activateWindow()
    program.enter()
    assert not left.isVisible()
    assert "Risk" not in QToolTip.text()
    program.leave()
    assert left.isVisible()
    left.close()


def test_what_other_pages_have_to_say_waits_until_the_room_is_left(program: Program, person: Person) -> None:
    program.open_person(person)
    program.enter()
    shown = Shown()
    program.do("problem", lambda: show_problem(WrongPassphrase()))
    program.do("question", lambda: ask(program.places, "Leave?", "More", "Stay", "Go", program.places.focus_page))
    program.do("settle", QApplication.processEvents)
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()] == []
    assert shown.end() == 0
    program.type(BOX, "typing goes on")
    program.leave()
    assert len([one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]) == 2


def test_the_warning_before_a_lock_is_shown_there(program: Program, person: Person) -> None:
    program.open_person(person)
    program.enter()
    warning = LockWarning(30, program.window)
    program.do("warn", warning.show)
    assert warning.isVisible()
    warning.hide()


@pytest.mark.parametrize(
    "keys", ["Escape", "Alt+Left", "Ctrl+1", "Ctrl+F", "Ctrl+N", "Ctrl+T", "F6", "F9", "Ctrl+/", "Ctrl+Return"]
)
def test_no_other_key_leaves_the_room_or_opens_anything(program: Program, person: Person, keys: str) -> None:
    program.open_person(person)
    program.enter()
    before = program.words()
    program.key(keys)
    program.background.wait_until_idle()
    assert program.words() == before
    assert program.room


# ── The way out ──────────────────────────────────────────────────────────────────────────────────────


def test_a_wrong_passphrase_does_not_leave_and_counts_as_a_try(program: Program, person: Person, clock: Clock) -> None:
    program.open_person(person)
    program.enter()
    program.press("Leave the room…")
    for _try in range(5):
        program.type("Passphrase", "wrong")
        program.press("Leave the room")
        program.background.wait_until_idle()
        assert program.room
    assert "Wait 1 second" in program.words()
    assert not program.room.findChild(QPushButton, "leave-the-room").isEnabled()
    clock.move(seconds=2)
    program.wait(program.room.findChild(QPushButton, "leave-the-room").isEnabled, "the wait to end")
    assert "You can try again now." in program.words()
    program.room.findChild(QLineEdit, "passphrase").clear()
    program.leave()


def test_an_empty_passphrase_is_told_at_the_field_and_staying_takes_the_question_away(
    program: Program, person: Person
) -> None:
    program.open_person(person)
    program.enter()
    program.press("Leave the room…")
    program.key("Return")
    assert "Enter the passphrase" in program.words()
    program.press("Stay")
    assert not program.has(QLineEdit, "Passphrase")
    assert QApplication.focusWidget().accessibleName() == BOX


def test_the_page_in_view_is_as_it_was_with_its_menus_and_its_status(program: Program, person: Person) -> None:
    program.open_person(person)
    before = sorted(program.words().splitlines())
    program.enter()
    program.leave()
    program.wait(lambda: sorted(program.words().splitlines()) == before, "the page as it was")
    assert program.window.menuBar().isVisible()
    assert program.window.statusBar().isVisible()
    program.enter()


# ── A lock ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("origin", ["person", "guide"])
@pytest.mark.parametrize("way", ["keys", "button", "guard"])
def test_a_lock_in_the_room_saves_and_leads_back_to_the_persons_page(
    program: Program, person: Person, vault_folder: Path, recovery_key: str, clock: Clock, origin: str, way: str
) -> None:
    program.open_person(person) if origin == "person" else program.open_guide(person)
    program.enter()
    program.type(BOX, WORDS)
    if way == "keys":
        program.key("Ctrl+L")
    elif way == "button":
        program.press("Lock")
    else:
        program.do("lock", program.guard.lock)
    assert program.room is None
    program.wait(lambda: program.restarts == 1, "the lock")
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    places = whereabouts.take(desk)
    draft = people.page(desk, person.id).draft
    vault.lock(desk)
    assert [(one.page, one.person_id) for one in places] == [("today", None), ("person", person.id)]
    assert draft.entry.own_words == WORDS


def test_whoever_stays_because_something_is_not_saved_stays_in_the_room(program: Program, person: Person) -> None:
    program.open_person(person)
    program.enter()
    with no_room_on_the_disk():
        program.type(BOX, WORDS)
        program.do("lock", program.guard.lock)
        program.background.wait_until_idle()
        assert program.find(QMessageBox, "something-is-not-saved-box")
        assert WORDS not in program.words()
        program.press("Stay")
    assert program.room
    assert OTHER not in tree(program.window)
    assert "Flags" not in tree(program.window)
    program.leave()
    assert people.page(program.desk, person.id).draft.entry.own_words == WORDS


def test_entering_is_told_before_the_room_is_shown(program: Program, person: Person) -> None:
    program.open_person(person)
    rooms: list[InTheRoomPage | None] = []
    program.window.secluded.connect(lambda: rooms.append(program.room))  # by this the clipboard is emptied
    program.enter()
    assert rooms == [None]
    assert program.room


# ── Their own words ──────────────────────────────────────────────────────────────────────────────────


def test_their_words_begin_a_session_where_there_is_none(program: Program, desk: Desk) -> None:
    somebody = add_person(desk, name="Gŵr Newydd", crn="X555555")
    program.open_person(somebody)
    program.enter()
    assert people.page(desk, somebody.id).draft is None
    program.type(BOX, WORDS)
    program.wait(lambda: "Saved" in program.words(), "the words to be saved")
    assert people.page(desk, somebody.id).draft.entry.own_words == WORDS
    program.leave()
    program.find(QPushButton, "Carry on the session")


def test_their_words_stand_in_the_guide_and_can_be_changed_there(program: Program, person: Person, desk: Desk) -> None:
    guide = program.open_guide(person)
    program.enter()
    program.type(BOX, WORDS)
    program.leave()
    guide.findChild(StepList).step_chosen.emit("check_in")
    field = program.find(QPlainTextEdit, "In the person’s own words")
    assert field.toPlainText() == WORDS
    program.type("Check in", "Came on time")
    program.type("In the person’s own words", ".")
    program.do("save", guide.save_now)
    program.background.wait_until_idle()
    entry = people.page(desk, person.id).draft.entry
    assert (entry.check_in, entry.own_words) == ("Came on time", f"{WORDS}.")
    program.enter()
    assert program.find(QPlainTextEdit, BOX).toPlainText() == f"{WORDS}."


def test_without_any_words_the_guide_does_not_ask_for_them(program: Program, person: Person) -> None:
    guide = program.open_guide(person)
    guide.findChild(StepList).step_chosen.emit("check_in")
    program.find(QPlainTextEdit, "Check in")
    assert not program.has(QPlainTextEdit, "In the person’s own words")


def test_a_guide_that_had_not_saved_does_not_undo_their_words(
    program: Program, person: Person, vault_folder: Path, recovery_key: str, clock: Clock
) -> None:
    guide = program.open_guide(person)
    guide.findChild(StepList).step_chosen.emit("check_in")
    with no_room_on_the_disk():
        program.type("Check in", "Typed before")
        program.enter()
        program.background.wait_until_idle()
        assert not guide.settled
    program.type(BOX, WORDS)
    program.do("lock", program.guard.lock)
    program.wait(lambda: program.restarts == 1, "the lock")
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded().randbytes)
    entry = people.page(desk, person.id).draft.entry
    vault.lock(desk)
    assert (entry.check_in, entry.own_words) == ("Typed before", WORDS)


def test_words_that_could_not_be_saved_are_asked_about_on_the_way_out(program: Program, person: Person) -> None:
    program.open_person(person)
    program.enter()
    with no_room_on_the_disk():
        program.type(BOX, WORDS)
        program.press("Leave the room…")
        program.background.wait_until_idle()
        assert "Not saved" in program.words()
        program.room._out.opened.emit()
        program.press("Keep editing")
        assert program.room
    program.leave()
    assert people.page(program.desk, person.id).draft.entry.own_words == WORDS


# ── What watches ─────────────────────────────────────────────────────────────────────────────────────


class Frames(QTimer):
    """Looks at the window at every turn of the event loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, interval=0)
        self._window = window
        self.seen = self.wrong = 0
        self.timeout.connect(self._look)

    def _look(self) -> None:
        self.seen += 1
        self.wrong += magenta(self._window.grab().toImage())


class Shown(QObject):
    """Counts the dialogs that came onto the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            self._count += 1
        return False

    def end(self) -> int:
        QApplication.instance().removeEventFilter(self)
        return self._count


def magenta(image: QImage) -> bool:
    wanted = QColor("#ff00ff").rgb()
    return any(image.pixel(x, y) == wanted for x in range(0, image.width(), 9) for y in range(0, image.height(), 9))
