"""A review by keyboard in the real window: brought forward by a session, flagged on Today, recorded, and gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from app.domain.considered import Question, SlowFactor
from app.domain.ratings import Factor, Level
from app.domain.sessions import ActDecision
from app.services import people, reviews, vault
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import Clock, seeded
from tests.journeys.case_window import open_case
from tests.journeys.driving import PATIENCE, Driver
from ui.reviews.keeping import open_review
from ui.reviews.link_dialog import LinkDialog
from ui.reviews.parts import Part
from ui.reviews.review_page import ReviewPage
from ui.widgets.background import Background
from ui.widgets.heading import Heading
from ui.widgets.row_list import RowList
from ui.widgets.tokens import Theme, apply_theme

REVIEW = "Review the risk of serious harm"


@pytest.fixture
def person(desk: Desk):
    person = add_person(desk)
    decision = ActDecision(factor=Factor.ACCESS, told="Police", decided="Visit today", why="Children there")
    sign_session(
        desk,
        person.id,
        an_entry({Factor.ACCESS: Level.ACT_TODAY}, decisions=(decision,), changes_assessment=True, decision_note="x"),
    )
    return person


@pytest.fixture
def driver(qapp, desk: Desk, person, tmp_path: Path) -> Iterator[Driver]:
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def start_from_today(driver: Driver) -> RowList:
    due = driver.find(RowList, "Due today")
    driver.do("focus", due.setFocus)
    driver.key("Home")
    while due.current_row.beside != REVIEW:
        driver.key("Down")
    assert "Access to potential victims was rated Act today" in due.current_row.spoken
    driver.key("R")
    return due


def focused(name: str) -> QWidget | None:
    """What has the keyboard, if it is called so."""
    widget = QApplication.focusWidget()
    return widget if widget is not None and widget.accessibleName() == name else None


def tab_to(driver: Driver, name: str) -> QWidget:
    for _stop in range(60):
        found = focused(name)
        if found:
            return found
        driver.key("Tab")
    pytest.fail(f"Tab never came to {name!r}")


def write(driver: Driver, name: str, text: str) -> None:
    """Into the next field of this name, by Tab."""
    box = tab_to(driver, name)
    driver.do(f"type in {name}", partial(QTest.keyClicks, box, text))
    driver.key("Tab")


def go_on(driver: Driver, heading: str) -> None:
    driver.key("Ctrl+Return")
    driver.find(Heading, heading)


def answer(driver: Driver, question: Question) -> None:
    """Link the newest entry to the first question; of the others say not yet."""
    if question is not Question.HARM_ANALYSED:
        write(driver, "In words, where no entry shows it", "Not yet")
        return
    tab_to(driver, f"Link entries… {question.label}")
    driver.key("Return")
    driver.wait(QApplication.activeModalWidget, "the list of entries")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LinkDialog)
    driver.do("link", partial(QTest.keySequence, dialog.findChild(RowList), "Space"))
    driver.do("done", partial(QTest.keySequence, dialog.findChild(RowList), "Ctrl+Return"))
    driver.wait(lambda: not QApplication.activeModalWidget(), "the list to go")
    write(driver, "In words, where no entry shows it", "and the police agree")


def test_a_trigger_is_flagged_on_today_and_a_review_by_keyboard_clears_it(driver, desk, person):
    due = start_from_today(driver)
    driver.find(Heading, "What is the last evidence on each slow factor?")
    assert "Act today" in driver.find(Heading, "What brought this review up").parent().findChildren(QLabel)[1].text()
    for factor in SlowFactor:
        write(driver, "What it was, or that there is none", f"None since release: {factor}")
    go_on(driver, "What protects?")
    write(driver, "Protective factors", "His sister rings daily")
    go_on(driver, "Which children and victims were considered?")
    write(driver, "Children", "A., 8")
    go_on(driver, "Which programmes and interventions were considered?")
    tab_to(driver, "None were considered")
    driver.key("Space")
    go_on(driver, "How do you answer the inspectorate’s questions?")
    for question in Question:
        answer(driver, question)
    go_on(driver, "What was decided?")
    tab_to(driver, "Yes, it changed")
    driver.key("1")
    write(driver, "What changed, or why nothing did", "No visits without his sister")
    go_on(driver, "Check your answers, then sign")
    driver.find(QLabel, "None considered")
    driver.key("Ctrl+Shift+Return")
    driver.find(Heading, "Today")
    driver.wait(lambda: REVIEW not in [row.beside for row in due.rows], "the flag to go")
    (kept,) = people.page(desk, person.id).reviews
    signed = reviews.read(desk, person.id, kept.id)
    assert signed.changed
    assert signed.considered is not None
    assert signed.considered.no_programmes
    assert [link.on for link in signed.considered.answer(Question.HARM_ANALYSED).links] == [desk.today()]
    assert signed.considered.answer(Question.PERSON_INVOLVED).words == "Not yet"


def test_one_that_is_left_waits_on_today_and_resumes_at_its_page(driver):
    start_from_today(driver)
    driver.find(Heading, "What is the last evidence on each slow factor?")
    write(driver, "What it was, or that there is none", "None since release")
    driver.key("Escape")
    drafts = driver.find(RowList, "Unsigned reviews")
    assert REVIEW in drafts.rows[0].spoken
    driver.do("focus", drafts.setFocus)
    driver.key("Return")
    driver.find(Heading, "What is the last evidence on each slow factor?")
    texts = [box.toPlainText() for box in driver.window.findChildren(QPlainTextEdit) if box.isVisible()]
    assert "None since release" in texts


def test_a_double_press_opens_one_page(driver, desk):
    due = start_from_today(driver)
    driver.do("press again", partial(due.letter_pressed.emit, due.current_key, "R"))
    driver.find(Heading, "What is the last evidence on each slow factor?")
    driver.do("let both come", driver.window.activateWindow)
    driver.wait(lambda: driver.window.findChild(ReviewPage), "the page")
    write(driver, "What it was, or that there is none", "None since release")
    assert len(driver.window.findChildren(ReviewPage)) == 1


def test_a_signed_review_is_read_from_the_persons_page(driver, desk, person):
    opened = open_review(desk, person.id, "oversight")
    opened.sign(opened.entry.__class__(done_on=desk.today(), changed=False, note="Talked it over"))
    due = driver.find(RowList, "Due today")
    driver.do("focus", due.setFocus)
    driver.key("Return")
    listed = driver.find(RowList, "Reviews")
    driver.do("focus", listed.setFocus)
    driver.key("Return")
    driver.find(Heading, "Discuss the case with your SPO")
    driver.find(QLabel, "Talked it over")
    driver.key("Alt+Left")
    driver.find(Heading, "Overview")


def test_the_draft_survives_kill_9_and_resumes_at_its_page(
    vault_folder: Path, recovery_key: str, clock: Clock, qapp, tmp_path: Path
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
    assert child.wait(PATIENCE) == -signal.SIGKILL

    desk = vault.unlock(vault_folder, recovery_key, clock, seeded(8).randbytes)
    try:
        with open_case(qapp, desk, tmp_path) as driver:
            drafts = driver.find(RowList, "Unsigned reviews")
            driver.do("focus", drafts.setFocus)
            driver.key("Return")
            driver.find(Heading, "What protects?")
            driver.do("look", driver.window.activateWindow)
            driver.wait(lambda: focused("Protective factors"), "the keyboard in its field")
            assert focused("Protective factors").toPlainText() == "typed before the power went"
    finally:
        vault.lock(desk)


def type_and_wait(folder: Path, person_id: UUID, recovery_key: str) -> None:
    """In a process of its own: type what protects, wait until it is saved, say so, and go on waiting to be killed."""
    app = QApplication([])
    apply_theme(app, Theme.LIGHT, 1.0)
    desk = vault.unlock(folder, recovery_key, Clock(), seeded(9).randbytes)
    page = ReviewPage(desk, Background(), open_review(desk, person_id, "risk_review"))
    page._keeping.saved.connect(lambda _at: print("saved", flush=True))  # noqa: T201 (tells the test)
    page._go(Part.PROTECTION)
    page.show()
    box = page.page.field("protective")
    assert box is not None
    QTest.keyClicks(box.focusProxy(), "typed before the power went")
    app.exec()


if __name__ == "__main__":
    type_and_wait(Path(sys.argv[1]), UUID(sys.argv[2]), sys.stdin.readline().strip())
