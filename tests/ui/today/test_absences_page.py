"""Missed contact of one person: what counts, how it is judged, and the decision that is recorded and never made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.places import Action
from app.services import absences, reviews
from tests.builders import a_missed_entry, add_person, sign_session
from tests.desks import Clock
from tests.ui.windows import active
from ui.today.absence_dialogs import DecisionDialog, JudgeDialog
from ui.today.absences_page import AbsencesPage
from ui.widgets.buttons import PrimaryButton
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.date_box import DateBox
from ui.widgets.row_list import RowList
from ui.widgets.text_box import TextBox


@pytest.fixture
def person(desk):
    return add_person(desk)


@pytest.fixture
def open_page(desk, background, qtbot: QtBot, person):
    def open_it() -> AbsencesPage:
        page = AbsencesPage(desk, background, person.id)
        page.resize(900, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def miss(desk, person, clock: Clock, *, days: int, action: Action | None = Action.FIRST_WARNING) -> None:
    clock.move(days=days)
    sign_session(desk, person.id, a_missed_entry(held_at=desk.now() - timedelta(hours=1), action=action))


def listed(page: QWidget, name: str) -> RowList:
    return next(one for one in page.findChildren(RowList) if one.accessibleName() == name)


def counted(page: QWidget) -> RowList:
    return listed(page, "Counted in the last 12 months")


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def save(dialog: QWidget, background) -> None:
    dialog.findChild(PrimaryButton).click()
    background.wait_until_idle()


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *what: said.append(what if len(what) > 1 else what[0]))
    return said


def test_each_absence_shows_its_clocks_and_what_was_recorded(open_page, desk, person, clock: Clock):
    miss(desk, person, clock, days=5, action=Action.DECISION_PENDING)
    page = open_page()
    (row,) = counted(page).rows
    assert row.tag == "Counts"
    assert row.lines == (
        "Recorded with the session: Decision pending",
        "Send the letter about the missed appointment: Due 10 March 2026, in 3 days",
        "Judge the reason for the missed appointment: Due 16 March 2026, in 9 days",
    )
    assert "A decision is asked for" not in words_on(page)


def test_one_judged_acceptable_counts_no_more_and_says_why(open_page, desk, person, background, clock: Clock):
    miss(desk, person, clock, days=5)
    miss(desk, person, clock, days=5)
    page = open_page()
    assert "A decision is asked for" in words_on(page)
    rows = counted(page)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_J)
    dialog = page.findChild(JudgeDialog)
    assert dialog.findChild(ChoiceList).value is None
    assert not dialog.findChild(Select).isVisible()
    save(dialog, background)
    assert "Choose whether the absence is acceptable" in words_on(dialog)
    dialog.findChild(ChoiceList).set_value("yes")
    dialog.findChild(ChoiceList).chosen.emit()
    assert dialog.findChild(Select).isVisible()
    dialog.findChild(Select).set_value("medical")
    dialog.findChild(TextBox).set_value("Letter from the <b>ward</b>.")
    dialog.findChild(DateBox).set_value(desk.today())
    save(dialog, background)
    assert len(counted(page).rows) == 1
    (row,) = listed(page, "Not counted: judged acceptable, or longer ago").rows
    assert row.tag == "Does not count"
    assert any(
        "Judged acceptable, Medical (evidence seen 12 March 2026): Letter from the <b>ward</b>." in line
        for line in row.lines
    )
    assert "A decision is asked for" not in words_on(page)
    assert len(absences.of_person(desk, person.id).in_year) == 1


def test_the_decision_is_the_officers_own_words_and_nothing_is_chosen_before(
    open_page, desk, person, background, clock: Clock
):
    miss(desk, person, clock, days=5)
    miss(desk, person, clock, days=5)
    page = open_page()
    assert "Missed on 7 March 2026 and on 12 March 2026" in words_on(page)
    press(page, "Record your decision")
    dialog = page.findChild(DecisionDialog)
    assert dialog.findChild(ChoiceList).value is None
    assert dialog.findChild(TextBox).value == ""
    assert dialog.findChild(DateBox).value() is None
    save(dialog, background)
    assert "Enter what was decided, with whom, and why" in words_on(dialog)
    dialog.findChild(DateBox).set_value(desk.today())
    dialog.findChild(TextBox).set_value("No breach: agreed with A Senior, he was on the ward.")
    dialog.findChild(ChoiceList).set_value("no")
    save(dialog, background)
    assert "A decision is asked for" not in words_on(page)
    (row,) = listed(page, "Decisions recorded").rows
    decided = "No breach: agreed with A Senior, he was on the ward."
    assert row.lines == ("About the absence on 12 March 2026", decided)
    found = absences.of_person(desk, person.id)
    assert (found.decisions[0].kind, found.decisions[0].subject) == ("breach_decision", found.all[0].session_id)
    assert reviews.read(desk, person.id, row.key.id).note == decided


def test_enter_opens_the_session_and_l_records_the_letter(open_page, desk, person, clock: Clock):
    miss(desk, person, clock, days=5, action=Action.DECISION_PENDING)
    page = open_page()
    rows = counted(page)
    opened, recorded = heard(page.session_opened), heard(page.review_started)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_L)
    assert opened == [absences.of_person(desk, person.id).all[0].session_id]
    assert recorded == [(person.id, "missed_letter", opened[0])]


def test_somebody_who_missed_nothing_has_a_calm_page(open_page):
    page = open_page()
    assert "No absence of the last 12 months counts as missed." in words_on(page)
    assert "A decision is asked for" not in words_on(page)


def press(page: QWidget, words: str) -> None:
    next(one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def test_the_keyboard_starts_at_the_newest_absence(open_page, desk, person, clock):
    miss(desk, person, clock, days=5)
    page = open_page()
    assert counted(page).hasFocus()


def test_without_an_absence_it_starts_at_the_way_to_the_person(open_page):
    page = open_page()
    assert next(one for one in page.findChildren(QPushButton) if one.text() == "Open the person").hasFocus()
