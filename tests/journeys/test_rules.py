"""Review rules in the real window: from Settings to an edited rule, by keyboard, and the flag that then says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.rule_edits import RuleEdit, RuleState
from app.domain.rules import Interval
from app.services import officers, rules, today
from app.services.desk import Desk
from app.store import rule_edits
from tests.builders import add_person, an_officer
from tests.desks import Clock
from tests.journeys.case_window import open_case
from tests.journeys.driving import Driver
from ui.rules.overdue_page import OverduePage
from ui.rules.rule_page import RulePage
from ui.rules.rules_page import RulesPage
from ui.shell.places import Places
from ui.today.page import TodayPage


@pytest.fixture
def driver(qapp, desk: Desk, clock: Clock, tmp_path: Path) -> Iterator[Driver]:
    officers.record(desk, an_officer())
    add_person(desk)
    clock.move(days=25)
    with open_case(qapp, desk, tmp_path) as driving:
        yield driving


def in_view(driver: Driver) -> object:
    return driver.window.findChild(Places).currentWidget()


def choose(driver: Driver, command: str) -> None:
    """A command of the menu bar."""
    action = next(
        one for one in driver.window.findChildren(type(driver.window.menuBar().actions()[0])) if one.text() == command
    )
    driver.do(command, action.trigger)


def test_a_rule_is_edited_by_keyboard_and_today_says_so(driver: Driver, desk: Desk) -> None:
    driver.press("Settings")
    driver.press("Review rules: what falls due when")
    driver.wait(lambda: isinstance(in_view(driver), RulesPage) and not in_view(driver)._waiting, "the rules")
    driver.type("Find a rule", "acute")
    driver.key("Return")
    driver.key("Return")
    driver.wait(lambda: isinstance(in_view(driver), RulePage), "the rule")
    driver.key("Ctrl+Return")
    driver.find(QAbstractButton, "Continue")
    driver.wait(lambda: driver.find(QAbstractButton, "Continue").isEnabled(), "the form")
    driver.wait(lambda: QApplication.focusWidget() and QApplication.focusWidget().accessibleName(), "the focus")
    driver.type("Interval: days", "\b")
    box = driver._field("Interval: days")
    driver.do("clear", box.clear)
    driver.type("Interval: days", "14")
    driver.key("Ctrl+Return")
    driver.type("Why", "Ours alone")
    driver.key("Ctrl+Return")
    driver.wait(lambda: isinstance(in_view(driver), RulePage), "the rule again")
    assert rules.all_rules(desk).entry("acute_factors").rule.interval == Interval(days=14)
    driver.wait(lambda: in_view(driver)._tag.text == "Edited here", "the mark of the edit")
    flags = [row.flag for group in today.today(desk).groups.values() for row in group]
    assert [flag.edited for flag in flags if flag.rule_key == "acute_factors"] == [True]


def test_going_back_from_the_effect_keeps_what_was_typed(driver: Driver) -> None:
    choose(driver, "Review rules…")
    driver.press("Add a rule")
    driver.type("What is to be done", "Check the tag")
    assert driver.find(QAbstractButton, "Continue").isEnabled()
    driver.key("Ctrl+Return")
    assert driver.has(QAbstractButton, "Choose what starts the clock")
    driver.press("Cancel")
    driver.press("Keep editing")
    assert driver._field("What is to be done").text() == "Check the tag"


def test_the_help_leads_to_the_rules_and_each_page_is_open_once(driver: Driver) -> None:
    choose(driver, "What overdue means")
    driver.wait(lambda: isinstance(in_view(driver), OverduePage), "the help")
    driver.press("All review rules")
    driver.press("What overdue means")
    driver.wait(lambda: isinstance(in_view(driver), OverduePage), "the help again")
    assert [type(page) for page in driver.window.findChild(Places).pages()].count(OverduePage) == 1


def test_a_flag_on_today_leads_to_its_rule(driver: Driver) -> None:
    driver.wait(lambda: isinstance(in_view(driver), TodayPage), "today")
    page = in_view(driver)
    driver.do("the rule of a flag", lambda: page.rule_opened.emit("contact"))
    driver.wait(lambda: isinstance(in_view(driver), RulePage), "the rule")
    driver.wait(lambda: in_view(driver).heading.text() == "See the person face to face", "its heading")


def test_a_damaged_edit_is_reset_from_the_list(driver: Driver, desk: Desk) -> None:
    with desk.change("edit", "rule") as db:
        officer_id, officer = officers.signing(db)
        damaged = RuleEdit(
            rule_key="contact", state=RuleState.EDITED, body="{", reason="A fault", by=officer.name, at=desk.now()
        )
        rule_edits.add(db, desk.new_id(), officer_id, damaged)
    choose(driver, "Review rules…")
    driver.wait(
        lambda: "faults" in in_view(driver)._cards and in_view(driver)._cards["faults"].isVisible(), "the fault"
    )
    faults = in_view(driver)._cards["faults"].list
    driver.do("to the fault", faults.setFocus)
    driver.key("Space")
    driver.type("Why", "It was damaged")
    driver.key("Ctrl+Return")
    driver.wait(lambda: isinstance(in_view(driver), RulesPage) and not in_view(driver)._waiting, "the rules again")
    driver.wait(lambda: not in_view(driver)._cards["faults"].isVisible(), "the fault to be gone")
    assert rules.all_rules(desk).faults == ()
