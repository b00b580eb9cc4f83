"""Slow and protective factors and stance: what they ask for, what a review begins with, and what it leaves behind."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.circles import Circle
from app.domain.considered import NOTHING_CONSIDERED, Considered, SlowFactor, SlowFactorNote
from app.domain.protective_factors import ProtectiveFactor
from app.domain.slow_factors import SlowFactors, after_review, begun_with
from app.domain.stances import Stance
from tests.domain.records_builder import TODAY, a_record, refused

DAY = timedelta(days=1)
WORDS = {factor.value: "As before" for factor in SlowFactor}

notes = st.tuples(
    *(
        st.builds(
            SlowFactorNote,
            factor=st.just(factor),
            evidence_on=st.none() | st.dates(date(2025, 1, 1), TODAY),
            words=st.text(max_size=5),
        )
        for factor in SlowFactor
    )
)


def stood(found: tuple[SlowFactorNote, ...]) -> SlowFactors:
    answers: dict[str, Any] = {f"{one.factor}_on": one.evidence_on for one in found}
    return SlowFactors(**answers, **{one.factor.value: one.words for one in found})


def test_each_slow_factor_asks_for_words_and_for_no_level() -> None:
    assert list(refused(SlowFactors())) == [factor.value for factor in SlowFactor]
    assert refused(SlowFactors(**WORDS)) == {}
    assert refused(SlowFactors(**WORDS, intimacy_on=TODAY + DAY)).keys() == {"intimacy_on"}
    assert refused(SlowFactors(**WORDS), SlowFactors(**WORDS)) != {}


@given(notes)
def test_a_review_begins_with_what_stands(found: tuple[SlowFactorNote, ...]) -> None:
    assert begun_with([a_record(stood(found))], TODAY).slow_factors == found
    assert begun_with([], TODAY) == NOTHING_CONSIDERED


@given(notes, notes)
def test_a_review_leaves_its_words_but_never_older_evidence_in_place_of_newer(
    before: tuple[SlowFactorNote, ...], said: tuple[SlowFactorNote, ...]
) -> None:
    after = after_review(stood(before), Considered(slow_factors=said)).notes
    for old, new, kept in zip(before, said, after, strict=True):
        assert kept in (old, new)
        if old.evidence_on and new.evidence_on:
            assert kept.evidence_on == max(old.evidence_on, new.evidence_on)
        else:
            assert kept == new


def test_a_protective_factor_needs_its_evidence_and_ends_after_it_began() -> None:
    sister = ProtectiveFactor(what="His sister", since=date(2026, 1, 5), evidence="Rings daily", ended=date(2026, 2, 1))
    assert refused(sister) == {}
    assert refused(replace(sister, evidence=" ")).keys() == {"evidence"}
    assert refused(replace(sister, ended=date(2026, 1, 4))) == {"ended": "It ends before it begins"}
    assert (sister.standing(TODAY), replace(sister, ended=None).standing(TODAY)) == ("Ended", "")


def test_a_review_begins_with_the_protective_factors_that_have_not_ended() -> None:
    work = ProtectiveFactor(what="Steady work", evidence="Payslips seen")
    over = ProtectiveFactor(what="The choir", evidence="Said so", ended=TODAY)
    sister = ProtectiveFactor(what="His sister", evidence="Rings daily")
    circles = [
        Circle(referred_on=day, start=day, end=end) for day, end in ((date(2025, 1, 6), TODAY - DAY), (TODAY, None))
    ]
    begun = begun_with([a_record(one) for one in (*circles, work, over, sister)], TODAY)
    assert begun.protective.splitlines() == [
        "Steady work: Payslips seen",
        "His sister: Rings daily",
        "A Circle of Support and Accountability since 2 March 2026",
    ]


def test_the_stance_is_a_dated_note_that_says_why_it_is_not_rated() -> None:
    assert refused(Stance()).keys() == {"noted_on", "words"}
    assert refused(Stance(noted_on=TODAY, words="Speaks of it"), Stance(noted_on=TODAY, words="Silent")) == {}
    assert any("not associated with sexual reoffending" in ask.hint for ask in Stance.asks())
