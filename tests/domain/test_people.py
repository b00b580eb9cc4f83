"""What an edit of a person's details must satisfy, and what it changed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import FieldChange, changes, moved
from app.domain.people import Details, Rosh, RoshGroup, RoshLevel, Sex, Status, check_details, unrecorded
from tests.builders import details

TODAY = date(2026, 3, 2)

rosh = st.builds(Rosh, **dict.fromkeys(vars(Rosh()), st.none() | st.sampled_from(list(RoshLevel))))


def fields(found: Details) -> list[str]:
    return [problem.field for problem in check_details(found, TODAY)]


def test_details_with_a_name_a_crn_and_a_status_can_be_kept() -> None:
    assert fields(Details(name="Pŷrson", crn="X1", status=Status.COMMUNITY_ORDER)) == []
    assert fields(details()) == []


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"name": " "}, "name"),
        ({"crn": ""}, "crn"),
        ({"status": None}, "status"),
        ({"date_of_birth": TODAY}, "date_of_birth"),
        ({"date_of_birth": date(1826, 3, 2)}, "date_of_birth"),
        ({"licence_end": date(2226, 3, 2)}, "licence_end"),
        ({"sentence_end": date(2022, 1, 1)}, "sentence_end"),
        ({"sentence_start": date(2026, 3, 3), "release_date": None, "status": Status.CUSTODY}, "sentence_start"),
        ({"release_date": date(2022, 1, 1)}, "release_date"),
        ({"release_date": None}, "release_date"),
        ({"release_date": date(2026, 3, 3)}, "release_date"),
        ({"mappa_level": 2}, "mappa_category"),
        ({"mappa_category": 5}, "mappa_category"),
        ({"mappa_category": 0, "mappa_level": 1}, "mappa_category"),
        ({"mappa_category": 1, "mappa_level": 4}, "mappa_level"),
        ({"tier": "H"}, "tier"),
        ({"name": "x" * 201}, "name"),
        ({"crn": "X" * 21}, "crn"),
        ({"rar_days_allowed": -1}, "rar_days_allowed"),
        ({"contact_days": 0}, "contact_days"),
    ],
)
def test_one_thing_wrong_is_named_at_its_field(given_: dict[str, object], field: str) -> None:
    assert fields(details(**given_)) == [field]


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2026, 12, 31)])
def test_the_form_can_be_checked_on_any_day(today: date) -> None:
    assert check_details(details(), today) == []


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


def test_a_licence_ends_with_the_sentence_at_the_latest() -> None:
    within = details(licence_end=date(2028, 1, 1), sentence_end=date(2028, 1, 1))
    assert fields(within) == []
    assert fields(replace(within, licence_end=date(2028, 1, 2))) == ["licence_end"]
