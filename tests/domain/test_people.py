"""A person's details: the highest risk, what the rules lack, and what an edit changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import FieldChange, changes, moved
from app.domain.people import Details, Rosh, RoshGroup, RoshLevel, Sex, Status, unrecorded
from tests.builders import details

rosh = st.builds(Rosh, **dict.fromkeys(vars(Rosh()), st.none() | st.sampled_from(list(RoshLevel))))


@given(rosh)
def test_the_highest_level_is_one_that_was_entered_and_none_is_above_it(found: Rosh) -> None:
    order = [None, *RoshLevel]
    levels = [found.level(group, custody=custody) for group in RoshGroup for custody in (True, False)]
    assert found.highest in levels
    assert all(order.index(level) <= order.index(found.highest) for level in levels)


def test_changes_are_in_the_officers_words() -> None:
    before = details(sex=Sex.MALE, rar_days_allowed=None, rosh=Rosh(community_public=RoshLevel.LOW))
    after = replace(
        before,
        date_of_birth=date(1981, 3, 3),
        sex=None,
        interpreter=True,
        rar_days_allowed=0,
        rosh=Rosh(community_public=RoshLevel.VERY_HIGH),
    )
    assert changes(before, after) == [
        FieldChange("date_of_birth", "17 May 1980", "3 March 1981"),
        FieldChange("sex", "Male", ""),
        FieldChange("interpreter", "No", "Yes"),
        FieldChange("rar_days_allowed", "", "0"),
        FieldChange("rosh_community_public", "Low", "Very high"),
    ]
    assert changes(before, before) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1 High Street, An office", "2 Low Road, An office", True),
        ("1 High Street, An office", "1 high street\nAN OFFICE ", False),
        ("", "1 High Street", False),
        ("1 High Street", "", False),
    ],
)
def test_moving_is_one_address_after_another(before: str, after: str, *, expected: bool) -> None:
    assert moved(details(address=before), details(address=after)) is expected


def test_what_review_rules_would_need_is_named_until_it_is_recorded() -> None:
    bare = Details(name="A person", crn="X1", status=Status.CUSTODY)
    assert unrecorded(bare) == ["risk of serious harm", "start of the sentence", "release"]
    whole = replace(
        bare,
        rosh=Rosh(custody_staff=RoshLevel.LOW),
        sentence_start=date(2024, 1, 8),
        release_date=date(2027, 1, 8),
    )
    assert unrecorded(whole) == []
