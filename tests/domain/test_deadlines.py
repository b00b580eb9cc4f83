"""What flags say, and what must hold for any facts at all; the worked examples of each rule stand beside."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.absences import DECIDE
from app.domain.arms import Arms
from app.domain.circles import Circle, CircleMeeting
from app.domain.deadlines import FAULT, TIME_ALONE_ENDS, Due, Flag, flags
from app.domain.deferrals import Span, spans, stretches
from app.domain.facts import RISK_REVIEW, Facts, Moved, Trigger
from app.domain.faults import date_faults
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Condition, ConditionType, Order, OrderType
from app.domain.people import AddressType, Details, Person, Rosh, RoshLevel, Status
from app.domain.places import Action
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import Prison, ReleaseChecklist, SentenceType
from app.domain.recalls import Recall
from app.domain.records import Body, Record
from app.domain.rule_edits import plain, rule_from
from app.domain.rules import Settle
from app.domain.starts import kinds_of_one
from app.domain.tools import ToolResult
from app.services.rules import rules
from tests.domain.facts_builder import (
    ID,
    STARTED,
    absence,
    appointment,
    at,
    deferral,
    done,
    event,
    official,
    some_facts,
    suspension,
    unsigned,
)
from tests.domain.records_builder import a_record

RULES = rules()
BY_KEY = {rule.key: rule for rule in RULES}
DAY = timedelta(days=1)

LOW, MEDIUM, HIGH, VERY_HIGH = (Rosh(community_public=level) for level in RoshLevel)
CUSTODY, LICENCE, ORDER, ENDED = Status.CUSTODY, Status.LICENCE, Status.COMMUNITY_ORDER, Status.ENDED
JUNE_1 = date(2026, 6, 1)


def flagged(key: str, facts: Facts, today: date) -> Flag | None:
    found = [flag for flag in flags([BY_KEY[key]], facts, today) if flag.rule_key == key]
    return found[0] if found else None


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


def test_an_event_after_the_due_day_leaves_it_and_is_said() -> None:
    facts = some_facts(rosh=HIGH, triggers=(event(date(2026, 10, 1)), event(date(2026, 10, 5), "New address")))
    flag = flagged("risk_review_high", facts, date(2026, 10, 6))
    assert flag is not None
    assert flag.due == date(2026, 9, 2)
    assert flag.why == (
        "Order started on 2 March 2026, not recorded since; after it fell due, on 1 October 2026: Access to potential "
        "victims was rated Act today. 1 more event since, on 5 October 2026: New address."
    )


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


def test_without_the_rule_on_the_end_the_flags_do_not_stop_in_silence() -> None:
    facts = some_facts(sentence_end=JUNE_1)
    others = [rule for rule in RULES if rule.key != "supervision_ends"]
    (flag,) = flags(others, facts, JUNE_1 + DAY)
    assert (flag.kind, flag.settle) == (FAULT, Settle.PERSON)
    assert flag.why.startswith("Supervision ended on 1 June 2026 and its review rules stopped")


def test_an_event_asks_for_a_risk_review_also_where_no_rule_does() -> None:
    others = [rule for rule in RULES if rule.kind != RISK_REVIEW]
    facts = some_facts(triggers=(event(JUNE_1),))
    (flag,) = (one for one in flags(others, facts, JUNE_1 + DAY) if one.kind == RISK_REVIEW)
    assert (flag.due, flag.settle, flag.group(JUNE_1 + DAY)) == (JUNE_1, Settle.REVIEW, Due.OVERDUE)
    assert flag.rule_key in BY_KEY
    assert flag.why == (
        "No review rule in force asks for this; brought forward on 1 June 2026: "
        "Access to potential victims was rated Act today."
    )
    put_off = deferral(RISK_REVIEW, date(2026, 6, 20), JUNE_1 + DAY, due=JUNE_1)
    deferred = flags(others, replace(facts, deferrals=(put_off,)), JUNE_1 + DAY)
    assert [one.deferred_until for one in deferred if one.kind == RISK_REVIEW] == [put_off.until]
    reviewed = replace(facts, reviews=(done(RISK_REVIEW, JUNE_1 + DAY),))
    assert RISK_REVIEW not in {one.kind for one in flags(others, reviewed, JUNE_1 + DAY)}
    ended = replace(facts, person=some_facts(sentence_end=JUNE_1).person)
    assert RISK_REVIEW not in {one.kind for one in flags(others, ended, JUNE_1 + DAY)}


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


# ── By the officer's word ────────────────────────────────────────────────────────────────────────────


def of_kind(kind: str, facts: Facts, today: date) -> Flag:
    (flag,) = (flag for flag in flags(RULES, facts, today) if flag.kind == kind)
    return flag


def test_a_flag_of_an_edited_rule_says_so() -> None:
    edited = rule_from({**plain(BY_KEY["oversight"]), "interval": {"weeks": 4}})
    (flag,) = flags([edited], some_facts(), date(2026, 3, 30))
    assert (flag.edited, flag.due) == (True, date(2026, 3, 30))
    assert flag.rule == "every 4 weeks, for everybody on the caseload; edited here"
    assert not of_kind("oversight", some_facts(), JUNE_1).edited


def test_an_official_date_says_where_it_is_from_also_where_no_rule_applies() -> None:
    facts = some_facts(official_dates=(official("arms", JUNE_1, date(2026, 3, 3), "By email."),))
    flag = of_kind("arms", facts, JUNE_1)
    assert (flag.official, flag.due, flag.rule) == (True, JUNE_1, "date from OASys")
    assert flag.why == "The date in OASys is 1 June 2026, recorded on 3 March 2026: By email."
    ended = some_facts(official_dates=facts.official_dates, sentence_end=date(2026, 5, 1))
    assert "arms" not in {flag.kind for flag in flags(RULES, ended, JUNE_1)}


def test_a_deferred_flag_stands_in_its_own_group_until_its_day() -> None:
    due, until = date(2026, 3, 23), date(2026, 4, 10)
    facts = some_facts(deferrals=(deferral("initial_assessment", until, date(2026, 3, 20), due=due),))
    flag = of_kind("initial_assessment", facts, until)
    assert (flag.due, flag.original_due, flag.deferred_until) == (until, due, until)
    assert flag.group(until) is Due.DEFERRED
    assert flag.why.endswith("First due 23 March 2026; put off on 20 March 2026: Waiting for the report.")
    assert of_kind("initial_assessment", facts, until + DAY).group(until + DAY) is Due.OVERDUE


def test_a_deferral_holds_no_longer_than_90_days_after_the_first_nor_beyond_supervision() -> None:
    first = deferral("oversight", date(2026, 8, 1), date(2026, 6, 22))
    again = deferral("oversight", date(2027, 8, 1), date(2026, 7, 30), due=date(2026, 6, 22))
    flag = of_kind("oversight", some_facts(deferrals=(first, again)), date(2026, 8, 1))
    assert flag.deferred_until == date(2026, 9, 20)
    ends = some_facts(deferrals=(first, again), sentence_end=date(2026, 8, 31))
    assert of_kind("oversight", ends, date(2026, 8, 1)).deferred_until == date(2026, 8, 31)


def test_doing_the_duty_ends_its_deferral_and_begins_the_90_days_anew() -> None:
    facts = some_facts(
        deferrals=(deferral("oversight", date(2026, 7, 30), date(2026, 6, 22)),),
        reviews=(done("oversight", date(2026, 7, 1)),),
    )
    assert of_kind("oversight", facts, date(2026, 10, 21)).deferred_until is None
    assert facts.open_deferrals("oversight", None) == []


def test_an_event_after_a_deferral_undoes_it_and_one_before_does_not() -> None:
    put_off = deferral(RISK_REVIEW, date(2026, 7, 1), JUNE_1, due=JUNE_1)
    before = some_facts(triggers=(event(JUNE_1, hour=10),), deferrals=(put_off,))
    assert of_kind(RISK_REVIEW, before, date(2026, 6, 20)).group(date(2026, 6, 20)) is Due.DEFERRED
    after = replace(before, triggers=(*before.triggers, event(date(2026, 6, 19))))
    flag = of_kind(RISK_REVIEW, after, date(2026, 6, 20))
    assert (flag.deferred_until, flag.group(date(2026, 6, 20))) == (None, Due.OVERDUE)
    assert flag.why.endswith(
        " It was put off on 1 June 2026 until 1 July 2026, which ended with what has happened since."
    )


def test_a_review_of_before_written_up_late_leaves_the_deferral_and_its_90_days() -> None:
    put_off = deferral("oversight", date(2026, 8, 1), date(2026, 6, 22))
    late = replace(done("oversight", date(2026, 6, 23)), on=date(2026, 3, 1))
    facts = some_facts(deferrals=(put_off,), reviews=(late,), added=date(2026, 1, 5))
    assert facts.open_deferrals("oversight", None) == [put_off]
    assert replace(facts, reviews=(done("oversight", date(2026, 6, 23)),)).open_deferrals("oversight", None) == []


def test_nothing_is_asked_about_an_appointment_that_is_to_come() -> None:
    facts = some_facts(unanswered=(appointment(date(2026, 3, 20)),))
    ahead = [flag.kind for flag in flags(RULES, facts, date(2026, 3, 19), ahead=date(2026, 5, 1))]
    assert "contact_recorded" not in ahead
    assert of_kind("contact_recorded", facts, date(2026, 3, 23)).due == date(2026, 3, 23)


def test_a_deferral_ends_when_the_duty_becomes_due_earlier_also_one_taken_back() -> None:
    due = date(2026, 5, 25)
    put_off = deferral("home_visit", date(2026, 6, 10), date(2026, 3, 5), due=due)
    taken_back = deferral("home_visit", due, date(2026, 3, 6), due=due)
    for deferrals in ((put_off,), (put_off, taken_back)):
        flag = of_kind("home_visit", some_facts(rosh=HIGH, deferrals=deferrals), date(2026, 4, 1))
        assert (flag.due, flag.deferred_until, flag.group(date(2026, 4, 1))) == (
            date(2026, 3, 17),
            None,
            Due.OVERDUE,
        )


def test_a_deferral_is_of_one_subject_alone() -> None:
    absences = (absence(JUNE_1, number=7), absence(date(2026, 6, 3), number=8))
    put_off = deferral("missed_letter", date(2026, 6, 20), date(2026, 6, 4), due=date(2026, 6, 3), subject=UUID(int=7))
    facts = some_facts(absences=absences, deferrals=(put_off,))
    groups = {
        flag.subject: flag.group(date(2026, 6, 9)) for flag in flags([BY_KEY["missed_letter"]], facts, date(2026, 6, 9))
    }
    assert groups == {UUID(int=7): Due.DEFERRED, UUID(int=8): Due.OVERDUE}


def test_while_contact_is_suspended_rating_contact_and_appointments_are_not_due() -> None:
    since, until = date(2026, 4, 1), date(2026, 5, 31)
    facts = some_facts(
        suspensions=(suspension(since, until),), unanswered=(appointment(date(2026, 4, 20)),), sentence_end=JUNE_1 + DAY
    )
    on = date(2026, 5, 1)
    suspended = {flag.kind for flag in flags(RULES, facts, on) if flag.group(on) is Due.SUSPENDED}
    assert suspended == {"rating", "contact", "contact_recorded"}
    assert "Contact was suspended until 31 May 2026: In hospital." in of_kind("contact", facts, on).why
    after = of_kind("contact", facts, JUNE_1)
    assert (after.due, after.original_due, after.group(JUNE_1)) == (until, date(2026, 4, 2), Due.OVERDUE)


def test_a_suspension_can_be_renewed_and_ended_early() -> None:
    first = suspension(date(2026, 4, 1), date(2026, 4, 30), recorded=date(2026, 4, 1))
    renewed = suspension(date(2026, 5, 1), date(2026, 6, 30), recorded=date(2026, 4, 28), reason="Still there")
    resumed = suspension(date(2026, 5, 10), None, recorded=date(2026, 5, 10))
    assert [(span.since, span.until) for span in stretches((first, renewed, resumed))] == [
        (date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 9)),
    ]
    assert spans((first, renewed, resumed)) == [
        Span(since=date(2026, 4, 1), until=date(2026, 5, 9), reason="In hospital; Still there")
    ]
    facts = some_facts(suspensions=(first, renewed, resumed))
    assert of_kind("contact", facts, date(2026, 5, 9)).group(date(2026, 5, 9)) is Due.SUSPENDED
    assert of_kind("contact", facts, date(2026, 5, 10)).group(date(2026, 5, 10)) is Due.OVERDUE


def test_contact_that_fell_due_while_it_was_suspended_is_due_on_the_last_day_of_the_renewal() -> None:
    first = suspension(date(2026, 3, 20), date(2026, 4, 10))
    renewed = suspension(date(2026, 4, 11), date(2026, 5, 31), recorded=date(2026, 4, 10))
    flag = of_kind("contact", some_facts(seen_at=STARTED, suspensions=(first, renewed)), JUNE_1)
    assert (flag.due, flag.original_due) == (date(2026, 5, 31), date(2026, 4, 2))


def test_resuming_ends_the_suspension_that_runs_and_no_other() -> None:
    to_come = suspension(date(2026, 6, 1), date(2026, 6, 30))
    runs = suspension(date(2026, 3, 3), date(2026, 3, 9))
    renewed = suspension(date(2026, 3, 10), date(2026, 3, 20))
    assert [span.since for span in spans((to_come, runs))] == [runs.since, to_come.since]
    resumed = suspension(date(2026, 3, 6), None, recorded=date(2026, 3, 6))
    assert [(span.since, span.until) for span in stretches((to_come, runs, renewed, resumed))] == [
        (date(2026, 3, 3), date(2026, 3, 5)),
        (date(2026, 6, 1), date(2026, 6, 30)),
    ]


# ── Dates that cannot be right ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (some_facts(rated_at=date(2026, 7, 2)), "Something is recorded for 2 July 2026, in the future"),
        (some_facts(reviews=(done("oversight", date(2026, 7, 2)),)), "Something is recorded for 2 July 2026"),
        (
            some_facts(deferrals=(deferral("oversight", date(2026, 8, 1), date(2026, 7, 2)),)),
            "Something is recorded for 2 July 2026",
        ),
        (some_facts(added=date(2026, 7, 2)), "Something is recorded for 2 July 2026"),
        (some_facts(sentence_start=date(2026, 7, 2)), "Supervision starts on 2 July 2026, which lies in the future"),
        (
            some_facts(sentence_end=date(2026, 3, 1)),
            "Supervision starts on 2 March 2026, after its end on 1 March 2026",
        ),
        (some_facts(sentence_start=date(1, 1, 1)), "A recorded date lies so far away"),
        (some_facts(sentence_start=date(1926, 1, 1)), ""),
    ],
)
def test_dates_that_cannot_be_right_are_said_for_that_person(facts: Facts, words: str) -> None:
    found = [flag for flag in flags(RULES, facts, date(2026, 7, 1)) if flag.kind == FAULT]
    assert [flag.why for flag in found if flag.why.startswith(words)] == [flag.why for flag in found]
    assert len(found) == bool(words)
    assert all((flag.settle, flag.group(date(2026, 7, 1))) == (Settle.PERSON, Due.TODAY) for flag in found)


def test_what_is_done_in_the_future_by_a_wrong_clock_settles_nothing_and_is_said() -> None:
    ahead, today = date(2027, 3, 2), date(2026, 6, 22)
    facts = some_facts(rated_at=ahead, seen_at=ahead, met_on=ahead, mappa_level=2, reviews=(done("oversight", ahead),))
    overdue_or_due = {flag.kind for flag in flags(RULES, facts, today) if flag.due <= today}
    assert {"rating", "contact", "mappa_review", "oversight", FAULT} <= overdue_or_due
    held = known_by_records(PolygraphExamination(held_on=ahead))
    assert {"polygraph", FAULT} <= {flag.kind for flag in flags(RULES, held, today)}


def known_by_records(examination: PolygraphExamination) -> Facts:
    """On licence with a polygraph condition, three months after release."""
    licence = Order(type=OrderType.LICENCE, start=STARTED, no_end=True)
    condition = Condition(order=LICENCE_ORDER, type=ConditionType.POLYGRAPH, wording="Attend examinations")
    records = (a_record(licence, LICENCE_ORDER), a_record(condition), a_record(examination))
    return some_facts(status=LICENCE, records=records)


def test_a_date_from_which_no_due_day_can_be_reckoned_leaves_the_other_rules() -> None:
    facts = some_facts(contact_days=14, added=date(9999, 12, 30))
    found = flags(RULES, facts, date(9999, 12, 31))
    assert FAULT in {flag.kind for flag in found}
    assert "risk_review" in {flag.kind for flag in found}
    assert "no due day can be reckoned" in of_kind(FAULT, facts, date(9999, 12, 31)).why


def test_a_record_that_cannot_be_read_has_one_flag_that_says_so_in_place_of_any_other() -> None:
    (flag,) = flags(RULES, some_facts(unreadable=True, status=ENDED), date(2026, 7, 1))
    assert (flag.kind, flag.title) == (FAULT, "Part of this record cannot be read")
    assert flag.why == "Something recorded about this person cannot be read: ask for help to restore it."
    assert (flag.settle, flag.confidence) == (Settle.PERSON, None)


def test_what_falls_due_ahead_is_shown_before_its_warning() -> None:
    first = BY_KEY["oversight"].warning.before(date(2026, 6, 22)) - DAY
    rules = [BY_KEY["oversight"]]
    assert flags(rules, some_facts(), first) == flags(rules, some_facts(), first, ahead=date(2026, 6, 21)) == []
    assert [flag.due for flag in flags(rules, some_facts(), first, ahead=date(2026, 6, 22))] == [date(2026, 6, 22)]


# ── What must hold for any facts ─────────────────────────────────────────────────────────────────────

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
maybe_day = st.none() | days
moments = st.none() | days.map(at)
REVIEW_KINDS = sorted({rule.kind for rule in RULES if rule.settle is Settle.REVIEW})
KINDS = sorted({rule.kind for rule in RULES})
ENDING = ("polygraph", "circle_review")
"""Kinds about a condition or a circle that may end."""
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
    address_type=st.none() | st.sampled_from(AddressType),
    contact_days=st.none() | st.integers(1, 365),
)
all_absences = st.builds(absence, days, st.none() | st.sampled_from(Action), number=st.integers(100, 105))
CIRCLE, LICENCE_ORDER = UUID(int=201), UUID(int=202)
all_records = st.lists(
    st.one_of(
        st.builds(Notification, type=st.sampled_from(NotificationType), day=days, confirmed_on=maybe_day),
        st.builds(Recall, decided_on=days, requested_on=maybe_day),
        st.builds(Order, type=st.sampled_from(OrderType), start=days, end=maybe_day),
        st.builds(Condition, order=st.just(LICENCE_ORDER), type=st.just(ConditionType.POLYGRAPH), end=maybe_day),
        st.builds(PolygraphExamination, due_on=maybe_day, held_on=maybe_day),
        st.builds(CircleMeeting, circle=st.just(CIRCLE), held_on=days),
        st.builds(
            Prison,
            sentence=st.sampled_from(SentenceType),
            early_allocation=st.booleans(),
            parole_on=maybe_day,
            com=st.sampled_from(("", "A. Colleague")),
        ),
        st.builds(ReleaseChecklist, handover_meeting=maybe_day),
        st.builds(Arms, completed_on=days),
        st.builds(ToolResult, tool=st.sampled_from(("OSP/DC", "OASys")), scored_on=days),
    ),
    max_size=5,
)
a_circle = st.builds(Circle, start=maybe_day, end=maybe_day, review_on=maybe_day)
a_licence = st.builds(Order, type=st.just(OrderType.LICENCE), start=days, end=maybe_day)


def recorded(bodies: list[Body], circle: Circle, licence: Order) -> tuple[Record, ...]:
    kept = [a_record(one, UUID(int=300 + number), recorded_at=at(STARTED)) for number, one in enumerate(bodies)]
    standing = ((CIRCLE, circle), (LICENCE_ORDER, licence))
    return (*kept, *(a_record(body, one, recorded_at=at(STARTED)) for one, body in standing))


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
    absences=st.lists(all_absences, max_size=4, unique_by=lambda one: one.session_id).map(tuple),
    draft=st.none() | days.map(unsigned),
    unanswered=st.lists(days.map(appointment), max_size=2).map(tuple),
    official_dates=st.lists(st.builds(official, st.sampled_from(KINDS), maybe_day, days), max_size=3).map(tuple),
    deferrals=st.lists(st.builds(deferral, st.sampled_from(KINDS), days, days), max_size=3).map(tuple),
    suspensions=st.lists(st.builds(suspension, days, maybe_day, days), max_size=3).map(tuple),
    records=st.builds(recorded, all_records, a_circle, a_licence),
    moved=st.lists(st.builds(Moved, field=st.just("address"), at=days.map(at)), max_size=1).map(tuple),
)


def keyed(found: list[Flag]) -> dict[tuple[str, UUID | None], Flag]:
    """Without what is said of dates that cannot be right, which depends on all of them."""
    return {(flag.kind, flag.subject): flag for flag in found if flag.kind != FAULT}


@given(all_facts, days, st.builds(event, days))
def test_an_event_only_ever_brings_a_review_forward(facts: Facts, today: date, new: Trigger) -> None:
    before = keyed(flags(RULES, facts, today))
    after = keyed(flags(RULES, replace(facts, triggers=(*facts.triggers, new)), today))
    assert all(key in after and after[key].due <= flag.due for key, flag in before.items())
    assert {key for key in after if key not in before or after[key] != before[key]} <= {(RISK_REVIEW, None)}


@given(all_facts, days, st.sampled_from(REVIEW_KINDS))
def test_recording_a_review_settles_its_kind_and_no_other(facts: Facts, today: date, kind: str) -> None:
    """What is due by today goes; what is shown of the kind afterwards is the next one, due later.

    A date of the official system that is recorded after today is about the next.
    """
    known = tuple(one for one in facts.official_dates if one.recorded_at <= at(today, 12))
    facts = replace(facts, official_dates=known)
    now = replace(done(kind, today), recorded_at=at(date(2030, 1, 1)))
    before = keyed(flags(RULES, facts, today))
    after = keyed(flags(RULES, replace(facts, reviews=(*facts.reviews, now)), today))
    past = [key for key, flag in before.items() if key[0] == kind and (flag.since or flag.due) <= today]
    assert all(key not in after or after[key].due > today for key in past)
    assert {key: flag for key, flag in before.items() if key[0] != kind} == {
        key: flag for key, flag in after.items() if key[0] != kind
    }


@given(all_facts, days, days, st.sampled_from(sorted(kinds_of_one(RULES) - {DECIDE})), st.integers(100, 103))
def test_a_review_about_one_absence_settles_that_one_and_no_other(
    facts: Facts, today: date, on: date, kind: str, number: int
) -> None:
    facts = replace(facts, official_dates=(), reviews=())
    about = done(kind, on, subject=UUID(int=number))
    before = keyed(flags(RULES, facts, today))
    after = keyed(flags(RULES, replace(facts, reviews=(about,)), today))
    assert (kind, about.subject) not in after
    assert {key: flag for key, flag in before.items() if key != (kind, about.subject)} == after


@given(all_facts, days, days, st.integers(100, 105))
def test_a_decision_on_breach_settles_its_absence_and_those_before_it(
    facts: Facts, today: date, on: date, number: int
) -> None:
    about = done(DECIDE, on, subject=UUID(int=number))
    after = flags([BY_KEY["second_absence"]], replace(facts, official_dates=(), reviews=(about,)), today)
    held = {one.session_id: one.held_at for one in facts.absences}
    asked = [held[flag.subject] for flag in after if flag.subject]
    assert all(about.subject not in held or held_at > held[about.subject] for held_at in asked)


@given(all_facts, days | st.dates(date(2029, 1, 1), date(2029, 12, 31)), st.integers(1, 900))
def test_time_alone_never_turns_overdue_into_not_overdue(facts: Facts, today: date, later: int) -> None:
    """But for what `TIME_ALONE_ENDS` lists."""
    ahead = bool(date_faults(facts, today))
    then = today + timedelta(days=later)
    over = keyed([flag for flag in flags(RULES, facts, today) if flag.group(today) is Due.OVERDUE])
    after = keyed(flags(RULES, facts, then))
    still = {key for key, flag in after.items() if flag.group(then) is Due.OVERDUE}
    exceptions = {
        "supervision_end": set(over),
        "record_end": {key for key in over if key[0] in ENDING and key not in after},
        "suspension": {key for key, flag in after.items() if flag.suspended_until},
        "recorded_ahead": set(over) if ahead else set(),
    }
    assert tuple(exceptions) == TIME_ALONE_ENDS
    if not any(kind == "supervision_end" for kind, _subject in still):
        del exceptions["supervision_end"]
    assert set(over) <= still.union(*exceptions.values())


@given(all_facts, days)
def test_no_facts_at_all_stop_the_flags(facts: Facts, today: date) -> None:
    found = flags(RULES, facts, today)
    assert len({(flag.kind, flag.subject) for flag in found}) == len(found)
    assert {flag.group(today) for flag in found} <= set(Due)


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
