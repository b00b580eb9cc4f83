"""Blind spots: what nobody has looked at for too long."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.agencies import Agency, AgencyType, Exchange
from app.domain.blind_spots import BlindSpot, BlindSpotKind, blind_spots
from app.domain.children_and_victims import Child, SafeguardingEnquiry
from app.domain.circles import Circle
from app.domain.contradictions import Contradiction
from app.domain.facts import Done, Facts, Heard
from app.domain.formulation import Formulation
from app.domain.orders import Condition, ConditionType, Order
from app.domain.people import Status
from app.domain.plans import Plan
from app.domain.polygraph import PolygraphExamination
from app.domain.programmes import ProgrammeRecord
from app.domain.protective_factors import ProtectiveFactor
from app.domain.ratings import Factor, Level, PastRating
from app.domain.records import Body
from app.domain.sessions import Claim, InformationWay
from app.domain.tasks import Task
from app.domain.tools import ToolResult
from tests.domain.facts_builder import ID, STARTED, at, done, rated, some_facts, suspension
from tests.domain.records_builder import SHIPPED, a_record

TODAY = date(2026, 6, 30)
LONG = "Long enough that something is said about it"
FORMULATION = Formulation(individual=LONG, interpersonal=LONG, community=LONG, society=LONG)
WRITTEN = (
    FORMULATION,
    Plan(),
    ProgrammeRecord(programme="Horizon"),
    ProtectiveFactor(what="Work", evidence="Payslips"),
)


def written(*bodies: Body, **given: object) -> Facts:
    """Facts of somebody of whom nothing is left unwritten, and these records, of the day they came."""
    records = tuple(a_record(one, recorded_at=at(STARTED)) for one in (*WRITTEN, *bodies))
    return some_facts(records=records, **given)


FACTS = written(rated_at=TODAY)
GAP = {Factor.ACCESS: Level.NOT_EXPLORED}


def spots(
    *sessions: tuple[PastRating, ...], claims: tuple[Claim, ...] = (), tasks: tuple[Task, ...] = ()
) -> list[BlindSpot]:
    """Of somebody rated lately and seen in these sessions, oldest first."""
    latest, previous = (*reversed(sessions), (), ())[:2]
    facts = replace(FACTS, latest=latest, previous=previous)
    return blind_spots(facts, claims, tasks, TODAY, (), SHIPPED)


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
        return [spot.sentence for spot in blind_spots(facts, (), (), TODAY, (), SHIPPED)]

    assert of(written(rated_at=TODAY - timedelta(days=30))) == []
    assert of(written(rated_at=TODAY - timedelta(days=31))) == ["No factor was rated since 30 May 2026"]
    assert of(written()) == ["No factor was ever rated, since 2 March 2026"]
    assert of(written(suspensions=(suspension(date(2026, 6, 1), TODAY),))) == []
    assert blind_spots(written(), (), (), TODAY, {"rating"}, SHIPPED) == []  # its flag says so already


def test_an_agency_that_told_nothing_for_90_days_is_raised() -> None:
    def of(*heard: Heard) -> list[str]:
        return [spot.sentence for spot in blind_spots(replace(FACTS, heard=heard), (), (), TODAY, (), SHIPPED)]

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
        records = tuple(a_record(body, recorded_at=at(long_ago)) for body in (*WRITTEN, *bodies))
        return [
            spot.sentence
            for spot in blind_spots(replace(FACTS, heard=heard, records=records), (), (), TODAY, (), SHIPPED)
        ]

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
        return [spot.sentence for spot in blind_spots(replace(FACTS, reviews=reviews), (), (), TODAY, (), SHIPPED)]

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


def test_a_date_from_which_nothing_can_be_reckoned_is_said_in_place_of_the_others() -> None:
    (spot,) = spots(tasks=(a_task(None, date.max),))
    assert (spot.kind, spot.since) == (BlindSpotKind.NOT_RECKONED, TODAY)
    assert spot.sentence.endswith("mend the date")


def said(facts: Facts, today: date = TODAY, flagged: tuple[str, ...] = ()) -> list[str]:
    return [spot.sentence for spot in blind_spots(facts, (), (), today, flagged, SHIPPED)]


def test_complete_records_leave_no_blind_spot() -> None:
    licence = a_record(Order(start=date(2026, 1, 1)))
    full = written(
        Agency(type=AgencyType.POLICE),
        ToolResult(tool="OASys", scored_on=TODAY),
        Child(who="J. S."),
        SafeguardingEnquiry(made_on=date(2026, 3, 3), answered_on=date(2026, 3, 9)),
        Condition(order=licence.id, type=ConditionType.POLYGRAPH),
        PolygraphExamination(due_on=date(2026, 9, 1)),
        Contradiction(noticed_on=date(2026, 3, 3), settled_on=date(2026, 3, 9)),
        rated_at=TODAY,
        heard=(Heard(agency="Police (MOSOVO)", way=InformationWay.RECEIVED, held_at=at(TODAY)),),
    )
    assert said(replace(full, records=(*full.records, licence))) == []


def test_what_is_part_of_every_case_and_not_recorded_is_said_in_one_sentence() -> None:
    nothing = some_facts(rated_at=TODAY)
    assert said(nothing, STARTED + timedelta(days=30)) == []
    all_of_it = "formulation, risk management plan, programmes considered, protective factors"
    assert said(nothing) == [f"Not recorded, since 2 March 2026: {all_of_it}"]
    without = tuple(one for one in FACTS.records if not isinstance(one.body, Plan | ProtectiveFactor))
    assert said(replace(FACTS, records=without)) == [
        "Not recorded, since 2 March 2026: risk management plan, protective factors"
    ]
    circle = a_record(Circle(referred_on=STARTED, start=STARTED))
    assert said(replace(FACTS, records=(*without, circle))) == [
        "Not recorded, since 2 March 2026: risk management plan"
    ]


def test_headings_of_the_formulation_with_next_to_nothing_are_raised_after_30_days() -> None:
    thin = replace(FORMULATION, community="Nothing is known yet.", society=" ")
    facts = replace(FACTS, records=(*FACTS.records[1:], a_record(thin, recorded_at=at(STARTED))))
    assert said(facts) == ["The formulation says next to nothing under: Community, Society"]
    assert said(facts, STARTED + timedelta(days=30)) == []


def test_the_newest_result_of_a_tool_is_raised_once_it_is_stale() -> None:
    old, other = ToolResult(tool="OSP/C", scored_on=date(2021, 6, 29)), ToolResult(tool="OASys", scored_on=TODAY)
    assert said(written(old, other, rated_at=TODAY)) == ["OSP/C: the last result is of 29 June 2021, and stale"]
    assert said(written(replace(old, scored_on=date(2021, 6, 30)), rated_at=TODAY)) == []
    renewed = replace(old, tool="Direct Contact – Sexual Reoffending Predictor", scored_on=TODAY)
    assert said(written(old, renewed, rated_at=TODAY)) == []
    assert said(written(replace(old, tool="A tool of nobody’s list"), rated_at=TODAY)) == []


def test_a_child_without_an_answered_enquiry_is_raised() -> None:
    child, made = Child(who="J. S."), SafeguardingEnquiry(about="J. S.", made_on=TODAY - timedelta(days=31))
    assert said(written(child, rated_at=TODAY)) == ["A child is recorded, and no safeguarding enquiry"]
    assert said(written(child, made, rated_at=TODAY)) == [
        "A child is recorded, and the safeguarding enquiry of 30 May 2026 is not answered"
    ]
    assert said(written(child, replace(made, made_on=TODAY - timedelta(days=30)), rated_at=TODAY)) == []
    assert said(written(child, replace(made, answered_on=TODAY), rated_at=TODAY)) == []
    assert said(written(made, rated_at=TODAY)) == []


def test_contradictions_open_for_more_than_30_days_are_counted_together() -> None:
    old, older = Contradiction(noticed_on=TODAY - timedelta(days=31)), Contradiction(noticed_on=STARTED)
    assert said(written(old, rated_at=TODAY)) == ["1 contradiction is not settled, noticed on 30 May 2026"]
    assert said(written(old, older, rated_at=TODAY)) == [
        "2 contradictions are not settled, the first noticed on 2 March 2026"
    ]
    assert said(written(replace(old, settled_on=TODAY), rated_at=TODAY)) == []
    assert said(written(Contradiction(noticed_on=TODAY - timedelta(days=30)), rated_at=TODAY)) == []


def test_a_polygraph_condition_without_an_examination_is_raised_unless_its_flag_says_so() -> None:
    condition = Condition(type=ConditionType.POLYGRAPH, start=TODAY - timedelta(days=91))
    facts = written(condition, rated_at=TODAY)
    assert said(facts) == ["A polygraph condition since 31 March 2026, and no examination is held or arranged"]
    assert said(facts, flagged=("polygraph",)) == []
    assert said(written(replace(condition, start=TODAY - timedelta(days=90)), rated_at=TODAY)) == []
    assert said(written(replace(condition, end=TODAY - timedelta(days=1)), rated_at=TODAY)) == []
    assert said(written(condition, PolygraphExamination(due_on=TODAY), rated_at=TODAY)) == []


def test_none_once_the_sentence_has_ended() -> None:
    ended = some_facts(status=Status.ENDED)
    over = some_facts(sentence_end=TODAY - timedelta(days=1))
    for facts in (ended, over):
        gap = replace(facts, latest=rated(date(2026, 1, 1), GAP))
        assert blind_spots(gap, (), (a_task(date(2026, 1, 1)),), TODAY, (), SHIPPED) == []
