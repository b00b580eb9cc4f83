"""Notification to the police: what refuses to be kept, how it stands, and from when the next one counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.notifications import (
    RENEWING,
    Notification,
    NotificationType,
    last_notified,
    unconfirmed,
)
from tests.domain.records_builder import TODAY, a_record, refused

BEFORE, LATER = TODAY - timedelta(days=30), TODAY + timedelta(days=30)


def a_notification(type: NotificationType = NotificationType.YEARLY, **given: Any) -> Notification:  # noqa: A002
    details = "To the south coast" if type.blank_details else ""
    return replace(Notification(type=type, day=BEFORE, details=details), **given)


@pytest.mark.parametrize("kind", list(NotificationType))
def test_every_sort_can_be_kept_asked_about_and_confirmed(kind: NotificationType) -> None:
    one = a_notification(kind)
    assert refused(one) == {}
    assert one.standing(TODAY) == "Not asked yet"
    one = replace(one, asked_on=TODAY)
    assert one.standing(TODAY) == "Asked, not confirmed"
    one = replace(one, confirmed_on=TODAY)
    assert refused(one) == {}
    assert one.standing(TODAY) == "Confirmed with police"


@pytest.mark.parametrize("kind", list(NotificationType))
def test_nothing_is_confirmed_before_it_was_asked_about(kind: NotificationType) -> None:
    one = a_notification(kind, asked_on=TODAY, confirmed_on=TODAY - timedelta(days=1))
    sentence = "It cannot be confirmed before it was asked about: change one of the two days"
    assert refused(one) == {"confirmed_on": sentence}


@pytest.mark.parametrize("kind", list(NotificationType))
def test_only_a_journey_or_a_stay_may_be_known_of_before_it_begins_and_has_an_end(kind: NotificationType) -> None:
    ahead = refused(a_notification(kind, day=LATER))
    ended = refused(a_notification(kind, until=TODAY))
    if kind in (NotificationType.TRAVEL, NotificationType.CHILD_STAY):
        assert (ahead, ended) == ({}, {})
    else:
        assert ahead == {"day": "This date cannot be in the future"}
        assert ended == {"until": "Only foreign travel and a stay have an end"}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (NotificationType.CHANGE, "Enter what changed"),
        (NotificationType.TRAVEL, "Enter where the journey goes"),
        (NotificationType.CHILD_STAY, "Enter where the person stays"),
    ],
)
def test_what_the_day_does_not_say_is_asked_for(kind: NotificationType, sentence: str) -> None:
    assert refused(a_notification(kind, details=" ")) == {"details": sentence}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"asked_on": LATER}, "asked_on"),
        ({"confirmed_on": LATER}, "confirmed_on"),
        ({"confirmed_on": BEFORE - timedelta(days=1)}, "confirmed_on"),
        ({"type": NotificationType.TRAVEL, "details": "France", "until": BEFORE - timedelta(days=1)}, "until"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(wrong: dict[str, Any], field: str) -> None:
    assert list(refused(a_notification(**wrong))) == [field]


def test_a_journey_may_be_confirmed_before_it_begins() -> None:
    assert refused(a_notification(NotificationType.TRAVEL, day=LATER, confirmed_on=TODAY)) == {}


days = st.dates(date(2026, 1, 1), date(2026, 2, 1))


@given(days, days, days, days)
def test_two_journeys_share_no_night(one: date, two: date, three: date, four: date) -> None:
    there = a_notification(NotificationType.TRAVEL, day=min(one, two), until=max(one, two))
    other = a_notification(NotificationType.TRAVEL, day=min(three, four), until=max(three, four))
    nights = [
        {trip.day + timedelta(days=night) for night in range((trip.until - trip.day).days)}  # type: ignore[operator]
        for trip in (there, other)
    ]
    overlapping = bool(nights[0] & nights[1])
    if overlapping:
        assert list(refused(there, other)) == ["day"]
    assert bool(refused(there, other)) == bool(refused(other, there))
    assert refused(there, replace(other, type=NotificationType.CHILD_STAY)) == {}


def test_a_journey_may_begin_on_the_day_on_which_another_ends() -> None:
    there = a_notification(NotificationType.TRAVEL, day=BEFORE, until=TODAY)
    assert refused(a_notification(NotificationType.TRAVEL, day=TODAY), there) == {}
    assert list(refused(a_notification(NotificationType.TRAVEL, day=BEFORE), there)) == ["day"]


def test_the_yearly_one_counts_from_the_last_that_was_confirmed_and_moves_with_a_change() -> None:
    first = a_notification(NotificationType.INITIAL, day=date(2025, 3, 1), confirmed_on=date(2025, 3, 3))
    change = a_notification(NotificationType.CHANGE, day=date(2025, 9, 1))
    weekly = a_notification(NotificationType.NO_FIXED_ABODE, day=date(2026, 2, 23), confirmed_on=TODAY)
    assert last_notified([]) is None
    assert last_notified([first, change, weekly]) == date(2025, 3, 1)
    assert last_notified([first, replace(change, confirmed_on=TODAY), weekly]) == date(2025, 9, 1)
    assert last_notified([first, weekly], [NotificationType.NO_FIXED_ABODE]) == date(2026, 2, 23)


def test_while_the_police_confirmed_nothing_it_counts_from_the_earliest() -> None:
    told = [a_notification(kind, day=day) for kind, day in zip(RENEWING, (TODAY, BEFORE, TODAY), strict=True)]
    assert last_notified(told) == BEFORE


def test_what_the_police_did_not_confirm_stays_open() -> None:
    open_ = a_record(a_notification(NotificationType.CHANGE))
    done = a_record(a_notification(NotificationType.CHANGE, confirmed_on=TODAY))
    other = a_record(a_notification(NotificationType.INITIAL))
    assert unconfirmed([open_, done, other], NotificationType.CHANGE) == [(open_, BEFORE)]
