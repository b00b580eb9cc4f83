"""The small forms of a person's page."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCalendarWidget, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.actions import Action, ActionOrigin, open_first
from app.domain.mappa import newest_first
from app.services import people
from app.services.desk import Desk
from tests.builders import add_person
from tests.ui.windows import active
from ui.people.dialogs import ActionDialog, AppointmentDialog, MeetingDialog
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.form_dialog import FormDialog


@pytest.fixture
def person(desk: Desk):
    return add_person(desk)


@pytest.fixture
def open_dialog(desk: Desk, background: Background, qtbot: QtBot, person):
    def open_it(kind: type[FormDialog]) -> FormDialog:
        dialog = kind(desk, background, person.id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        active(qtbot, dialog)
        return dialog

    return open_it


def save(dialog: FormDialog, background: Background) -> list[str]:
    """Press Save; the sentences of the summary, if any."""
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    background.wait_until_idle()
    buttons = dialog.findChild(ErrorSummary).findChildren(QAbstractButton)
    return [button.accessibleName() for button in buttons if button.isVisible()]


def test_an_appointment_is_set_for_a_local_day_and_time(open_dialog, background, desk, person):
    dialog = open_dialog(AppointmentDialog)
    dialog._fields["at"].set_value(date(2026, 3, 9))
    dialog._fields["time"].set_value("2.30 pm")
    dialog._fields["place"].set_value("home_visit")
    assert save(dialog, background) == []
    following = people.page(desk, person.id).next
    local = following.at.astimezone()
    assert (local.date(), local.hour, local.minute, following.place) == (date(2026, 3, 9), 14, 30, "home_visit")
    assert not dialog.isVisible()


def test_an_empty_appointment_says_what_is_missing(open_dialog, background, desk, person):
    assert save(open_dialog(AppointmentDialog), background) == [
        "Enter the day of the appointment",
        "Enter the time of the appointment",
        "Choose where you meet",
    ]
    assert people.page(desk, person.id).next is None


def test_an_appointment_in_the_past_is_refused_at_the_day_and_what_was_typed_stays(open_dialog, background):
    dialog = open_dialog(AppointmentDialog)
    dialog._fields["at"].set_value(date(2025, 3, 9))
    dialog._fields["time"].set_value("14:30")
    dialog._fields["place"].set_value("office")
    assert save(dialog, background) == ["The appointment must be in the future, within a year"]
    assert dialog._fields["at"].problem == "The appointment must be in the future, within a year"
    assert dialog._fields["at"].value() == date(2025, 3, 9)


@pytest.mark.parametrize(("field", "typed"), [("time", "25:00"), ("time", "noon")])
def test_what_is_no_time_is_said(open_dialog, background, field, typed):
    dialog = open_dialog(AppointmentDialog)
    dialog._fields[field].set_value(typed)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.findChild(ErrorSummary).isVisible()


def test_a_meeting_is_recorded_and_sets_the_level(open_dialog, background, desk, person):
    dialog = open_dialog(MeetingDialog)
    dialog._fields["held_on"].set_value(date(2026, 2, 27))
    dialog._fields["level"].set_value("2")
    dialog._fields["summary"].set_value("Level 2 from today </para>")
    assert save(dialog, background) == ["Choose the MAPPA category that goes with this level"]
    dialog._fields["category"].set_value("1")
    assert save(dialog, background) == []
    page = people.page(desk, person.id)
    (meeting,) = newest_first(page.records)
    assert (meeting.held_on, meeting.level, meeting.summary) == (date(2026, 2, 27), "2", "Level 2 from today </para>")
    assert (page.person.details.mappa_category, page.person.details.mappa_level) == (1, 2)


def test_a_meeting_in_the_future_is_refused(open_dialog, background, desk, person):
    dialog = open_dialog(MeetingDialog)
    dialog._fields["held_on"].set_value(date(2027, 2, 27))
    dialog._fields["level"].set_value("2")
    dialog._fields["category"].set_value("1")
    dialog._fields["summary"].set_value("Later")
    assert save(dialog, background) == ["This date cannot be in the future"]
    assert people.page(desk, person.id).records == ()


def test_an_action_needs_what_and_who_but_no_day(open_dialog, background, desk, person):
    dialog = open_dialog(ActionDialog)
    assert save(dialog, background) == [
        "Enter what is to be done", "Enter who does it", "Choose what it comes from"
    ]  # fmt: skip
    dialog._fields["what"].set_value("Check devices")
    dialog._fields["origin"].set_value("agency")
    dialog._fields["owner"].set_value("Police")
    assert save(dialog, background) == []
    ((_record, action),) = open_first(people.page(desk, person.id).records)
    assert action == Action(what="Check devices", owner="Police", origin=ActionOrigin.AGENCY)


def test_enter_in_a_date_saves_and_opens_no_calendar(open_dialog, background):
    dialog = open_dialog(AppointmentDialog)
    QTest.keyClick(dialog._fields["at"].day, Qt.Key.Key_Return)
    background.wait_until_idle()
    assert dialog.findChild(QCalendarWidget) is None
    assert dialog.findChild(ErrorSummary).isVisible()


def test_escape_asks_before_it_loses_what_was_typed(open_dialog):
    dialog = open_dialog(ActionDialog)
    QTest.keyClicks(dialog._fields["owner"].control, "Police")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    next(one for one in dialog.findChild(QMessageBox).buttons() if one.text() == "Leave without saving").click()
    assert not dialog.isVisible()


def test_escape_closes_an_untouched_form_at_once(open_dialog):
    dialog = open_dialog(ActionDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
