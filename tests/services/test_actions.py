"""Closing an action by one key."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.case_problems import NotFound
from app.services import actions, people, records
from app.services.desk import Desk
from tests.builders import MOMENT, add_person, an_action, an_order
from tests.desks import Clock


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


def test_closing_keeps_a_further_version_done_today_and_twice_changes_nothing(
    desk: Desk, clock: Clock, person_id: UUID
) -> None:
    action = records.add(desk, person_id, an_action())
    closed = actions.close(desk, action)
    clock.move(days=1)
    assert actions.close(desk, action) == closed
    assert closed.body == an_action(done_on=MOMENT.date())
    assert people.page(desk, person_id).records == (closed,)
    assert [one.body for one in records.read(desk, person_id, action.id).versions] == [an_action(), closed.body]


def test_what_was_changed_meanwhile_stays_changed(desk: Desk, person_id: UUID) -> None:
    action = records.add(desk, person_id, an_action())
    records.change(desk, action, an_action(owner="Housing"))
    assert actions.close(desk, action).body == an_action(owner="Housing", done_on=MOMENT.date())


def test_one_taken_out_is_no_longer_there_to_close(desk: Desk, person_id: UUID) -> None:
    action = records.add(desk, person_id, an_action())
    records.remove(desk, action, "Of somebody else")
    with pytest.raises(NotFound):
        actions.close(desk, action)


def test_only_an_action_is_closed(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    with pytest.raises(NotFound):
        actions.close(desk, replace(order, kind="action"))
