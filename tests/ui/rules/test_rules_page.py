"""The list of review rules: what is in force, what was edited and why, what cannot be read, what is not recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.rule_edits import RuleEdit, RuleState
from app.domain.rules import Duty, Start
from app.services import officers, rules
from app.services.desk import Desk
from app.store import rule_edits
from tests.builders import an_officer
from tests.damaged_rules import damaged_rule
from tests.ui.windows import active, focus
from ui.rules.rule_page import RulePage
from ui.rules.rules_page import RulesPage
from ui.rules.words import OTHER, duty_words, group_of, group_words, start_words
from ui.widgets.background import Background
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard

REASON = "Local policy of March 2026"


@pytest.fixture
def open_page(desk: Desk, background: Background, qtbot: QtBot):
    officers.record(desk, an_officer())

    def open_it(width: int = 1070) -> RulesPage:
        page = RulesPage(desk, background)
        page.resize(width, 700)
        active(qtbot, page)
        settle(page, background, qtbot)
        return page

    return open_it


def settle(page: RulesPage, background: Background, qtbot: QtBot) -> None:
    background.wait_until_idle()
    qtbot.waitUntil(lambda: not page._waiting)


def shown(page: RulesPage) -> dict[str, list[str]]:
    """The rows that can be seen, as spoken, by the heading of their card."""
    cards = [card for card in page.findChildren(ListCard) if card.isVisible()]
    return {card._title: [row.spoken for row in card.list.rows] for card in cards}


def keys(page: RulesPage) -> list[object]:
    return [row.key for card in page.findChildren(ListCard) if card.isVisible() for row in card.list.rows]


def damage(
    desk: Desk, key: str, body: str = '{"interval": {"months": -1}}', state: RuleState = RuleState.EDITED
) -> None:
    """An edit that a later version, or a fault of the disk, left unreadable."""
    with desk.change("edit", "rule") as db:
        officer_id, officer = officers.signing(db)
        edit = RuleEdit(rule_key=key, state=state, body=body, reason=REASON, by=officer.name, at=desk.now())
        rule_edits.add(db, desk.new_id(), officer_id, edit)


def test_every_rule_is_listed_once_with_all_that_is_asked_of_it(open_page) -> None:
    page = open_page()
    assert sorted(keys(page)) == sorted(rule.key for rule in rules.rules())
    (row,) = (row for row in shown(page)["Acute factors and risk"] if row.startswith("Rate the acute factors"))
    for part in ("Every 30 days, for everybody", "Whose duty: Probation practitioner", "Source: Research", "As at 22"):
        assert part in row
    assert "official or primary text" in row


def test_every_rule_that_ships_has_a_group_and_every_word() -> None:
    assert [rule.key for rule in rules.rules() if group_of(rule) == OTHER] == []
    assert {group_of(rule) for rule in rules.rules()} | {OTHER} == set(group_words())
    assert all(start_words(start) for start in Start)
    assert all(duty_words(duty) for duty in Duty)


def test_an_edit_says_by_whom_when_and_why(open_page, desk) -> None:
    rules.edit(desk, "contact", {"interval": {"weeks": 2}}, REASON)
    rules.switch_off(desk, "oversight", "Done in team meetings")
    page = open_page()
    (contact,) = (row for row in shown(page)["Contact and home visits"] if "Edited here" in row)
    assert "Every 2 weeks" in contact
    assert f"Edited by An Officer on 2 March 2026: {REASON}" in contact
    (oversight,) = (row for row in shown(page)["MAPPA and oversight"] if "Discuss" in row)
    assert "Switched off by An Officer on 2 March 2026: Done in team meetings" in oversight


def test_the_reason_of_an_edit_that_was_reset_is_no_longer_said(open_page, desk) -> None:
    rules.edit(desk, "contact", {"interval": {"weeks": 2}}, REASON)
    rules.reset(desk, "contact", "Policy withdrawn")
    assert not any(REASON in row or "Reset by" in row for rows in shown(open_page()).values() for row in rows)


def test_search_and_filter_narrow_the_list_and_say_when_nothing_is_left(open_page, desk, background, qtbot) -> None:
    rules.switch_off(desk, "oversight", REASON)
    page = open_page()
    QTest.keyClicks(page._search.control, "first home")
    settle(page, background, qtbot)
    assert set(keys(page)) == {"home_visit_high", "home_visit_medium", "home_visit_low"}
    QTest.keyClicks(page._search.control, "zz")
    settle(page, background, qtbot)
    assert keys(page) == []
    assert "No rule matches." in [text.text() for text in page.findChildren(Text) if text.isVisible()]
    page._search.set_value("")
    page._filter.set_value("off")
    page._filter.changed.emit()
    settle(page, background, qtbot)
    assert keys(page) == ["oversight"]


def test_enter_in_the_search_goes_into_the_list_and_opens_the_rule(open_page, qtbot) -> None:
    page = open_page()
    page.setFocus()
    assert focus() is page._search.control
    QTest.keyClicks(page._search.control, "oversight")
    QTest.keyClick(page._search.control, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.rule_opened) as opened:
        QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert opened.args == ["oversight"]


@pytest.mark.parametrize(
    ("key", "state", "stands"),
    [
        ("contact", RuleState.EDITED, "The rule counts as it was before"),
        ("own_1", RuleState.ADDED, "The rule it was to add is missing"),
    ],
)
def test_an_edit_that_cannot_be_read_is_listed_with_its_fault_until_it_is_reset(
    open_page, desk, background, qtbot, key, state, stands
) -> None:
    damage(desk, key, state=state)
    page = open_page()
    (row,) = shown(page)["Edits that cannot be read"]
    assert stands in row
    assert "“" in row or "cannot be read" in row
    card = page._cards["faults"]
    card.list.setFocus()
    with qtbot.waitSignal(page.reset_started) as reset:
        QTest.keyClick(card.list, Qt.Key.Key_Space)
    assert reset.args == [key]
    rules.reset(desk, key, "The edit was damaged")
    page.refresh()
    settle(page, background, qtbot)
    assert "Edits that cannot be read" not in shown(page)
    assert len(keys(page)) == len(rules.rules())


def test_a_damaged_rule_that_ships_is_said_and_hides_no_other(open_page) -> None:
    with damaged_rule("oversight"):
        page = open_page()
    said = " ".join(words.text() for words in page.findChildren(Text) if words.isVisible())
    assert "Sightline’s own rule oversight (line " in said
    assert sorted(keys(page)) == sorted(rule.key for rule in rules.rules() if rule.key != "oversight")


def test_a_damaged_edit_hides_no_other_rule(open_page, desk) -> None:
    damage(desk, "contact", body="\x00 not json")
    assert len(set(keys(open_page()))) == len(rules.rules())


# ── One rule ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def open_rule(desk: Desk, background: Background, qtbot: QtBot):
    officers.record(desk, an_officer())

    def open_it(key: str) -> RulePage:
        page = RulePage(desk, background, key)
        page.resize(1070, 700)
        active(qtbot, page)
        background.wait_until_idle()
        return page

    return open_it


def words(page: RulePage) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_an_edited_rule_shows_what_it_was_when_it_came(open_rule, desk) -> None:
    rules.edit(desk, "contact", {"interval": {"weeks": 2}}, REASON)
    page = open_rule("contact")
    assert "Every 2 weeks\nAs shipped: Every 1 month" in words(page)
    assert words(page).count("As shipped") == 2  # and the day on which it was checked
    assert page._reset.isEnabled()
    assert "nothing to reset" not in words(page)
    assert page._tag.text == "Edited here"


def test_a_rule_as_it_came_has_nothing_to_reset(open_rule) -> None:
    page = open_rule("contact")
    assert not page._reset.isEnabled()
    assert "The rule stands as it came: there is nothing to reset." in words(page)
    assert not page._tag.isVisible()
    assert "As shipped" not in words(page)


def test_what_can_be_done_to_a_rule_fits_its_state(open_rule, desk, qtbot) -> None:
    rules.switch_off(desk, "contact", REASON)
    page = open_rule("contact")
    assert page._switch.text() == "Switch on…"
    with qtbot.waitSignal(page.change_started) as asked:
        page._switch.click()
    assert asked.args == ["contact", RuleState.ON]


def test_a_rule_that_is_not_there_any_more_is_said_and_cannot_be_edited(open_rule) -> None:
    page = open_rule("fault")  # the key of a flag about wrong dates, which no rule raised
    assert "no longer in the store" in words(page)
    assert not any(button.isEnabled() for button in (page._edit, page._switch, page._reset))
