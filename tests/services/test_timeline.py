"""The timeline: everything in the order of its days, filtered and searched, and what is restricted kept closed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.records import Mark
from app.domain.timeline import Group, Item, Wanted
from app.services import officers, people, records, timeline
from app.services.desk import Desk
from tests.builders import an_entry, an_officer, an_order, details, sign_session
from tests.desks import Clock


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    officers.record(desk, an_officer())
    return people.add(desk, details()).id


def shown(desk: Desk, person_id: UUID, number: int = 100, **wanted: object) -> tuple[Item, ...]:
    return timeline.read(desk, person_id, Wanted(**wanted), number).items  # type: ignore[arg-type]


def test_everything_stands_in_the_order_of_its_days(desk: Desk, clock: Clock, person_id: UUID) -> None:
    records.add(desk, person_id, an_order())
    sign_session(desk, person_id)
    clock.move(days=1)
    people.edit(desk, person_id, details(address="A new street"))
    found = shown(desk, person_id)
    assert [one.group for one in found] == [Group.DETAILS, Group.DETAILS, Group.SESSIONS, Group.ORDERS]
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)


def test_more_than_asked_for_are_not_shown_and_said(desk: Desk, clock: Clock, person_id: UUID) -> None:
    for back in range(45):
        entry = an_entry(held_at=clock.moment - timedelta(days=back, hours=1), summary=f"Meeting number {back}")
        sign_session(desk, person_id, entry)
    page = timeline.read(desk, person_id, Wanted(groups=frozenset({Group.SESSIONS})), 30)
    assert (len(page.items), page.more) == (30, True)
    whole = timeline.read(desk, person_id, Wanted(groups=frozenset({Group.SESSIONS})), 45)
    assert (len(whole.items), whole.more) == (45, False)
    (found,) = shown(desk, person_id, words="NUMBER 44")
    assert found.on == (clock.moment - timedelta(days=44)).date()


def test_a_search_looks_through_ratings_records_and_details(desk: Desk, clock: Clock, person_id: UUID) -> None:
    entry = an_entry(held_at=clock.moment - timedelta(hours=1))
    rated = (replace(entry.ratings[0], evidence="Llais tawel, dim cwsg ŵ"), *entry.ratings[1:])
    sign_session(desk, person_id, replace(entry, ratings=rated))
    records.add(desk, person_id, an_order(note="Varied once"))
    assert [one.group for one in shown(desk, person_id, words="cwsg Ŵ")] == [Group.SESSIONS]
    assert [one.group for one in shown(desk, person_id, words="varied")] == [Group.ORDERS]
    assert shown(desk, person_id, words="nowhere said") == ()


def test_days_bound_what_is_shown(desk: Desk, person_id: UUID) -> None:
    records.add(desk, person_id, an_order())
    assert shown(desk, person_id, until=date(2025, 1, 5)) == ()
    assert len(shown(desk, person_id, since=date(2025, 1, 6), until=date(2025, 1, 6))) == 1


def test_a_session_marked_as_restricted_shows_and_gives_up_no_words(desk: Desk, person_id: UUID) -> None:
    session = sign_session(desk, person_id, None)
    entry = session.entry
    sign_words = next(text for text in (entry.summary, entry.check_in) if text)
    assert shown(desk, person_id, words=sign_words)
    records.put_mark(desk, person_id, session.id, Mark.RESTRICTED, "Asked for by the court")
    assert shown(desk, person_id, words=sign_words) == ()
    (item,) = shown(desk, person_id, groups=frozenset({Group.SESSIONS}))
    assert (item.words, item.marks) == ("", (Mark.RESTRICTED,))


def test_what_was_entered_in_error_stays_and_says_so(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    records.remove(desk, order, "Meant for somebody else")
    (item,) = shown(desk, person_id, groups=frozenset({Group.ORDERS}))
    assert item.words == "Entered in error"
