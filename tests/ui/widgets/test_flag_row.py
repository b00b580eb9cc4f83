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


def test_an_edited_rule_says_so_and_still_how_sure_its_source_is():
    row = flag_row(a_flag(edited=True), TODAY, key=1)
    assert row.tag == "Edited rule"
    assert row.notes == ("Source: Usual practice (Check local policy)",)


def test_a_date_of_the_official_system_says_so():
    row = flag_row(a_flag(official=True, edited=True, rule="date from OASys"), TODAY, key=1)
    assert (row.tag, row.lines[0]) == ("Official date", "Due today · date from OASys")


def test_what_is_wrong_with_a_record_asks_nobody_to_check_a_policy():
    row = flag_row(a_flag(kind="fault", confidence=None, settle=Settle.PERSON), TODAY, key=1)
    assert (row.tag, row.notes) == ("", ("Source: Usual practice",))


def test_what_was_put_off_says_until_when_once_and_can_be_done_now():
    later = date(2026, 4, 1)
    row = flag_row(a_flag(due=later, original_due=date(2026, 2, 1), deferred_until=later), TODAY, key=1)
    assert row.lines[0] == "Put off until 1 April 2026 · every 6 months"
    assert row.action == "Do it now"
    passed = flag_row(a_flag(due=later, original_due=date(2026, 2, 1), deferred_until=later), date(2026, 4, 2), key=1)
    assert passed.lines[0].startswith("Was due 1 April 2026")
    assert passed.action == "Record review"


@pytest.mark.parametrize("kind", ["absence_evidence", "breach_decision"])
def test_an_absence_is_looked_at_before_anything_is_recorded(kind: str):
    assert flag_row(a_flag(kind=kind), TODAY, key=1).action == "See the absences"
