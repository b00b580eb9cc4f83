"""Days and times in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.domain.days import clock_words, day_words, moment_words, short_day_words, weekday_words


def test_a_day_is_said_with_its_month_in_words():
    assert day_words(date(2026, 3, 3)) == "3 March 2026"
    assert weekday_words(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert short_day_words(date(2026, 12, 31)) == "31 Dec 2026"


def test_a_moment_is_said_in_local_time():
    at = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)
    local = at.astimezone()
    assert clock_words(at) == f"{local.hour:02}:{local.minute:02}"
    assert moment_words(at) == f"{day_words(local.date())}, {clock_words(at)}"
