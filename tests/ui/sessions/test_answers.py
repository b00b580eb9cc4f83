from __future__ import annotations

from dataclasses import fields, replace

import pytest

from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level, Rating
from app.domain.sessions import ActDecision, ClaimCheck, ClaimOutcome, Entry, Information, LifeChange, Step
from app.domain.signing import as_signed
from app.domain.tasks import NewTask, TaskCheck, TaskOutcome
from tests.builders import AN_ID, MOMENT, a_missed_entry, an_entry
from ui.sessions.answers import answers

TEXTS = [field.name for field in fields(Entry) if field.type == "str"]


def words(entry: Entry) -> str:
    """Everything that would be sealed, as it is shown before signing."""
    pages = answers(as_signed(entry), {}, {})
    return "\n".join(f"{question}: {text}" for page in pages for question, text in page.lines)


def a_full_entry(**given: object) -> Entry:
    """Every text of the entry holds its own name."""
    rating = Rating(
        factor=Factor.MOOD,
        level=Level.ACT_TODAY,
        basis=Basis.CONFIRMED,
        **{name: f"rating {name}" for name in ("evidence", "confirmed_by", "reason", "helped", "done")},
    )
    texts = {name: f"text {name}" for name in TEXTS}
    return an_entry(
        **(texts | given),
        ratings=(rating, *an_entry().ratings[1:]),
        decisions=(ActDecision(factor=Factor.MOOD, told="MOSOVO told", decided="a call", why="a threat"),),
        tasks=(NewTask(what="ring the GP", who="Pŷrson"),),
        information=(Information(agency="an agency", what="what it said", reason="a lawful reason"),),
        task_checks=(TaskCheck(task_id=AN_ID, outcome=TaskOutcome.PARTLY, note="half of it"),),
        claim_checks=(
            ClaimCheck(session_id=AN_ID, factor=Factor.ACCESS, outcome=ClaimOutcome.CONFIRMED, note="by his mother"),
        ),
        changes=(LifeChange.ADDRESS,),
        next_at=MOMENT,
        next_place=Place.PHONE,
        rar_day=True,
        changes_assessment=True,
    )


def test_there_are_texts_to_check() -> None:
    assert {"check_in", "stance", "release", "absence_note"} <= set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("place", [Place.OFFICE, Place.PRISON_VISIT])
def test_every_text_that_is_sealed_is_shown_before_signing(name: str, place: Place) -> None:
    assert f"text {name}" in words(a_full_entry(place=place))


@pytest.mark.parametrize("name", TEXTS)
def test_texts_typed_before_the_session_turned_out_missed_are_shown_too(name: str) -> None:
    assert f"text {name}" in words(a_full_entry(outcome=Outcome.FAILED_TO_ATTEND))


@pytest.mark.parametrize(
    "expected",
    [
        "rating evidence",
        "rating confirmed_by",
        "rating helped",
        "rating done",
        "MOSOVO told",
        "a threat",
        "ring the GP",
        "an agency",
        "a lawful reason",
        "half of it",
        "by his mother",
        "New address",
        "Phone",
        "RAR day",
    ],
)
def test_every_structured_answer_is_shown(expected: str) -> None:
    assert expected in words(a_full_entry())


def test_a_missed_session_shows_reason_and_action() -> None:
    entry = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.MEDICAL, action=Action.NO_FURTHER_ACTION
    )
    assert "Medical" in words(entry)
    assert "No further action" in words(entry)


def test_what_was_done_about_a_failure_to_comply_is_shown() -> None:
    assert "First warning letter" in words(an_entry(outcome=Outcome.FAILED_TO_COMPLY, action=Action.FIRST_WARNING))


def test_the_page_of_a_left_over_text_cannot_be_gone_to() -> None:
    missed = replace(an_entry(), outcome=Outcome.FAILED_TO_ATTEND)
    left = [page for page in answers(missed, {}, {}) if page.title == Step.CHECK_IN.label]
    assert [page.stop for page in left] == [None]
