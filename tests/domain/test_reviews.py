"""What brings a risk review forward, and what a review needs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.places import Outcome
from app.domain.ratings import Factor, Level
from app.domain.reviews import Event, EventKind, NewReview, check_review, triggers
from app.domain.sessions import Entry, LifeChange
from tests.builders import AN_ID, MOMENT, a_missed_entry, an_entry, past_rating

TODAY = MOMENT.date()


def caused(entry: Entry, *before: Level, last: Outcome | None = None) -> list[Event]:
    """Events of signing this entry after weekly ratings of mood."""
    count = len(before)
    history = [past_rating(Factor.MOOD, level, MOMENT - timedelta(weeks=count - at)) for at, level in enumerate(before)]
    return triggers(entry, AN_ID, history, last, TODAY)


def kinds(*found: Event) -> list[EventKind]:
    return [event.kind for event in found]


def test_an_ordinary_session_causes_nothing() -> None:
    assert caused(an_entry()) == []


def test_act_today_is_an_event_that_names_the_factor() -> None:
    (event,) = caused(an_entry({Factor.ACCESS: Level.ACT_TODAY}))
    assert (event.kind, event.on) == (EventKind.ACT_TODAY, TODAY)
    assert event.reason == "Access to potential victims was rated Act today"


@pytest.mark.parametrize(
    ("before", "today", "expected"),
    [
        ([Level.NONE_SEEN, Level.EMERGING], Level.PRESENT, [EventKind.ROSE_TWICE]),
        ([Level.NONE_SEEN, Level.EMERGING], Level.ACT_TODAY, [EventKind.ACT_TODAY]),
        ([Level.NONE_SEEN, Level.EMERGING, Level.PRESENT], Level.PRESENT, []),
        ([Level.NONE_SEEN, Level.EMERGING, Level.PRESENT], Level.NOT_EXPLORED, []),
        ([Level.EMERGING], Level.PRESENT, []),
    ],
)
def test_a_second_rise_is_an_event_once(before: list[Level], today: Level, expected: list[EventKind]) -> None:
    assert kinds(*caused(an_entry({Factor.MOOD: today}), *before)) == expected


def test_a_late_entry_does_not_report_again_a_rise_that_stood_before_it() -> None:
    late = an_entry({Factor.MOOD: Level.EMERGING}, held_at=MOMENT - timedelta(weeks=50))
    assert caused(late, Level.NONE_SEEN, Level.EMERGING, Level.PRESENT) == []


def test_a_late_entry_that_makes_the_run_rise_twice_is_an_event() -> None:
    late = an_entry({Factor.MOOD: Level.EMERGING}, held_at=MOMENT - timedelta(days=10))
    assert kinds(*caused(late, Level.NONE_SEEN, Level.PRESENT)) == [EventKind.ROSE_TWICE]


def test_each_change_in_the_persons_life_is_an_event() -> None:
    found = caused(an_entry(changes=tuple(LifeChange)))
    assert kinds(*found) == [EventKind.LIFE_CHANGE] * len(LifeChange)
    assert [event.reason for event in found] == [change.label for change in LifeChange]


def test_deciding_that_the_assessment_changes_is_an_event_with_its_sentence() -> None:
    (event,) = caused(an_entry(changes_assessment=True, decision_note=" New partner has children "))
    assert (event.kind, event.reason) == (EventKind.DECIDED, "New partner has children")


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("last", [None, *Outcome])
def test_two_missed_sessions_running_are_an_event(outcome: Outcome, last: Outcome | None) -> None:
    found = kinds(*caused(a_missed_entry(outcome=outcome), last=last))
    twice = outcome.missed and last is not None and last.missed
    assert (EventKind.MISSED_TWICE in found) is twice


@given(st.lists(st.sampled_from(list(Level)), max_size=6), st.sampled_from(list(Level)))
def test_events_are_dated_today_and_a_gap_never_causes_one(before: list[Level], today: Level) -> None:
    found = caused(an_entry({Factor.MOOD: today}), *before)
    assert {event.on for event in found} <= {TODAY}
    if today.is_gap or today is Level.NONE_SEEN:
        assert found == []


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({}, None),
        ({"changed": True}, None),
        ({"done_on": date(2026, 3, 3)}, "done_on"),
        ({"done_on": date(2022, 3, 3)}, "done_on"),
        ({"changed": None}, "changed"),
        ({"note": "  "}, "note"),
    ],
)
def test_a_review_needs_a_day_an_answer_and_a_sentence(given_: dict[str, object], field: str | None) -> None:
    usual = {"person_id": AN_ID, "kind": "risk_review", "done_on": TODAY, "changed": False, "note": "Nothing new"}
    found = check_review(NewReview(**usual | given_), TODAY)  # type: ignore[arg-type]
    assert [problem.field for problem in found] == ([field] if field else [])
