"""How a flag reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.domain.deadlines import Flag
from app.domain.reference import Confidence
from app.domain.rules import Settle
from tests.builders import AN_ID
from ui.widgets.flag_row import due_words, flag_row

TODAY = date(2026, 3, 2)


def a_flag(**given: Any) -> Flag:
    usual = {
        "rule_key": "k",
        "kind": "risk_review",
        "person_id": AN_ID,
        "title": "Review the risk of serious harm",
        "due": TODAY,
        "since": None,
        "why": "Last reviewed on 1 September 2025.",
        "rule": "every 6 months",
        "source": "Usual practice",
        "confidence": Confidence.LOW,
        "settle": Settle.REVIEW,
    }
    return Flag(**(usual | given))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 3, 2), "Due today"),
        (date(2026, 3, 3), "Due 3 March 2026, in 1 day"),
        (date(2026, 3, 12), "Due 12 March 2026, in 10 days"),
        (date(2026, 3, 1), "Was due 1 March 2026, 1 day ago"),
        (date(2026, 2, 10), "Was due 10 February 2026, 20 days ago"),
    ],
)
def test_the_due_day_is_said_with_its_distance_from_today(due, words):
    assert due_words(a_flag(due=due), TODAY) == words


def test_a_flag_says_what_for_whom_when_by_which_rule_why_and_how_sure():
    row = flag_row(a_flag(), TODAY, key="k", name="Pŷrson One")
    assert (row.title, row.beside) == ("Pŷrson One", "Review the risk of serious harm")
    assert row.lines == ("Due today · every 6 months", "Last reviewed on 1 September 2025.")
    assert row.notes == ("Source: Usual practice",)
    assert (row.tag, row.action) == ("Check local policy", "Record review")


def test_on_the_person_s_own_page_the_name_is_left_out():
    row = flag_row(a_flag(confidence=Confidence.HIGH, settle=Settle.SESSION), TODAY, key="k")
    assert (row.title, row.beside) == ("Review the risk of serious harm", "")
    assert (row.tag, row.action) == ("Official source", "Start session")
