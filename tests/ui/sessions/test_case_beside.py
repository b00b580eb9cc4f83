"""The guide meets the case: this person's conditions, open actions, and what was not asked."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.actions import Action, ActionOrigin
from app.domain.orders import Condition, ConditionType
from app.domain.people import Person
from app.domain.ratings import Factor, Level
from app.domain.sessions import Entry, Step
from app.services import records
from app.services.desk import Desk
from tests.builders import MOMENT, an_action, an_entry, an_order
from tests.ui.sessions.conftest import OpenGuide
from ui.sessions.guide import GuidePage
from ui.sessions.route import Stop
from ui.widgets.tokens import Theme, apply_theme


def shown(page: GuidePage) -> str:
    return "\n".join(label.text() for label in page.page.findChildren(QLabel) if label.isVisible())


def add_condition(desk: Desk, person: Person, wording: str, end: date | None = None) -> None:
    order = records.add(desk, person.id, an_order())
    body = Condition(order=order.id, type=ConditionType.PLACE, wording=wording, end=end)
    records.add(desk, person.id, body)


def test_the_persons_own_conditions_stand_beside_access_and_compliance(
    open_guide: OpenGuide, desk: Desk, person: Person
) -> None:
    add_condition(desk, person, "Not within 100 m of a school")
    page = open_guide(an_entry(), step=Step.FACTORS)
    for factor in Factor:
        page._go(Stop(Step.FACTORS, factor))
        own = "This person’s prohibitions and conditions\nNot within 100 m of a school\n"
        own += "Sexual Harm Prevention Order (SHPO), A Crown Court, until 6 January 2030."
        assert (own in shown(page)) == (factor in (Factor.ACCESS, Factor.COMPLIANCE)), factor


def test_a_late_entry_sees_the_conditions_of_its_own_day(open_guide: OpenGuide, desk: Desk, person: Person) -> None:
    add_condition(desk, person, "Not in the park", end=MOMENT.date() - timedelta(days=1))
    page = open_guide(an_entry(), step=Step.FACTORS)
    page._go(Stop(Step.FACTORS, Factor.ACCESS))
    assert "Not in the park" not in shown(page)
    page._keep(an_entry(held_at=MOMENT - timedelta(days=2)))
    page._go(Stop(Step.FACTORS, Factor.COMPLIANCE))
    page._go(Stop(Step.FACTORS, Factor.ACCESS))
    assert "Not in the park" in shown(page)


def test_a_prompt_says_its_source_how_sure_it_is_and_as_at_when(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry(), step=Step.SUMMARY)
    source = "Source: HMPPS guidance on professional curiosity; read in an official or primary text. As at "
    assert f"{source}22 November 2026." in shown(page)


def test_what_was_not_asked_stands_beside_the_decision_and_stops_nothing(open_guide: OpenGuide) -> None:
    page = open_guide(an_entry({Factor.ACCESS: Level.NOT_EXPLORED}), step=Step.DECIDE)
    told = shown(page)
    assert "What have I not asked?" in told
    assert "Not explored today: Access to potential victims (never explored)" in told
    assert "Negative mood" not in told
    page._on_continue()
    assert page.page.stop.step is Step.CHECK


def test_an_open_action_is_closed_at_once_from_review_progress(
    open_guide: OpenGuide, desk: Desk, person: Person, qapp: QApplication, qtbot: QtBot
) -> None:
    polygraph = an_action(what="Follow up the disclosure", origin=ActionOrigin.POLYGRAPH)
    record = records.add(desk, person.id, polygraph)
    records.add(desk, person.id, an_action(what="Done long ago", done_on=date(2026, 2, 2)))
    page = open_guide(Entry(), step=Step.PROGRESS)
    assert "Follow up the disclosure\nPolice · Polygraph disclosure" in shown(page)
    assert "Done long ago" not in shown(page)
    button = page.page.findChild(QPushButton, "action-1-done")
    button.setFocus()
    button.click()
    qtbot.waitUntil(lambda: "Done on 2 March 2026" in shown(page))
    assert not button.isVisible()
    body = records.read(desk, person.id, record.id).record.body
    assert isinstance(body, Action)
    assert body.done_on == MOMENT.date()
    apply_theme(qapp, Theme.LIGHT, 2.0)  # pages are made anew, and know it
    assert "Follow up the disclosure" not in shown(page)
