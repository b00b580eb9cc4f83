"""ARMS: seven risk and four protective factors, each with a priority, and nothing made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.arms import Arms, ArmsFactor, Priority
from tests.domain.records_builder import TODAY, around, refused


def an_arms(**given: Any) -> Arms:
    priorities: dict[str, Any] = {factor.value: Priority.LOW for factor in ArmsFactor}
    usual = Arms(completed_on=date(2026, 1, 20), by_whom="Police and probation", source="OASys", **priorities)
    return replace(usual, **given)


def test_there_are_seven_risk_and_four_protective_factors_and_each_is_asked() -> None:
    assert [factor.protective for factor in ArmsFactor] == [False] * 7 + [True] * 4
    assert {factor.value for factor in ArmsFactor} <= {ask.key for ask in Arms.asks()}


def test_each_factor_needs_a_priority_of_its_own() -> None:
    assert refused(an_arms()) == {}
    for factor in ArmsFactor:
        assert refused(an_arms(**{factor.value: None})) == {factor.value: f"{factor.label}: choose its priority"}


def test_who_completed_it_when_and_where_it_comes_from_are_needed() -> None:
    assert refused(Arms()).keys() >= {"completed_on", "by_whom", "source"}
    assert refused(an_arms(completed_on=TODAY + timedelta(days=1))).keys() == {"completed_on"}


def test_two_of_one_day_are_refused_and_the_later_makes_the_other_an_earlier_one() -> None:
    assert refused(an_arms(), an_arms(by_whom="Somebody else")).keys() == {"completed_on"}
    later = an_arms(completed_on=date(2026, 2, 1))
    assert an_arms().standing_among(around(later)) == "Earlier"
    assert later.standing_among(around(an_arms())) == ""
