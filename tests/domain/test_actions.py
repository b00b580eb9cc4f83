"""Actions: what refuses to be kept, how they stand, and their order."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.domain.actions import Action, ActionOrigin, open_first
from tests.builders import a_meeting, an_action
from tests.domain.records_builder import TODAY, a_record, refused

DAY = timedelta(days=1)
HELD = TODAY - 10 * DAY
MEETING = a_record(a_meeting(held_on=HELD))


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"what": "", "owner": " ", "origin": None}, ["what", "owner", "origin"]),
        ({"due": TODAY + timedelta(days=3 * 365 + 1)}, ["due"]),
        ({"due": TODAY - timedelta(days=3 * 365 + 1)}, ["due"]),
        ({"done_on": TODAY + DAY}, ["done_on"]),
        ({"meeting": uuid4()}, ["meeting"]),
        ({"meeting": MEETING.id, "origin": ActionOrigin.POLYGRAPH}, ["meeting"]),
        ({"meeting": MEETING.id, "due": HELD - DAY}, ["due"]),
        ({"meeting": MEETING.id, "done_on": HELD - DAY}, ["done_on"]),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wrong: dict[str, Any], fields: list[str]) -> None:
    assert list(refused(an_action(**wrong), MEETING)) == fields


def test_an_action_with_or_without_its_meeting_can_be_kept() -> None:
    assert refused(an_action(meeting=MEETING.id, due=TODAY + DAY, done_on=TODAY), MEETING) == {}
    assert refused(an_action(origin=ActionOrigin.SAFEGUARDING)) == {}
    assert refused(an_action(due=TODAY - timedelta(days=5 * 365), done_on=TODAY)) == {}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Open"),
        ({"due": TODAY}, "Open"),
        ({"due": TODAY - DAY}, "Late"),
        ({"due": TODAY - DAY, "done_on": TODAY}, "Done"),
    ],
)
def test_it_is_late_once_its_day_has_passed(given: dict[str, Any], words: str) -> None:
    assert an_action(**given).standing(TODAY) == words


def test_open_ones_come_first_by_the_day_they_are_due_and_those_without_one_after_them() -> None:
    done, later, undated, soon = (
        an_action(done_on=TODAY),
        an_action(due=TODAY + DAY),
        an_action(),
        an_action(due=TODAY),
    )
    found: list[Action] = [action for _record, action in open_first(map(a_record, (done, later, undated, soon)))]
    assert found == [soon, later, undated, done]
