"""Prison work: who is responsible from when, the release checklist, custody intelligence, what refuses a release."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.people import AddressType, Details, Status
from app.domain.prisons import (
    SHORT,
    CustodyIntelligence,
    Prison,
    ReleaseChecklist,
    SentenceType,
    check_release,
    handover,
    handover_start,
)
from app.domain.rules import Start
from app.services.rules import rules
from tests.builders import details
from tests.domain.records_builder import TODAY, refused

RULES = rules()
DAY = timedelta(days=1)
WAITING = "parole-eligible and indeterminate sentences"
DETERMINATE, PAROLE, INDETERMINATE = SentenceType


def a_prison(sentence: SentenceType = DETERMINATE, **given: Any) -> Prison:
    return replace(Prison(establishment="HMP Long Stay", sentence=sentence), **given)


def in_custody(**given: Any) -> Details:
    usual = {"status": Status.CUSTODY, "sentence_start": date(2020, 1, 6), "release_date": date(2027, 6, 1)}
    return details(**(usual | given))


@pytest.mark.parametrize(
    ("prison", "given", "on", "why"),
    [
        (
            a_prison(),
            {},
            date(2026, 9, 17),
            "8 months and 14 days before release on 1 June 2027: determinate sentences",
        ),
        (
            a_prison(PAROLE, parole_on=date(2028, 3, 1)),
            {},
            date(2027, 3, 1),
            f"12 months before parole eligibility or the end of the tariff on 1 March 2028: {WAITING}",
        ),
        (
            a_prison(INDETERMINATE, parole_on=date(2030, 1, 31)),
            {"release_date": None},
            date(2029, 1, 31),
            f"12 months before parole eligibility or the end of the tariff on 31 January 2030: {WAITING}",
        ),
        (
            a_prison(early_allocation=True),
            {},
            date(2026, 3, 1),
            "15 months before release on 1 June 2027: early allocation",
        ),
        (
            a_prison(early_allocation=True),
            {"sentence_start": date(2026, 8, 1)},
            date(2026, 8, 1),
            "From the start of the sentence on 1 August 2026: 10 months or less to release at sentence",
        ),
    ],
)
def test_worked_examples_of_the_four_rules(prison: Prison, given: dict[str, Any], on: date, why: str) -> None:
    found = handover(prison, in_custody(**given), RULES)
    assert found is not None
    assert (found.on, found.why) == (on, why)


def test_ten_months_to_the_day_are_short_and_a_day_more_is_not() -> None:
    release = date(2027, 6, 1)
    start = date(2026, 8, 1)
    assert SHORT.after(start) == release
    for began, expected in ((start, Start.SENTENCED_SHORT_OF_RELEASE), (start - DAY, Start.DETERMINATE_RELEASE)):
        found = handover_start(a_prison(), in_custody(sentence_start=began, release_date=release))
        assert found is not None
        assert found[0] is expected


def test_nothing_is_counted_out_of_custody_or_without_the_day_or_its_rule() -> None:
    assert handover(a_prison(), in_custody(status=Status.LICENCE), RULES) is None
    assert handover(a_prison(), in_custody(release_date=None), RULES) is None
    assert handover(a_prison(PAROLE), in_custody(), RULES) is None
    assert (
        handover(a_prison(), in_custody(), [one for one in RULES if one.start is not Start.DETERMINATE_RELEASE]) is None
    )


def test_an_edited_rule_moves_the_day() -> None:
    edited = [_with_months(one, 6) if one.start is Start.DETERMINATE_RELEASE else one for one in RULES]
    found = handover(a_prison(), in_custody(), edited)
    assert found is not None
    assert found.on == date(2026, 12, 1)


def _with_months(rule: Any, months: int) -> Any:
    import msgspec

    return msgspec.structs.replace(rule, interval=msgspec.structs.replace(rule.interval, months=months, days=0))


@given(
    st.sampled_from(SentenceType),
    st.booleans(),
    st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    st.dates(date(2015, 1, 1), date(2045, 1, 1)),
    st.dates(date(2015, 1, 1), date(2045, 1, 1)),
)
def test_just_one_rule_counts_and_responsibility_never_begins_after_release(
    sentence: SentenceType, early: bool, start: date, release: date, parole: date
) -> None:
    prison = a_prison(sentence, early_allocation=early, parole_on=parole)
    found = handover(prison, in_custody(sentence_start=start, release_date=release), RULES)
    assert found is not None
    out = parole if prison.waits_for_parole else release
    if out >= start:
        assert start <= found.on <= out
    later = handover(
        replace(prison, early_allocation=True), in_custody(sentence_start=start, release_date=release), RULES
    )
    assert later is not None
    assert later.on <= found.on


def test_the_countdown_is_in_days_and_then_says_since_when() -> None:
    found = handover(a_prison(), in_custody(), RULES)
    assert found is not None
    words = "until the community offender manager becomes responsible, on 17 September 2026"
    assert found.words(date(2026, 9, 15)) == f"2 days {words}"
    assert found.words(date(2026, 9, 16)) == f"1 day {words}"
    since = "The community offender manager has been responsible since 17 September 2026"
    assert found.words(date(2026, 9, 17)) == found.words(date(2027, 1, 1)) == since


@pytest.mark.parametrize(
    ("prison", "expected"),
    [
        (a_prison(), set()),
        (a_prison(establishment=""), {"establishment"}),
        (a_prison(sentence=None), {"sentence"}),
        (a_prison(parole_on=date(2027, 1, 1)), {"parole_on"}),
        (a_prison(PAROLE), {"parole_on"}),
        (a_prison(INDETERMINATE), {"parole_on"}),
        (a_prison(INDETERMINATE, parole_on=date(2019, 1, 1)), {"parole_on"}),
        (a_prison(INDETERMINATE, parole_on=date(2040, 1, 1)), set()),
    ],
)
def test_a_parole_or_tariff_date_goes_with_the_sentences_that_have_one(prison: Prison, expected: set[str]) -> None:
    assert refused(prison, sentence_start=date(2020, 1, 6)).keys() == expected


def test_a_person_is_in_one_prison_and_has_one_checklist() -> None:
    assert refused(a_prison(), a_prison()).keys() == {"establishment"}
    assert refused(ReleaseChecklist(), ReleaseChecklist()).keys() == {"accommodation"}


@given(st.lists(st.none() | st.dates(date(2026, 1, 1), TODAY), min_size=11, max_size=11))
def test_the_checklist_counts_what_is_still_to_do(done: list[date | None]) -> None:
    items = [ask.key for ask in ReleaseChecklist.asks() if ask.key != "note"]
    checklist = ReleaseChecklist(**dict(zip(items, done, strict=True)))  # type: ignore[arg-type]
    left = done.count(None)
    assert checklist.standing(TODAY) == (f"{left} to do" if left else "All done")
    assert refused(checklist) == {}
    assert refused(replace(checklist, mappa=TODAY + DAY)).keys() == {"mappa"}


def test_new_custody_intelligence_asks_for_a_risk_review_once() -> None:
    learnt = CustodyIntelligence(
        received_on=TODAY, source="Security", what="Letters", reliability="Seen by one officer"
    )
    assert refused(learnt) == {}
    assert refused(CustodyIntelligence()).keys() == {"received_on", "source", "what", "reliability"}
    assert [event.reason for event in learnt.events(None, TODAY)] == ["New disclosure or intelligence"]
    assert learnt.events(learnt, TODAY) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, set()),
        ({"status": Status.COMMUNITY_ORDER}, {}, {"release_date"}),
        ({}, {"release_date": TODAY + DAY}, {"release_date"}),
        ({}, {"release_date": date(2020, 1, 5)}, {"release_date"}),
        ({}, {"licence_end": date(2026, 2, 27)}, {"licence_end"}),
        ({}, {"licence_end": date(2031, 1, 1), "sentence_end": date(2030, 1, 1)}, {"licence_end"}),
        ({}, {"address": " "}, {"address"}),
        ({}, {"address": "", "address_type": AddressType.NO_FIXED_ABODE}, set()),
    ],
)
def test_what_refuses_a_release(before: dict[str, Any], after: dict[str, Any], expected: set[str]) -> None:
    custody = in_custody(**before)
    released = {"status": Status.LICENCE, "release_date": date(2026, 2, 28), "address": "1 High Street"}
    found = check_release(custody, replace(custody, **(released | after)), TODAY)
    assert {one.field for one in found} == expected
    assert len(found) == len(expected)


def test_a_release_ahead_is_called_one() -> None:
    custody = in_custody(release_date=TODAY + DAY)
    (problem,) = check_release(custody, replace(custody, status=Status.LICENCE, address="1 High Street"), TODAY)
    assert problem.sentence == "The release cannot be in the future"
