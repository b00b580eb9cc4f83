"""A change that would make others contradict it is refused at the answer whose change does it, and says how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.domain.actions import Action, ActionOrigin
from app.domain.circles import Circle, CircleMeeting
from app.domain.mappa import MappaCategory, MappaLevel, MappaMeeting
from app.domain.orders import Breach, Condition, ConditionType, Order, OrderType
from app.domain.records import Body, Record
from app.domain.references import contradicted
from tests.domain.records_builder import TODAY, a_record, around

ORDER = a_record(
    Order(type=OrderType.PREVENTION, court="A court", start=date(2025, 1, 6), end=date(2030, 1, 6)), id=UUID(int=1)
)


def a_line(**given: Any) -> Record:
    line = Condition(order=ORDER.id, type=ConditionType.PLACE, wording="Not to enter a playground")
    return a_record(replace(line, **given))


def said(record: Record, others: list[Record | Body], **given: Any) -> dict[str, str]:
    body: Any = record.body
    found = contradicted(record, replace(body, **given), around(*others))
    return {one.field: one.sentence for one in found}


def test_an_order_cannot_end_before_its_lines_do_and_says_how_many() -> None:
    lines = [a_line(end=date(2029, 1, 6)), a_line(end=date(2028, 6, 1)), a_line(end=date(2026, 1, 1)), a_line()]
    assert said(ORDER, lines, end=date(2028, 1, 6), note="Varied") == {
        "end": "Other entries contradict this, so change them first. "
        "Prohibitions and conditions: 2 (It ends after its order does)"
    }
    assert said(ORDER, lines, end=date(2029, 1, 6)) == {}


def test_an_order_cannot_start_after_its_lines_do() -> None:
    found = said(ORDER, [a_line(start=date(2025, 3, 3))], start=date(2025, 3, 4), end=date(2031, 1, 6))
    assert found.keys() == {"start"}
    assert "conditions: 1 (It starts before" in found["start"]


def test_a_bar_on_travel_does_not_grow_with_its_order() -> None:
    bar = a_line(type=ConditionType.TRAVEL, start=date(2025, 1, 6))
    assert said(ORDER, [bar], end=date(2030, 1, 7)).keys() == {"end"}


def test_a_breach_keeps_its_line_and_the_order_of_that_line_where_they_were() -> None:
    line = a_line()
    breach = a_record(Breach(condition=line.id, happened_on=date(2025, 5, 5), what="Went", known_from="Police"))
    assert "Breaches: 1" in said(ORDER, [line, breach], start=date(2025, 5, 6))["start"]
    assert said(line, [ORDER, breach], start=date(2025, 5, 6)).keys() == {"start"}
    assert said(line, [ORDER, breach], end=date(2025, 5, 4)).keys() == {"end"}
    assert said(line, [ORDER, breach], start=date(2025, 5, 5), end=date(2025, 5, 5)) == {}


def test_a_circle_cannot_end_before_its_own_meeting() -> None:
    circle = a_record(Circle(referred_on=date(2025, 9, 1), start=date(2025, 10, 6), coordinator="Coordinator"))
    meeting = a_record(CircleMeeting(circle=circle.id, held_on=date(2026, 2, 2), what="Review"))
    assert said(circle, [meeting], end=date(2026, 2, 1)).keys() == {"end"}
    assert said(circle, [meeting], end=date(2026, 2, 2)) == {}


def test_a_meeting_cannot_move_past_the_day_its_action_was_due() -> None:
    held = TODAY - timedelta(days=9)
    meeting = a_record(
        MappaMeeting(held_on=held, level=MappaLevel.TWO, category=MappaCategory.ONE, summary="Decided to visit")
    )
    action = a_record(Action(what="Visit", owner="Police", due=TODAY, origin=ActionOrigin.MAPPA, meeting=meeting.id))
    assert said(meeting, [action], held_on=TODAY + timedelta(days=1)).keys() == {"held_on"}
    assert said(meeting, [action], held_on=TODAY) == {}


def test_what_was_wrong_before_does_not_stop_another_change() -> None:
    line = a_line(end=date(2031, 1, 6))
    assert said(ORDER, [line], note="Sent by the court") == {}
    assert said(ORDER, [line], end=date(2031, 1, 6)) == {}
