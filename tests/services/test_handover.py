"""Copying a session to NDelius: two texts, a list of what is not copied yet, and a tick with a date."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.case_problems import FieldProblems
from app.domain.handover import NDELIUS_LIMIT, note_text
from app.domain.marks import Mark
from app.services import handover, marks, sessions
from app.services.desk import Desk
from app.services.handover import NotCopied
from tests.builders import a_full_entry, add_person, an_entry, sign_session
from tests.desks import Clock


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


def test_children_agencies_and_decisions_are_copied_apart(desk: Desk, person_id: UUID) -> None:
    session = sign_session(desk, person_id, a_full_entry(held_at=desk.now() - timedelta(hours=1)))
    sessions.add_addendum(desk, session.id, "It was on Sunday")
    found = handover.read(desk, session.id)
    assert found.ordinary.startswith(note_text(session.entry))
    assert found.ordinary.endswith("It was on Sunday")
    assert len(note_text(session.entry)) < NDELIUS_LIMIT
    for words in ("Her two children", "Received from Police: New partner (Prevention of crime)", "Visit today"):
        assert words in found.sensitive
        assert words not in found.ordinary


def test_a_session_marked_sensitive_is_copied_whole_as_sensitive(desk: Desk, person_id: UUID) -> None:
    session = sign_session(desk, person_id)
    marks.put(desk, person_id, session.id, Mark.SENSITIVE, "")
    found = handover.read(desk, session.id)
    assert found.ordinary == ""
    assert note_text(session.entry) in found.sensitive


def test_what_is_ticked_off_leaves_the_list_and_comes_back_when_unticked(
    desk: Desk, clock: Clock, person_id: UUID
) -> None:
    first = sign_session(desk, person_id, an_entry(held_at=clock.moment - timedelta(hours=2)))
    second = sign_session(desk, person_id)
    assert {one.session_id for one in handover.not_copied(desk).listed} == {first.id, second.id}
    clock.move(days=1)
    handover.tick_off(desk, first.id, desk.today())
    assert [one.session_id for one in handover.not_copied(desk).listed] == [second.id]
    copied = handover.read(desk, first.id).copied
    assert copied
    assert copied.on == desk.today()
    handover.untick(desk, first.id)
    assert {one.session_id for one in handover.not_copied(desk).listed} == {first.id, second.id}


def test_it_cannot_have_been_copied_tomorrow_or_before_it_was_signed(desk: Desk, person_id: UUID) -> None:
    session = sign_session(desk, person_id)
    for days in (1, -1):
        with pytest.raises(FieldProblems):
            handover.tick_off(desk, session.id, desk.today() + timedelta(days=days))
    assert handover.read(desk, session.id).copied is None


def test_what_is_too_old_for_the_list_is_still_counted(desk: Desk, clock: Clock, person_id: UUID) -> None:
    first = sign_session(desk, person_id)
    sign_session(desk, person_id)
    clock.move(days=91)
    assert handover.not_copied(desk) == NotCopied(listed=(), older=2)
    handover.tick_off(desk, first.id, desk.today())
    assert handover.not_copied(desk).older == 1
