"""What is read for the room, and the words that the person types there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case_problems import NotFound
from app.domain.handover import note_text, sensitive_text
from app.domain.people import Person
from app.domain.places import Place
from app.domain.problems import WaitBeforeTrying, WrongPassphrase
from app.domain.tasks import NewTask, TaskCheck, TaskOutcome
from app.services import in_the_room, people, secrets, sessions
from app.services.desk import Desk
from tests.builders import AN_ID, a_full_case, add_person, an_entry, sign_session
from tests.desks import PASSPHRASE

WORDS = "Dw i wedi cael wythnos dda, ŵyr pawb"


@pytest.fixture
def person(desk: Desk) -> Person:
    return add_person(desk)


def draft_words(desk: Desk, person: Person) -> str | None:
    draft = people.page(desk, person.id).draft
    return draft.entry.own_words if draft else None


def test_a_full_case_leaves_nothing_in_the_view_but_what_is_the_persons_own(desk: Desk) -> None:
    person, *_ = a_full_case(desk)
    view = in_the_room.view(desk, person.id)
    assert [task.what for task in view.tasks] == ["Ring the GP"]
    assert (view.called, view.next_place) == (person.details.called, Place.HOME_VISIT)
    told = str(view)
    hidden = (
        person.details.crn,
        "olice",
        "artner",
        "MAPPA",
        "Access",
        "relapse",
        "Street",
        "children",
        "Gloomy",
        "risk",
    )
    assert [word for word in hidden if word in told] == []


def test_what_stands_in_the_unsigned_session_counts_already(desk: Desk, person: Person) -> None:
    task = NewTask(what="See the dentist", who="Pŷrson")
    sign_session(desk, person.id, an_entry(held_at=desk.now() - timedelta(days=1), tasks=(task,)))
    (earlier,) = people.page(desk, person.id).tasks
    draft = sessions.start(desk, person.id).draft
    entry = replace(
        draft.entry,
        tasks=(NewTask(what="Ring the GP", who="Pŷrson"), NewTask(what="Ask the police", who="Officer")),
        task_checks=(TaskCheck(task_id=earlier.id, outcome=TaskOutcome.DONE),),
        next_at=desk.now() + timedelta(days=7),
        next_place=Place.PHONE,
    )
    sessions.save_draft(desk, replace(draft, entry=entry))
    view = in_the_room.view(desk, person.id)
    assert [task.what for task in view.tasks] == ["Ring the GP"]
    assert (view.next_at, view.next_place) == (entry.next_at, Place.PHONE)


def test_the_appointment_that_they_have_come_to_is_not_the_next_one(desk: Desk, person: Person) -> None:
    people.set_appointment(desk, person.id, desk.now() + timedelta(hours=2), Place.PRISON_VISIT)
    view = in_the_room.view(desk, person.id)
    assert (view.next_at, view.next_place) == (None, None)
    assert "Getting ready for your release" in view.agenda, "it says where they are"


def test_looking_begins_no_session_and_typing_does(desk: Desk, person: Person) -> None:
    in_the_room.view(desk, person.id)
    assert draft_words(desk, person) is None
    in_the_room.keep_own_words(desk, person.id, WORDS)
    assert draft_words(desk, person) == WORDS
    assert in_the_room.view(desk, person.id).own_words == WORDS


def test_their_words_leave_everything_else_of_the_unsigned_session_as_it_is(desk: Desk, person: Person) -> None:
    draft = sessions.start(desk, person.id).draft
    entry = an_entry(held_at=desk.now(), summary="The officer’s own")
    sessions.save_draft(desk, replace(draft, entry=entry))
    in_the_room.keep_own_words(desk, person.id, WORDS)
    assert people.page(desk, person.id).draft.entry == replace(entry, own_words=WORDS)


def test_what_no_store_could_carry_is_taken_out_of_their_words(desk: Desk, person: Person) -> None:
    in_the_room.keep_own_words(desk, person.id, "one\x00\r\ntwo")
    assert draft_words(desk, person) == "one\ntwo"


def test_their_words_are_sealed_with_the_session_and_are_no_part_of_the_note_to_copy(
    desk: Desk, person: Person
) -> None:
    sealed = sign_session(desk, person.id, an_entry(held_at=desk.now(), own_words=WORDS))
    read = sessions.read(desk, sealed.id).session.entry
    assert read.own_words == WORDS
    assert WORDS not in note_text(read) + sensitive_text(read)


def test_somebody_who_is_not_there_is_told_so(desk: Desk) -> None:
    with pytest.raises(NotFound):
        in_the_room.view(desk, AN_ID)
    with pytest.raises(NotFound):
        in_the_room.keep_own_words(desk, AN_ID, WORDS)


def test_the_way_out_waits_after_wrong_tries_as_the_lock_screen_does(desk: Desk) -> None:
    secrets.check_passphrase(desk, PASSPHRASE)
    for _try in range(4):
        with pytest.raises(WrongPassphrase):
            secrets.check_passphrase(desk, "not this one")
    with pytest.raises(WaitBeforeTrying):
        secrets.check_passphrase(desk, PASSPHRASE)
