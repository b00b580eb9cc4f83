"""Prompts fit what is recorded."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.agencies import Agency, AgencyType
from app.domain.children_and_victims import Child, Victim
from app.domain.circumstances import Circumstance, Situation, circumstances
from app.domain.contradictions import Contradiction
from app.domain.deadlines import flags
from app.domain.facts import Facts
from app.domain.formulation import Formulation
from app.domain.gaps import gaps
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Breach, Condition, ConditionType
from app.domain.people import AddressType, Details, Rosh, RoshLevel, Sex, Status
from app.domain.places import Outcome, Place
from app.domain.polygraph import PolygraphExamination
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.prompts import ALL, MORE, ONE, Aim, Prompt, choose, words_of
from app.domain.ratings import Factor, Level
from app.domain.records import Body, Record
from app.domain.sessions import Claim, ClaimCheck, ClaimOutcome, LifeChange, Step, steps
from app.domain.tasks import Task
from app.services import rules
from app.services.rules import prompts
from tests.builders import a_person, an_entry, an_order
from tests.domain.facts_builder import ID, rated
from tests.domain.records_builder import a_record

ROOT = Path(__file__).parents[2]
ENTRIES = prompts()
TODAY = date(2026, 6, 30)
QUIET = Situation(
    details=Details(name="Pyrson Example"),
    today=TODAY,
    entry=an_entry(place=Place.OFFICE),
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


def recorded(*bodies: Body | Record) -> Situation:
    """With these records beside it, recorded in March."""
    found = [one if isinstance(one, Record) else a_record(one) for one in bodies]
    return replace(QUIET, records=found)


def shown(situation: Situation, step: Step, aim: Aim, factor: Factor | None = None) -> list[Prompt]:
    return [one for one in choose(ENTRIES, situation) if (one.step, one.factor, one.aim) == (step, factor, aim)]


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
        (Circumstance.PRISON_VISIT, replace(QUIET, entry=an_entry(place=Place.PRISON_VISIT))),
        (Circumstance.HOME_VISIT, replace(QUIET, entry=an_entry(place=Place.HOME_VISIT))),
        (Circumstance.REMOTE, replace(QUIET, entry=an_entry(place=Place.PHONE))),
        (Circumstance.HOUSEHOLD_RECORDED, replace(QUIET, details=Details(household="His sister"))),
        (Circumstance.RISK_TO_SELF_RECORDED, replace(QUIET, details=Details(risk_to_self="Overdose in 2020"))),
        (Circumstance.REGISTERED, replace(QUIET, details=Details(registered=True))),
        (Circumstance.LOW_RISK, replace(QUIET, details=Details(rosh=Rosh(community_public=RoshLevel.LOW)))),
        (Circumstance.NO_FIXED_ABODE, replace(QUIET, details=Details(address_type=AddressType.NO_FIXED_ABODE))),
        (Circumstance.CONDITION_IN_FORCE, recorded(an_order())),
        (Circumstance.CHILD_RECORDED, recorded(Child(who="J. S."))),
        (Circumstance.VICTIM_RECORDED, recorded(Victim(who="J. S."))),
        (
            Circumstance.CHILD_STAY,
            recorded(Notification(type=NotificationType.CHILD_STAY, day=date(2026, 6, 27), details="With a cousin")),
        ),
        (
            Circumstance.POLYGRAPH_DISCLOSED,
            recorded(PolygraphExamination(held_on=date(2026, 5, 1), disclosures="A second telephone")),
        ),
        (
            Circumstance.PROGRAMME_NOT_STARTED,
            recorded(ProgrammeRecord(programme="Building Choices", state=ProgrammeState.CONSIDERED)),
        ),
        (Circumstance.CONTRADICTION_OPEN, recorded(Contradiction(what="Alone, or with a cousin"))),
        (Circumstance.AGENCY_SILENT, recorded(Agency(type=AgencyType.POLICE))),
    ],
)
def test_each_circumstance_is_seen_alone_and_adds_prompts(circumstance: Circumstance, situation: Situation) -> None:
    assert circumstances(QUIET) == {}
    assert set(circumstances(situation)) == {circumstance}
    assert set(choose(ENTRIES, situation)) - set(choose(ENTRIES, QUIET))


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
    assert circumstances(replace(QUIET, tasks=[not_yet])) == {}
    seen = rated(date(2026, 6, 15), {Factor.COMPLIANCE: Level.PRESENT}, 2)
    assert circumstances(replace(undone, history=seen)) == {}


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
    found = {one.step for one in choose(ENTRIES, replace(QUIET, entry=entry))}
    assert set(steps(entry)) - {Step.START} <= found


def test_every_circumstance_is_used() -> None:
    assert {entry.when for entry in ENTRIES} == {None, *Circumstance}


def test_only_what_is_about_a_fact_names_one() -> None:
    marks = (ONE, ALL, MORE)
    named = [one for one in ENTRIES if any(mark in text for text in (*one.texts, one.why) for mark in marks)]
    assert named
    assert all(one.when for one in named)


# ── This person's own prohibitions and conditions ────────────────────────────────────────────────────


def test_each_condition_in_force_is_asked_about_at_access_and_compliance_with_its_order_and_its_breaches() -> None:
    order = a_record(an_order())
    line = a_record(Condition(order=order.id, type=ConditionType.PLACE, wording="Not within 100 m of a school {more}"))
    ended = a_record(
        Condition(order=order.id, type=ConditionType.PLACE, wording="Not in the park", end=date(2026, 6, 29))
    )
    to_come = a_record(Condition(order=order.id, type=ConditionType.WORK, wording="No work", start=date(2026, 7, 1)))
    broken = Breach(condition=line.id, happened_on=date(2026, 3, 1), what="Seen at the gate")
    situation = recorded(order, line, ended, to_come, broken)
    for factor in (Factor.ACCESS, Factor.COMPLIANCE):
        (prompt,) = shown(situation, Step.FACTORS, Aim.CONDITION, factor)
        assert prompt.text == "Not within 100 m of a school {more}"
        assert prompt.why == (
            "Sexual Harm Prevention Order (SHPO), A Crown Court, until 6 January 2030; broken on 1 March 2026."
        )
    then = replace(situation, today=date(2026, 6, 29))
    assert [one.text for one in shown(then, Step.FACTORS, Aim.CONDITION, Factor.ACCESS)][1] == "Not in the park"
    assert shown(situation, Step.FACTORS, Aim.CONDITION, Factor.MOOD) == []


def test_an_order_in_force_without_lines_says_so_and_an_ended_one_is_silent() -> None:
    (prompt,) = shown(recorded(an_order(end=None, no_end=True)), Step.FACTORS, Aim.CONDITION, Factor.ACCESS)
    assert prompt.text == "Sexual Harm Prevention Order (SHPO)"
    assert prompt.why.endswith("until further order; none of its lines is recorded.")
    assert Circumstance.CONDITION_IN_FORCE not in circumstances(recorded(an_order(end=date(2026, 6, 29))))


def test_an_order_that_ends_soon_is_asked_about_as_the_rules_flag_it() -> None:
    ending = a_record(an_order(end=date(2026, 9, 1)))
    facts = Facts(person=a_person(), records=(ending,))
    found = [one for one in flags(rules.rules(), facts, TODAY) if one.kind == "prevention_order_end"]
    situation = replace(QUIET, flags=found)
    (subject,) = circumstances(situation)[Circumstance.ORDER_ENDING]
    assert subject == ("Sexual Harm Prevention Order ends: discuss with the police", "It is due on 1 September 2026")
    (late,) = circumstances(replace(situation, today=date(2026, 9, 2)))[Circumstance.ORDER_ENDING]
    assert late.more == "It was due on 1 September 2026 and is overdue"
    assert "Sexual Harm Prevention Order ends" in texts(situation, Step.PROGRESS)


def test_a_stay_that_is_over_and_confirmed_is_not_asked_about_again() -> None:
    stay = Notification(
        type=NotificationType.CHILD_STAY, day=date(2026, 6, 1), until=date(2026, 6, 2), confirmed_on=date(2026, 6, 3)
    )
    assert circumstances(recorded(stay)) == {}
    assert Circumstance.CHILD_STAY in circumstances(recorded(replace(stay, until=TODAY)))
    assert Circumstance.CHILD_STAY in circumstances(recorded(replace(stay, confirmed_on=None)))


@pytest.mark.parametrize(
    ("given", "asks"),
    [({}, True), ({"sex": Sex.FEMALE}, False), ({"rosh": Rosh(community_public=RoshLevel.LOW)}, False)],
)
def test_programmes_are_not_urged_on_women_nor_at_low_risk(given: dict[str, object], asks: bool) -> None:
    situation = replace(QUIET, details=replace(QUIET.details, **given))
    assert ("Has a programme been considered" in texts(situation, Step.INTERVENTION)) is asks


# ── What have I not asked? ───────────────────────────────────────────────────────────────────────────

ASKED = replace(
    QUIET,
    details=Details(name="Pyrson Example", household="His sister"),
    entry=an_entry(safeguarding="Nothing new", check_in="Uses one laptop"),
    records=[a_record(Formulation(**dict.fromkeys(("individual", "interpersonal", "community", "society"), "x" * 40)))],
    visited=True,
)


@pytest.mark.parametrize(
    ("situation", "asked"),
    [
        (replace(ASKED, entry=replace(ASKED.entry, ratings=())), "Not explored today: Negative mood, especially anger"),
        (replace(ASKED, details=Details(name="Pyrson Example")), "Who else lives at this address, or visits it?"),
        (replace(ASKED, entry=replace(ASKED.entry, safeguarding="")), "Which children, and which actual or possible"),
        (replace(ASKED, entry=replace(ASKED.entry, check_in="Well")), "Which devices and accounts"),
        (replace(ASKED, claims=[CLAIM]), "Who could confirm what was said about: Access to potential victims?"),
        (replace(ASKED, records=[]), "What is known under: Individual, Interpersonal, Community, Society?"),
        (replace(ASKED, visited=False), "What would the home show that the office does not?"),
        (
            replace(ASKED, records=[*ASKED.records, a_record(Agency(type=AgencyType.POLICE))]),
            "What do they say, and does it fit: Police (MOSOVO)?",
        ),
        (
            replace(ASKED, records=[*ASKED.records, a_record(Contradiction(what="Alone, or not"))]),
            "What is true: Alone, or not",
        ),
    ],
)
def test_each_gap_is_asked_about_alone_when_deciding(situation: Situation, asked: str) -> None:
    assert shown(ASKED, Step.DECIDE, Aim.NOT_ASKED) == []
    (prompt,) = shown(situation, Step.DECIDE, Aim.NOT_ASKED)
    assert prompt.text.startswith(asked)
    assert prompt.why


def test_a_factor_not_explored_says_when_it_last_was() -> None:
    entry = an_entry({Factor.ACCESS: Level.NOT_EXPLORED}, safeguarding="None")
    once = rated(date(2026, 6, 1), {Factor.ACCESS: Level.NONE_SEEN}, 1)
    for history, when in (((), "never explored"), (once, "last explored on 1 June 2026")):
        (subject,) = gaps(replace(ASKED, entry=entry, history=history))[Circumstance.NOT_EXPLORED_TODAY]
        assert subject.words == f"Access to potential victims ({when})"


def test_a_device_mentioned_in_an_earlier_session_is_no_gap() -> None:
    silent = replace(ASKED, entry=replace(ASKED.entry, check_in="Well"))
    (asked,) = shown(silent, Step.DECIDE, Aim.NOT_ASKED)
    assert asked.text.startswith("Which devices")
    earlier = words_of([an_entry(summary="Handed in his Laptop.")])
    assert shown(replace(silent, said=earlier), Step.DECIDE, Aim.NOT_ASKED) == []


def test_a_claim_settled_today_is_no_gap() -> None:
    check = ClaimCheck(session_id=CLAIM.session_id, factor=CLAIM.factor, outcome=ClaimOutcome.CONFIRMED, note="Police")
    entry = replace(ASKED.entry, claim_checks=(check,))
    assert gaps(replace(ASKED, entry=entry, claims=[CLAIM])) == {}


def test_nobody_asks_for_a_home_visit_to_somebody_in_custody() -> None:
    custody = replace(ASKED, visited=False, details=replace(ASKED.details, status=Status.CUSTODY, household=""))
    assert gaps(custody) == {}


def test_restricted_records_are_never_named_in_a_prompt() -> None:
    found = choose(ENTRIES, recorded(Child(who="J. S."), Victim(who="A. B.")))
    assert not any("J. S." in one.text + one.why or "A. B." in one.text + one.why for one in found)


def test_what_differs_for_women_or_at_low_risk_is_decided_in_few_places() -> None:
    """Everything else that differs is said by prompts, tools and rules, which are data."""
    asks = re.compile(r"(?:is|==) (?:Sex|RoshLevel)\.")
    sources = [
        path for part in ("app", "ui") for path in (ROOT / part).rglob("*.py") if "demonstration" not in path.parts
    ]
    assert sources
    found = {path.name for path in sources if asks.search(path.read_text(encoding="utf-8"))}
    assert found == {"circumstances.py", "reference_lists.py", "tools.py"}


def test_a_wording_stays_as_it_was_typed() -> None:
    order = a_record(an_order())
    for wording in ("Not to see {all} of them", "Not {one} nor {all}, {more}"):
        line = Condition(order=order.id, type=ConditionType.PLACE, wording=wording)
        other = Condition(order=order.id, type=ConditionType.WORK, wording="No work")
        found = shown(recorded(order, line, other), Step.FACTORS, Aim.CONDITION, Factor.ACCESS)
        assert [one.text for one in found] == [wording, "No work"]
