"""MAPPA meetings: what refuses to be kept, and what the latest says of the person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mappa import MappaCategory, MappaLevel, MappaMeeting, newest_first
from tests.builders import a_meeting, details
from tests.domain.records_builder import TODAY, a_record, refused

KNOWN = details(mappa_category=1, mappa_level=3)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "held_on", "This date cannot be in the future"),
        ({"held_on": None}, "held_on", "Enter the day of the meeting"),
        ({"level": None}, "level", "Choose the level set by the meeting"),
        ({"summary": "\n"}, "summary", "Enter what was decided"),
        (
            {"minutes_on": TODAY - timedelta(days=1)},
            "minutes_on",
            "Minutes cannot be received before the meeting",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wrong: dict[str, Any], field: str, sentence: str) -> None:
    assert refused(a_meeting(**wrong), mappa_category=1) == {field: sentence}


def test_a_level_needs_a_category_of_the_meeting_or_of_the_person() -> None:
    assert refused(a_meeting()) == {"category": "Choose the MAPPA category that goes with this level"}
    assert refused(a_meeting(category=MappaCategory.TWO)) == {}
    assert refused(a_meeting(), mappa_category=2) == {}


def test_two_meetings_of_one_day_set_one_level() -> None:
    there = a_meeting(level=MappaLevel.THREE)
    assert list(refused(a_meeting(), there, mappa_category=1)) == ["level"]
    assert refused(a_meeting(level=MappaLevel.THREE), there, mappa_category=1) == {}
    assert refused(a_meeting(held_on=TODAY - timedelta(days=1)), there, mappa_category=1) == {}


def test_the_latest_sets_level_and_category() -> None:
    new = a_record(a_meeting(category=MappaCategory.THREE))
    after = MappaMeeting.details_after(KNOWN, [], [new])
    assert (after.mappa_category, after.mappa_level) == (3, 2)
    assert replace(after, mappa_category=1, mappa_level=3) == KNOWN


def test_without_a_category_the_person_keeps_theirs() -> None:
    after = MappaMeeting.details_after(KNOWN, [], [a_record(a_meeting())])
    assert (after.mappa_category, after.mappa_level) == (1, 2)


def test_one_entered_late_sets_nothing() -> None:
    there = a_record(a_meeting(level=MappaLevel.THREE))
    late = a_record(a_meeting(held_on=TODAY - timedelta(days=9), level=MappaLevel.ONE))
    assert MappaMeeting.details_after(KNOWN, [there], [there, late]) == KNOWN


def test_of_two_meetings_of_one_day_the_one_recorded_last_counts() -> None:
    first, second = (a_record(a_meeting(category=category)) for category in (MappaCategory.TWO, MappaCategory.THREE))
    assert MappaMeeting.details_after(KNOWN, [first], [first, second]).mappa_category == 3


def test_a_level_without_any_category_is_not_brought_back() -> None:
    unknown = details()
    first, second = (a_record(a_meeting(held_on=TODAY - timedelta(days=days))) for days in (90, 0))
    assert MappaMeeting.details_after(unknown, [first, second], [first]) == unknown


def test_minutes_leave_a_level_that_the_officer_mended_since() -> None:
    there = a_record(a_meeting())
    minuted = replace(there, body=a_meeting(minutes_on=TODAY), revision=2)
    assert MappaMeeting.details_after(KNOWN, [there], [minuted]) == KNOWN


def test_taking_the_latest_out_brings_back_what_the_one_before_set_and_the_only_one_nothing() -> None:
    first = a_record(a_meeting(held_on=TODAY - timedelta(days=90), level=MappaLevel.ONE))
    second = a_record(a_meeting())
    assert MappaMeeting.details_after(KNOWN, [first, second], [first]).mappa_level == 1
    assert MappaMeeting.details_after(KNOWN, [second], []) == KNOWN


meetings = st.builds(
    MappaMeeting,
    held_on=st.dates(date(2025, 1, 1), date(2026, 3, 2)),
    level=st.sampled_from(MappaLevel),
    category=st.none() | st.sampled_from(MappaCategory),
)


@given(st.lists(meetings, min_size=1, max_size=8))
def test_in_whatever_order_meetings_are_entered_the_person_has_the_level_of_the_latest(
    told: list[MappaMeeting],
) -> None:
    kept, known = [], KNOWN
    for one in told:
        before, kept = kept, [*kept, a_record(one)]
        known = MappaMeeting.details_after(known, before, kept)
    latest = newest_first(kept)[0]
    assert latest.held_on == max(one.held_on for one in told if one.held_on)
    assert str(known.mappa_level) == latest.level
    assert latest.category in (None, str(known.mappa_category))


def test_minutes_are_said_to_be_there_or_not() -> None:
    assert a_meeting().standing(TODAY) == "Minutes not received"
    assert a_meeting(minutes_on=TODAY).standing(TODAY) == "Minutes received"
