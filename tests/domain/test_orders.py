"""Orders and their lines: how long they may run, and from when to when a line holds."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.orders import Breach, Condition, ConditionType, Order, OrderType
from tests.builders import AN_ID
from tests.domain.records_builder import a_record, refused

START = date(2025, 1, 6)


def an_order(**given: Any) -> Order:
    return Order(
        **({"type": OrderType.PREVENTION, "court": "A court", "start": START, "end": date(2030, 1, 6)} | given)
    )


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (date(2028, 1, 1), date(2031, 1, 1), False),
        (date(2024, 1, 1), date(2032, 1, 1), False),
        (date(2030, 1, 6), date(2031, 1, 6), False),
        (date(2030, 1, 7), date(2031, 1, 6), True),
    ],
)
def test_of_a_kind_of_civil_order_there_is_one_at_a_time(start: date, end: date, kept: bool) -> None:
    found = refused(an_order(start=start, end=end), an_order())
    assert ("start" in found) is not kept
    assert refused(an_order(type=OrderType.OTHER, start=start, end=end), an_order(type=OrderType.OTHER)) == {}


@pytest.mark.parametrize(
    ("end", "said"),
    [(date(2027, 1, 5), "A Sexual Risk Order runs for at least two years"), (date(2027, 1, 6), None)],
)
def test_a_sexual_risk_order_runs_for_at_least_two_years(end: date, said: str | None) -> None:
    assert refused(an_order(type=OrderType.RISK, end=end)).get("end") == said
    assert refused(an_order(end=date(2025, 2, 1))) == {}


@pytest.mark.parametrize(
    ("end", "said"), [(date(2030, 1, 7), "A bar on travel runs for at most five years"), (date(2030, 1, 6), None)]
)
def test_a_bar_on_travel_runs_for_at_most_five_years(end: date, said: str | None) -> None:
    order = a_record(an_order(end=None, no_end=True), id=AN_ID)
    line = Condition(order=order.id, type=ConditionType.TRAVEL, wording="Not to travel abroad", start=START, end=end)
    assert refused(line, order).get("end") == said
    other = Condition(order=order.id, type=ConditionType.PLACE, wording="Not to enter a zone", start=START, end=end)
    assert refused(other, order) == {}


def test_a_line_holds_within_its_order() -> None:
    order = a_record(an_order(), id=AN_ID)
    line = Condition(order=order.id, type=ConditionType.PLACE, wording="Zone", start=date(2025, 1, 5))
    assert refused(line, order) == {"start": "It starts before its order does"}
    line = Condition(order=order.id, type=ConditionType.PLACE, wording="Zone", end=date(2030, 1, 7))
    assert refused(line, order) == {"end": "It ends after its order does"}
    assert Condition(order=order.id, wording="Zone").in_force(an_order(), date(2030, 1, 6))
    assert not Condition(order=order.id, wording="Zone").in_force(an_order(), date(2030, 1, 7))


def test_an_order_says_its_end_or_that_there_is_none_and_never_both() -> None:
    assert set(refused(an_order(end=None))) == {"end"}
    assert set(refused(an_order(no_end=True))) == {"no_end"}
    assert refused(an_order(end=None, no_end=True)) == {}


def test_a_breach_names_what_was_broken_and_how_it_became_known() -> None:
    gone = UUID(int=7)
    assert set(refused(Breach(condition=gone, what="Went there"))) == {"condition", "happened_on", "known_from"}


def test_a_line_does_not_outlive_its_order() -> None:
    line = Condition(wording="Zone", start=date(2025, 1, 6), end=date(2029, 1, 6))
    shortened = an_order(start=date(2025, 2, 3), end=date(2026, 1, 6))
    assert line.in_force(shortened, date(2026, 1, 6))
    assert not line.in_force(shortened, date(2026, 1, 7))
    assert not line.in_force(shortened, date(2025, 2, 2))


def test_a_line_lies_nowhere_beside_its_order() -> None:
    order = a_record(an_order(), id=AN_ID)
    line = Condition(order=order.id, type=ConditionType.PLACE, wording="Zone", start=date(2030, 1, 7))
    assert refused(line, order) == {"start": "It starts after its order ends"}
    line = Condition(order=order.id, type=ConditionType.PLACE, wording="Zone", end=date(2025, 1, 5))
    assert refused(line, order) == {"end": "It ends before its order starts"}


@pytest.mark.parametrize(
    ("happened_on", "said"),
    [
        (date(2025, 1, 5), "This is before the prohibition or condition began"),
        (date(2025, 1, 6), None),
        (date(2026, 1, 6), None),
        (date(2026, 1, 7), "This is after the prohibition or condition ended"),
    ],
)
def test_a_breach_lies_within_what_was_broken(happened_on: date, said: str | None) -> None:
    order = a_record(an_order(), id=AN_ID)
    line = a_record(
        Condition(order=order.id, type=ConditionType.PLACE, wording="Zone", end=date(2026, 1, 6)), id=UUID(int=2)
    )
    breach = Breach(condition=line.id, happened_on=happened_on, what="Went there", known_from="Police")
    assert refused(breach, order, line).get("happened_on") == said
