"""Editing the reference lists: with a reason and an as-at date, over what ships, and back again."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import msgspec
import pytest

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.reference import Confidence
from app.domain.reference_lists import Entry, ListPage, Programme, ProgrammeType, ReferenceList
from app.services import cribs, officers, records, reference_lists
from app.services.desk import Desk
from app.services.reference_lists import shipped
from tests.builders import add_person, an_officer
from tests.desks import Clock

PROGRAMMES = ReferenceList.PROGRAMMES
OURS = Programme(
    key="new",
    name="Our course",
    type=ProgrammeType.TOOLKIT,
    source="Our region’s directory",
    confidence=Confidence.MEDIUM,
    as_at=date(2026, 2, 1),
)


@pytest.fixture(autouse=True)
def _officer(desk: Desk) -> None:
    officers.record(desk, an_officer())


def names(page: ListPage) -> list[str]:
    return [one.name for one in page.entries]


@pytest.mark.parametrize("entry", [*shipped(ReferenceList.TOOLS), *shipped(PROGRAMMES), *cribs.headings()])
def test_every_entry_that_ships_says_its_source_how_sure_it_is_and_as_at_when(entry: Entry) -> None:
    assert len(entry.source.split()) >= 2
    assert date(2021, 1, 1) < entry.as_at <= date(2026, 12, 31)
    told = entry.source + entry.confidence.label
    assert entry.confidence is Confidence.HIGH or "check with your local policy" in told


@pytest.mark.parametrize("name", ["tools.toml", "programmes.toml", "cribs.toml"])
def test_no_word_is_used_that_is_never_shown(name: str) -> None:
    text = (files("resources") / name).read_text(encoding="utf-8")
    assert re.findall(r"offender|service user|\bPoP\b|predator|paedophile|lie detector|AWOL", text, re.IGNORECASE) == []


def test_an_entry_is_added_changed_and_taken_out_each_with_its_reason(desk: Desk, clock: Clock) -> None:
    added = reference_lists.add(desk, PROGRAMMES, OURS, "It has begun here")
    assert names(reference_lists.page(desk, PROGRAMMES))[-1] == "Our course"
    clock.move(days=1)
    renamed = msgspec.structs.replace(added, name="Our new course", as_at=date(2026, 3, 3))
    reference_lists.change(desk, PROGRAMMES, renamed, "It has a new name")
    reference_lists.take_out(desk, PROGRAMMES, "kaizen", "Nobody is on it any more")
    page = reference_lists.page(desk, PROGRAMMES)
    assert page.entries[-1] == renamed
    assert "Kaizen" not in names(page)
    assert [edit.reason for edit in page.edits] == [
        "Nobody is on it any more",
        "It has a new name",
        "It has begun here",
    ]
    assert {edit.by for edit in page.edits} == {"An Officer"}


def test_a_reset_brings_back_the_list_that_ships_and_keeps_the_edits(desk: Desk) -> None:
    reference_lists.take_out(desk, PROGRAMMES, "kaizen", "Nobody is on it")
    reference_lists.reset(desk, PROGRAMMES, "Somebody is")
    page = reference_lists.page(desk, PROGRAMMES)
    assert page.entries == shipped(PROGRAMMES)
    assert len(page.edits) == 2


def test_the_latest_edit_counts_also_when_the_clock_was_set_back(desk: Desk, clock: Clock) -> None:
    reference_lists.take_out(desk, PROGRAMMES, "kaizen", "Nobody is on it")
    clock.move(days=-3)
    reference_lists.take_out(desk, PROGRAMMES, "horizon", "Nobody is on it")
    assert not {"Kaizen", "Horizon"} & set(names(reference_lists.page(desk, PROGRAMMES)))


def test_one_list_is_no_concern_of_the_other(desk: Desk) -> None:
    reference_lists.take_out(desk, PROGRAMMES, "kaizen", "Nobody is on it")
    page = reference_lists.page(desk, ReferenceList.TOOLS)
    assert (page.entries, page.edits) == (shipped(ReferenceList.TOOLS), ())


@pytest.mark.parametrize("reason", ["", " \n"])
def test_nothing_is_edited_without_a_reason(desk: Desk, reason: str) -> None:
    for edit in (
        lambda: reference_lists.add(desk, PROGRAMMES, OURS, reason),
        lambda: reference_lists.change(desk, PROGRAMMES, shipped(PROGRAMMES)[0], reason),
        lambda: reference_lists.take_out(desk, PROGRAMMES, "kaizen", reason),
        lambda: reference_lists.reset(desk, PROGRAMMES, reason),
    ):
        with pytest.raises(FieldProblems) as refused:
            edit()
        assert "reason" in {one.field for one in refused.value.problems}
    assert reference_lists.page(desk, PROGRAMMES).edits == ()


def test_what_is_not_in_the_list_can_neither_be_changed_nor_taken_out(desk: Desk) -> None:
    with pytest.raises(NotFound):
        reference_lists.change(desk, PROGRAMMES, OURS, "A reason")
    with pytest.raises(NotFound):
        reference_lists.take_out(desk, PROGRAMMES, "new", "A reason")


def test_an_entry_under_a_name_that_is_taken_is_refused_at_its_name(desk: Desk) -> None:
    with pytest.raises(FieldProblems) as refused:
        reference_lists.add(desk, PROGRAMMES, msgspec.structs.replace(OURS, name=" kaizen "), "Again")
    assert [one.field for one in refused.value.problems] == ["name"]


def test_keys_are_not_used_again(desk: Desk) -> None:
    first = reference_lists.add(desk, PROGRAMMES, OURS, "It has begun")
    second = reference_lists.add(desk, PROGRAMMES, msgspec.structs.replace(OURS, name="Another"), "It has begun")
    assert first.key != second.key


def test_a_record_keeps_the_name_that_the_list_has_lost(desk: Desk) -> None:
    person = add_person(desk)
    body = ProgrammeRecord(
        programme="Kaizen", type=ProgrammeType.ACCREDITED, state=ProgrammeState.STARTED, state_on=date(2026, 1, 5)
    )
    kept = records.add(desk, person.id, body)
    reference_lists.take_out(desk, PROGRAMMES, "kaizen", "Nobody starts it any more")
    assert records.read(desk, person.id, kept.id).record.body == body
