"""What a session needs before it can be signed, and what signing seals."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level, Rating
from app.domain.sessions import ActDecision, ClaimCheck, ClaimOutcome, Entry, Information, Step, steps
from app.domain.signing import as_signed, missing
from app.domain.tasks import NewTask
from tests.builders import AN_ID, MOMENT, a_full_entry, a_missed_entry, an_entry

DAY = timedelta(days=1)

ratings = st.builds(
    Rating,
    factor=st.just(Factor.MOOD),
    level=st.none() | st.sampled_from(list(Level)),
    evidence=st.sampled_from(["", " ", "Slept badly"]),
    basis=st.none() | st.sampled_from(list(Basis)),
    confirmed_by=st.sampled_from(["", "\n", "His sister"]),
    reason=st.sampled_from(["", "No time"]),
)


def wanting(entry: Entry) -> list[tuple[Step, str]]:
    return [(one.step, one.field) for one in missing(entry, MOMENT)]


def with_rating(rating: Rating) -> Entry:
    entry = an_entry()
    return replace(entry, ratings=tuple(rating if one.factor is rating.factor else one for one in entry.ratings))


@pytest.mark.parametrize("entry", [an_entry(), a_missed_entry(), a_full_entry(), an_entry(place=Place.PRISON_VISIT)])
def test_a_whole_entry_can_be_signed(entry: Entry) -> None:
    assert missing(entry, MOMENT) == []


def test_an_empty_entry_asks_first_when_where_and_how_as_its_page_does() -> None:
    assert wanting(Entry()) == [(Step.START, "held_at"), (Step.START, "place"), (Step.START, "outcome")]


@pytest.mark.parametrize(
    ("rating", "field"),
    [
        (Rating(factor=Factor.MOOD), "level"),
        (Rating(factor=Factor.MOOD, level=Level.NONE_SEEN), "basis"),
        (Rating(factor=Factor.MOOD, level=Level.EMERGING, basis=Basis.SAID), "evidence"),
        (Rating(factor=Factor.MOOD, level=Level.PRESENT, evidence="Slept badly"), "basis"),
        (Rating(factor=Factor.MOOD, level=Level.NOT_EXPLORED, evidence="x", basis=Basis.SAID), "reason"),
        (Rating(factor=Factor.MOOD, level=Level.UNABLE_TO_JUDGE), "reason"),
        (Rating(factor=Factor.MOOD, level=Level.NONE_SEEN, basis=Basis.CONFIRMED), "confirmed_by"),
    ],
)
def test_each_rating_needs_what_its_level_asks_for(rating: Rating, field: str) -> None:
    assert wanting(with_rating(rating)) == [(Step.FACTORS, f"mood.{field}")]


@given(ratings)
def test_a_rating_can_be_signed_exactly_when_the_practice_rules_are_met(rating: Rating) -> None:
    level, basis = rating.level, rating.basis
    if level is None:
        whole = False
    elif level.is_gap:
        whole = bool(rating.reason.strip())
    else:
        known = basis is not None and (basis is not Basis.CONFIRMED or bool(rating.confirmed_by.strip()))
        whole = known and (level is Level.NONE_SEEN or bool(rating.evidence.strip()))
    about_factors = [one for one in missing(with_rating(rating), MOMENT) if one.step is Step.FACTORS]
    assert (about_factors == []) is whole


def test_a_factor_left_out_of_the_entry_is_missed() -> None:
    assert wanting(an_entry(ratings=())) == [(Step.FACTORS, f"{factor}.level") for factor in Factor]


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"held_at": MOMENT + DAY}, "held_at"),
        ({"held_at": MOMENT.replace(year=1826)}, "held_at"),
        ({"information": (Information(agency="Police", what="x"),)}, "information.0.reason"),
        ({"tasks": (NewTask(what="Ring", who="He"), NewTask(who="He"))}, "tasks.1.what"),
        ({"tasks": (NewTask(what="Ring", who="He", due_on=MOMENT.date() - DAY),)}, "tasks.0.due_on"),
        (
            {"claim_checks": (ClaimCheck(session_id=AN_ID, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED),)},
            f"claim.{AN_ID}.mood",
        ),
        ({"next_at": MOMENT + DAY}, "next_place"),
        ({"next_at": MOMENT - DAY, "next_place": Place.OFFICE}, "next_at"),
        ({"next_at": MOMENT + 400 * DAY, "next_place": Place.OFFICE}, "next_at"),
        ({"outcome": Outcome.FAILED_TO_COMPLY}, "action"),
        ({"changes_assessment": None}, "changes_assessment"),
        ({"decision_note": ""}, "decision_note"),
    ],
)
def test_one_thing_missing_is_named_where_it_is_mended(given_: dict[str, object], field: str) -> None:
    (one,) = missing(an_entry(**given_), MOMENT)
    assert one.field == field
    assert one.step in steps(an_entry(**given_))


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"absence_note": " "}, "absence_note"),
        ({"outcome": Outcome.ACCEPTABLE_ABSENCE}, "absence_reason"),
        ({"action": None}, "action"),
        ({"outcome": Outcome.RESCHEDULED}, "next_at"),
    ],
)
def test_a_missed_session_needs_reason_and_action_only(given_: dict[str, object], field: str) -> None:
    assert wanting(a_missed_entry(**given_)) == [(Step.ABSENCE, field)]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_an_absence_known_beforehand_may_lie_ahead_and_by_a_year_at_most(outcome: Outcome) -> None:
    known = outcome in (Outcome.ACCEPTABLE_ABSENCE, Outcome.RESCHEDULED)
    entry = a_full_entry(outcome=outcome, next_at=None)
    ahead = [one.field for one in missing(replace(entry, held_at=MOMENT + 365 * DAY), MOMENT)]
    too_far = [one.field for one in missing(replace(entry, held_at=MOMENT + 370 * DAY), MOMENT)]
    assert ("held_at" in ahead) is not known
    assert "held_at" in too_far


@pytest.mark.parametrize(
    ("held_at", "next_at", "whole"),
    [
        (MOMENT + 30 * DAY, MOMENT + 2 * DAY, True),  # brought forward
        (MOMENT + 30 * DAY, MOMENT + 40 * DAY, True),
        (MOMENT + 30 * DAY, MOMENT + 30 * DAY, True),  # to another place
        (MOMENT + 30 * DAY, MOMENT, False),
        (MOMENT + 30 * DAY, MOMENT - DAY, False),
        (MOMENT + 30 * DAY, MOMENT + 400 * DAY, False),
        (MOMENT - 5 * DAY, MOMENT - 2 * DAY, True),  # recorded late
        (MOMENT - 5 * DAY, MOMENT - 6 * DAY, False),
    ],
)
def test_a_session_that_lies_ahead_is_rescheduled_to_any_time_from_now_on(
    held_at: datetime, next_at: datetime, *, whole: bool
) -> None:
    moved = a_missed_entry(outcome=Outcome.RESCHEDULED, held_at=held_at, next_at=next_at, next_place=Place.OFFICE)
    assert wanting(moved) == ([] if whole else [(Step.ABSENCE, "next_at")])


def test_the_next_appointment_after_another_absence_known_beforehand_is_after_it() -> None:
    away = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE,
        absence_reason=AbsenceReason.HOLIDAY,
        held_at=MOMENT + 30 * DAY,
        next_at=MOMENT + 2 * DAY,
        next_place=Place.OFFICE,
    )
    assert wanting(away) == [(Step.ABSENCE, "next_at")]


@given(st.sampled_from(list(Place)), st.sampled_from(list(Outcome)))
def test_whatever_is_missing_can_be_mended_in_a_step_that_is_asked(place: Place, outcome: Outcome) -> None:
    entry = Entry(place=place, outcome=outcome)
    assert {one.step for one in missing(entry, MOMENT)} <= set(steps(entry))


# ── What signing seals ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_sealed_says_the_same_when_it_is_sealed_again(outcome: Outcome) -> None:
    sealed = as_signed(a_full_entry(outcome=outcome))
    assert as_signed(sealed) == sealed
    assert bool(sealed.ratings) is bool(sealed.information) is outcome.held
    assert (sealed.safeguarding, sealed.check_in) == (a_full_entry().safeguarding, a_full_entry().check_in)


def test_a_decision_goes_with_a_factor_that_is_rated_act_today() -> None:
    decisions = tuple(ActDecision(factor=factor, why_nothing="x") for factor in Factor)
    sealed = as_signed(an_entry({Factor.ACCESS: Level.ACT_TODAY}, decisions=decisions))
    assert [decision.factor for decision in sealed.decisions] == [Factor.ACCESS]


def test_answers_to_questions_no_longer_asked_are_left_out() -> None:
    sealed = as_signed(an_entry(action=Action.BREACH_REQUESTED, next_place=Place.OFFICE))
    assert (sealed.action, sealed.next_place) == (None, None)


def acting(**decision: str) -> Entry:
    entry = an_entry({Factor.ACCESS: Level.ACT_TODAY})
    return replace(entry, decisions=(ActDecision(factor=Factor.ACCESS, **decision),))


@pytest.mark.parametrize(
    ("decision", "whole"),
    [
        ({"told": "Police", "decided": "A visit", "why": "New address"}, True),
        ({"why_nothing": "Already in custody"}, True),
        ({}, False),
        ({"told": "Police", "decided": "A visit"}, False),
        ({"told": "Police", "why_nothing": "Nothing"}, False),
        ({"told": "Police", "decided": "A visit", "why": "New address", "why_nothing": "Nothing"}, False),
    ],
)
def test_act_today_needs_what_was_done_or_why_nothing_was_never_both(decision: dict[str, str], whole: bool) -> None:
    assert (wanting(acting(**decision)) == []) is whole
