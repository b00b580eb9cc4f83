"""Records of the case: versions that stay, what refuses to be kept, and marks."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.case_problems import ChangedSince, FieldProblems, NotFound, StillReferredTo
from app.domain.orders import Breach, Condition, ConditionType
from app.domain.records import Mark, Room, answers, differences
from app.services import officers, people, records
from app.services.desk import Desk
from tests.builders import an_officer, an_order, details


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    officers.record(desk, an_officer())
    return people.add(desk, details()).id


def a_condition(order: UUID, **given: object) -> Condition:
    usual = Condition(order=order, type=ConditionType.PLACE, wording="Not to enter any playground")
    return replace(usual, **given)  # type: ignore[arg-type]


def fields(problem: FieldProblems) -> dict[str, str]:
    return {one.field: one.sentence for one in problem.problems}


def test_a_change_is_a_further_version_and_the_earlier_one_stays_readable(desk: Desk, person_id: UUID) -> None:
    first = records.add(desk, person_id, an_order())
    records.change(desk, first, an_order(end=date(2031, 1, 6)))
    page = records.read(desk, person_id, first.id)
    assert [one.revision for one in page.versions] == [1, 2]
    assert [(ask.key, old, new) for ask, old, new in differences(page.versions[0].body, page.record.body, {})] == [
        ("end", "6 January 2030", "6 January 2031")
    ]


def test_a_change_of_an_earlier_version_is_refused(desk: Desk, person_id: UUID) -> None:
    first = records.add(desk, person_id, an_order())
    records.change(desk, first, an_order(court="Another court"))
    with pytest.raises(ChangedSince):
        records.change(desk, first, an_order(court="A third court"))


def test_an_order_that_ends_before_it_starts_is_refused_at_its_end(desk: Desk, person_id: UUID) -> None:
    with pytest.raises(FieldProblems) as refused:
        records.add(desk, person_id, an_order(end=date(2024, 12, 31)))
    assert fields(refused.value) == {"end": "The order ends before it starts"}
    assert records.room(desk, person_id, Room.ORDERS).records == ()


def test_a_condition_is_named_with_its_order_and_keeps_it_from_being_taken_out(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    condition = records.add(desk, person_id, a_condition(order.id))
    page = records.room(desk, person_id, Room.ORDERS)
    assert {ask.key: words for ask, words in answers(condition.body, page.titles)}["order"] == order.body.title
    with pytest.raises(StillReferredTo):
        records.remove(desk, order, "Entered for the wrong person")
    records.remove(desk, condition, "Entered for the wrong person")
    records.remove(desk, order, "Entered for the wrong person")
    assert records.room(desk, person_id, Room.ORDERS).records == ()
    assert records.read(desk, person_id, order.id).record.removed == "Entered for the wrong person"


def test_a_breach_brings_the_risk_review_forward(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    condition = records.add(desk, person_id, a_condition(order.id))
    breach = Breach(condition=condition.id, happened_on=date(2026, 3, 1), what="Seen there", known_from="Police")
    kept = records.add(desk, person_id, breach)
    assert [event.reason for event in people.page(desk, person_id).events] == ["A prohibition or condition broken"]
    records.change(desk, kept, replace(breach, done="Warned"))
    assert len(people.page(desk, person_id).events) == 1


def test_a_sensitive_marking_once_set_stays(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    records.put_mark(desk, person_id, order.id, Mark.SENSITIVE, "")
    with pytest.raises(FieldProblems):
        records.take_mark_off(desk, person_id, order.id, Mark.SENSITIVE, "Changed my mind")
    records.put_mark(desk, person_id, order.id, Mark.DISPUTED, "He says that the end is wrong")
    records.take_mark_off(desk, person_id, order.id, Mark.DISPUTED, "Settled with the court’s letter")
    page = records.read(desk, person_id, order.id)
    assert set(page.marks) == {Mark.SENSITIVE}
    assert len(page.markings) == 3


def test_nothing_of_another_person_can_be_marked(desk: Desk, person_id: UUID) -> None:
    other = people.add(desk, details(name="Somebody Else", crn="X999999")).id
    order = records.add(desk, person_id, an_order())
    with pytest.raises(NotFound):
        records.put_mark(desk, other, order.id, Mark.SENSITIVE, "")
