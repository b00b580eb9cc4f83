"""Agencies: what refuses to be kept, which names are offered, and when each was last heard from."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest

from app.domain.agencies import (
    Agency,
    AgencyType,
    Exchange,
    LastHeard,
    agency_names,
    last_heard,
    load_lawful_reasons,
)
from app.domain.facts import Heard
from app.domain.reference import ReferenceDamaged
from app.domain.sessions import InformationWay
from tests.domain.records_builder import TODAY, a_record, refused

IN, OUT = InformationWay.RECEIVED, InformationWay.GIVEN
POLICE = Agency(type=AgencyType.POLICE, team="Carreg Las", contact="Officer, 01632 960001")


def an_exchange(**given: Any) -> Exchange:
    usual = Exchange(way=IN, agency="Police (MOSOVO)", what="Seen near the school", reason="MAPPA", day=TODAY)
    return replace(usual, **given)


def in_session(agency: str, way: InformationWay, on: date) -> Heard:
    return Heard(agency=agency, way=way, held_at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC))


def test_information_says_which_way_who_what_why_and_when() -> None:
    assert list(refused(Exchange())) == ["way", "agency", "what", "reason", "day"]
    assert list(refused(an_exchange(day=TODAY + timedelta(days=1)))) == ["day"]
    assert refused(an_exchange()) == {}


def test_another_agency_needs_its_name() -> None:
    assert refused(Agency(type=AgencyType.OTHER)) == {"team": "Enter the name of the agency"}
    assert Agency(type=AgencyType.OTHER, team="A foodbank").title == "A foodbank"


def test_an_agency_is_listed_once_while_it_is_involved() -> None:
    assert list(refused(replace(POLICE, team="carreg  las"), POLICE)) == ["team"]
    assert refused(replace(POLICE, team="Porth"), POLICE) == {}
    assert refused(POLICE, replace(POLICE, ended_on=TODAY)) == {}


def test_each_agency_says_when_it_was_heard_from_and_told_in_a_session_or_outside_one() -> None:
    records = [a_record(an_exchange(day=date(2026, 2, 1))), a_record(an_exchange(way=OUT, day=date(2026, 1, 5)))]
    heard = [in_session("police  (mosovo)", IN, date(2026, 2, 20)), in_session("GP", OUT, date(2026, 1, 9))]
    assert last_heard(records, heard) == [
        LastHeard(agency="police (mosovo)", heard_on=date(2026, 2, 20), told_on=date(2026, 1, 5)),
        LastHeard(agency="GP", told_on=date(2026, 1, 9)),
    ]


@pytest.mark.parametrize("name", ["Police (MOSOVO), Carreg Las", "Police (MOSOVO)", "CARREG LAS"])
def test_information_belongs_to_the_listed_agency_that_its_name_can_mean(name: str) -> None:
    (found,) = last_heard([a_record(POLICE), a_record(an_exchange(agency=name))], [])
    assert found == LastHeard(agency="Police (MOSOVO), Carreg Las", heard_on=TODAY, listed_on=TODAY)


def test_a_name_that_can_mean_two_listed_agencies_means_neither() -> None:
    records = [a_record(POLICE), a_record(replace(POLICE, team="Porth")), a_record(an_exchange())]
    found = {one.agency: one.heard_on for one in last_heard(records, [])}
    assert found == {"Police (MOSOVO), Carreg Las": None, "Police (MOSOVO), Porth": None, "Police (MOSOVO)": TODAY}


def test_an_agency_no_longer_involved_is_left_out_and_gives_its_name_to_the_one_that_is() -> None:
    ended = a_record(replace(POLICE, ended_on=TODAY))
    assert last_heard([ended, a_record(an_exchange())], []) == []
    found = last_heard([ended, a_record(replace(POLICE, team="Porth")), a_record(an_exchange())], [])
    assert [(one.agency, one.heard_on) for one in found] == [("Police (MOSOVO), Porth", TODAY)]
    assert [one.heard_on for one in last_heard([ended, a_record(POLICE), a_record(an_exchange())], [])] == [TODAY]


def test_names_are_offered_once_those_of_this_person_first() -> None:
    records = [a_record(POLICE), a_record(an_exchange(agency="housing")), a_record(an_exchange(agency="Foodbank"))]
    offered = agency_names(records, ["foodbank ", "GP"])
    assert offered[:4] == ("Police (MOSOVO), Carreg Las", "foodbank", "GP", "housing")
    assert "Housing" not in offered
    assert offered[-1] == "Approved premises"
    assert len({name.casefold() for name in offered}) == len(offered)


def test_an_agency_no_longer_involved_is_not_offered() -> None:
    assert agency_names([a_record(replace(POLICE, ended_on=TODAY))], [])[0] == "Police (MOSOVO)"


def test_every_lawful_reason_says_where_it_stands_and_fits_its_line() -> None:
    reasons = load_lawful_reasons((files("resources") / "lawful_reasons.toml").read_text("utf-8"))
    assert len({one.key for one in reasons}) == len(reasons) > 4
    for one in reasons:
        assert one.source in one.words
        assert refused(an_exchange(reason=one.words)) == {}


def test_a_reason_without_a_source_is_a_fault_of_the_file() -> None:
    with pytest.raises(ReferenceDamaged):
        load_lawful_reasons('[[lawful_reasons]]\nkey = "a"\nname = "A"\nconfidence = "low"\nas_at = 2026-01-01\n')
