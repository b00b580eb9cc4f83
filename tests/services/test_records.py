"""Records of the case: versions that stay, what refuses to be kept, and marks."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.case_problems import ChangedSince, FieldProblems, NotFound, StillReferredTo
from app.domain.marks import Mark
from app.domain.orders import Breach, Condition, ConditionType
from app.domain.records import Room, answers, differences
from app.domain.reviews import NewReview
from app.services import marks, officers, people, records, reviews
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
    marks.put(desk, person_id, order.id, Mark.SENSITIVE, "")
    with pytest.raises(FieldProblems):
        marks.take_off(desk, person_id, order.id, Mark.SENSITIVE, "Changed my mind")
    marks.put(desk, person_id, order.id, Mark.DISPUTED, "He says that the end is wrong")
    marks.take_off(desk, person_id, order.id, Mark.DISPUTED, "Settled with the court’s letter")
    page = records.read(desk, person_id, order.id)
    assert set(page.marks) == {Mark.SENSITIVE}
    assert len(page.markings) == 3


def test_nothing_of_another_person_can_be_marked(desk: Desk, person_id: UUID) -> None:
    other = people.add(desk, details(name="Somebody Else", crn="X999999")).id
    order = records.add(desk, person_id, an_order())
    with pytest.raises(NotFound):
        marks.put(desk, other, order.id, Mark.SENSITIVE, "")


def test_an_order_is_not_shortened_below_its_lines(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    line = records.add(desk, person_id, a_condition(order.id, end=date(2029, 1, 6)))
    shorter = an_order(end=date(2028, 1, 6))
    with pytest.raises(FieldProblems) as refused:
        records.change(desk, order, shorter)
    assert fields(refused.value).keys() == {"end"}
    assert "Prohibitions and conditions: 1" in fields(refused.value)["end"]
    records.change(desk, line, a_condition(order.id, end=date(2028, 1, 6)))
    assert records.change(desk, order, shorter).revision == 2


def test_what_a_signed_review_is_about_stays(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order(end=desk.today()))
    new = NewReview(
        person_id=person_id,
        kind="prevention_order_end",
        subject=order.id,
        done_on=desk.today(),
        changed=False,
        note="Ends today",
    )
    reviews.record(desk, new)
    with pytest.raises(StillReferredTo, match="the review of 2 March 2026"):
        records.remove(desk, order, "Wrong person")
    assert records.read(desk, person_id, order.id).record.removed == ""


def test_what_was_entered_in_error_can_be_marked_and_stays_readable(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    records.remove(desk, order, "Wrong person")
    marks.put(desk, person_id, order.id, Mark.RESTRICTED, "Is about somebody else")
    page = records.read(desk, person_id, order.id)
    assert set(page.marks) == {Mark.RESTRICTED}
    assert page.record.removed == "Wrong person"
    marks.take_off(desk, person_id, order.id, Mark.RESTRICTED, "Is not")
    with pytest.raises(NotFound):
        marks.put(desk, person_id, UUID(int=9), Mark.RESTRICTED, "Nothing there")
