"""The restricted room: what its records ask for, and enquiries from making to answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.children_and_victims import AgeBand, Child, ContactScheme, SafeguardingEnquiry, Victim, Whereabouts
from app.domain.kinds import kinds_of
from app.domain.records import Room
from tests.domain.records_builder import TODAY, refused

ASKED = SafeguardingEnquiry(about="Partner’s son", agency="Children’s services", made_on=date(2026, 2, 2))


def test_every_kind_of_the_room_is_restricted() -> None:
    assert set(kinds_of(Room.CHILDREN_AND_VICTIMS)) == {Child, Victim, SafeguardingEnquiry}
    assert Room.CHILDREN_AND_VICTIMS.restricted


def test_a_child_is_known_by_initials_or_role_with_age_and_whereabouts() -> None:
    assert refused(Child()).keys() == {"who", "relation", "age", "where"}
    child = Child(who="J. S.", relation="Nephew", age=AgeBand.FIVE_TO_TEN, where=Whereabouts.STAYS)
    assert refused(child) == {}
    assert "no full name" in Child.asks()[0].hint


@pytest.mark.parametrize(
    ("scheme", "expected"), [("yes", "In the scheme"), ("no", "Not in the scheme"), ("not_known", "")]
)
def test_a_victim_says_whether_they_are_in_the_scheme(scheme: str, expected: str) -> None:
    assert refused(Victim()).keys() == {"who", "scheme"}
    victim = Victim(who="Neighbour", scheme=ContactScheme(scheme))
    assert refused(victim) == {}
    assert victim.standing(TODAY) == expected


def test_an_enquiry_stays_open_until_it_is_answered() -> None:
    assert refused(ASKED) == {}
    assert ASKED.standing(TODAY) == "No answer yet"
    answered = replace(ASKED, answered_on=TODAY, result="Known to them; a plan until May")
    assert refused(answered) == {}
    assert answered.standing(TODAY) == "Answered"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answered_on": TODAY}, "result"),
        ({"result": "Known to them"}, "answered_on"),
        ({"answered_on": TODAY + timedelta(days=1), "result": "Known"}, "answered_on"),
        ({"answered_on": date(2026, 2, 1), "result": "Known"}, "answered_on"),
        ({"made_on": TODAY + timedelta(days=1)}, "made_on"),
        ({"made_on": None}, "made_on"),
        ({"agency": ""}, "agency"),
    ],
)
def test_an_enquiry_with_days_or_answers_amiss_is_refused_at_the_field(given: dict[str, object], field: str) -> None:
    assert refused(replace(ASKED, **given)).keys() == {field}  # type: ignore[arg-type]


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_an_answer_is_kept_just_when_it_came_after_the_enquiry_and_not_ahead(made: date, answered: date) -> None:
    enquiry = replace(ASKED, made_on=made, answered_on=answered, result="Known")
    assert (refused(enquiry) == {}) == (made <= answered <= TODAY)


def test_the_fields_say_that_no_visor_text_belongs_there() -> None:
    for body in (Child, Victim):
        assert any(ask.key == "concerns" and "ViSOR" in ask.hint for ask in body.asks())
