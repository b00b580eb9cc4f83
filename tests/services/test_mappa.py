"""Meetings in the store: the person's level and category with their history, and what agencies are offered."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.actions import ActionOrigin
from app.domain.agencies import Agency, AgencyType
from app.domain.case_problems import FieldProblems, StillReferredTo
from app.domain.kinds import KINDS
from app.domain.mappa import MappaCategory, MappaLevel, newest_first
from app.domain.sessions import Information
from app.services import audit, marks, people, records
from app.services.audit import Filter
from app.services.desk import Desk
from tests.builders import MOMENT, a_meeting, add_person, an_action, an_entry, sign_session
from tests.desks import Clock

TODAY = MOMENT.date()
EARLIER = TODAY - timedelta(days=30)


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk, mappa_category=1, mappa_level=3).id


def standing(desk: Desk, person_id: UUID) -> tuple[int | None, int | None]:
    details = people.page(desk, person_id).person.details
    return details.mappa_category, details.mappa_level


def changed(desk: Desk, person_id: UUID) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in people.history(desk, person_id) if one.field != "added"]


def test_the_latest_meeting_sets_level_and_category_with_their_history(desk: Desk, person_id: UUID) -> None:
    records.add(desk, person_id, a_meeting(category=MappaCategory.TWO))
    assert standing(desk, person_id) == (2, 2)
    assert changed(desk, person_id) == [("mappa_category", "1", "2"), ("mappa_level", "3", "2")]
    records.add(desk, person_id, a_meeting(held_on=EARLIER, level=MappaLevel.ONE))
    assert standing(desk, person_id) == (2, 2)
    assert [one.held_on for one in newest_first(people.page(desk, person_id).records)] == [TODAY, EARLIER]


def test_a_meeting_changed_or_taken_out_moves_the_level_with_it(desk: Desk, clock: Clock, person_id: UUID) -> None:
    records.add(desk, person_id, a_meeting(held_on=EARLIER, level=MappaLevel.ONE))
    clock.move(minutes=1)
    meeting = records.add(desk, person_id, a_meeting())
    clock.move(minutes=1)
    meeting = records.change(desk, meeting, a_meeting(level=MappaLevel.THREE))
    clock.move(minutes=1)
    assert standing(desk, person_id) == (1, 3)
    records.remove(desk, meeting, "Entered for the wrong person")
    assert standing(desk, person_id) == (1, 1)
    assert [after for _field, _before, after in changed(desk, person_id)] == ["1", "3", "2", "1"]


def test_a_refused_meeting_leaves_the_person_as_they_are(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems):
        records.add(desk, person.id, a_meeting())
    assert people.page(desk, person.id).person == person


def test_a_meeting_with_actions_stays(desk: Desk, person_id: UUID) -> None:
    meeting = records.add(desk, person_id, a_meeting())
    records.add(desk, person_id, an_action(origin=ActionOrigin.MAPPA, meeting=meeting.id))
    with pytest.raises(StillReferredTo):
        records.remove(desk, meeting, "Of somebody else")


def test_the_audit_says_whose_record_it_was(desk: Desk, person_id: UUID) -> None:
    other = add_person(desk, name="Somebody Else", crn="X000002")
    records.add(desk, person_id, a_meeting())
    marks.show_restricted(desk, person_id)
    found = audit.lines(desk, Filter(person_id=person_id))
    assert [(one.words, one.about) for one in found[:2]] == [
        ("Restricted records of a person shown", "Pŷrson One"),
        ("Record added", "Pŷrson One"),
    ]
    assert [one.words for one in audit.lines(desk, Filter(person_id=other.id))] == ["Person added"]


def test_agencies_of_sessions_and_of_the_list_are_offered_to_their_person_alone(desk: Desk, person_id: UUID) -> None:
    told = Information(agency="A foodbank", what="He volunteers there", reason="Safeguarding")
    sign_session(desk, person_id, an_entry(information=(told, replace(told, agency="GP"))))
    records.add(desk, person_id, Agency(type=AgencyType.HOUSING, team="Porth"))
    offered = records.offers(desk, person_id, "agencies")
    assert offered[0] == "Housing, Porth"
    assert set(offered[1:3]) == {"A foodbank", "GP"}
    other = add_person(desk, name="Somebody Else", crn="X000002")
    assert records.offers(desk, other.id, "agencies")[0] == "Police (MOSOVO)"


def test_every_list_that_a_question_names_is_offered(desk: Desk, person_id: UUID) -> None:
    names = {ask.offers for body in KINDS.values() for ask in body.asks() if ask.offers}
    assert names >= {"agencies", "lawful_reasons"}
    assert all(records.offers(desk, person_id, name) for name in names)


@pytest.mark.parametrize("level", [1, 3, None])
def test_the_level_that_a_meeting_set_is_not_changed_among_the_details(desk: Desk, level: int | None) -> None:
    person_id = add_person(desk).id
    records.add(desk, person_id, a_meeting(category=MappaCategory.ONE))
    kept = people.page(desk, person_id).person.details
    assert (kept.mappa_category, kept.mappa_level) == (1, 2)
    with pytest.raises(FieldProblems) as refused:
        people.edit(desk, person_id, replace(kept, mappa_level=level))
    (problem,) = refused.value.problems
    assert problem.field == "mappa_level"
    assert problem.sentence.startswith("The MAPPA meeting of ")
    assert problem.sentence.endswith(" set Level 2: change it there, or record a later meeting")
    with pytest.raises(FieldProblems) as refused:
        people.edit(desk, person_id, replace(kept, mappa_category=2))
    assert [one.field for one in refused.value.problems] == ["mappa_category"]
    assert people.edit(desk, person_id, replace(kept, tier="B")).details.mappa_level == 2


def test_without_a_meeting_the_details_say_the_level(desk: Desk) -> None:
    person = add_person(desk)
    edited = people.edit(desk, person.id, replace(person.details, mappa_category=2, mappa_level=3))
    assert people.edit(desk, person.id, replace(edited.details, mappa_level=1)).details.mappa_level == 1
