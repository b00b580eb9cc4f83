"""For whom a rule is: plain choices stand for the same people as the rule's own conditions, and are said in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audiences import LEVELS, SUPERVISED, Audience, audience_of, audience_words, condition_of
from app.domain.people import Details, Rosh, RoshLevel, Status
from app.domain.rules import Condition
from app.services.rules import rules

conditions = st.builds(
    Condition,
    status=st.lists(st.sampled_from(SUPERVISED), unique=True).map(tuple),
    rosh=st.lists(st.sampled_from(RoshLevel), unique=True).map(tuple),
    rosh_not=st.lists(st.sampled_from(RoshLevel), unique=True, max_size=3).map(tuple),
    registered=st.sampled_from([None, True, False]),
    mappa_level=st.lists(st.sampled_from([1, 2, 3]), unique=True).map(tuple),
    own_frequency=st.sampled_from([None, True, False]),
)
people = st.builds(
    Details,
    status=st.sampled_from([*SUPERVISED, None]),
    rosh=st.builds(Rosh, community_children=st.sampled_from(LEVELS)),
    registered=st.booleans(),
    mappa_level=st.sampled_from([None, 1, 2, 3]),
    contact_days=st.sampled_from([None, 14]),
)


@given(conditions, people)
def test_the_choices_hold_for_the_same_people_as_the_condition(condition: Condition, details: Details) -> None:
    if condition.rosh and set(condition.rosh) <= set(condition.rosh_not):
        return  # for nobody, which no choice can say
    assert condition_of(audience_of(condition)).holds(details) == condition.holds(details)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.key)
def test_every_rule_that_ships_keeps_its_conditions_through_the_form(rule) -> None:
    assert tuple(condition_of(audience_of(one)) for one in rule.applies) == tuple(
        Condition() if set(one.status) == set(SUPERVISED) and one == Condition(status=one.status) else one
        for one in rule.applies
    )


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience(), "everybody on the caseload"),
        (Audience(status=SUPERVISED, rosh=LEVELS), "everybody on the caseload"),
        (Audience(status=(Status.LICENCE,)), "people on licence"),
        (
            Audience(rosh=(RoshLevel.LOW, RoshLevel.MEDIUM, None)),
            "everybody on the caseload, low, medium or not yet assessed risk of serious harm",
        ),
        (
            Audience(status=(Status.LICENCE, Status.COMMUNITY_ORDER), registered=True, mappa_level=(2, 3)),
            "people on licence or on a community order, registered, MAPPA level 2 or 3",
        ),
        (Audience(own_frequency=False), "everybody on the caseload, without a contact frequency of their own"),
    ],
)
def test_the_choices_in_words(audience: Audience, words: str) -> None:
    assert audience_words([audience]) == words


def test_two_groups_are_both_named() -> None:
    words = audience_words([Audience(status=(Status.CUSTODY,)), Audience(registered=False)])
    assert words == "people in custody; and for everybody on the caseload, not registered"
