"""Prompts fit what is recorded."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.people import Details, Rosh, RoshLevel, Sex
from app.domain.places import Outcome, Place
from app.domain.prompts import Aim, Circumstance, Situation, choose, circumstances
from app.domain.ratings import Factor, Level
from app.domain.sessions import Claim, LifeChange, Step, steps
from app.domain.tasks import Task
from app.services.rules import prompts
from tests.builders import an_entry
from tests.domain.facts_builder import ID, rated

ENTRIES = prompts()
TODAY = date(2026, 6, 30)
QUIET = Situation(
    details=Details(name="Pyrson Example"),
    today=TODAY,
    place=Place.OFFICE,
    last_outcome=Outcome.COMPLIED,
    history=(*rated(date(2026, 6, 1), {}, 1), *rated(date(2026, 6, 15), {}, 2)),
)
LATE = Task(
    id=UUID(int=2),
    person_id=ID,
    session_id=UUID(int=1),
    what="Enrol",
    who="Pyrson",
    due_on=date(2026, 6, 1),
    set_on=date(2026, 5, 1),
)
CLAIM = Claim(session_id=UUID(int=1), factor=Factor.ACCESS, on=date(2026, 6, 1), evidence="Says he lives alone")


def texts(situation: Situation, step: Step, factor: Factor | None = None) -> str:
    found = [one.text for one in choose(ENTRIES, situation) if one.step is step and one.factor is factor]
    return " ".join(found)


def rising(first: Level, second: Level) -> Situation:
    """Mood rated twice."""
    history = (*rated(date(2026, 6, 1), {Factor.MOOD: first}, 1), *rated(date(2026, 6, 15), {Factor.MOOD: second}, 2))
    return replace(QUIET, history=history)


@pytest.mark.parametrize(
    ("circumstance", "situation"),
    [
        (Circumstance.FIRST_SESSION, replace(QUIET, last_outcome=None)),
        (Circumstance.NEW_RELATIONSHIP, replace(QUIET, changes=[LifeChange.RELATIONSHIP])),
        (Circumstance.NEW_ADDRESS, replace(QUIET, changes=[LifeChange.ADDRESS])),
        (Circumstance.NEW_JOB, replace(QUIET, changes=[LifeChange.JOB])),
        (Circumstance.CONDITION_BROKEN, replace(QUIET, changes=[LifeChange.CONDITION_BROKEN])),
        (Circumstance.NEW_DISCLOSURE, replace(QUIET, changes=[LifeChange.DISCLOSURE])),
        (Circumstance.MISSED_LAST_TIME, replace(QUIET, last_outcome=Outcome.FAILED_TO_ATTEND)),
        (Circumstance.PRAISED_WITH_TASKS_UNDONE, replace(QUIET, tasks=[LATE])),
        (Circumstance.WOMAN, replace(QUIET, details=Details(sex=Sex.FEMALE))),
        (Circumstance.PRISON_VISIT, replace(QUIET, place=Place.PRISON_VISIT)),
        (Circumstance.HOME_VISIT, replace(QUIET, place=Place.HOME_VISIT)),
        (Circumstance.REMOTE, replace(QUIET, place=Place.PHONE)),
        (Circumstance.HOUSEHOLD_RECORDED, replace(QUIET, details=Details(household="His sister"))),
        (Circumstance.RISK_TO_SELF_RECORDED, replace(QUIET, details=Details(risk_to_self="Overdose in 2020"))),
        (Circumstance.REGISTERED, replace(QUIET, details=Details(registered=True))),
        (Circumstance.LOW_RISK, replace(QUIET, details=Details(rosh=Rosh(community_public=RoshLevel.LOW)))),
    ],
)
def test_each_circumstance_is_seen_alone_and_adds_prompts(circumstance: Circumstance, situation: Situation) -> None:
    assert circumstances(QUIET) == set()
    assert circumstances(situation) == {circumstance}
    assert len(choose(ENTRIES, situation)) > len(choose(ENTRIES, QUIET))


def test_a_new_relationship_or_address_asks_about_children_there() -> None:
    for change in (LifeChange.RELATIONSHIP, LifeChange.ADDRESS):
        situation = replace(QUIET, changes=[change])
        assert "children" in texts(situation, Step.SAFEGUARDING).replace(texts(QUIET, Step.SAFEGUARDING), "")
        assert "children" in texts(situation, Step.FACTORS, Factor.ACCESS).replace(
            texts(QUIET, Step.FACTORS, Factor.ACCESS), ""
        )


def test_disguised_compliance_is_asked_about_only_while_tasks_are_undone() -> None:
    undone = replace(QUIET, tasks=[LATE])
    assert "disguised compliance" in texts(undone, Step.FACTORS, Factor.COMPLIANCE)
    assert "disguised compliance" not in texts(QUIET, Step.FACTORS, Factor.COMPLIANCE)
    not_yet = replace(LATE, due_on=TODAY)
    assert circumstances(replace(QUIET, tasks=[not_yet])) == set()
    seen = rated(date(2026, 6, 15), {Factor.COMPLIANCE: Level.PRESENT}, 2)
    assert circumstances(replace(undone, history=seen)) == set()


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        (Level.EMERGING, Level.PRESENT, "higher last time"),
        (Level.NONE_SEEN, Level.EMERGING, "higher last time"),
        (Level.PRESENT, Level.EMERGING, "lower last time"),
        (Level.EMERGING, Level.NOT_EXPLORED, "Not explored last time"),
    ],
)
def test_a_factor_that_moved_is_asked_about_at_that_factor_alone(first: Level, second: Level, asked: str) -> None:
    situation = rising(first, second)
    assert asked in texts(situation, Step.FACTORS, Factor.MOOD)
    assert asked not in texts(situation, Step.FACTORS, Factor.ACCESS)


def test_a_factor_that_stayed_the_same_is_not_asked_about() -> None:
    situation = rising(Level.PRESENT, Level.PRESENT)
    assert choose(ENTRIES, situation) == choose(ENTRIES, QUIET)


def test_an_open_claim_is_to_be_verified_at_its_factor() -> None:
    situation = replace(QUIET, claims=[CLAIM])
    assert "word alone" in texts(situation, Step.FACTORS, Factor.ACCESS)
    assert "word alone" not in texts(situation, Step.FACTORS, Factor.MOOD)


def test_prompts_with_a_reason_in_this_case_come_first() -> None:
    situation = replace(QUIET, details=Details(risk_to_self="Overdose in 2020"))
    check_in = [one.text for one in choose(ENTRIES, situation) if one.step is Step.CHECK_IN]
    assert check_in[0].startswith("Ask directly about thoughts of suicide")


def test_every_factor_has_its_four_kinds_of_prompt() -> None:
    for factor in Factor:
        aims = {one.aim for one in choose(ENTRIES, QUIET) if one.step is Step.FACTORS and one.factor is factor}
        assert aims == {Aim.LOOK_FOR, Aim.ASK, Aim.VERIFY, Aim.PROTECTIVE}


@pytest.mark.parametrize("place", Place)
def test_every_step_has_prompts_but_the_first(place: Place) -> None:
    entry = an_entry(place=place)
    found = {one.step for one in choose(ENTRIES, replace(QUIET, place=place))}
    assert set(steps(entry)) - {Step.START} <= found


def test_every_circumstance_is_used() -> None:
    assert {entry.when for entry in ENTRIES} == {None, *Circumstance}
