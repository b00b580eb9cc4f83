"""Editing and adding a rule: faults are said at fields, the effect is shown first, and a reason is asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from app.domain.rule_edits import RuleState
from app.domain.rules import Interval, Start
from app.services import officers, rules
from app.services.desk import Desk
from tests.builders import add_person, an_officer
from tests.desks import Clock
from tests.ui.windows import active, focus
from ui.rules.change_page import ChangePage, RuleChange
from ui.rules.rule_form import tab_stops
from ui.rules.rule_form_page import RuleFormPage
from ui.widgets.background import Background
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text


@pytest.fixture
def open_form(desk: Desk, background: Background, qtbot: QtBot):
    officers.record(desk, an_officer())

    def open_it(key: str | None) -> RuleFormPage:
        page = RuleFormPage(desk, background, key)
        page.resize(1070, 700)
        active(qtbot, page)
        qtbot.waitUntil(page._go.isEnabled)
        return page

    return open_it


@pytest.fixture
def open_change(desk: Desk, background: Background, qtbot: QtBot):
    officers.record(desk, an_officer())

    def open_it(change: RuleChange) -> ChangePage:
        page = ChangePage(desk, background, change)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def problems(page) -> list[str]:
    summary = page.findChild(ErrorSummary)
    return [button.accessibleName() for button in summary.findChildren(QAbstractButton) if button.isVisible()]


def words(page) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_an_edit_is_handed_on_with_only_what_differs(open_form, qtbot) -> None:
    page = open_form("risk_review_high")
    assert page.settled
    page._form.fields["interval"].set_value(Interval(months=3))
    assert not page.settled
    with qtbot.waitSignal(page.checked) as checked:
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (change,) = checked.args
    assert (change.state, change.key) == (RuleState.EDITED, "risk_review_high")
    assert set(change.values) == {"interval"}


def test_an_edit_that_changes_nothing_goes_no_further(open_form) -> None:
    page = open_form("contact")
    page._go.click()
    assert "Nothing is changed yet" in words(page)


def test_faults_are_said_at_their_fields_and_lead_there(open_form, qtbot) -> None:
    page = open_form("contact")
    page._form.fields["title"].set_value("")
    page._form.fields["interval"]._parts["months"][1].setText("-1")
    page._form.fields["source"].set_value("")
    page._go.click()
    assert problems(page) == [
        "Enter what is to be done",
        "Interval: type months as a whole number that is not negative, such as 14",
        "Enter where the interval comes from, such as your local policy",
    ]
    assert page._form.fields["interval"].problem == problems(page)[1]
    summary = page.findChild(ErrorSummary)
    next(button for button in summary.findChildren(QAbstractButton) if "months" in button.accessibleName()).click()
    assert focus() is page._form.fields["interval"]._parts["months"][1]


def test_nothing_is_chosen_beforehand_for_a_new_rule_and_all_of_it_is_asked_for(open_form) -> None:
    page = open_form(None)
    page._go.click()
    assert set(page._form.fields) - {"interval", "warning"} == {
        name for name, field in page._form.fields.items() if field.problem
    }


def test_groups_of_people_are_added_and_taken_away(open_form, qtbot) -> None:
    page = open_form("home_visit_high")
    form = page._form
    assert len(form._groups) == 2
    form._more.click()
    assert len(form._groups) == 3
    assert "; and for everybody on the caseload." in form._whom.text()
    form._groups[-1].removed.emit()
    form._groups[-1].removed.emit()
    draft, _none = form.read()
    assert len(draft.audiences) == 1
    assert form._whom.text() == (
        "So it is for people on licence or on a community order, high or very high risk of serious harm."
    )


def test_tab_goes_down_the_page_also_through_a_group_added_later(open_form, qtbot) -> None:
    page = open_form("home_visit_high")
    page._form._more.click()
    assert focus() is page._form._groups[-1]._status._cards[0]
    page._form.fields["title"].setFocus()
    tops: list[int] = []
    for _press in range(100):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if focus() is page._go:
            break
        place = focus().mapTo(page._content, focus().rect().topLeft())
        tops.append(place.y())
    assert focus() is page._go
    assert len(tops) == len({id(one) for one in tab_stops(page._form)}) - 1  # all but the title
    mores = [page._form._more.mapTo(page._content, page._form._more.rect().topLeft()).y()]
    selects = [group._own.control.mapTo(page._content, group.rect().topLeft()).y() for group in page._form._groups]
    assert [tops.index(top) for top in selects + mores] == sorted(tops.index(top) for top in selects + mores)
    identifiers = [one.accessibleIdentifier() for one in tab_stops(page._form)]
    assert len(identifiers) == len(set(identifiers))


def test_leaving_a_half_typed_rule_asks_once(open_form, qtbot) -> None:
    page = open_form("contact")
    page._form.fields["title"].set_value("Half")
    left: list[bool] = []
    page.leave(lambda: left.append(True))
    (box,) = page.findChildren(QMessageBox)
    assert left == []
    next(button for button in box.buttons() if button.text() == "Leave without saving").click()
    assert left == [True]


def test_a_rule_added_by_the_form_is_in_force(open_form, open_change, desk, background, qtbot) -> None:
    page = open_form(None)
    fields = page._form.fields
    for name, value in (("title", "Check the tag"), ("why", "It shows the nights"), ("source", "Local policy")):
        fields[name].set_value(value)
    for name, value in (("kind", "own"), ("start", "taken_on"), ("counting", "repeats"), ("duty", "practitioner")):
        fields[name].set_value(value)
    fields["confidence"].set_value("low")
    fields["interval"].set_value(Interval(weeks=2))
    with qtbot.waitSignal(page.checked) as checked:
        page._go.click()
    change = open_change(checked.args[0])
    QTest.keyClicks(change._reason.control, "Ours alone")
    with qtbot.waitSignal(change.kept):
        change._go.click()
    rule = rules.all_rules(desk).entries[-1].rule
    assert (rule.title, rule.interval, rule.start) == ("Check the tag", Interval(weeks=2), Start.TAKEN_ON)
    assert rule.words == "every 2 weeks, for everybody on the caseload"


# ── The effect, and the reason ───────────────────────────────────────────────────────────────────────


def test_the_effect_on_the_caseload_is_counted_and_listed(open_change, desk, clock: Clock) -> None:
    add_person(desk)
    clock.move(days=25)
    page = open_change(
        RuleChange(state=RuleState.EDITED, key="acute_factors", title="Rate", values={"interval": {"days": 14}})
    )
    assert "Of the flags of 1 person on your caseload:\nMove to another day: 1" in words(page)
    assert [row.spoken for row in page._rows.list.rows] == [
        "Pŷrson One. Rate the acute factors. Due 1 April 2026 now, 16 March 2026 after the change. Moves"
    ]


def test_no_effect_is_said_too(open_change, desk) -> None:
    page = open_change(RuleChange(state=RuleState.OFF, key="circle_review"))
    assert "No flag changes today, with 0 people on your caseload." in words(page)
    assert not page._rows.isVisible()


@pytest.mark.parametrize("state", [RuleState.OFF, RuleState.RESET])
def test_no_change_without_a_reason(open_change, desk, background, state) -> None:
    rules.edit(desk, "contact", {"interval": {"weeks": 2}}, "First")
    page = open_change(RuleChange(state=state, key="contact"))
    page._go.click()
    background.wait_until_idle()
    assert problems(page) == ["Enter why, in a sentence"]
    assert page._reason.problem
    assert rules.all_rules(desk).entry("contact").rule.interval == Interval(weeks=2)
    assert not rules.all_rules(desk).entry("contact").off


def test_each_change_is_kept_with_its_reason(open_change, desk, clock, qtbot) -> None:
    for state in (RuleState.OFF, RuleState.ON, RuleState.RESET):
        page = open_change(RuleChange(state=state, key="contact"))
        page._reason.set_value(f"Because {state}")
        assert not page.settled
        with qtbot.waitSignal(page.kept):
            QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert page.settled
        clock.move(minutes=1)
    edits = rules.all_rules(desk).entry("contact").edits
    assert [(edit.state, edit.reason) for edit in edits] == [
        (state, f"Because {state}") for state in (RuleState.RESET, RuleState.ON, RuleState.OFF)
    ]


def test_one_change_is_made_however_often_the_button_is_pressed(open_change, desk, background) -> None:
    page = open_change(RuleChange(state=RuleState.OFF, key="contact"))
    page._reason.set_value("Once")
    page._on_go()
    page._on_go()
    background.wait_until_idle()
    assert len(rules.all_rules(desk).entry("contact").edits) == 1
