"""The session guide from its first question to the sealed session: real windows, a real encrypted store, keys only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import Person
from app.domain.places import Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import Entry, Step
from app.domain.tasks import TaskOutcome
from app.domain.texts import clean
from app.services import sessions, vault
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import Clock, seeded
from ui.sessions.guide import GuidePage
from ui.sessions.session_page import SessionPage
from ui.widgets.background import Background
from ui.widgets.tokens import Theme, apply_theme

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SIGN = CTRL | Qt.KeyboardModifier.ShiftModifier

HOSTILE = "<b>bold</b> </para> &amp; \x00\x07 \ud83d e\u0301 \U0001f642 \u202eback\u202c שלום %s {name} ' OR 1=1;--"
NOT_FOR_WORDS = ("Day", "Month", "Year", "Time", "Why nothing was done")


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    apply_theme(qapp, Theme.LIGHT, 1.0)
    worker = Background()
    yield worker
    worker.close()


@pytest.fixture
def person(desk: Desk) -> Person:
    return add_person(desk, preferred_name="Pŷrson")


class Keyboard:
    """An officer without a mouse: everything is reached with Tab, digits, arrows and the guide's own keys."""

    def __init__(self, page: GuidePage) -> None:
        self.page = page

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    @property
    def step(self) -> Step:
        return self.page.page.stop.step

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, modifiers)

    def type(self, *texts: str) -> None:
        """Each text into a field of its own, one Tab after another."""
        for text in texts:
            QTest.keyClicks(self.focus, text)
            self.press(Qt.Key.Key_Tab)

    def tab_to(self, name: str) -> None:
        for _stop in range(60):
            if self.focus.accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab never came to {name!r}")

    def fill(self, name: str, text: str) -> None:
        self.tab_to(name)
        QTest.keyClicks(self.focus, text)

    def choose(self, name: str, digit: Qt.Key) -> None:
        """In the list of answers whose first (or chosen) one has this name."""
        self.tab_to(name)
        self.press(digit)

    def pick(self, name: str, words: str) -> None:
        """From a list that drops down."""
        self.tab_to(name)
        box = self.focus
        assert isinstance(box, QComboBox)
        for _step in range(box.count()):
            if box.currentText() == words:
                return
            self.press(Qt.Key.Key_Down)
        assert box.currentText() == words

    def go_on(self) -> None:
        before = self.page.page.stop
        self.press(Qt.Key.Key_Return, CTRL)
        assert self.page.page.stop != before, problems(self.page)


def problems(page: GuidePage) -> str:
    return page.page.summary.accessibleDescription()


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def show(page: GuidePage, qtbot: QtBot) -> Keyboard:
    qtbot.addWidget(page)
    page.resize(1070, 730)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return Keyboard(page)


def test_an_office_session_is_recorded_and_signed_with_the_keyboard_alone(
    desk: Desk, background: Background, person: Person, clock: Clock, qtbot: QtBot
) -> None:
    said = replace(an_entry({Factor.MOOD: Level.EMERGING}).ratings[0], basis=Basis.SAID)
    first = an_entry(ratings=(said, *an_entry().ratings[1:]), tasks=(), summary="Agreed to ring the GP")
    sign_session(desk, person.id, first)
    clock.move(days=14)
    keys = show(GuidePage(desk, background, sessions.start(desk, person.id)), qtbot)

    keys.type("16", "3", "2026")
    keys.fill("Time", "9:30")
    keys.choose("Office", Qt.Key.Key_1)
    keys.choose("Attended, complied", Qt.Key.Key_1)
    clock.move(hours=2)
    keys.go_on()
    keys.fill("Check in", "Slept better; sister visited")
    keys.go_on()
    keys.fill("Progress", "Rang the GP")
    keys.pick("Claim 1: Verified?", "Confirmed")
    keys.fill("Claim 1: By whom, or why it is unimportant", "His sister, by phone")
    keys.go_on()
    keys.press(Qt.Key.Key_3)
    assert "Rising since 2 March 2026: Emerging, now Present" in words_on(keys.page)
    keys.fill("What was seen or said", "Shouted on the phone")
    keys.choose("Said by the person", Qt.Key.Key_2)
    keys.go_on()
    keys.press(Qt.Key.Key_5)
    keys.fill("Why not", "No time left")
    keys.go_on()
    for _factor in range(3):
        keys.press(Qt.Key.Key_1)
        keys.choose("Said by the person", Qt.Key.Key_1)
    keys.fill("Intervention", "Worked on the week hour by hour")
    keys.go_on()
    keys.tab_to("Add information shared")
    keys.press(Qt.Key.Key_Space)
    keys.fill("Information 1: Agency", "The police")
    keys.fill("Information 1: What was shared", "No calls to the address")
    keys.fill("Information 1: Lawful reason for sharing", "MAPPA")
    keys.go_on()
    keys.fill("Summary", "A steady fortnight, but one outburst")
    keys.go_on()
    keys.type("Bring the rota", "Pyrson", "23", "3", "2026")
    keys.go_on()
    keys.type("30", "3", "2026")
    keys.fill("Time", "10am")
    keys.choose("Office", Qt.Key.Key_2)
    keys.go_on()
    keys.choose("Yes", Qt.Key.Key_1)
    keys.fill("In a sentence", "The outburst bears on the plan")
    keys.go_on()
    assert keys.step is Step.CHECK
    assert problems(keys.page) == ""
    with qtbot.waitSignal(keys.page.draft_signed) as signed:
        keys.press(Qt.Key.Key_Return, SIGN)

    session = sessions.read(desk, signed.args[0]).session
    entry = session.entry
    assert entry.held_at is not None
    assert f"{entry.held_at.astimezone():%d/%m/%Y %H:%M}" == "16/03/2026 09:30"
    assert (entry.place, entry.outcome) == (Place.OFFICE, Outcome.COMPLIED)
    assert entry.rating(Factor.MOOD).level is Level.PRESENT
    assert entry.rating(Factor.MOOD).basis is Basis.OBSERVED
    assert entry.rating(Factor.SUBSTANCES).reason == "No time left"
    assert [check.note for check in entry.claim_checks] == ["His sister, by phone"]
    assert [one.agency for one in entry.information] == ["The police"]
    assert [(task.what, task.who) for task in entry.tasks] == [("Bring the rota", "Pyrson")]
    assert entry.next_place is Place.HOME_VISIT
    assert entry.decision_note == "The outburst bears on the plan"

    page = SessionPage(desk, background, session.id)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "Brought forward to today: risk review" in words_on(page))
    assert "The outburst bears on the plan" in words_on(page)


def test_tasks_are_ticked_off_with_the_keyboard(
    desk: Desk, background: Background, person: Person, clock: Clock, qtbot: QtBot
) -> None:
    from app.domain.tasks import NewTask

    sign_session(desk, person.id, an_entry(tasks=(NewTask(what="Ring the GP", who="Pŷrson"),)))
    clock.move(days=14)
    guide = sessions.start(desk, person.id)
    entry = an_entry(held_at=clock() - timedelta(hours=1))
    guide = replace(guide, draft=replace(guide.draft, entry=entry, step=Step.PROGRESS))
    keys = show(GuidePage(desk, background, guide), qtbot)
    keys.pick("Task 1: How does it stand?", "Done")
    keys.fill("Task 1: Note", "Saw the letter")
    keys.page.save_now()
    background.wait_until_idle()
    (check,) = sessions.open_draft(desk, guide.draft.id).draft.entry.task_checks
    assert (check.outcome, check.note) == (TaskOutcome.DONE, "Saw the letter")


def test_a_missed_session_takes_three_pages_and_a_handful_of_keys(
    desk: Desk, background: Background, person: Person, clock: Clock, qtbot: QtBot
) -> None:
    keys = show(GuidePage(desk, background, sessions.start(desk, person.id, Place.OFFICE)), qtbot)
    keys.tab_to("Now")
    keys.press(Qt.Key.Key_Space)
    keys.choose("Attended, complied", Qt.Key.Key_7)
    keys.go_on()
    keys.fill("What is known", "Rang, no answer")
    keys.pick("Action", "First warning letter")
    keys.go_on()
    with qtbot.waitSignal(keys.page.draft_signed) as signed:
        keys.press(Qt.Key.Key_Return, SIGN)
    entry = sessions.read(desk, signed.args[0]).session.entry
    assert (entry.outcome, entry.action) == (Outcome.FAILED_TO_ATTEND, Action.FIRST_WARNING)
    assert entry.absence_note == "Rang, no answer"
    assert entry.ratings == ()


def test_a_prison_visit_asks_for_release_planning_and_signs(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    guide = sessions.start(desk, person.id)
    entry = an_entry(place=Place.PRISON_VISIT)
    guide = replace(guide, draft=replace(guide.draft, entry=entry, step=Step.RELEASE))
    keys = show(GuidePage(desk, background, guide), qtbot)
    keys.fill("Release planning", "Approved premises first")
    for _page in range(4):
        keys.go_on()
    with qtbot.waitSignal(keys.page.draft_signed) as signed:
        keys.press(Qt.Key.Key_Return, SIGN)
    assert sessions.read(desk, signed.args[0]).session.entry.release == "Approved premises first"


def test_the_draft_survives_kill_9_and_resumes_at_its_step(
    vault_folder: Path, recovery_key: str, clock: Clock, background: Background, qtbot: QtBot
) -> None:
    desk = vault.unlock(vault_folder, recovery_key, clock, seeded(7).randbytes)
    person = add_person(desk)
    vault.lock(desk)
    child = subprocess.Popen(
        [sys.executable, __file__, str(vault_folder), str(person.id)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(recovery_key + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "saved\n"
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL

    desk = vault.unlock(vault_folder, recovery_key, clock, seeded(8).randbytes)
    try:
        keys = show(GuidePage(desk, background, sessions.start(desk, person.id)), qtbot)
        assert keys.step is Step.SUMMARY
        assert keys.focus.toPlainText() == "typed before the power went"
        background.wait_until_idle()
    finally:
        vault.lock(desk)


def test_hostile_text_in_every_field_is_kept_as_typed_and_never_rendered(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    guide = sessions.start(desk, person.id)
    entry = an_entry(
        dict.fromkeys(Factor, Level.ACT_TODAY), check_in="", decision_note="", outcome=Outcome.FAILED_TO_COMPLY
    )
    entry = replace(entry, action=Action.DECISION_PENDING, changes_assessment=True)
    entry = replace(entry, ratings=tuple(replace(one, basis=Basis.CONFIRMED) for one in entry.ratings))
    guide = replace(guide, draft=replace(guide.draft, entry=entry))
    keys = show(GuidePage(desk, background, guide), qtbot)
    clipboard = QGuiApplication.clipboard()
    keys.go_on()
    filled = 0
    while keys.step is not Step.CHECK:
        filled += _paste_everywhere(keys, clipboard, HOSTILE)
        keys.go_on()
    assert filled > 30
    with qtbot.waitSignal(keys.page.draft_signed) as signed:
        keys.press(Qt.Key.Key_Return, SIGN)
    sealed = sessions.read(desk, signed.args[0]).session.entry
    kept = clean(HOSTILE).strip()
    assert sealed.check_in.strip() == kept
    assert sealed.decisions[4].told.strip() == kept
    assert {one.evidence.strip() for one in sealed.ratings} == {f"{kept}"}
    page = SessionPage(desk, background, signed.args[0])
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "<b>bold</b>" in words_on(page))
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def _paste_everywhere(keys: Keyboard, clipboard: QClipboard, text: str) -> int:
    """Into every box for words that is in sight, over what is there; dates and times are left alone.

    So is why nothing was done, which would contradict what was.
    """
    if keys.step is Step.SAFEGUARDING:
        keys.tab_to("Add information shared")
        keys.press(Qt.Key.Key_Space)
    boxes: list[QWidget] = [*keys.page.page.findChildren(QLineEdit), *keys.page.page.findChildren(QPlainTextEdit)]
    wanted = [
        box
        for box in boxes
        if box.isVisible() and not box.accessibleName().endswith(NOT_FOR_WORDS) and box.focusPolicy()
    ]
    for box in wanted:
        box.setFocus()
        keys.press(Qt.Key.Key_A, CTRL)
        clipboard.setText(text)
        keys.press(Qt.Key.Key_V, CTRL)
    return len(wanted)


def test_a_hundred_thousand_characters_pasted_are_kept_and_counted(
    desk: Desk, background: Background, person: Person, qtbot: QtBot
) -> None:
    guide = sessions.start(desk, person.id)
    guide = replace(guide, draft=replace(guide.draft, entry=an_entry(check_in=""), step=Step.CHECK_IN))
    keys = show(GuidePage(desk, background, guide), qtbot)
    QGuiApplication.clipboard().setText("word " * 20_000)
    keys.press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: "too many" in words_on(keys.page))
    keys.page.save_now()
    background.wait_until_idle()
    assert len(sessions.open_draft(desk, guide.draft.id).draft.entry.check_in) == 100_000


def type_and_wait(folder: Path, person_id: UUID, recovery_key: str) -> None:
    """In a process of its own: type a summary, wait until it is saved, say so, and go on waiting to be killed."""
    app = QApplication([])
    desk = vault.unlock(folder, recovery_key, Clock(), seeded(9).randbytes)
    guide = sessions.start(desk, person_id)
    entry = Entry(place=Place.OFFICE, outcome=Outcome.COMPLIED)
    page = GuidePage(desk, Background(), replace(guide, draft=replace(guide.draft, entry=entry, step=Step.SUMMARY)))
    page._keeping.saved.connect(lambda _at: print("saved", flush=True))  # noqa: T201 (tells the test)
    page.show()
    box = page.page.field("summary")
    assert box is not None
    QTest.keyClicks(box.focusProxy(), "typed before the power went")
    app.exec()


if __name__ == "__main__":
    type_and_wait(Path(sys.argv[1]), UUID(sys.argv[2]), sys.stdin.readline().strip())
