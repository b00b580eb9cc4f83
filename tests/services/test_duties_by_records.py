"""Duties that records start and settle, on a real encrypted store: nothing is entered twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.arms import Arms, ArmsFactor, Priority
from app.domain.deadlines import Flag
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Condition, ConditionType, OrderType
from app.domain.people import AddressType, Status
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import Prison, SentenceType
from app.services import actions, people, records
from app.services.calendar import eight_weeks
from app.services.desk import Desk
from app.services.today import today
from tests.builders import MOMENT, add_person, an_action, an_order
from tests.desks import Clock

TODAY = MOMENT.date()


def flag_of(desk: Desk, person_id: UUID, kind: str) -> Flag | None:
    """On the person's page, and the same on Today."""
    found = next((flag for flag in people.page(desk, person_id).flags if flag.kind == kind), None)
    rows = [row.flag for group in today(desk).groups.values() for row in group]
    assert [flag for flag in rows if (flag.person_id, flag.kind) == (person_id, kind)] == ([found] if found else [])
    return found


def test_the_first_notification_is_asked_for_until_the_police_confirm_it(desk: Desk) -> None:
    person = add_person(desk, registered=True, release_date=TODAY)
    flag = flag_of(desk, person.id, "notification")
    assert flag is not None
    assert flag.form is not None
    assert flag.form.record is None
    begun = flag.form.body
    assert begun == Notification(type=NotificationType.INITIAL, day=TODAY)
    kept = records.add(desk, person.id, replace(begun, asked_on=TODAY))
    flag = flag_of(desk, person.id, "notification")
    assert flag is not None
    assert flag.form is not None
    assert flag.form.record == flag.subject == kept.id
    records.change(desk, kept, replace(kept.body, confirmed_on=TODAY))
    assert flag_of(desk, person.id, "notification") is None


def test_a_new_address_in_the_details_asks_for_its_notification(desk: Desk, clock: Clock) -> None:
    first = Notification(type=NotificationType.INITIAL, day=date(2026, 1, 13), confirmed_on=date(2026, 1, 14))
    person = add_person(desk, registered=True, address="1 High Street")
    records.add(desk, person.id, first)
    clock.move(days=40)
    people.edit(desk, person.id, replace(person.details, tier="B"))
    assert flag_of(desk, person.id, "notification_change") is None
    people.edit(desk, person.id, replace(person.details, address="2 Low Street"))
    flag = flag_of(desk, person.id, "notification_change")
    assert flag is not None
    assert flag.why == "Changed in the details on 11 April 2026, and no notification of it is recorded."
    assert flag.form is not None
    assert flag.form.body is not None
    made = replace(flag.form.body, details="New address", confirmed_on=desk.today())
    records.add(desk, person.id, made)
    assert flag_of(desk, person.id, "notification_change") is None


def test_filling_in_a_blank_address_is_no_change(desk: Desk, clock: Clock) -> None:
    first = Notification(type=NotificationType.INITIAL, day=date(2026, 1, 13), confirmed_on=date(2026, 1, 14))
    person = add_person(desk, registered=True)
    records.add(desk, person.id, first)
    clock.move(days=40)
    people.edit(desk, person.id, replace(person.details, address="2 Low Street", address_type=AddressType.RENTED))
    assert flag_of(desk, person.id, "notification_change") is None


def test_an_examination_that_was_held_is_the_duty_done(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    licence = records.add(
        desk, person.id, an_order(type=OrderType.LICENCE, start=date(2026, 1, 12), end=None, no_end=True)
    )
    records.add(desk, person.id, Condition(order=licence.id, type=ConditionType.POLYGRAPH, wording="Attend"))
    clock.move(days=30)
    flag = flag_of(desk, person.id, "polygraph")
    assert flag is not None
    assert flag.due == date(2026, 4, 12)
    held = PolygraphExamination(held_on=desk.today(), outcome="No significant response")
    records.add(desk, person.id, held)
    assert flag_of(desk, person.id, "polygraph") is None
    assert all(row.flag.kind != "polygraph" for day in eight_weeks(desk).days for row in day.flags)
    clock.move(days=170)
    again = flag_of(desk, person.id, "polygraph")
    assert again is not None
    assert (again.due, again.why) == (date(2026, 10, 1), "Last held on 1 April 2026.")


def test_an_arms_that_came_in_is_the_duty_done(desk: Desk) -> None:
    person = add_person(desk, registered=True, release_date=date(2026, 2, 20))
    assert flag_of(desk, person.id, "arms") is not None
    priorities = {factor.value: Priority.LOW for factor in ArmsFactor}
    arms = Arms(completed_on=TODAY, by_whom="Police", source="MOSOVO", **priorities)  # type: ignore[arg-type]
    records.add(desk, person.id, arms)
    assert flag_of(desk, person.id, "arms") is None


@pytest.mark.parametrize(
    ("sentence", "parole_on", "due"),
    [
        (SentenceType.DETERMINATE, None, date(2026, 9, 17)),
        (SentenceType.PAROLE_ELIGIBLE, date(2027, 6, 1), date(2026, 6, 1)),
    ],
)
def test_exactly_one_handover_is_due_and_moves_with_the_record(
    desk: Desk, clock: Clock, sentence: SentenceType, parole_on: date | None, due: date
) -> None:
    person = add_person(
        desk, status=Status.CUSTODY, sentence_start=date(2024, 1, 6), release_date=date(2027, 6, 1), licence_end=None
    )
    assert flag_of(desk, person.id, "handover") is None
    kept = records.add(desk, person.id, Prison(establishment="HMP Porth", sentence=sentence, parole_on=parole_on))
    clock.move(days=180)
    flag = flag_of(desk, person.id, "handover")
    assert flag is not None
    assert flag.due == due
    records.remove(desk, kept, "Another person's")
    assert flag_of(desk, person.id, "handover") is None


def test_late_actions_stand_on_today_until_they_are_closed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    late = records.add(desk, person.id, an_action(due=TODAY))
    records.add(desk, person.id, an_action(what="Later", due=date(2026, 4, 1)))
    records.add(desk, person.id, an_action(what="Some day"))
    assert today(desk).actions == ()
    clock.move(days=1)
    (row,) = today(desk).actions
    assert (row.record, row.person_name) == (late, person.details.name)
    actions.close(desk, row.record)
    assert today(desk).actions == ()
