"""One entry for both: a review begins with the slow factors as they stand, and leaves them as it found them."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.case_problems import FieldProblems
from app.domain.considered import Answer, Considered, Question, SlowFactor, SlowFactorNote
from app.domain.protective_factors import ProtectiveFactor
from app.domain.records import Record, Room
from app.domain.reviews import Review, ReviewEntry
from app.domain.slow_factors import SlowFactors
from app.services import beside, records, reviews
from app.services.desk import Desk
from tests.builders import MOMENT, add_person
from tests.desks import Clock

TODAY = MOMENT.date()
STOOD: dict[str, Any] = {factor.value: "As before" for factor in SlowFactor}


def considered(words: str, evidence_on: date | None = TODAY) -> Considered:
    return Considered(
        slow_factors=tuple(SlowFactorNote(factor=one, evidence_on=evidence_on, words=words) for one in SlowFactor),
        protective="His sister",
        programmes="Building Choices",
        answers=tuple(Answer(question=question, words="Not yet") for question in Question),
    )


def reviewed(desk: Desk, person_id: UUID, words: str = "Seen again", **given: Any) -> Review:
    draft = reviews.start(desk, person_id, "risk_review").draft
    entry = ReviewEntry(done_on=TODAY, changed=False, note="Nothing new", considered=considered(words, **given))
    return reviews.sign(desk, replace(draft, entry=entry))


def standing(desk: Desk, person_id: UUID) -> list[Record]:
    return [one for one in records.room(desk, person_id, Room.PLAN).records if one.kind == SlowFactors.KIND]


def test_a_new_review_begins_with_what_stands_and_a_carried_on_one_with_what_was_typed(desk: Desk) -> None:
    person_id = add_person(desk).id
    records.add(desk, person_id, SlowFactors(**STOOD, intimacy_on=date(2026, 1, 5)))
    records.add(desk, person_id, ProtectiveFactor(what="His sister", evidence="Rings daily"))
    records.add(desk, person_id, ProtectiveFactor(what="The choir", evidence="Sings", ended=TODAY))
    found = beside.for_review(desk, person_id, "risk_review")
    guide = reviews.start(desk, person_id, "risk_review")
    assert guide.draft.entry == found.entry
    note = guide.draft.entry.considered.slow_factor(SlowFactor.INTIMACY)
    assert (note.evidence_on, note.words) == (date(2026, 1, 5), "As before")
    assert guide.draft.entry.considered.protective == "His sister: Rings daily"
    typed = replace(guide.draft, entry=ReviewEntry(note="Typed"))
    reviews.save_draft(desk, typed)
    assert reviews.start(desk, person_id, "risk_review").draft.entry == typed.entry


def test_a_review_that_considers_nothing_begins_blank(desk: Desk) -> None:
    person_id = add_person(desk).id
    records.add(desk, person_id, SlowFactors(**STOOD))
    assert reviews.start(desk, person_id, "oversight").draft.entry == ReviewEntry()


def test_signing_keeps_a_further_version_with_the_words_of_the_review(desk: Desk, clock: Clock) -> None:
    person_id = add_person(desk).id
    records.add(desk, person_id, SlowFactors(**STOOD))
    clock.move(hours=1)
    review = reviewed(desk, person_id)
    (record,) = standing(desk, person_id)
    assert (record.revision, record.by, record.recorded_at) == (2, review.officer.name, review.recorded_at)
    assert isinstance(record.body, SlowFactors)
    assert review.considered is not None
    assert record.body.notes == review.considered.slow_factors
    assert [one.revision for one in records.read(desk, person_id, record.id).versions] == [1, 2]


def test_signing_without_any_before_makes_the_first_and_signing_the_same_again_makes_none(desk: Desk) -> None:
    person_id = add_person(desk).id
    reviewed(desk, person_id)
    reviewed(desk, person_id)
    (record,) = standing(desk, person_id)
    assert record.revision == 1


def test_a_review_written_up_late_does_not_take_newer_evidence_out(desk: Desk) -> None:
    person_id = add_person(desk).id
    reviewed(desk, person_id, "Of today")
    reviewed(desk, person_id, "Of long ago", evidence_on=date(2025, 6, 1))
    (record,) = standing(desk, person_id)
    assert isinstance(record.body, SlowFactors)
    assert {(note.evidence_on, note.words) for note in record.body.notes} == {(TODAY, "Of today")}


def test_a_refused_review_leaves_them_as_they_were(desk: Desk) -> None:
    person_id = add_person(desk).id
    draft = reviews.start(desk, person_id, "risk_review").draft
    with pytest.raises(FieldProblems):
        reviews.sign(desk, replace(draft, entry=ReviewEntry(considered=considered("Seen again"))))
    assert standing(desk, person_id) == []


def test_a_short_review_leaves_them_as_they_were(desk: Desk) -> None:
    person_id = add_person(desk).id
    draft = reviews.start(desk, person_id, "oversight").draft
    entry = ReviewEntry(done_on=TODAY, changed=False, note="Nothing new", considered=considered("Seen again"))
    reviews.sign(desk, replace(draft, entry=entry))
    assert standing(desk, person_id) == []
