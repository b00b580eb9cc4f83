"""The help on overdue takes its numbers from the code that counts, and names all that is not recorded."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import deadlines
from app.domain.deadlines import OUTLIVE_SUPERVISION, TIME_ALONE_ENDS
from app.domain.deferrals import LONGEST
from app.domain.reviews import EventKind
from ui.rules import overdue_page
from ui.rules.overdue_page import help_texts, trigger_words
from ui.rules.words import start_words


def texts(today: date) -> dict[str, str]:
    return {title: "\n".join(sentences) for title, sentences in help_texts(today)}


def test_overdue_is_after_the_due_day() -> None:
    overdue = texts(date(2026, 3, 2))["Overdue"]
    assert "due Sunday 1 March 2026: overdue today" in overdue
    assert "due Monday 2 March 2026: not overdue today" in overdue
    assert "due Tuesday 3 March 2026: not overdue today" in overdue


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (
            date(2026, 3, 2),
            "Friday 3 April 2026 is one: one working day after Thursday 2 April 2026 is Tuesday 7 April",
        ),
        (date(2026, 3, 2), "31 January 2027 gives 28 February 2027"),
        (date(2027, 3, 2), "31 January 2028 gives 29 February 2028"),
        (date(2026, 3, 2), "A year after 29 February 2028 is 28 February 2029"),
        (date(2028, 3, 2), "A year after 29 February 2032 is 28 February 2033"),
        (date(2026, 3, 2), "12 hours count as 1 day"),
    ],
)
def test_days_are_counted_in_the_examples_as_in_the_rules(today: date, sentence: str) -> None:
    assert sentence in texts(today)["Counting days"]


def test_every_day_of_a_year_has_its_examples() -> None:
    for ordinal in range(date(2028, 1, 1).toordinal(), date(2029, 1, 1).toordinal(), 7):
        assert texts(date.fromordinal(ordinal))


def test_limits_triggers_and_ends_are_those_of_the_code() -> None:
    said = "\n".join(texts(date(2026, 3, 2)).values())
    assert f"at most {LONGEST.days} days from the day on which it first was" in said
    for words in (*map(trigger_words, EventKind), *map(start_words, OUTLIVE_SUPERVISION)):
        assert words in said
    assert said.count("\n– ") + said.count("– ") > len(TIME_ALONE_ENDS)


def test_an_end_that_the_help_does_not_know_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overdue_page, "TIME_ALONE_ENDS", (*deadlines.TIME_ALONE_ENDS, "counting_window"))
    with pytest.raises(KeyError):
        texts(date(2026, 3, 2))
