"""The place a lock leaves is what the next unlock gets, once."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.whereabouts import Place
from app.services import sessions, whereabouts
from app.services.desk import Desk
from tests.builders import add_person


def test_the_pages_come_back_in_their_order_and_only_once(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    places = [Place("today"), Place("person", person.id), Place("guide", person.id, draft.id, "collapse")]
    whereabouts.keep(desk, places)
    assert whereabouts.take(desk) == places
    assert whereabouts.take(desk) == []


def test_a_later_lock_replaces_what_an_earlier_one_kept(desk: Desk) -> None:
    whereabouts.keep(desk, [Place("today"), Place("officer")])
    whereabouts.keep(desk, [Place("people")])
    assert whereabouts.take(desk) == [Place("people")]


def test_a_place_about_a_person_cannot_outlive_them(desk: Desk) -> None:
    with pytest.raises(IntegrityError):
        whereabouts.keep(desk, [Place("person", desk.new_id())])


def test_being_somewhere_is_no_audited_change(desk: Desk) -> None:
    before = desk.vault.head.counter
    whereabouts.keep(desk, [Place("today")])
    assert desk.vault.head.counter == before
