"""Reviews recorded by the officer."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.problems import FieldProblems, NotFound
from app.domain.reviews import NewReview
from app.services import officers, people, reviews
from app.services.desk import Desk
from tests.builders import MOMENT, add_person, an_officer, sign_session
from tests.desks import Clock

TODAY = MOMENT.date()


def test_a_review_is_read_back_as_recorded_newest_first(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first = NewReview(person_id=person.id, kind="risk_review", done_on=TODAY, changed=False, note="Nothing new")
    recorded = reviews.record(desk, first)
    clock.move(days=3)
    officers.record(desk, an_officer(office="Cardiff"))
    second = NewReview(person_id=person.id, kind="oversight", done_on=desk.today(), changed=True, note="Seen weekly")
    newer = reviews.record(desk, second)
    assert people.page(desk, person.id).reviews == (newer, recorded)
    assert (recorded.officer.office, newer.officer.office) == ("An office", "Cardiff")
    assert recorded.recorded_at == MOMENT


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "no_such_kind"}, "kind"),
        ({"changed": None}, "changed"),
        ({"changed": False, "note": " "}, "note"),
        ({"changed": True, "note": ""}, "note"),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
        ({"done_on": TODAY.replace(year=1826)}, "done_on"),
    ],
)
def test_an_unfinished_review_is_refused_and_nothing_kept(desk: Desk, given: dict[str, object], field: str) -> None:
    person = add_person(desk)
    usual = {"person_id": person.id, "kind": "risk_review", "done_on": TODAY, "changed": False, "note": "Nothing new"}
    with pytest.raises(FieldProblems) as refused:
        reviews.record(desk, NewReview(**usual | given))  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]
    assert people.page(desk, person.id).reviews == ()


def test_a_review_of_nobody_is_refused(desk: Desk) -> None:
    add_person(desk)
    with pytest.raises(NotFound):
        reviews.record(desk, NewReview(person_id=uuid4(), kind="risk_review", done_on=TODAY, changed=False, note="x"))


def test_a_review_settles_the_flag_of_its_kind(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    sign_session(desk, person.id)
    clock.move(days=400)
    assert "risk_review" in {flag.kind for flag in people.page(desk, person.id).flags}
    done = NewReview(person_id=person.id, kind="risk_review", done_on=desk.today(), changed=False, note="Nothing new")
    reviews.record(desk, done)
    assert "risk_review" not in {flag.kind for flag in people.page(desk, person.id).flags}
