from __future__ import annotations

from datetime import date

from app.domain.ratings import Comparison, Direction, Level
from ui.sessions.direction import direction_words

NINTH = date(2026, 11, 9)


def test_a_rise_says_since_when_and_from_what_to_what() -> None:
    words = direction_words(Comparison(direction=Direction.RISING, since=NINTH), Level.EMERGING, Level.PRESENT)
    assert words == "Rising since 9 November 2026: Emerging, now Present"


def test_the_same_rating_is_named_once() -> None:
    words = direction_words(Comparison(direction=Direction.SAME, since=NINTH), Level.PRESENT, Level.PRESENT)
    assert words == "Same as on 9 November 2026: Present"


def test_a_first_rating_says_that_there_was_none_before() -> None:
    words = direction_words(Comparison(direction=Direction.NEW, since=None), None, Level.PRESENT)
    assert words == "New: not rated before"


def test_without_the_earlier_level_direction_and_day_are_said() -> None:
    words = direction_words(Comparison(direction=Direction.EASING, since=NINTH), None, None)
    assert words == "Easing since 9 November 2026"


def test_nothing_to_compare_says_nothing() -> None:
    assert direction_words(None, None, Level.NONE_SEEN) == ""
