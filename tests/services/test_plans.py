"""Formulation and plan in a store: one of each, with every version comparable."""

from dataclasses import replace

import pytest

from app.domain.case_problems import FieldProblems
from app.domain.formulation import Formulation
from app.domain.plans import Plan
from app.domain.records import Room, differences
from app.services import records
from app.services.desk import Desk
from tests.builders import add_person

PLAN = Plan(**{ask.key: "Nothing arranged yet" for ask in Plan.asks()})
FORMULATION = Formulation(**{ask.key: "Nothing known yet" for ask in Formulation.asks()})


def test_a_second_is_refused_and_the_first_can_be_changed_and_compared(desk: Desk) -> None:
    person_id = add_person(desk).id
    first = records.add(desk, person_id, PLAN)
    with pytest.raises(FieldProblems) as refused:
        records.add(desk, person_id, PLAN)
    assert [one.field for one in refused.value.problems] == ["supervision"]
    records.add(desk, person_id, FORMULATION)  # another kind has one of its own
    second = records.change(desk, first, replace(PLAN, supervision="Weekly, in the office"))
    records.change(desk, second, replace(PLAN, supervision="Weekly, in the office", contingency="Ring the police"))
    versions = records.read(desk, person_id, first.id).versions
    found = [ask.key for ask, _old, _new in differences(versions[0].body, versions[2].body, {})]
    assert found == ["supervision", "contingency"]


def test_one_entered_in_error_makes_room_for_another_and_other_people_have_their_own(desk: Desk) -> None:
    one, other = add_person(desk).id, add_person(desk, crn="X999999").id
    first = records.add(desk, one, PLAN)
    records.add(desk, other, PLAN)
    records.remove(desk, first, "Of another person")
    records.add(desk, one, PLAN)
    assert len(records.room(desk, one, Room.PLAN).records) == 1
