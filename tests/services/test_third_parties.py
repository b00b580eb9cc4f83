"""What names or locates somebody else is kept only once the officer is sure."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.agencies import Agency, AgencyType
from app.domain.case_problems import FieldProblems, LooksLikeThirdParty, NotFound
from app.domain.children_and_victims import AgeBand, Child, ContactScheme, Victim, Whereabouts
from app.domain.contradictions import Contradiction
from app.domain.mappa import MappaCategory, MappaLevel, MappaMeeting
from app.domain.marks import Mark
from app.domain.orders import Breach, Condition, ConditionType
from app.domain.prisons import Prison, SentenceType
from app.domain.records import Body, Room
from app.domain.reviews import ReviewEntry
from app.domain.stances import Stance
from app.services import marks, officers, people, records, sessions
from app.services.desk import Desk
from tests.builders import (
    AN_ID,
    MOMENT,
    add_person,
    an_entry,
    an_officer,
    an_order,
    details,
    sign_session,
)

TODAY = MOMENT.date()
CHILD = Child(who="J. S.", relation="Nephew", age=AgeBand.FIVE_TO_TEN, where=Whereabouts.STAYS)
NAMED = replace(CHILD, who="Sarah Jones", concerns="Rings 07700 900123")


def test_a_restricted_record_that_names_somebody_is_kept_only_when_sure(desk: Desk) -> None:
    person_id = add_person(desk).id
    with pytest.raises(LooksLikeThirdParty) as asked:
        records.add(desk, person_id, NAMED)
    assert [one.field for one in asked.value.problems] == ["who", "concerns"]
    assert not any("Jones" in words or "07700" in words for words in (str(asked.value), repr(asked.value.problems)))
    assert records.room(desk, person_id, Room.CHILDREN_AND_VICTIMS).records == ()
    assert records.add(desk, person_id, NAMED, sure=True).body == NAMED


def test_what_was_kept_once_is_not_asked_about_again(desk: Desk) -> None:
    person_id = add_person(desk).id
    kept = records.add(desk, person_id, NAMED, sure=True)
    kept = records.change(desk, kept, replace(NAMED, age=AgeBand.ELEVEN_TO_FIFTEEN))
    with pytest.raises(LooksLikeThirdParty) as asked:
        records.change(desk, kept, replace(NAMED, relation="Son of Ann Smith"))
    assert [one.field for one in asked.value.problems] == ["relation"]
    assert records.change(desk, kept, replace(NAMED, relation="Son of Ann Smith"), sure=True).revision == 3


def test_what_is_missing_is_said_before_it_is_asked(desk: Desk) -> None:
    person_id = add_person(desk).id
    with pytest.raises(FieldProblems):
        records.add(desk, person_id, replace(NAMED, relation=""))
    with pytest.raises(FieldProblems):
        records.add(desk, person_id, replace(NAMED, relation=""), sure=True)


def test_the_person_and_their_practitioners_are_not_asked_about_nor_are_other_rooms(desk: Desk) -> None:
    person = add_person(desk, practitioners="MOSOVO officer DC Lowri Beynon")
    records.add(desk, person.id, Prison(establishment="HMP", com="Ann Two", sentence=SentenceType.DETERMINATE))
    told = "Told Lowri Beynon and Ann Two; Pŷrson One and An Officer were there"
    records.add(desk, person.id, Victim(who="Neighbour", scheme=ContactScheme.NO, concerns=told))
    records.add(desk, person.id, Stance(noted_on=MOMENT.date(), words="Spoke of Sarah Jones"))


def test_a_guide_learns_what_to_ask_of_a_session_and_of_a_review(desk: Desk) -> None:
    person = add_person(desk, practitioners="DC Lowri Beynon")
    session = an_entry(safeguarding="Lowri Beynon saw Sarah Jones")
    assert [one.field for one in records.entry_worries(desk, person.id, session)] == ["safeguarding"]
    assert records.entry_worries(desk, person.id, an_entry(safeguarding="Lowri Beynon saw the child")) == []
    assert records.entry_worries(desk, person.id, ReviewEntry()) == []
    with pytest.raises(NotFound):
        records.entry_worries(desk, AN_ID, session)


def test_a_record_of_the_room_can_bear_the_sensitive_mark(desk: Desk) -> None:
    person_id = add_person(desk).id
    kept = records.add(desk, person_id, CHILD)
    marks.put(desk, person_id, kept.id, Mark.SENSITIVE, "")
    with pytest.raises(FieldProblems):
        marks.take_off(desk, person_id, kept.id, Mark.SENSITIVE, "Changed my mind")
    assert set(records.room(desk, person_id, Room.CHILDREN_AND_VICTIMS).marks[kept.id]) == {Mark.SENSITIVE}


WORDS = "Spoke of Sarah Jones of 12 High Street"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (Agency(type=AgencyType.POLICE, note=WORDS), "note"),
        (MappaMeeting(held_on=TODAY, level=MappaLevel.TWO, category=MappaCategory.ONE, summary=WORDS), "summary"),
    ],
)
def test_other_rooms_ask_where_somebody_may_be_named(desk: Desk, body: Body, field: str) -> None:
    person_id = add_person(desk).id
    assert asked_about(lambda: records.add(desk, person_id, body)) == [field]
    assert records.add(desk, person_id, body, sure=True).body == body


def test_orders_and_contradictions_ask_too(desk: Desk) -> None:
    person_id = add_person(desk).id
    order = records.add(desk, person_id, an_order())
    line = Condition(order=order.id, type=ConditionType.CONTACT, wording=f"Not to contact {WORDS}")
    assert asked_about(lambda: records.add(desk, person_id, line)) == ["wording"]
    kept = records.add(desk, person_id, line, sure=True)
    breach = Breach(condition=kept.id, happened_on=TODAY, what=WORDS, known_from="Police")
    assert asked_about(lambda: records.add(desk, person_id, breach)) == ["what"]
    both = Contradiction(first=order.id, second=kept.id, what=WORDS, noticed_on=TODAY)
    assert asked_about(lambda: records.add(desk, person_id, both)) == ["what"]


def test_a_professional_is_named_with_a_number(desk: Desk) -> None:
    person_id = add_person(desk).id
    contact = Agency(type=AgencyType.POLICE, team="Public Protection Team", contact="DC Lowri Beynon, 07700 900123")
    assert records.add(desk, person_id, contact).body == contact


def test_the_household_is_asked_about_once_and_only_where_it_changed(desk: Desk) -> None:
    officers.record(desk, an_officer())
    named = details(household="Mary Elizabeth Smith, 07700 900123")
    assert asked_about(lambda: people.add(desk, named)) == ["household"]
    assert people.list_people(desk) == []
    person = people.add(desk, named, sure=True)
    people.edit(desk, person.id, replace(named, tier="B"))
    again = replace(named, household="Ann Smith", tier="C")
    assert asked_about(lambda: people.edit(desk, person.id, again)) == ["household"]
    assert people.page(desk, person.id).person.details.tier == "B"
    assert people.edit(desk, person.id, again, sure=True).details == again


def test_an_addendum_asks_before_it_names_somebody(desk: Desk) -> None:
    person = add_person(desk)
    session = sign_session(desk, person.id)
    assert asked_about(lambda: sessions.add_addendum(desk, session.id, WORDS)) == ["text"]
    assert sessions.read(desk, session.id).session.addenda == ()
    sessions.add_addendum(desk, session.id, WORDS, sure=True)
    sessions.add_addendum(desk, session.id, f"{person.details.name} came on Sunday")
    assert len(sessions.read(desk, session.id).session.addenda) == 2


def asked_about(keep: Callable[[], object]) -> list[str]:
    with pytest.raises(LooksLikeThirdParty) as asked:
        keep()
    return [one.field for one in asked.value.problems]
