"""Tool results: the bands of their tool, whom a tool applies to, and when a result is stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.people import Sex
from app.domain.reference_lists import Band
from app.domain.tools import ToolResult, not_applicable, stale
from tests.builders import details
from tests.domain.records_builder import SHIPPED, TODAY, around, refused


def a_result(**given: Any) -> ToolResult:
    usual = ToolResult(tool="OSP/DC", band=Band.MEDIUM, scored_on=date(2025, 6, 2), scored_by="An assessor")
    return replace(usual, **given)


def test_a_result_under_an_old_name_is_kept_under_that_name() -> None:
    assert refused(a_result(tool="OSP/C")) == {}
    assert a_result(tool="OSP/C").title == "OSP/C: Medium"


@pytest.mark.parametrize("name", ["OSP/I", "OSP/IIC", "Images and Indirect Contact – Sexual Reoffending Predictor"])
def test_a_band_that_the_tool_does_not_have_is_refused_under_each_of_its_names(name: str) -> None:
    result = a_result(tool=name, band=Band.VERY_HIGH)
    assert refused(result) == {"band": "This tool has the bands low, medium, high"}


@given(st.sampled_from(SHIPPED.tools), st.sampled_from(Band))
def test_a_band_is_kept_just_where_its_tool_has_it(tool: Any, band: Band) -> None:
    assert ("band" in refused(a_result(tool=tool.name, band=band))) == (band not in tool.bands)


def test_a_tool_with_bands_needs_one_and_a_tool_without_needs_words() -> None:
    assert refused(a_result(band=None, words="Medium")) == {"band": "Choose the band"}
    assert refused(a_result(tool="OASys", band=None)) == {"words": "Enter the result in words"}
    assert refused(a_result(tool="OASys", band=Band.LOW)).keys() == {"band"}
    assert refused(a_result(tool="OASys", band=None, words="Full layer completed")) == {}


def test_a_tool_that_is_not_in_the_list_may_say_either() -> None:
    assert refused(a_result(tool="A local tool", band=Band.LOW)) == {}
    assert refused(a_result(tool="A local tool", band=None, words="Moderate")) == {}
    assert refused(a_result(tool="A local tool", band=None)).keys() == {"words"}


def test_a_result_cannot_be_dated_in_the_future() -> None:
    assert refused(a_result(scored_on=TODAY)) == {}
    assert refused(a_result(scored_on=TODAY + timedelta(days=1))).keys() == {"scored_on"}


@pytest.mark.parametrize(
    "tool",
    [
        "Risk Matrix 2000",
        "RM2000",
        "RM 2000",
        "RM2000/s",
        "rm2k",
        "Risk matrix",
        "OSP",
        "OSP DC",
        "OSP C",
        "osp-dc",
        "OSP/DC",
        "direct contact - sexual reoffending predictor",
    ],
)
def test_a_tool_for_men_is_kept_for_a_woman_only_with_a_reason(tool: str) -> None:
    assert refused(a_result(tool=tool), sex=Sex.FEMALE).keys() == {"applies_anyway"}
    assert refused(a_result(tool=tool, applies_anyway="Scored before transfer"), sex=Sex.FEMALE) == {}
    assert refused(a_result(tool=tool), sex=Sex.MALE) == {}
    assert refused(a_result(tool=tool), sex=None) == {}


@pytest.mark.parametrize("name", ["ARMS", "arms ", "Active Risk Management System"])
def test_arms_leads_to_the_record_of_its_own(name: str) -> None:
    sentence = "ARMS has a record of its own: leave this one and choose Add an ARMS assessment"
    assert refused(a_result(tool=name)) == {"tool": sentence}


def test_tools_for_men_are_not_offered_for_a_woman() -> None:
    hers = SHIPPED.tool_names(details(sex=Sex.FEMALE))
    theirs = set(SHIPPED.tool_names(details())) - set(hers)
    assert theirs == {"Risk Matrix 2000", "Direct Contact – Sexual Reoffending Predictor", "OSP/C", "OSP/DC"}
    assert all(not not_applicable(SHIPPED.tool(name), details(sex=Sex.FEMALE)) for name in hers)  # type: ignore[arg-type]


def test_a_second_result_of_a_tool_on_one_day_is_refused_under_whichever_name() -> None:
    renamed = a_result(tool="OSP/C", band=Band.HIGH)
    assert refused(a_result(), renamed).keys() == {"scored_on"}
    assert refused(a_result(), replace(renamed, scored_on=date(2025, 6, 3))) == {}
    assert refused(a_result(), replace(renamed, tool="OSP/I")) == {}


def test_a_result_is_stale_from_the_day_after_its_limit() -> None:
    result, tool = a_result(scored_on=date(2021, 3, 2)), SHIPPED.tool("OSP/DC")
    assert not stale(result, tool, date(2026, 3, 2))
    assert stale(result, tool, date(2026, 3, 3))
    assert not stale(a_result(tool="Risk Matrix 2000"), SHIPPED.tool("Risk Matrix 2000"), date(2080, 1, 1))


def test_only_the_newest_result_of_a_tool_can_be_stale() -> None:
    old, new = a_result(tool="OSP/C", scored_on=date(2019, 1, 7)), a_result(scored_on=date(2025, 6, 2))
    assert old.standing_among(around()) == "Stale"
    assert old.standing_among(around(new)) == "Earlier"
    assert new.standing_among(around(old)) == ""


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 4000), st.integers(0, 4000))
def test_a_stale_result_stays_stale(scored_on: date, first: int, later: int) -> None:
    result, tool = a_result(scored_on=scored_on), SHIPPED.tool("OSP/DC")
    if stale(result, tool, scored_on + timedelta(days=first)):
        assert stale(result, tool, scored_on + timedelta(days=first + later))
