"""A routine office session in the real window, from Today to its signing, by keys alone and with few of them.

Every key that goes down counts, Ctrl in Ctrl+Enter too; the letters of texts and the digits of dates and times do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.people import Person
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import Entry, Step
from app.domain.tasks import NewTask, TaskOutcome
from app.services import people
from app.services.desk import Desk
from tests.builders import add_person, an_entry, sign_session
from tests.desks import Clock
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver, _type
from ui.sessions.guide import GuidePage
from ui.widgets.row_list import RowList

MOST = 60


class Keys:
    """Counts what is pressed, and how much of it is ``held`` beside another key; what has the focus takes it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.count = self.held = 0

    def press(self, *sequences: str) -> None:
        """Keys or combinations, such as "Ctrl+Return", one after another."""
        for sequence in sequences:
            held = sequence.count("+")
            self.count += 1 + held
            self.held += held
            self.driver.key(sequence)

    def write(self, text: str) -> None:
        box = QApplication.focusWidget()
        assert box is not None, f"nowhere to write {text!r}"
        for letter in text:
            self.driver.do(f"write {text}", lambda letter=letter: _type(box, letter))

    def fill(self, *parts: str) -> None:
        """Each into a field of its own, one Tab after another."""
        for number, part in enumerate(parts):
            if number:
                self.press("Tab")
            self.write(part)

    def fill_in(self, day: str, month: str, year: str, time: str) -> None:
        """A date and a time; Tab stops at the calendar between them and, in the guide, at *Now* behind them."""
        self.fill(day, month, year)
        self.press("Tab", "Tab")
        self.write(time)


@pytest.fixture
def person(desk: Desk, clock: Clock) -> Person:
    """Somebody who was here a fortnight ago and has a task to do."""
    found = add_person(desk, name="Pŷrson One")
    sign_session(desk, found.id, an_entry(tasks=(NewTask(what="Ring the GP", who="Pŷrson"),)))
    clock.move(days=14, hours=2)
    return found


@pytest.fixture
def driver(qapp: QApplication, desk: Desk, person: Person, tmp_path: Path) -> Iterator[Driver]:
    del person  # is there before the window opens
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def test_a_routine_office_session_takes_at_most_sixty_keys(driver: Driver, desk: Desk, person: Person) -> None:
    keys = Keys(driver)
    keys.press("Ctrl+N")
    keys.write("Pŷrson One")
    driver.wait(lambda: driver.find(RowList, "People").rows, "the people to be listed")
    keys.press("Return")
    guide = driver.find(GuidePage, "Session guide")
    driver.do("the dialog is gone", guide.window().activateWindow)  # offscreen there is no window manager to do it

    def at(step: Step, factor: Factor | None = None) -> None:
        driver.wait(lambda: guide.page.stop == (step, factor) and QApplication.focusWidget(), f"{step} {factor}")

    at(Step.START)
    keys.fill_in("16", "3", "2026", "9:30")
    keys.press("Tab", "Tab", "1", "1", "Ctrl+Return")
    at(Step.CHECK_IN)
    keys.write("Settled; sleeps well")
    keys.press("Ctrl+Return")
    at(Step.PROGRESS)
    keys.press("Down", "Tab", "Tab")
    keys.write("Rang the GP")
    keys.press("Ctrl+Return")
    at(Step.FACTORS, Factor.MOOD)
    keys.press("2")
    keys.write("Short with his sister")
    keys.press("Tab", "1", "Ctrl+Return")
    for factor in (Factor.SUBSTANCES, Factor.PREOCCUPATION, Factor.ACCESS, Factor.COMPLIANCE):
        at(Step.FACTORS, factor)
        keys.press("1", "2")
    for step, text in (
        (Step.INTERVENTION, "The week hour by hour"),
        (Step.SAFEGUARDING, "Nothing new"),
        (Step.SUMMARY, "A steady fortnight"),
    ):
        at(step)
        keys.write(text)
        keys.press("Ctrl+Return")
    at(Step.TASKS)
    keys.fill("Bring the rota", "Pŷrson", "23", "3", "2026")
    keys.press("Ctrl+Return")
    at(Step.APPOINTMENT)
    keys.fill_in("30", "3", "2026", "10am")
    keys.press("Tab", "1", "Ctrl+Return")
    at(Step.DECIDE)
    keys.press("2")
    keys.write("Nothing new bears on the plan")
    keys.press("Ctrl+Return")
    at(Step.CHECK)
    keys.press("Ctrl+Shift+Return")
    driver.wait(lambda: people.page(desk, person.id).draft is None, "the session to be signed")
    print(f"\nA routine office session: {keys.count} keys, {keys.held} of them Ctrl or Shift")  # noqa: T201

    assert keys.count <= MOST
    check_sealed(people.page(desk, person.id).sessions[0].entry)


def check_sealed(entry: Entry) -> None:
    assert entry.check_in == "Settled; sleeps well"
    assert [(check.outcome, check.note) for check in entry.task_checks] == [(TaskOutcome.DONE, "")]
    mood = entry.rating(Factor.MOOD)
    assert (mood.level, mood.basis, mood.evidence) == (Level.EMERGING, Basis.SAID, "Short with his sister")
    others = [entry.rating(factor) for factor in Factor if factor is not Factor.MOOD]
    assert {(one.level, one.basis) for one in others} == {(Level.NONE_SEEN, Basis.OBSERVED)}
    assert entry.tasks == (replace(entry.tasks[0], what="Bring the rota", who="Pŷrson"),)
    assert entry.decision_note == "Nothing new bears on the plan"
