"""Where each day and level of a run chart goes: gaps as gaps, the latest first in words, no two marks alike."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.domain.run_chart import (
    REVIEW,
    STATUS,
    TRIGGER,
    Frame,
    Kind,
    Mark,
    Point,
    Series,
    Span,
    Track,
    by_day,
    frames,
    latest_words,
    shape,
    span_of,
    track,
)

FIRST = date(2026, 1, 5)
LABELS = {None: "Not explored", 0: "None seen", 1: "Emerging", 2: "Present", 3: "Act today"}
FRAME = Frame(left=100, right=800, top=20, step=20)
LEVELS = st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=1, max_size=60)


def points(*levels: int | None) -> tuple[Point, ...]:
    """A session a week."""
    return tuple(Point(FIRST + timedelta(days=7 * n), level, LABELS[level]) for n, level in enumerate(levels))


def a_track(*levels: int | None) -> tuple[Track, Span]:
    shown = Series("Mood", points(*levels))
    span = span_of([shown]) or Span(FIRST, 0)
    return track(shown, span), span


def lines(*levels: int | None) -> list[list[tuple[int, int]]]:
    """Each unbroken line as corners of (week, level)."""
    found, _span = a_track(*levels)
    return [[(day // 7, 3 - down) for day, down in line] for line in found.lines]


def marks(*levels: int | None) -> list[Mark]:
    found, span = a_track(*levels)
    return sorted(found.marks(span, FRAME, 11), key=lambda mark: mark[0])


def a_lane(*happened: tuple[int, int, str]) -> Series:
    """Marks of (day, height, words)."""
    shown = tuple(Point(FIRST + timedelta(days=day), level, words) for day, level, words in happened)
    return Series("Reviews and events", shown, Kind.HAPPENED)


def test_a_level_is_held_until_the_next_session_and_then_steps() -> None:
    assert lines(0, 0, 2, 1) == [[(0, 0), (1, 0), (2, 0), (2, 2), (3, 2), (3, 1)]]


def test_the_line_is_broken_at_a_gap() -> None:
    assert lines(1, 1, None, 1, 2) == [[(0, 1), (1, 1)], [(3, 1), (4, 1), (4, 2)]]


def test_a_rating_between_two_gaps_has_a_mark_and_no_line() -> None:
    assert lines(1, None, 3, None) == []
    assert [level for _x, _y, level in marks(1, None, 3, None)] == [1, None, 3, None]


def test_gaps_lie_on_the_base_line_below_none_seen() -> None:
    (_x, gap, _gap), (_x2, none_seen, _level) = marks(None, 0)
    assert gap == FRAME.base > none_seen


def test_crowded_sessions_keep_the_highest_mark_and_every_gap_column() -> None:
    found = marks(*([0] * 400 + [3] + [0] * 400 + [None] + [0] * 400))
    assert len(found) < 100
    assert [level for _x, _y, level in found if level != 0] == [3, None]


@given(LEVELS)
def test_marks_stay_inside_the_frame_and_act_today_is_never_left_out(levels: list[int | None]) -> None:
    found = marks(*levels)
    assert all(FRAME.left <= x <= FRAME.right and FRAME.top <= y <= FRAME.base for x, y, _level in found)
    assert (3 in levels) == any(level == 3 for _x, _y, level in found)
    assert (None in levels) == any(level is None for _x, _y, level in found)


def test_a_single_day_stands_in_the_middle() -> None:
    assert marks(2) == [(450, FRAME.y(2), 2)]


def test_points_may_come_in_any_order() -> None:
    shown = points(0, 1, 2)
    assert track(Series("Mood", shown[::-1]), Span(FIRST, 14)).points == shown


def test_what_happened_on_one_day_keeps_a_mark_for_each_height_and_draws_no_line() -> None:
    lane = a_lane((0, REVIEW, "One"), (0, TRIGGER, "Two"), (0, STATUS, "Three"), (300, REVIEW, "Four"))
    found = track(lane, Span(FIRST, 300))
    frame = Frame(100, 800, 0, 20, Kind.HAPPENED.levels)
    assert sorted(found.marks(Span(FIRST, 300), frame, 11)) == [(100, 0, 2), (100, 20, 1), (100, 40, 0), (800, 0, 2)]
    assert found.lines == ()


def test_the_mouse_reads_the_nearest_day_and_of_several_marks_there_the_nearest_one() -> None:
    lane = track(a_lane((0, REVIEW, "Up"), (0, STATUS, "Down"), (300, STATUS, "Far")), Span(FIRST, 300))
    frame, span = Frame(100, 800, 0, 20, Kind.HAPPENED.levels), Span(FIRST, 300)
    assert [lane.points[lane.nearest(110, y, span, frame)].label for y in (0, 40)] == ["Up", "Down"]
    assert lane.points[lane.nearest(790, 0, span, frame)].label == "Far"


def test_no_two_marks_are_alike_in_shape() -> None:
    shapes = [shape(kind, level) for kind in Kind for level in range(kind.levels)] + [shape(Kind.RATED, None)]
    assert len(set(shapes)) == len(shapes)
    assert all(kind.levels == len(kind.heights) for kind in Kind)


def test_frames_stand_below_each_other_each_as_high_as_it_has_levels() -> None:
    span = Span(FIRST, 7)
    tracks = [
        track(one, span) for one in (Series("Mood", points(0)), a_lane((0, 0, "x")), Series("Helped", (), Kind.HELPED))
    ]
    found = frames(tracks, (0, 100), step=10, head=8, foot=4)
    assert [one.base - one.top for one in found] == [35, 25, 5]
    assert found[0].top == 8
    assert all(low.top - high.base == 12 for high, low in pairwise(found))


def test_at_most_five_days_are_named_both_ends_among_them() -> None:
    assert Span(FIRST, 400).ticks() == [0, 100, 200, 300, 400]
    assert Span(FIRST, 2).ticks() == [0, 1, 2]
    assert Span(FIRST, 0).ticks() == [0]


def test_the_latest_rating_comes_first_and_a_gap_after_it_is_said() -> None:
    assert latest_words(a_track(0, 2)[0]) == "Present, 12 January 2026"
    assert latest_words(a_track(0, 2, None)[0]) == "Present, 12 January 2026; then Not explored, 19 January 2026"
    assert latest_words(a_track(None)[0]) == "Not explored"
    assert latest_words(a_track()[0]) == "No session yet"


def test_a_lane_says_what_kind_of_thing_happened_last_and_when() -> None:
    span = Span(FIRST, 7)
    assert latest_words(track(a_lane((0, REVIEW, "x"), (7, TRIGGER, "y")), span)) == "Trigger, 12 January 2026"
    assert latest_words(track(Series("What helped", (), Kind.HELPED), span)) == "None recorded"


def test_the_table_has_a_row_a_day_latest_first_with_all_that_shares_the_day() -> None:
    twice = (Point(FIRST, 0, "None seen"), Point(FIRST, 2, "Present"))
    series = [
        Series("Mood", twice),
        a_lane((0, TRIGGER, "New job"), (0, REVIEW, "MAPPA meeting"), (7, STATUS, "Released")),
    ]
    assert by_day(series) == [
        (FIRST + timedelta(days=7), ("–", "Status: Released")),
        (FIRST, ("None seen; Present", "Review: MAPPA meeting; Trigger: New job")),
    ]
