"""Circles and their meetings: days in order, one circle at a time, minutes after their meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.circles import Circle, CircleMeeting
from tests.domain.records_builder import TODAY, a_record, refused

DAYS = st.dates(date(2024, 1, 1), TODAY)


def a_circle(**given: Any) -> Circle:
    usual = Circle(referred_on=date(2025, 9, 1), start=date(2025, 10, 6), coordinator="Coordinator, a local provider")
    return replace(usual, **given)


def test_a_circle_cannot_start_before_its_referral_nor_end_before_it_starts() -> None:
    assert refused(a_circle()) == {}
    assert refused(a_circle(start=date(2025, 8, 31))).keys() == {"start"}
    assert refused(a_circle(end=date(2025, 10, 5))).keys() == {"end"}
    assert refused(a_circle(start=None, end=date(2025, 8, 31))).keys() == {"end"}


def test_its_next_review_may_lie_ahead_but_not_after_its_end() -> None:
    ahead = TODAY + timedelta(days=60)
    assert refused(a_circle(review_on=ahead)) == {}
    assert refused(a_circle(end=TODAY, review_on=ahead)).keys() == {"review_on"}


@given(DAYS, st.none() | DAYS, DAYS, st.none() | DAYS)
def test_two_circles_never_run_at_a_time(start: date, end: date | None, other: date, other_end: date | None) -> None:
    one = a_circle(referred_on=start, start=start, end=end and max(start, end))
    two = a_circle(referred_on=other, start=other, end=other_end and max(other, other_end))
    days = [TODAY - timedelta(days=count) for count in range(900)]
    both = sum(one.running(day) and two.running(day) for day in days)
    found = refused(one, two)
    assert found.keys() <= {"start"}
    assert bool(found) == bool(refused(two, one))
    assert not found or both
    assert found or both <= 1  # the day on which one follows the other


def test_a_referral_that_never_began_ends_too() -> None:
    refused_by_them = a_circle(start=None, end=date(2025, 9, 20))
    assert refused(refused_by_them) == {}
    assert refused_by_them.standing(TODAY) == "Ended"
    assert a_circle(start=None).standing(TODAY) == "Referred"
    assert a_circle().standing(TODAY) == "Running"


def test_a_meeting_lies_within_its_circle_and_before_its_minutes() -> None:
    circle = a_record(a_circle(end=date(2026, 2, 2)))
    meeting = CircleMeeting(circle=circle.id, held_on=date(2025, 11, 3), what="First review")
    assert refused(meeting, circle) == {}
    assert refused(replace(meeting, held_on=date(2025, 8, 31)), circle).keys() == {"held_on"}
    assert refused(replace(meeting, held_on=date(2026, 2, 3)), circle).keys() == {"held_on"}
    assert refused(replace(meeting, minutes_on=date(2025, 11, 2)), circle).keys() == {"minutes_on"}


def test_a_meeting_says_while_its_minutes_are_wanting() -> None:
    meeting = CircleMeeting(held_on=date(2025, 11, 3), what="First review")
    assert meeting.standing(TODAY) == "No minutes yet"
    assert replace(meeting, minutes_on=date(2025, 11, 20)).standing(TODAY) == ""
