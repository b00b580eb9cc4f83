"""Prison work in a store: the countdown by the rules as they stand, intelligence, and release to the community."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.people import AddressType, Status
from app.domain.prisons import CustodyIntelligence, Prison, SentenceType
from app.services import people, prisons, records
from app.services.desk import Desk
from tests.builders import AN_ID, MOMENT, add_person
from tests.desks import Clock

TODAY = MOMENT.date()
PRISON = Prison(establishment="HMP Long Stay", sentence=SentenceType.DETERMINATE)


def in_custody(desk: Desk, **given: Any) -> UUID:
    usual = {"status": Status.CUSTODY, "sentence_start": date(2020, 1, 6), "release_date": date(2027, 6, 1)}
    return add_person(desk, **(usual | given)).id


def test_the_countdown_follows_the_prison_and_the_details(desk: Desk) -> None:
    person_id = in_custody(desk)
    assert prisons.handover(desk, person_id) is None
    kept = records.add(desk, person_id, PRISON)
    found = prisons.handover(desk, person_id)
    assert found is not None
    assert found.on == date(2026, 9, 17)
    records.change(desk, kept, replace(PRISON, early_allocation=True))
    found = prisons.handover(desk, person_id)
    assert found is not None
    assert found.on == date(2026, 3, 1)
    with pytest.raises(NotFound):
        prisons.handover(desk, AN_ID)


def test_custody_intelligence_brings_the_risk_review_forward(desk: Desk) -> None:
    person_id = in_custody(desk)
    learnt = CustodyIntelligence(received_on=TODAY, source="Security", what="Letters", reliability="Not known")
    kept = records.add(desk, person_id, learnt)
    records.change(desk, kept, replace(learnt, reliability="Seen twice"))
    assert [(one.reason, one.on) for one in people.page(desk, person_id).events] == [
        ("New disclosure or intelligence", TODAY)
    ]


def test_a_release_moves_the_person_to_the_rules_of_the_community_with_history(desk: Desk, clock: Clock) -> None:
    person_id = in_custody(desk, address="HMP Long Stay", address_type=AddressType.PRISON)
    records.add(desk, person_id, PRISON)
    clock.move(days=20)
    assert "contact" not in {flag.kind for flag in people.page(desk, person_id).flags}
    released = TODAY + timedelta(days=19)
    end = date(2028, 6, 1)
    person = people.record_release(desk, person_id, released, end, "1 High Street", AddressType.APPROVED_PREMISES)
    assert (person.details.status, person.details.release_date, person.details.licence_end) == (
        Status.LICENCE,
        released,
        end,
    )
    changed = {one.field: one.after for one in people.history(desk, person_id) if one.at == clock()}
    assert changed == {
        "status": "On licence",
        "release_date": "21 March 2026",
        "licence_end": "1 June 2028",
        "address": "1 High Street",
        "address_type": "Approved premises",
    }
    (initial,) = [flag for flag in people.page(desk, person_id).flags if flag.kind == "initial_assessment"]
    assert initial.since == released
    clock.move(days=90)
    assert {"contact", "home_visit"} <= {flag.kind for flag in people.page(desk, person_id).flags}
    assert prisons.handover(desk, person_id) is None


@pytest.mark.parametrize(
    ("on", "field"), [(date(2020, 1, 5), "release_date"), (TODAY + timedelta(days=1), "release_date")]
)
def test_a_release_before_the_sentence_or_ahead_is_refused_at_its_field(desk: Desk, on: date, field: str) -> None:
    person_id = in_custody(desk)
    with pytest.raises(FieldProblems) as refused:
        people.record_release(desk, person_id, on, None, "1 High Street", AddressType.OWN_HOME)
    assert [one.field for one in refused.value.problems] == [field]
    assert people.page(desk, person_id).person.details.status is Status.CUSTODY


def test_nobody_is_released_twice(desk: Desk) -> None:
    person_id = in_custody(desk)
    people.record_release(desk, person_id, TODAY, None, "", AddressType.NO_FIXED_ABODE)
    with pytest.raises(FieldProblems):
        people.record_release(desk, person_id, TODAY, None, "", AddressType.NO_FIXED_ABODE)
