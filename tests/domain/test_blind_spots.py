"""Blind spots: what nobody has looked at for too long."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.agencies import Agency, AgencyType, Exchange
from app.domain.blind_spots import BlindSpot, BlindSpotKind, blind_spots
from app.domain.facts import Done, Facts, Heard
from app.domain.people import Status
from app.domain.ratings import Factor, Level, PastRating
from app.domain.records import Body
from app.domain.sessions import Claim, InformationWay
from app.domain.tasks import Task
from tests.domain.facts_builder import ID, at, done, rated, some_facts, suspension
from tests.domain.records_builder import a_record

TODAY = date(2026, 6, 30)
FACTS = some_facts(rated_at=TODAY)
GAP = {Factor.ACCESS: Level.NOT_EXPLORED}


def spots(
    *sessions: tuple[PastRating, ...], claims: tuple[Claim, ...] = (), tasks: tuple[Task, ...] = ()
) -> list[BlindSpot]:
    """Of somebody rated lately and seen in these sessions, oldest first."""
    latest, previous = (*reversed(sessions), (), ())[:2]
    facts = replace(FACTS, latest=latest, previous=previous)
    return blind_spots(facts, claims, tasks, TODAY, ())


def a_claim(factor: Factor, on: date) -> Claim:
    return Claim(session_id=UUID(int=1), factor=factor, on=on, evidence="Says he lives alone")


def a_task(due_on: date | None, set_on: date = date(2026, 5, 1)) -> Task:
    return Task(
        id=UUID(int=2),
        person_id=ID,
        session_id=UUID(int=1),
        what="Ring the hostel",
        who="Officer",
        due_on=due_on,
        set_on=set_on,
    )


def test_a_factor_not_explored_two_sessions_running_is_raised() -> None:
    found = spots(rated(date(2026, 6, 16), GAP, 1), rated(date(2026, 6, 23), GAP, 2))
    assert [spot.kind for spot in found] == [BlindSpotKind.NOT_EXPLORED]
    assert found[0].sentence == "Access to potential victims: not explored on 16 June 2026 nor on 23 June 2026"
    assert found[0].since == date(2026, 6, 16)


def test_only_the_two_latest_sessions_count() -> None:
    explored_since = rated(date(2026, 6, 23), {}, 3)
    assert spots(rated(date(2026, 6, 9), GAP, 1), rated(date(2026, 6, 16), GAP, 2), explored_since) == []
    older = rated(date(2026, 5, 1), {}, 4)
    found = spots(older, rated(date(2026, 6, 16), GAP, 1), rated(date(2026, 6, 23), GAP, 2))
    assert [spot.since for spot in found] == [date(2026, 6, 16)]


def test_one_gap_is_raised_once_30_days_have_passed() -> None:
    def of(explored: date) -> list[BlindSpot]:
        return spots(rated(explored, {}, 1), rated(date(2026, 6, 29), GAP, 2))

    assert of(TODAY - timedelta(days=30)) == []
    assert [spot.sentence for spot in of(TODAY - timedelta(days=31))] == [
        "Access to potential victims: last explored on 30 May 2026"
    ]


def test_a_first_session_with_a_gap_is_raised_once_30_days_have_passed() -> None:
    assert spots(rated(TODAY - timedelta(days=30), GAP)) == []
    found = spots(rated(TODAY - timedelta(days=31), GAP))
    assert [spot.sentence for spot in found] == ["Access to potential victims: not explored on 30 May 2026 nor since"]


@pytest.mark.parametrize("level", [Level.UNABLE_TO_JUDGE, Level.NONE_SEEN, Level.ACT_TODAY])
def test_what_was_explored_is_no_blind_spot(level: Level) -> None:
    explored = {Factor.ACCESS: level}
    assert spots(rated(date(2026, 1, 1), explored, 1), rated(date(2026, 1, 2), explored, 2)) == []


def test_nobody_rated_for_30_days_is_raised() -> None:
    def of(facts: Facts) -> list[str]:
        return [spot.sentence for spot in blind_spots(facts, (), (), TODAY, ())]

    assert of(some_facts(rated_at=TODAY - timedelta(days=30))) == []
    assert of(some_facts(rated_at=TODAY - timedelta(days=31))) == ["No factor was rated since 30 May 2026"]
    assert of(some_facts()) == ["No factor was ever rated, since 2 March 2026"]
    assert of(some_facts(suspensions=(suspension(date(2026, 6, 1), TODAY),))) == []
    assert blind_spots(some_facts(), (), (), TODAY, {"rating"}) == []  # its flag says so already


def test_an_agency_that_told_nothing_for_90_days_is_raised() -> None:
    def of(*heard: Heard) -> list[str]:
        return [spot.sentence for spot in blind_spots(replace(FACTS, heard=heard), (), (), TODAY, ())]

    received, given = InformationWay.RECEIVED, InformationWay.GIVEN
    long_ago, lately = TODAY - timedelta(days=91), TODAY - timedelta(days=90)
    assert of(Heard(agency="Police", way=received, held_at=at(lately))) == []
    assert of(Heard(agency="Police", way=received, held_at=at(long_ago))) == [
        "Police: last heard from on 31 March 2026"
    ]
    assert of(Heard(agency="Health", way=given, held_at=at(long_ago))) == [
        "Health: told on 31 March 2026, and never heard from"
    ]
    assert of(
        Heard(agency="police ", way=given, held_at=at(TODAY)),
        Heard(agency="POLICE", way=received, held_at=at(long_ago)),
    ) == ["POLICE: last heard from on 31 March 2026"]
    assert (
        of(
            Heard(agency="Police", way=received, held_at=at(long_ago)),
            Heard(agency="police", way=received, held_at=at(lately)),
        )
        == []
    )


def test_information_outside_sessions_counts_and_an_agency_that_is_listed_may_not_stay_silent() -> None:
    def of(*bodies: Body, heard: tuple[Heard, ...] = ()) -> list[str]:
        records = tuple(a_record(body, recorded_at=at(long_ago)) for body in bodies)
        return [spot.sentence for spot in blind_spots(replace(FACTS, heard=heard, records=records), (), (), TODAY, ())]

    long_ago = TODAY - timedelta(days=91)
    told = Exchange(way=InformationWay.RECEIVED, agency="Housing", what="Rent paid", reason="Housing", day=long_ago)
    listed = Agency(type=AgencyType.HOUSING, team="Porth")
    assert of(told) == ["Housing: last heard from on 31 March 2026"]
    assert of(told, replace(told, day=TODAY)) == []
    assert of(listed) == ["Housing, Porth: in the list since 31 March 2026, and never heard from"]
    assert of(listed, told) == ["Housing, Porth: last heard from on 31 March 2026"]
    assert of(listed, heard=(Heard(agency="Housing", way=InformationWay.RECEIVED, held_at=at(TODAY)),)) == []
    assert of(replace(listed, ended_on=TODAY), told) == []


def test_a_last_risk_review_without_children_or_victims_is_raised() -> None:
    def of(*reviews: Done) -> list[str]:
        return [spot.sentence for spot in blind_spots(replace(FACTS, reviews=reviews), (), (), TODAY, ())]

    silent = done("risk_review", date(2026, 6, 1))
    full = replace(done("risk_review", date(2026, 6, 2)), children_or_victims=True)
    assert of(silent) == ["Nothing on children or victims in the risk review of 1 June 2026"]
    assert of(silent, full) == []
    assert of(full, replace(silent, on=date(2026, 6, 3))) != []
    assert of(done("oversight", date(2026, 6, 20))) == []


def test_claims_unverified_for_more_than_30_days_are_raised_once_a_factor_by_the_oldest() -> None:
    claims = (
        a_claim(Factor.ACCESS, date(2026, 5, 20)),
        a_claim(Factor.ACCESS, date(2026, 4, 1)),
        a_claim(Factor.MOOD, TODAY - timedelta(days=30)),
    )
    found = spots(claims=claims)
    assert [(spot.kind, spot.since) for spot in found] == [(BlindSpotKind.UNVERIFIED, date(2026, 4, 1))]
    assert "Says he" not in found[0].sentence


def test_tasks_past_their_day_are_counted_together() -> None:
    due_today, undated_new = a_task(TODAY), a_task(None, TODAY)
    assert spots(tasks=(due_today, undated_new)) == []
    late, undated_old = a_task(TODAY - timedelta(days=1)), a_task(None, date(2026, 5, 1))
    assert [spot.sentence for spot in spots(tasks=(late, due_today))] == [
        "1 task is not done, expected by 29 June 2026"
    ]
    assert [spot.sentence for spot in spots(tasks=(late, undated_old))] == [
        "2 tasks are not done, the first since 31 May 2026"
    ]


def test_none_once_the_sentence_has_ended() -> None:
    ended = some_facts(status=Status.ENDED)
    over = some_facts(sentence_end=TODAY - timedelta(days=1))
    for facts in (ended, over):
        gap = replace(facts, latest=rated(date(2026, 1, 1), GAP))
        assert blind_spots(gap, (), (a_task(date(2026, 1, 1)),), TODAY, ()) == []
