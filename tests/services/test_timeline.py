"""The timeline: everything in the order of its days, filtered and searched, and what is restricted kept closed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.considered import Answer, Considered, Link, LinkKind, Question, SlowFactor, SlowFactorNote
from app.domain.marks import Mark
from app.domain.ratings import Basis, Factor, Level
from app.domain.reviews import ReviewEntry
from app.domain.sessions import ClaimCheck, ClaimOutcome
from app.domain.timeline import Group, Item, Wanted
from app.services import claims, marks, officers, people, records, reviews, timeline
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
    marks.put(desk, person_id, session.id, Mark.RESTRICTED, "Asked for by the court")
    assert shown(desk, person_id, words=sign_words) == ()
    (item,) = shown(desk, person_id, groups=frozenset({Group.SESSIONS}))
    assert (item.words, item.marks) == ("", (Mark.RESTRICTED,))


def test_what_became_of_a_claim_outside_a_session_can_be_read_and_found(desk: Desk, person_id: UUID) -> None:
    entry = an_entry({Factor.MOOD: Level.EMERGING}, held_at=desk.now() - timedelta(hours=1))
    rated = (replace(entry.ratings[0], basis=Basis.SAID, evidence="Sleeps well"), *entry.ratings[1:])
    session = sign_session(desk, person_id, replace(entry, ratings=rated))
    told = ClaimCheck(session_id=session.id, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note="By his sister")
    claims.settle(desk, person_id, told)
    (item,) = shown(desk, person_id, words="sister")
    assert (item.subject, item.by, item.words) == (session.id, "An Officer", "By his sister")
    assert item.title.endswith(": Confirmed")
    marks.put(desk, person_id, session.id, Mark.RESTRICTED, "Asked for by the court")
    assert shown(desk, person_id, words="sister") == ()
    assert "sister" not in str(shown(desk, person_id))


def test_a_search_finds_what_a_review_considered_but_nothing_restricted(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order(court="Carreg Las"))
    link = Link(kind=LinkKind.RECORD, id=order.id, on=date(2025, 1, 6), title=order.body.title)
    answers = tuple(Answer(question=one, links=(link,)) for one in Question)
    factors = tuple(SlowFactorNote(factor=one, words="Nothing of late") for one in SlowFactor)
    considered = Considered(
        slow_factors=factors, protective="Sings in a choir", programmes="None fits", answers=answers
    )
    draft = reviews.start(desk, person_id, "risk_review").draft
    entry = ReviewEntry(done_on=desk.today(), changed=False, note="As before", considered=considered)
    review = reviews.sign(desk, replace(draft, entry=entry))
    assert [one.subject for one in shown(desk, person_id, words="choir")] == [review.id]
    title = order.body.title
    assert {one.subject for one in shown(desk, person_id, words=title)} == {review.id, order.id}
    marks.put(desk, person_id, order.id, Mark.RESTRICTED, "Asked for by the court")
    assert shown(desk, person_id, words=title) == ()
    marks.put(desk, person_id, review.id, Mark.RESTRICTED, "Asked for by the court")
    assert shown(desk, person_id, words="choir") == ()


def test_what_was_entered_in_error_stays_and_says_so(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order())
    records.remove(desk, order, "Meant for somebody else")
    (item,) = shown(desk, person_id, groups=frozenset({Group.ORDERS}))
    assert item.words == "Entered in error"
