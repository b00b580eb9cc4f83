"""What an edit of a person's details must satisfy."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.editing import check_details
from app.domain.people import Details, Status
from tests.builders import details

TODAY = date(2026, 3, 2)


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


def test_a_licence_ends_with_the_sentence_at_the_latest() -> None:
    within = details(licence_end=date(2028, 1, 1), sentence_end=date(2028, 1, 1))
    assert fields(within) == []
    assert fields(replace(within, licence_end=date(2028, 1, 2))) == ["licence_end"]
