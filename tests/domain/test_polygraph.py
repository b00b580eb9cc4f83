"""Polygraph examinations: words and no verdict; a disclosure brings the review forward and becomes an action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.actions import Action, ActionOrigin
from app.domain.polygraph import PolygraphExamination
from tests.domain.records_builder import TODAY, refused


def an_examination(**given: Any) -> PolygraphExamination:
    usual = PolygraphExamination(held_on=date(2026, 2, 16), outcome="A significant response to one question")
    return replace(usual, **given)


def test_an_examination_is_due_or_held() -> None:
    assert refused(PolygraphExamination()).keys() == {"due_on"}
    assert refused(PolygraphExamination(due_on=TODAY + timedelta(days=30))) == {}
    assert refused(an_examination()) == {}
    assert refused(an_examination(held_on=TODAY + timedelta(days=1))).keys() == {"held_on"}


def test_what_came_of_it_needs_the_day_and_the_day_what_came_of_it() -> None:
    assert refused(an_examination(held_on=None, due_on=TODAY)).keys() == {"held_on"}
    assert refused(an_examination(outcome="")).keys() == {"outcome"}


@pytest.mark.parametrize("verdict", ["Passed", "FAILED.", "He failed it", "pass", "A pass", "She has passed the test!"])
def test_a_verdict_is_refused(verdict: str) -> None:
    assert refused(an_examination(outcome=verdict)).keys() == {"outcome"}


@pytest.mark.parametrize(
    "outcome",
    ["No significant response; failed to attend the first appointment", "Passed on to the police: new contact"],
)
def test_other_words_may_hold_those_of_a_verdict(outcome: str) -> None:
    assert refused(an_examination(outcome=outcome)) == {}


def test_two_of_one_day_are_refused_but_one_may_be_due_on_the_day_of_another() -> None:
    assert refused(an_examination(), an_examination(outcome="No disclosure")).keys() == {"held_on"}
    assert refused(an_examination(), PolygraphExamination(due_on=date(2026, 2, 16))) == {}


def test_how_it_stands_follows_its_days() -> None:
    due = PolygraphExamination(due_on=TODAY)
    assert due.standing(TODAY) == "Due"
    assert due.standing(TODAY + timedelta(days=1)) == "Overdue"
    assert replace(due, held_on=TODAY).standing(TODAY) == "Held"


def test_a_disclosure_asks_for_a_review_and_an_action_once() -> None:
    told = an_examination(disclosures="An undeclared account")
    (action,) = told.follow_ups(None, TODAY)
    assert isinstance(action, Action)
    assert (action.origin, action.done_on) == (ActionOrigin.POLYGRAPH, None)
    assert action.what == "Follow up what was disclosed in the polygraph examination of 16 February 2026"
    assert refused(action) == {}
    assert [event.reason for event in told.events(None, TODAY)] == ["New disclosure or intelligence"]
    later = replace(told, note="The report came")
    assert (later.events(told, TODAY), later.follow_ups(told, TODAY)) == ([], [])
    more = replace(told, disclosures="An undeclared account, and a second device")
    assert len(more.events(later, TODAY)) == len(more.follow_ups(later, TODAY)) == 1


def test_without_a_disclosure_nothing_follows() -> None:
    held = an_examination()
    assert (held.events(None, TODAY), held.follow_ups(None, TODAY)) == ([], [])
