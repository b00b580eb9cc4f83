"""Tool results and examinations in the store: what a room says of them, and what they bring with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.actions import Action
from app.domain.case_problems import FieldProblems
from app.domain.people import Sex
from app.domain.polygraph import PolygraphExamination
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.records import Room, differences
from app.domain.reference_lists import Band, ProgrammeType
from app.domain.tools import ToolResult
from app.services import people, records
from app.services.desk import Desk
from tests.builders import add_person

OLD = ToolResult(tool="OSP/C", band=Band.HIGH, scored_on=date(2019, 4, 1), scored_by="An assessor")
NEW = ToolResult(
    tool="Direct Contact – Sexual Reoffending Predictor",
    band=Band.MEDIUM,
    scored_on=date(2025, 9, 1),
    scored_by="An assessor",
)


def test_the_room_says_which_results_are_stale_or_earlier(desk: Desk) -> None:
    person = add_person(desk)
    old = records.add(desk, person.id, OLD)
    assert records.room(desk, person.id, Room.TOOLS).standings == {old.id: "Stale"}
    new = records.add(desk, person.id, NEW)
    assert records.room(desk, person.id, Room.TOOLS).standings == {old.id: "Earlier", new.id: ""}
    page = records.read(desk, person.id, old.id)
    assert (page.record.body.title, page.standing) == ("OSP/C: High", "Earlier")


def test_a_band_that_the_tool_does_not_have_is_refused_by_the_list_in_force(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems) as refused:
        records.add(desk, person.id, replace(OLD, tool="OSP/I", band=Band.VERY_HIGH))
    assert [one.sentence for one in refused.value.problems] == ["This tool has the bands low, medium, high"]


def test_a_tool_for_men_is_kept_for_a_woman_with_the_reason_in_its_history(desk: Desk) -> None:
    person = add_person(desk, sex=Sex.FEMALE)
    with pytest.raises(FieldProblems) as refused:
        records.add(desk, person.id, OLD)
    assert [one.field for one in refused.value.problems] == ["applies_anyway"]
    kept = records.add(desk, person.id, replace(OLD, applies_anyway="It stands in her older file"))
    assert kept.body == replace(OLD, applies_anyway="It stands in her older file")


def test_the_versions_of_a_programme_are_its_history(desk: Desk) -> None:
    person = add_person(desk)
    body = ProgrammeRecord(
        programme="Horizon",
        type=ProgrammeType.ACCREDITED,
        state=ProgrammeState.STARTED,
        state_on=date(2025, 3, 3),
    )
    kept = records.add(desk, person.id, body)
    with pytest.raises(FieldProblems):
        records.change(desk, kept, replace(body, state=ProgrammeState.COMPLETED, state_on=date(2025, 3, 2)))
    records.change(desk, kept, replace(body, state=ProgrammeState.COMPLETED, state_on=date(2025, 9, 1)))
    first, second = records.read(desk, person.id, kept.id).versions
    assert [ask.key for ask, *_words in differences(first.body, second.body, {})] == ["state", "state_on"]


def test_a_disclosure_in_an_examination_is_kept_with_its_action_and_its_event(desk: Desk) -> None:
    person = add_person(desk)
    due = records.add(desk, person.id, PolygraphExamination(due_on=date(2026, 2, 1)))
    assert people.page(desk, person.id).events == ()
    held = replace(
        due.body,  # type: ignore[type-var]
        held_on=date(2026, 2, 16),
        outcome="A disclosure",
        disclosures="An undeclared account",
    )
    records.change(desk, due, held)
    assert [event.reason for event in people.page(desk, person.id).events] == ["New disclosure or intelligence"]
    (action,) = [one for one in records.room(desk, person.id, Room.AGENCIES).records if isinstance(one.body, Action)]
    assert (action.revision, action.body.done_on, action.by) == (1, None, due.by)  # type: ignore[attr-defined]


def test_a_refused_examination_leaves_no_action_behind(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems):
        records.add(desk, person.id, PolygraphExamination(disclosures="An undeclared account"))
    assert records.room(desk, person.id, Room.AGENCIES).records == ()
