"""Reference lists: mistakes in them are named, and the newest edit that can be read counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from app.domain.reference import Confidence, ReferenceDamaged
from app.domain.reference_lists import (
    ListEdit,
    Programme,
    ProgrammeType,
    ReferenceList,
    check_entry,
    load_list,
    page_of,
)
from tests.domain.records_builder import SHIPPED, TODAY

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOOL = """
[[tools]]
key = "a_tool"
name = "A tool"
former = ["An old name"]
bands = ["low", "high"]
source = "A text"
confidence = "low"
as_at = 2026-01-05
"""


def a_programme(key: str = "ours", name: str = "Our course", as_at: date = TODAY) -> Programme:
    return Programme(
        key=key,
        name=name,
        type=ProgrammeType.TOOLKIT,
        source="Our region",
        confidence=Confidence.LOW,
        as_at=as_at,
    )


def an_edit(entries: list[Programme] | None, minutes: int = 0, body: str = "") -> ListEdit:
    if entries is not None:
        body = msgspec.json.encode(entries).decode()
    at = AT + timedelta(minutes=minutes)
    return ListEdit(list=ReferenceList.PROGRAMMES, body=body, reason="Ours", by="An Officer", at=at)


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('bands = ["low", "high"]', 'bands = ["enormous"]', "$.bands[0]"),
        ('confidence = "low"', 'confidence = "sure"', "$.confidence"),
        ('former = ["An old name"]', 'former = ["a TOOL"]', "stands twice"),
        ('key = "other_tool"', 'key = "a_tool"', "stands twice"),
        ("as_at", "as_off", "as_off"),
    ],
)
def test_a_mistake_in_a_list_is_named(right: str, wrong: str, named: str) -> None:
    other = TOOL.replace("a_tool", "other_tool").replace("A tool", "B").replace("An old name", "C")
    other = other.replace('former = ["C"]', 'former = ["An old name"]') if "former" in right else other
    assert right in other
    with pytest.raises(ReferenceDamaged) as refused:
        load_list(ReferenceList.TOOLS, TOOL + other.replace(right, wrong))
    assert named in refused.value.sentence


def test_a_tool_is_found_under_each_of_its_names() -> None:
    names = ("RSR", " rsr ", "Combined Serious Reoffending Predictor")
    assert {SHIPPED.tool(name) for name in names} == {SHIPPED.tool("RSR")}
    assert SHIPPED.tool("A local tool") is None


def test_the_newest_edit_counts_and_a_reset_brings_back_what_came() -> None:
    first, second = an_edit([a_programme()]), an_edit([], minutes=1)
    assert page_of(SHIPPED.programmes, [first]).entries == (a_programme(),)
    page = page_of(SHIPPED.programmes, [second, first])
    assert (page.entries, page.edited) == ((), True)
    page = page_of(SHIPPED.programmes, [an_edit(None, minutes=2), second, first])
    assert (page.entries, page.edited, page.unreadable) == (SHIPPED.programmes, False, ())


@pytest.mark.parametrize("body", ["{", '[{"key": "x"}]', "3"])
def test_an_edit_that_cannot_be_read_is_passed_over_and_told(body: str) -> None:
    damaged, good = an_edit(None, minutes=1, body=body), an_edit([a_programme()])
    page = page_of(SHIPPED.programmes, [damaged, good])
    assert (page.entries, page.edited, page.unreadable) == ((a_programme(),), True, (damaged,))
    page = page_of(SHIPPED.programmes, [damaged])
    assert (page.entries, page.edited, page.unreadable) == (SHIPPED.programmes, False, (damaged,))


def test_an_entry_needs_a_name_of_its_own_a_source_and_a_day_that_has_come() -> None:
    def fields(entry: Programme) -> set[str]:
        return {one.field for one in check_entry(entry, SHIPPED.programmes, TODAY)}

    assert fields(a_programme()) == set()
    assert fields(a_programme(name="  ")) == {"name"}
    assert fields(a_programme(name="x" * 201)) == {"name"}
    assert fields(a_programme(name="KAIZEN")) == {"name"}
    assert fields(a_programme(as_at=TODAY + timedelta(days=1))) == {"as_at"}
    assert fields(msgspec.structs.replace(a_programme(), source="")) == {"source"}
