"""Contact on a person's page: suspended, renewed and resumed, and the way in from Today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.tasks import NewTask
from app.services import deadlines
from tests.builders import a_missed_entry, add_person, an_entry, sign_session
from tests.desks import Clock
from tests.ui.windows import active, fill, focus
from ui.people.contact_dialogs import ResumeDialog, SuspendDialog
from ui.people.person_page import PersonPage
from ui.widgets.buttons import PrimaryButton
from ui.widgets.date_box import DateBox
from ui.widgets.row_list import RowList
from ui.widgets.text_box import TextBox


@pytest.fixture
def open_person(desk, background, qtbot: QtBot):
    def open_it(person_id, part: str = "") -> PersonPage:
        page = PersonPage(desk, background, person_id, part)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        fill(page)
        return page

    return open_it


def listed(page: QWidget, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: QWidget, words: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == words and one.isVisible())


def save(dialog: QWidget, background) -> None:
    dialog.findChild(PrimaryButton).click()
    background.wait_until_idle()


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *what: said.append(what[0]))
    return said


def test_contact_is_suspended_with_an_end_and_a_reason_and_resumed_with_one(
    open_person, desk, background, clock: Clock
):
    person = add_person(desk)
    page = open_person(person.id)
    assert "Contact is not suspended." in words_on(page)
    button(page, "Suspend contact…").click()
    dialog = page.findChild(SuspendDialog)
    since, until = dialog.findChildren(DateBox)
    assert since.value() == desk.today()
    until.set_value(desk.today() + timedelta(days=91))
    save(dialog, background)
    assert "Enter the last day, at most 90 days after the first; it can be renewed" in words_on(dialog)
    assert "Enter why contact is suspended" in words_on(dialog)
    until.set_value(desk.today() + timedelta(days=90))
    dialog.findChild(TextBox).set_value("In <b>hospital</b>")
    save(dialog, background)
    assert "From 2 March 2026 until 31 May 2026: In <b>hospital</b>" in words_on(page)
    clock.move(days=4)
    button(page, "Renew the suspension…").click()
    dialog = page.findChild(SuspendDialog)
    assert dialog.findChildren(DateBox)[0].value() == date(2026, 6, 1)  # the day after
    dialog.reject()
    button(page, "Resume contact…").click()
    dialog = page.findChild(ResumeDialog)
    save(dialog, background)
    assert "Enter why contact is resumed" in words_on(dialog)
    dialog.findChild(TextBox).set_value("Discharged")
    save(dialog, background)
    assert "Contact is not suspended." in words_on(page)
    assert [row.span.until for row in deadlines.suspensions(desk, person.id)] == [date(2026, 3, 5)]


def test_the_card_leads_to_missed_contact_and_to_what_was_put_off(open_person, desk):
    person = add_person(desk)
    sign_session(desk, person.id, a_missed_entry())
    page = open_person(person.id)
    absences, deferrals = heard(page.absences_opened), heard(page.deferrals_opened)
    button(page, "Missed contact: 1").click()
    button(page, "Deferral history").click()
    assert (absences, deferrals) == ([person.id], [person.id])


@pytest.mark.parametrize(("part", "name"), [("due", "Due"), ("blind spots", "Blind spots")])
def test_the_page_opens_at_the_part_that_was_asked_for(open_person, desk, clock: Clock, part: str, name: str):
    person = add_person(desk, release_date=date(2025, 1, 6))
    sign_session(desk, person.id, an_entry(tasks=(NewTask(what="Enrol", who="Officer", due_on=desk.today()),)))
    clock.move(days=40)
    page = open_person(person.id, part)
    assert focus() is listed(page, name)


def test_a_part_with_nothing_in_it_leaves_the_focus_on_the_green_button(open_person, desk):
    page = open_person(add_person(desk).id, "tasks")
    assert focus() is button(page, "Start a session")


def test_a_deferred_duty_is_taken_back_here_as_well(open_person, desk, background, clock: Clock):
    person = add_person(desk, release_date=date(2025, 1, 6))
    deadlines.defer(desk, person.id, "risk_review", desk.today() + timedelta(days=40), "Waiting")
    clock.move(minutes=1)
    page = open_person(person.id, "due")
    due = listed(page, "Due")
    due.choose(next(place for place, row in enumerate(due.rows) if row.action == "Do it now"))
    QTest.keyClick(due, Qt.Key.Key_Space)
    background.wait_until_idle()
    assert all(row.action != "Do it now" for row in due.rows)
    assert not any(row.stands for row in deadlines.deferrals(desk, person.id))
