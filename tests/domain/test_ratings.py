"""Directions and rises: each rating against the latest one before it that is not a gap, and never a total."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ratings import Comparison, Direction, Factor, Level, PastRating, compare, latest, rose_twice
from tests.builders import MOMENT, past_rating

NONE, EMERGING, PRESENT, ACT = Level.NONE_SEEN, Level.EMERGING, Level.PRESENT, Level.ACT_TODAY
GAP, UNABLE = Level.NOT_EXPLORED, Level.UNABLE_TO_JUDGE

levels = st.sampled_from(list(Level))
runs = st.lists(levels, max_size=12)
rated_levels = st.sampled_from([level for level in Level if not level.is_gap])


def run(*found: Level, factor: Factor = Factor.MOOD) -> list[PastRating]:
    """Signed ratings a week apart, the last one a week ago."""
    count = len(found)
    return [past_rating(factor, level, MOMENT - timedelta(weeks=count - at)) for at, level in enumerate(found)]


@pytest.mark.parametrize(
    ("before", "today", "direction"),
    [
        ([], NONE, None),
        ([], EMERGING, Direction.NEW),
        ([GAP, UNABLE], PRESENT, Direction.NEW),
        ([NONE], EMERGING, Direction.NEW),
        ([NONE], ACT, Direction.NEW),
        ([NONE], NONE, Direction.SAME),
        ([EMERGING], EMERGING, Direction.SAME),
        ([EMERGING], PRESENT, Direction.RISING),
        ([PRESENT], ACT, Direction.RISING),
        ([ACT], PRESENT, Direction.EASING),
        ([EMERGING], NONE, Direction.EASING),
        ([PRESENT, GAP, UNABLE], PRESENT, Direction.SAME),
        ([PRESENT, EMERGING, GAP], PRESENT, Direction.RISING),
        ([PRESENT], GAP, None),
        ([PRESENT], UNABLE, None),
    ],
)
def test_direction_is_against_the_last_rating_that_is_no_gap(
    before: list[Level], today: Level, direction: Direction | None
) -> None:
    comparison = compare(today, run(*before), Factor.MOOD)
    assert (comparison and comparison.direction) == direction


def test_the_date_of_the_session_compared_with_is_shown() -> None:
    history = run(EMERGING, GAP)
    assert compare(PRESENT, history, Factor.MOOD) == Comparison(direction=Direction.RISING, since=history[0].on)
    assert compare(PRESENT, [], Factor.MOOD) == Comparison(direction=Direction.NEW, since=None)


def test_a_late_entry_is_compared_with_sessions_held_before_it_only() -> None:
    history = run(EMERGING, ACT, PRESENT)
    assert compare(PRESENT, history, Factor.MOOD, before=history[1].held_at) == Comparison(
        direction=Direction.RISING, since=history[0].on
    )
    assert compare(PRESENT, history, Factor.MOOD, before=history[0].held_at) == Comparison(
        direction=Direction.NEW, since=None
    )


@given(runs, levels)
def test_other_factors_and_the_order_of_the_history_do_not_matter(found: list[Level], today: Level) -> None:
    history = run(*found)
    others = run(*reversed(found), factor=Factor.ACCESS)
    assert compare(today, [*others, *reversed(history)], Factor.MOOD) == compare(today, history, Factor.MOOD)


@given(runs, levels, st.sampled_from([GAP, UNABLE]))
def test_a_gap_changes_no_direction_and_no_rise(found: list[Level], today: Level, gap: Level) -> None:
    with_gaps = run(*(one for level in found for one in (level, gap)))
    assert rose_twice(with_gaps, Factor.MOOD) == rose_twice(run(*found), Factor.MOOD)
    with_gap, without = compare(today, with_gaps, Factor.MOOD), compare(today, run(*found), Factor.MOOD)
    assert (with_gap and with_gap.direction) == (without and without.direction)


@given(rated_levels, rated_levels)
def test_direction_and_its_opposite_agree(earlier: Level, later: Level) -> None:
    there, back = compare(later, run(earlier), Factor.MOOD), compare(earlier, run(later), Factor.MOOD)
    assert there is not None
    assert back is not None
    up = {Direction.RISING, Direction.NEW}
    assert (there.direction in up) == (back.direction is Direction.EASING)
    assert (there.direction is Direction.SAME) == (earlier is later)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], False),
        ([NONE, EMERGING], False),
        ([NONE, EMERGING, PRESENT], True),
        ([NONE, GAP, EMERGING, UNABLE, ACT], True),
        ([NONE, EMERGING, EMERGING], False),
        ([NONE, EMERGING, PRESENT, PRESENT], False),
        ([PRESENT, EMERGING, PRESENT], False),
        ([EMERGING, NONE, EMERGING, PRESENT], True),
    ],
)
def test_rising_twice_is_two_successive_rises_up_to_the_last_rating(found: list[Level], *, expected: bool) -> None:
    assert rose_twice(run(*found), Factor.MOOD) is expected


@given(runs)
def test_rising_twice_means_the_last_two_directions_were_up(found: list[Level]) -> None:
    rated = [level for level in found if not level.is_gap]
    ups = [compare(b, run(a), Factor.MOOD) for a, b in zip(rated[-3:], rated[-2:], strict=False)]
    up = {Direction.RISING, Direction.NEW}
    expected = len(rated) >= 3 and all(one is not None and one.direction in up for one in ups)
    assert rose_twice(run(*found), Factor.MOOD) is expected


@given(runs)
def test_the_latest_rating_is_the_last_that_is_no_gap(found: list[Level]) -> None:
    rated = [level for level in found if not level.is_gap]
    past = latest(run(*found), Factor.MOOD)
    assert (past and past.rating.level) == (rated[-1] if rated else None)
