"""Who keeps the store: versions are added, and what is sealed keeps the one that was true then."""

import pytest

from app.domain.case_problems import FieldProblems, NoOfficer
from app.services import officers, people, sessions
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_officer, details, sign_session
from tests.desks import Clock


def test_nobody_is_recorded_at_first(desk: Desk) -> None:
    assert officers.current(desk) is None


def test_the_newest_version_is_the_current_one(desk: Desk) -> None:
    officers.record(desk, an_officer())
    officers.record(desk, an_officer(office="Cardiff"))
    assert officers.current(desk) == an_officer(office="Cardiff")


def test_recording_the_same_again_adds_nothing(desk: Desk) -> None:
    officers.record(desk, an_officer())
    officers.record(desk, an_officer())
    with desk.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM officers").scalar() == 1


def test_every_empty_line_is_named(desk: Desk) -> None:
    with pytest.raises(FieldProblems) as refused:
        officers.record(desk, an_officer(name=" ", spo="\0"))
    assert [problem.field for problem in refused.value.problems] == ["name", "spo"]


def test_a_signed_session_keeps_the_officer_as_then(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first = sign_session(desk, person.id)
    officers.record(desk, an_officer(office="Cardiff"))
    clock.move(days=1)
    second = sign_session(desk, person.id, an_entry(held_at=clock()))
    assert sessions.read(desk, first.id).session.officer.office == "An office"
    assert sessions.read(desk, second.id).session.officer.office == "Cardiff"


def test_nothing_is_sealed_before_it_is_known_by_whom(desk: Desk) -> None:
    with pytest.raises(NoOfficer):
        people.add(desk, details())
    assert people.list_people(desk) == []
