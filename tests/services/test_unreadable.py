"""A record that cannot be read: it says so where it stands, stays as it is, and bars nothing else of the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.case_problems import EntryUnreadable, FieldProblems
from app.domain.considered import Answer, Considered, Question, SlowFactor, SlowFactorNote
from app.domain.cribs import Form
from app.domain.formulation import Formulation
from app.domain.kinds import KINDS
from app.domain.marks import Mark
from app.domain.records import Room
from app.domain.reviews import ReviewEntry
from app.domain.timeline import Wanted
from app.domain.unreadable import Unreadable
from app.services import beside, cribs, exports, in_the_room, marks, people, records, reviews, sessions, timeline, today
from app.services.desk import Desk
from tests.builders import add_person, an_order, sign_session
from tests.damage import damaged_record

PHRASE = "gorse lantern quiet harbour oak"
KINDS_AND_BODIES = [("order", '{"type": "unheard of"}'), ("victim", "no JSON"), ("of a later version", "{}")]


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture(params=KINDS_AND_BODIES, ids=["unheard of choice", "no JSON", "unknown kind"])
def damaged(desk: Desk, person_id: UUID, request: pytest.FixtureRequest) -> UUID:
    return damaged_record(desk, person_id, *request.param)


@pytest.mark.parametrize(
    "read",
    [
        people.page,
        sessions.start,
        in_the_room.view,
        lambda desk, person_id: beside.for_review(desk, person_id, "risk_review"),
        sign_session,
        lambda desk, person_id: records.add(desk, person_id, an_order()),
        lambda desk, _person_id: today.today(desk),
    ],
    ids=["page", "guide", "in the room", "review", "signing", "adding", "today"],
)
def test_everything_else_goes_on(
    desk: Desk, person_id: UUID, damaged: UUID, read: Callable[[Desk, UUID], object]
) -> None:
    assert read(desk, person_id)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_bars_the_case_or_a_crib_when_it_cannot_be_read(
    desk: Desk, person_id: UUID, tmp_path: Path, kind: str
) -> None:
    records.add(desk, person_id, an_order())
    damaged_record(desk, person_id, kind, "[]")
    assert len(records.room(desk, person_id, *Room).records) == 2
    assert all(cribs.read(desk, person_id, form).crib.fault for form in Form)
    exports.case_record(desk, person_id, tmp_path / "case.pdf", PHRASE)


def test_it_stands_in_its_own_room_and_in_the_timeline_with_a_sentence(
    desk: Desk, person_id: UUID, damaged: UUID
) -> None:
    (record,) = records.room(desk, person_id, *Room).records
    room = {"order": Room.ORDERS, "victim": Room.CHILDREN_AND_VICTIMS}.get(record.kind, Room.QUESTIONS)
    assert record.body == Unreadable(ROOM=room)
    assert "It is kept as it is" in record.body.title
    assert records.read(desk, person_id, damaged).record == record
    (item,) = (one for one in timeline.read(desk, person_id, Wanted(), 50).items if one.subject == damaged)
    assert ("cannot be read" in item.title) is not room.restricted
    opened = timeline.read(desk, person_id, Wanted(words="cannot be read"), 50, restricted_shown=True).items
    assert [one.subject for one in opened] == [damaged]


def test_it_can_be_marked_and_neither_changed_nor_taken_out(desk: Desk, person_id: UUID, damaged: UUID) -> None:
    record = records.read(desk, person_id, damaged).record
    with pytest.raises(EntryUnreadable):
        records.change(desk, record, an_order())
    with pytest.raises(EntryUnreadable):
        records.remove(desk, record, "Cannot be read")
    marks.put(desk, person_id, damaged, Mark.RESTRICTED, "Until it is restored")
    page = records.read(desk, person_id, damaged)
    assert page.versions == (record,)
    assert set(page.marks) == {Mark.RESTRICTED}


def test_a_version_that_cannot_be_read_leaves_the_earlier_ones(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    damaged_record(desk, person_id, "order", "no JSON", after=order)
    first, newest = records.read(desk, person_id, order.id).versions
    assert (first, newest.body) == (order, Unreadable(ROOM=Room.ORDERS))
    with pytest.raises(EntryUnreadable):
        records.change(desk, order, an_order(court="Another"))


def test_no_second_one_is_added_beside_one_that_cannot_be_read_and_is_had_once(desk: Desk, person_id: UUID) -> None:
    damaged_record(desk, person_id, "formulation", "no JSON")
    with pytest.raises(FieldProblems) as refused:
        records.add(desk, person_id, Formulation(individual="Grew up in care"))
    assert "one at a time" in refused.value.problems[0].sentence


def test_signing_a_review_leaves_slow_factors_that_cannot_be_read(desk: Desk, person_id: UUID) -> None:
    damaged = damaged_record(desk, person_id, "slow_factors", "no JSON")
    draft = reviews.start(desk, person_id, "risk_review").draft
    considered = Considered(
        slow_factors=tuple(SlowFactorNote(factor=one, words="Nothing of late") for one in SlowFactor),
        protective="Sings in a choir",
        no_programmes=True,
        answers=tuple(Answer(question=one, words="Not yet") for one in Question),
    )
    entry = ReviewEntry(done_on=desk.today(), changed=False, note="As before", considered=considered)
    reviews.sign(desk, replace(draft, entry=entry))
    assert len(records.read(desk, person_id, damaged).versions) == 1
