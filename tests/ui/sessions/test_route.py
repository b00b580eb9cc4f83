from __future__ import annotations

from dataclasses import replace

from app.domain.handover import NDELIUS_LIMIT
from app.domain.places import Outcome, Place
from app.domain.ratings import Factor, Level
from app.domain.sessions import Entry, Step
from app.domain.signing import missing
from tests.builders import MOMENT, a_missed_entry, an_entry
from ui.sessions.route import Stop, route, stop_of, stops
from ui.widgets.step_list import StepState


def state(entry: Entry, step: Step, current: Step, visited: set[Step]) -> StepState:
    return next(one.state for one in route(entry, MOMENT).listed(Stop(current), visited) if one.key == step)


def test_each_factor_has_a_page_of_its_own() -> None:
    assert [stop.factor for stop in stops(an_entry()) if stop.step is Step.FACTORS] == list(Factor)


def test_a_missed_session_has_three_pages() -> None:
    assert [stop.step for stop in stops(a_missed_entry())] == [Step.START, Step.ABSENCE, Step.CHECK]


def test_a_prison_visit_plans_the_release_and_leaves_out_the_intervention() -> None:
    steps = {stop.step for stop in stops(an_entry(place=Place.PRISON_VISIT))}
    assert Step.RELEASE in steps
    assert Step.INTERVENTION not in steps


def test_going_on_from_the_last_factor_leads_to_the_next_step_and_back_again() -> None:
    last = Stop(Step.FACTORS, Factor.COMPLIANCE)
    assert route(an_entry(), MOMENT).neighbour(last, 1) == Stop(Step.INTERVENTION)
    assert route(an_entry(), MOMENT).neighbour(Stop(Step.INTERVENTION), -1) == last


def test_nothing_comes_before_the_first_page_nor_after_the_last() -> None:
    assert route(an_entry(), MOMENT).neighbour(Stop(Step.START), -1) is None
    assert route(an_entry(), MOMENT).neighbour(Stop(Step.CHECK), 1) is None


def test_everything_missing_has_a_page_that_asks_for_it() -> None:
    for outcome in Outcome:
        entry = Entry(place=Place.OFFICE, outcome=outcome, ratings=an_entry({Factor.MOOD: Level.ACT_TODAY}).ratings)
        assert {stop_of(one) for one in missing(entry, MOMENT)} <= set(stops(entry))


def test_a_factor_page_tells_only_of_its_own_factor() -> None:
    here = route(replace(an_entry(), ratings=Entry().ratings), MOMENT).wanting_at(Stop(Step.FACTORS, Factor.ACCESS))
    assert [one.field for one in here] == ["access.level"]


def test_the_factors_are_resumed_at_the_first_with_something_missing() -> None:
    rated = an_entry().ratings[:2] + Entry().ratings[2:]
    assert route(an_entry(ratings=rated), MOMENT).entrance(Step.FACTORS) == Stop(Step.FACTORS, Factor.PREOCCUPATION)


def test_complete_factors_are_entered_at_the_first() -> None:
    assert route(an_entry(), MOMENT).entrance(Step.FACTORS) == Stop(Step.FACTORS, Factor.MOOD)


def test_a_step_that_is_no_longer_asked_for_leads_to_the_first_page() -> None:
    assert route(a_missed_entry(), MOMENT).entrance(Step.SUMMARY) == Stop(Step.START)


def test_a_resumed_draft_has_visited_the_steps_before_its_own() -> None:
    assert route(an_entry(), MOMENT).passed(Step.PROGRESS) == {Step.START, Step.CHECK_IN}


def test_a_visited_step_with_something_missing_needs_attention() -> None:
    entry = an_entry(ratings=Entry().ratings)
    assert state(entry, Step.FACTORS, Step.SUMMARY, {Step.FACTORS}) is StepState.ATTENTION
    assert state(an_entry(), Step.FACTORS, Step.SUMMARY, {Step.FACTORS}) is StepState.DONE


def test_a_step_whose_text_is_too_long_to_copy_is_not_done() -> None:
    entry = an_entry(check_in="x" * NDELIUS_LIMIT)
    assert state(entry, Step.CHECK_IN, Step.SUMMARY, {Step.CHECK_IN}) is StepState.ATTENTION
    assert state(entry, Step.PROGRESS, Step.SUMMARY, {Step.PROGRESS}) is StepState.DONE


def test_a_step_not_visited_yet_is_not_started_even_when_something_is_missing_in_it() -> None:
    assert state(an_entry(ratings=Entry().ratings), Step.FACTORS, Step.START, set()) is StepState.NOT_STARTED


def test_signing_is_never_shown_as_done() -> None:
    assert state(an_entry(), Step.CHECK, Step.START, {Step.CHECK}) is StepState.NOT_STARTED
