"""Worked examples of every review rule, to be checked line by line, and what must hold for any facts at all."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Due, Flag, flags
from app.domain.facts import RISK_REVIEW, Facts, Trigger
from app.domain.people import Details, Person, Rosh, RoshLevel, Status
from app.domain.places import Action, Outcome
from app.domain.rules import Settle
from app.domain.starts import is_recorded
from app.services.rules import rules
from tests.domain.facts_builder import (
    ID,
    STARTED,
    absence,
    appointment,
    at,
    done,
    event,
    some_facts,
    unsigned,
)

RULES = rules()
BY_KEY = {rule.key: rule for rule in RULES}
DAY = timedelta(days=1)

LOW, MEDIUM, HIGH, VERY_HIGH = (Rosh(community_public=level) for level in RoshLevel)
CUSTODY, LICENCE, ORDER, ENDED = Status.CUSTODY, Status.LICENCE, Status.COMMUNITY_ORDER, Status.ENDED
JUNE_1 = date(2026, 6, 1)


# The rule · what is recorded (otherwise a community order from Monday 2 March 2026, nothing done) · the due day.
EXAMPLES = [
    # Acute factors rated: 30 days
    ("acute_factors", "never rated", some_facts(), date(2026, 4, 1)),
    ("acute_factors", "rated on 1 June", some_facts(rated_at=JUNE_1), date(2026, 7, 1)),
    ("acute_factors", "transferred in on 1 June", some_facts(added=JUNE_1), date(2026, 7, 1)),
    ("acute_factors", "in custody", some_facts(status=CUSTODY), date(2026, 4, 1)),
    ("acute_factors", "ended", some_facts(status=ENDED), None),
    # Risk of serious harm: 6 months high or very high, 12 months otherwise, at once on significant change
    ("risk_review_high", "high, never reviewed", some_facts(rosh=HIGH), date(2026, 9, 2)),
    ("risk_review_high", "very high, never reviewed", some_facts(rosh=VERY_HIGH), date(2026, 9, 2)),
    (
        "risk_review_high",
        "high, reviewed on 31 August: the month's last day",
        some_facts(rosh=HIGH, reviews=(done(RISK_REVIEW, date(2026, 8, 31)),)),
        date(2027, 2, 28),
    ),
    (
        "risk_review_high",
        "high in custody",
        some_facts(rosh=Rosh(custody_staff=RoshLevel.HIGH), status=CUSTODY),
        date(2026, 9, 2),
    ),
    ("risk_review_high", "medium", some_facts(rosh=MEDIUM), None),
    ("risk_review_other", "medium, never reviewed", some_facts(rosh=MEDIUM), date(2027, 3, 2)),
    ("risk_review_other", "not assessed", some_facts(), date(2027, 3, 2)),
    ("risk_review_other", "high", some_facts(rosh=HIGH), None),
    (
        "risk_review_other",
        "low, reviewed on 29 February 2028: a leap year",
        some_facts(rosh=LOW, reviews=(done(RISK_REVIEW, date(2028, 2, 29)),)),
        date(2029, 2, 28),
    ),
    (
        "risk_review_other",
        "Act today on 1 June",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1),)),
        JUNE_1,
    ),
    (
        "risk_review_other",
        "Act today on 1 June, reviewed later that day",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1, hour=10),), reviews=(done(RISK_REVIEW, JUNE_1, hour=12),)),
        date(2027, 6, 1),
    ),
    (
        "risk_review_other",
        "reviewed on 1 June, Act today in the afternoon",
        some_facts(rosh=MEDIUM, triggers=(event(JUNE_1, hour=15),), reviews=(done(RISK_REVIEW, JUNE_1, hour=12),)),
        JUNE_1,
    ),
    # Initial assessment and plan: 15 working days from start or release
    ("initial_assessment", "order from 2 March", some_facts(), date(2026, 3, 23)),
    (
        "initial_assessment",
        "released on Friday 18 December: Christmas, Boxing Day and New Year do not count",
        some_facts(status=LICENCE, release_date=date(2026, 12, 18), added=date(2026, 12, 18)),
        date(2027, 1, 13),
    ),
    ("initial_assessment", "done on the first day", some_facts(reviews=(done("initial_assessment", STARTED),)), None),
    ("initial_assessment", "in custody", some_facts(status=CUSTODY), None),
    ("initial_assessment", "done", some_facts(reviews=(done("initial_assessment", date(2026, 3, 20)),)), None),
    (
        "initial_assessment",
        "done, then recalled and released again on 1 June",
        some_facts(status=LICENCE, release_date=JUNE_1, reviews=(done("initial_assessment", date(2026, 3, 20)),)),
        date(2026, 6, 22),
    ),
    # ARMS-informed OASys: 15 days from release, then 12 months
    ("arms_first", "registered, released on 2 March", some_facts(status=LICENCE, registered=True), date(2026, 3, 17)),
    ("arms_first", "not registered", some_facts(status=LICENCE), None),
    (
        "arms_next",
        "done on 16 March",
        some_facts(status=LICENCE, registered=True, reviews=(done("arms", date(2026, 3, 16)),)),
        date(2027, 3, 16),
    ),
    # MAPPA level 3 / 2 / 1: 6 weeks / 12 weeks / 4 months from the last meeting
    ("mappa_level_3", "last met on 1 June", some_facts(mappa_level=3, met_on=JUNE_1), date(2026, 7, 13)),
    ("mappa_level_2", "last met on 1 June", some_facts(mappa_level=2, met_on=JUNE_1), date(2026, 8, 24)),
    ("mappa_level_1", "last met on 1 June", some_facts(mappa_level=1, met_on=JUNE_1), date(2026, 10, 1)),
    ("mappa_level_2", "no meeting recorded", some_facts(mappa_level=2), date(2026, 5, 25)),
    ("mappa_level_3", "moved down to level 2", some_facts(mappa_level=2), None),
    # First home visit: 15 days high or registered, 6 weeks medium, 12 weeks low
    ("home_visit_high", "high", some_facts(rosh=HIGH), date(2026, 3, 17)),
    ("home_visit_high", "low and registered", some_facts(rosh=LOW, registered=True), date(2026, 3, 17)),
    ("home_visit_medium", "medium", some_facts(rosh=MEDIUM), date(2026, 4, 13)),
    ("home_visit_medium", "medium and registered", some_facts(rosh=MEDIUM, registered=True), None),
    ("home_visit_low", "low", some_facts(rosh=LOW), date(2026, 5, 25)),
    ("home_visit_low", "visited on 1 June", some_facts(rosh=LOW, home_visit_at=JUNE_1), None),
    ("home_visit_high", "in custody", some_facts(rosh=HIGH, status=CUSTODY), None),
    # Face-to-face contact: monthly, or the person's own frequency
    (
        "contact",
        "last seen on 31 January",
        some_facts(added=date(2026, 1, 1), seen_at=date(2027, 1, 31)),
        date(2027, 2, 28),
    ),
    ("contact", "every 14 days, last seen on 1 June", some_facts(contact_days=14, seen_at=JUNE_1), date(2026, 6, 15)),
    ("contact", "never seen", some_facts(), date(2026, 4, 2)),
    ("contact", "in custody", some_facts(status=CUSTODY), None),
    ("contact", "in custody, every 90 days", some_facts(status=CUSTODY, contact_days=90), date(2026, 5, 31)),
    # Contact recorded: next working day
    ("draft_signed", "written on Friday 5 June", some_facts(draft=unsigned(date(2026, 6, 5))), date(2026, 6, 8)),
    (
        "appointment_recorded",
        "for Thursday 2 April, before Good Friday",
        some_facts(appointment=appointment(date(2026, 4, 2))),
        date(2026, 4, 7),
    ),
    (
        "appointment_recorded",
        "a draft is open",
        some_facts(appointment=appointment(JUNE_1), draft=unsigned(JUNE_1)),
        None,
    ),
    # Missed appointment: letter 2 working days, evidence 6 working days, a second in 12 months asks for a decision
    ("missed_letter", "missed on Friday 5 June", some_facts(absences=(absence(date(2026, 6, 5)),)), date(2026, 6, 9)),
    ("missed_letter", "first warning letter sent", some_facts(absences=(absence(JUNE_1, Action.FIRST_WARNING),)), None),
    (
        "absence_evidence",
        "missed on 1 June",
        some_facts(absences=(absence(JUNE_1, Action.FIRST_WARNING),)),
        date(2026, 6, 9),
    ),
    (
        "absence_evidence",
        "judged unacceptable",
        some_facts(absences=(absence(JUNE_1, outcome=Outcome.UNACCEPTABLE_ABSENCE),)),
        None,
    ),
    ("absence_evidence", "seen again", some_facts(absences=(absence(JUNE_1),), held_at=date(2026, 6, 3)), None),
    (
        "second_absence",
        "1 June, and 1 June a year later",
        some_facts(absences=(absence(JUNE_1), absence(date(2027, 6, 1)))),
        date(2027, 6, 9),
    ),
    ("second_absence", "one only", some_facts(absences=(absence(JUNE_1),)), None),
    (
        "second_absence",
        "1 June and 1 September",
        some_facts(absences=(absence(JUNE_1), absence(date(2026, 9, 1)))),
        date(2026, 9, 9),
    ),
    (
        "second_absence",
        "1 June, and 2 June a year later",
        some_facts(absences=(absence(JUNE_1), absence(date(2027, 6, 2)))),
        None,
    ),
    (
        "second_absence",
        "1 June and 1 September, breach requested",
        some_facts(absences=(absence(JUNE_1), absence(date(2026, 9, 1), Action.BREACH_REQUESTED))),
        None,
    ),
    # SPO oversight: 16 weeks
    ("oversight", "never", some_facts(), date(2026, 6, 22)),
    ("oversight", "discussed on 1 June", some_facts(reviews=(done("oversight", JUNE_1),)), date(2026, 9, 21)),
    # Licence or order ends
    ("supervision_ends", "order until 2 March 2028", some_facts(sentence_end=date(2028, 3, 2)), date(2028, 3, 2)),
    (
        "supervision_ends",
        "licence until 1 June",
        some_facts(status=LICENCE, licence_end=JUNE_1, sentence_end=date(2030, 1, 1)),
        JUNE_1,
    ),
    ("supervision_ends", "no end recorded", some_facts(), None),
    *((rule.key, "the sentence ended", some_facts(status=ENDED), None) for rule in RULES),
    *(
        (rule.key, "not recorded yet", some_facts(status=LICENCE, registered=True), None)
        for rule in RULES
        if not is_recorded(rule.start)
    ),
]


def flagged(key: str, facts: Facts, today: date) -> Flag | None:
    found = flags([BY_KEY[key]], facts, today)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("key", "case", "facts", "due"), EXAMPLES, ids=[f"{key}: {case}" for key, case, _facts, _due in EXAMPLES]
)
def test_worked_example(key: str, case: str, facts: Facts, due: date | None) -> None:
    if due is None:
        assert [flagged(key, facts, STARTED + timedelta(days=n)) for n in (0, 30, 200, 2000)] == [None] * 4
        return
    rule = BY_KEY[key]
    on_the_day, after = flagged(key, facts, due), flagged(key, facts, due + DAY)
    assert on_the_day is not None
    assert after is not None
    assert (on_the_day.due, on_the_day.group(due), after.group(due + DAY)) == (due, Due.TODAY, Due.OVERDUE)
    first = rule.warning.before(due)
    assert flagged(key, facts, first) is not None
    assert flagged(key, facts, first - DAY) is None


def test_every_rule_stands_in_the_worked_examples() -> None:
    assert {key for key, _case, _facts, due in EXAMPLES if due is not None} == {
        rule.key for rule in RULES if is_recorded(rule.start)
    }


def test_a_person_with_no_facts_gets_the_initial_rules() -> None:
    person = Person(id=ID, added_at=at(STARTED), details=Details(name="Sêcond Example", crn="X1", status=ORDER))
    kinds = {flag.kind for flag in flags(RULES, Facts(person=person), STARTED + timedelta(days=366))}
    assert kinds == {"rating", "contact", "risk_review", "initial_assessment", "home_visit", "oversight"}


def test_why_says_the_last_review_and_what_brought_it_forward() -> None:
    reviewed = done(RISK_REVIEW, date(2026, 3, 3))
    facts = some_facts(reviews=(reviewed,), triggers=(event(date(2026, 11, 12)),))
    flag = flagged("risk_review_other", facts, date(2026, 11, 22))
    assert flag is not None
    assert flag.why == (
        "Last reviewed on 3 March 2026; brought forward on 12 November 2026: "
        "Access to potential victims was rated Act today."
    )
    assert flag.rule == "every 12 months, for low, medium or not yet assessed risk of serious harm"
    assert (flag.since, flag.settle) == (date(2026, 3, 3), Settle.REVIEW)


def test_why_counts_further_events_and_names_the_latest() -> None:
    days = (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3))
    reasons = ("New address", "New job or volunteering", "Moved out. ")
    facts = some_facts(triggers=tuple(map(event, days, reasons)))
    flag = flagged("risk_review_other", facts, date(2026, 5, 10))
    assert flag is not None
    assert flag.why == (
        "Order started on 2 March 2026, not recorded since; brought forward on 1 May 2026: New address. "
        "2 more events since, the latest on 3 May 2026: Moved out."
    )
    assert flag.due == days[0]


def test_an_event_after_the_due_day_changes_nothing() -> None:
    facts = some_facts(rosh=HIGH)
    later = replace(facts, triggers=(event(date(2026, 10, 1)),))
    assert flags(RULES, later, date(2026, 10, 2)) == flags(RULES, facts, date(2026, 10, 2))


def test_own_frequency_is_said_in_place_of_the_rule() -> None:
    flag = flagged("contact", some_facts(contact_days=14), date(2026, 4, 1))
    assert flag is not None
    assert flag.rule == "every 14 days, set for this person"


def test_flags_name_the_draft_appointment_or_session_they_are_about() -> None:
    facts = some_facts(draft=unsigned(JUNE_1), absences=(absence(JUNE_1, number=70),))
    subjects = {flag.kind: flag.subject for flag in flags(RULES, facts, date(2026, 6, 2))}
    assert subjects["contact_recorded"] == UUID(int=8)
    assert subjects["missed_letter"] == UUID(int=70)


def test_two_rules_of_one_kind_give_one_flag_the_earlier() -> None:
    facts = some_facts(status=LICENCE, registered=True)
    arms = [flag for flag in flags(RULES, facts, date(2028, 1, 1)) if flag.kind == "arms"]
    assert [flag.rule_key for flag in arms] == ["arms_first"]


def test_the_end_of_supervision_ends_the_other_rules_and_says_so() -> None:
    end = date(2026, 9, 30)
    facts = some_facts(sentence_end=end, draft=unsigned(end))
    assert len(flags(RULES, facts, end)) > 3
    after = flags(RULES, facts, end + DAY)
    assert {flag.kind for flag in after} == {"supervision_end", "contact_recorded"}
    ended = next(flag for flag in after if flag.kind == "supervision_end")
    assert ended.why == (
        "The order runs to 30 September 2026; its other review rules then stop. Choose Ended, or mend the date."
    )
    assert ended.settle is Settle.PERSON


def test_days_are_local_days(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone while running")
    half_past_midnight = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    try:
        monkeypatch.setenv("TZ", "Europe/London")
        time.tzset()
        facts = replace(some_facts(contact_days=7), seen_at=half_past_midnight)
        flag = flagged("contact", facts, date(2026, 6, 9))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert flag is not None
    assert flag.due == date(2026, 6, 9)


def test_groups_are_within_7_and_31_days() -> None:
    flag = flagged("supervision_ends", some_facts(sentence_end=JUNE_1), JUNE_1)
    assert flag is not None
    ahead = {n: flag.group(JUNE_1 - timedelta(days=n)) for n in (-1, 0, 1, 7, 8, 31, 32)}
    assert list(ahead.values()) == [
        Due.OVERDUE,
        Due.TODAY,
        Due.THIS_WEEK,
        Due.THIS_WEEK,
        Due.THIS_MONTH,
        Due.THIS_MONTH,
        Due.LATER,
    ]


# ── What must hold for any facts ─────────────────────────────────────────────────────────────────────

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
maybe_day = st.none() | days
moments = st.none() | days.map(at)
REVIEW_KINDS = sorted({rule.kind for rule in RULES if rule.settle is Settle.REVIEW})
all_details = st.builds(
    Details,
    status=st.sampled_from(Status),
    sentence_start=maybe_day,
    release_date=maybe_day,
    licence_end=maybe_day,
    sentence_end=maybe_day,
    rosh=st.builds(Rosh, community_public=st.none() | st.sampled_from(RoshLevel)),
    mappa_level=st.none() | st.integers(1, 3),
    registered=st.booleans(),
    contact_days=st.none() | st.integers(1, 365),
)
all_absences = st.builds(absence, days, st.none() | st.sampled_from(Action), number=st.integers(100, 999))
all_facts = st.builds(
    Facts,
    person=st.builds(Person, id=st.just(ID), added_at=days.map(at), details=all_details),
    rated_at=moments,
    seen_at=moments,
    held_at=moments,
    home_visit_at=moments,
    met_on=maybe_day,
    reviews=st.lists(st.builds(done, st.sampled_from(REVIEW_KINDS), days), max_size=4).map(tuple),
    triggers=st.lists(st.builds(event, days), max_size=3).map(tuple),
    absences=st.lists(all_absences, max_size=4).map(tuple),
    draft=st.none() | days.map(unsigned),
    appointment=st.none() | days.map(appointment),
)


def keyed(found: list[Flag]) -> dict[tuple[str, UUID | None], Flag]:
    return {(flag.kind, flag.subject): flag for flag in found}


@given(all_facts, days, st.builds(event, days))
def test_an_event_only_ever_brings_a_review_forward(facts: Facts, today: date, new: Trigger) -> None:
    before = keyed(flags(RULES, facts, today))
    after = keyed(flags(RULES, replace(facts, triggers=(*facts.triggers, new)), today))
    assert all(key in after and after[key].due <= flag.due for key, flag in before.items())
    assert {key for key in after if key not in before or after[key] != before[key]} <= {(RISK_REVIEW, None)}


@given(all_facts, days, st.sampled_from(REVIEW_KINDS))
def test_recording_a_review_settles_its_kind_and_no_other(facts: Facts, today: date, kind: str) -> None:
    """What is due by today goes; what is shown of the kind afterwards is the next one, due later."""
    now = replace(done(kind, today), recorded_at=at(date(2030, 1, 1)))
    before = keyed(flags(RULES, facts, today))
    after = keyed(flags(RULES, replace(facts, reviews=(*facts.reviews, now)), today))
    past = [key for key, flag in before.items() if key[0] == kind and (flag.since or flag.due) <= today]
    assert all(key not in after or after[key].due > today for key in past)
    assert {key: flag for key, flag in before.items() if key[0] != kind} == {
        key: flag for key, flag in after.items() if key[0] != kind
    }


@given(all_facts, days, st.integers(1, 900))
def test_time_alone_never_turns_overdue_into_not_overdue(facts: Facts, today: date, later: int) -> None:
    """The one exception is the end of supervision, after which its other rules stop."""
    then = today + timedelta(days=later)
    over = keyed([flag for flag in flags(RULES, facts, today) if flag.group(today) is Due.OVERDUE])
    still = keyed([flag for flag in flags(RULES, facts, then) if flag.group(then) is Due.OVERDUE])
    ended = any(key[0] == "supervision_end" for key in still)
    assert ended or set(over) <= set(still)


@given(all_facts, days)
def test_flags_say_why_in_whole_sentences_and_come_in_order(facts: Facts, today: date) -> None:
    found = flags(RULES, facts, today)
    assert [flag.due for flag in found] == sorted(flag.due for flag in found)
    for flag in found:
        assert flag.why.endswith(".")
        assert not flag.why.endswith("..")
        assert "{" not in flag.why + flag.rule


@given(all_facts, days)
def test_nobody_whose_sentence_ended_has_a_flag(facts: Facts, today: date) -> None:
    details = replace(facts.details, status=ENDED)
    assert flags(RULES, replace(facts, person=replace(facts.person, details=details)), today) == []
