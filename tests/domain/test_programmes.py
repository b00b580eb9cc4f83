"""Programmes: reasons where they are owed, states in the order of their days, one record of each at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.reference_lists import ProgrammeType
from tests.domain.records_builder import SHIPPED, TODAY, refused


def a_programme(**given: Any) -> ProgrammeRecord:
    usual = ProgrammeRecord(
        programme="Building Choices (high intensity)",
        type=ProgrammeType.ACCREDITED,
        state=ProgrammeState.REFERRED,
        state_on=date(2026, 1, 20),
    )
    return replace(usual, **given)


@given(st.sampled_from(ProgrammeState), st.booleans())
def test_a_reason_is_needed_just_where_the_person_does_not_go_on(state: ProgrammeState, reason: bool) -> None:
    owed = state in (ProgrammeState.NOT_ELIGIBLE, ProgrammeState.DECLINED, ProgrammeState.WITHDRAWN)
    found = refused(a_programme(state=state, reason="Said why" if reason else " "))
    assert found == ({"reason": "Enter the reason"} if owed and not reason else {})


def test_a_further_state_cannot_begin_before_the_one_it_follows() -> None:
    before = a_programme()
    started = a_programme(state=ProgrammeState.STARTED, state_on=date(2026, 1, 19))
    assert refused(started, before=before) == {"state_on": "It was referred on 20 January 2026: this cannot be earlier"}
    assert refused(replace(started, state_on=date(2026, 1, 20)), before=before) == {}


def test_the_day_of_one_state_may_be_put_right() -> None:
    assert refused(a_programme(state_on=date(2026, 1, 5)), before=a_programme()) == {}


def test_no_state_lies_in_the_future() -> None:
    assert refused(a_programme(state_on=TODAY + timedelta(days=1))).keys() == {"state_on"}


def test_a_programme_that_goes_on_is_not_recorded_twice() -> None:
    again = a_programme(programme="building choices (HIGH intensity)", state=ProgrammeState.CONSIDERED)
    assert refused(again, a_programme()).keys() == {"programme"}
    ended = a_programme(state=ProgrammeState.COMPLETED)
    assert refused(again, ended) == {}
    assert refused(ended, a_programme()) == {}  # an earlier time, recorded later


def test_what_it_is_agrees_with_the_reference_list() -> None:
    assert refused(a_programme(type=ProgrammeType.TOOLKIT)) == {
        "type": "Building Choices (high intensity) stands in the reference list as: Accredited programme"
    }
    assert refused(a_programme(programme="A local course", type=ProgrammeType.TOOLKIT)) == {}


def test_those_of_today_are_offered_before_the_earlier_ones() -> None:
    names = SHIPPED.programme_names()
    current = {one.name for one in SHIPPED.programmes if one.current}
    assert set(names[: len(current)]) == current
    assert {"Horizon", "Kaizen", "iHorizon", "New Me Strengths", "Becoming New Me Plus"} == set(names[len(current) :])


@pytest.mark.parametrize("state", ProgrammeState)
def test_how_it_stands_is_its_state(state: ProgrammeState) -> None:
    assert a_programme(state=state).standing(TODAY) == state.label
