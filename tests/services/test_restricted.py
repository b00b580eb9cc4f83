"""What is marked as restricted: no screen, list or file is given its words, and what is due or in force still is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.agencies import Agency, AgencyType
from app.domain.considered import Answer, Considered, Link, LinkKind, Question
from app.domain.contradictions import Contradiction
from app.domain.formulation import Formulation
from app.domain.mappa import MappaCategory
from app.domain.marks import Mark
from app.domain.orders import Condition, ConditionType
from app.domain.programmes import ProgrammeRecord, ProgrammeState, ProgrammeType
from app.domain.prompts import Aim
from app.domain.protective_factors import ProtectiveFactor
from app.domain.ratings import Basis, Level
from app.domain.records import Record, Room
from app.domain.reviews import NewReview, Review
from app.domain.sessions import Session
from app.domain.slow_factors import SlowFactors
from app.domain.timeline import Wanted
from app.services import actions, beside, claims, marks, people, records, reviews, sessions, timeline, today
from app.services.desk import Desk
from app.services.guide import prompts_for
from tests.builders import a_full_entry, a_meeting, add_person, an_action, an_order, sign_session, with_texts
from tests.desks import Clock

SECRET = "Zanzibar"
SEEN = date(2026, 3, 1)


@pytest.fixture
def person_id(desk: Desk) -> UUID:
    return add_person(desk).id


@pytest.fixture
def session(desk: Desk, person_id: UUID) -> Session:
    """With the secret in everything typed but a task, and a claim that nobody has confirmed."""
    entry = with_texts(a_full_entry(tasks=()), SECRET)
    said = replace(entry.ratings[0], level=Level.PRESENT, basis=Basis.SAID, confirmed_by="")
    decisions = tuple(replace(one, why_nothing="") for one in entry.decisions)
    return sign_session(desk, person_id, replace(entry, ratings=(said, *entry.ratings[1:]), decisions=decisions))


@pytest.fixture
def review(desk: Desk, person_id: UUID) -> Review:
    new = NewReview(person_id=person_id, kind="risk_review", done_on=SEEN, changed=True, note=SECRET)
    return reviews.record(desk, new)


@pytest.fixture
def kept(desk: Desk, person_id: UUID) -> list[Record]:
    """Records of many kinds, with the secret in whatever could be typed."""
    order = records.add(desk, person_id, an_order(court=SECRET, note=SECRET), sure=True)
    condition = Condition(order=order.id, type=ConditionType.PLACE, wording=SECRET)
    second = records.add(desk, person_id, condition, sure=True)
    bodies: list[Any] = [
        Agency(type=AgencyType.OTHER, team=SECRET),
        Contradiction(first=order.id, second=second.id, what=SECRET, noticed_on=SEEN),
        ProgrammeRecord(programme=SECRET, type=next(iter(ProgrammeType)), state=ProgrammeState.REFERRED, state_on=SEEN),
        ProtectiveFactor(what=SECRET, evidence=SECRET),
        with_texts(Formulation(), SECRET),
        with_texts(SlowFactors(), SECRET),
        a_meeting(held_on=SEEN, category=next(iter(MappaCategory)), summary=SECRET),
        an_action(what=SECRET, owner=SECRET, due=SEEN),
    ]
    return [order, second, *(records.add(desk, person_id, one, sure=True) for one in bodies)]


def restrict(desk: Desk, person_id: UUID, *entries: UUID) -> None:
    for one in entries:
        marks.put(desk, person_id, one, Mark.RESTRICTED, "Asked for by the court")


def of_guide(desk: Desk, person_id: UUID) -> object:
    """All but the facts for the rules, which no page of the guide reads."""
    guide = sessions.start(desk, person_id)
    prompts = prompts_for(guide, guide.draft.entry)
    return guide.held, guide.history, guide.claims, guide.records, prompts, guide.flags, guide.news


READ: dict[str, Callable[[Desk, UUID], object]] = {
    "overview": people.page,
    "guide": of_guide,
    "review": lambda desk, person_id: beside.for_review(desk, person_id, "risk_review"),
    "claims": claims.unverified,
    "rooms": lambda desk, person_id: records.room(desk, person_id, *Room),
    "timeline": lambda desk, person_id: timeline.read(desk, person_id, Wanted(), 100),
    "today": lambda desk, _person_id: (today.today(desk), today.news_since(desk, SEEN)),
}


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_its_words_reach_no_page(
    desk: Desk, clock: Clock, person_id: UUID, session: Session, review: Review, kept: list[Record], read: Any
) -> None:
    clock.move(days=100)  # agencies are silent, claims old, actions late
    assert SECRET in repr(read(desk, person_id))
    restrict(desk, person_id, session.id, review.id, *{one.id for one in kept})
    assert SECRET not in repr(read(desk, person_id))
    marks.take_off(desk, person_id, session.id, Mark.RESTRICTED, "Settled")
    if read in (people.page, claims.unverified, of_guide):
        assert SECRET in repr(read(desk, person_id))


def test_the_days_and_levels_of_a_session_stay(desk: Desk, person_id: UUID, session: Session) -> None:
    before = people.page(desk, person_id).history
    restrict(desk, person_id, session.id)
    after = people.page(desk, person_id).history
    assert [(one.on, one.rating.factor, one.rating.level) for one in after] == [
        (one.on, one.rating.factor, one.rating.level) for one in before
    ]
    assert {one.rating.evidence for one in after} <= {"", "Restricted"}


def test_a_restricted_prohibition_is_asked_about_by_its_type(desk: Desk, person_id: UUID, kept: list[Record]) -> None:
    condition = next(one for one in kept if one.kind == Condition.KIND)
    restrict(desk, person_id, condition.id)
    guide = sessions.start(desk, person_id)
    prompts = [one.text for one in prompts_for(guide, guide.draft.entry) if one.aim is Aim.CONDITION]
    told = f"{ConditionType.PLACE.label}: its wording is restricted"
    assert any(told in one for one in prompts)
    assert not any(SECRET in one for one in prompts)


def test_a_decision_of_a_restricted_session_still_asks_for_a_review(
    desk: Desk, person_id: UUID, session: Session
) -> None:
    whys = [flag.why for flag in people.page(desk, person_id).flags]
    restrict(desk, person_id, session.id)
    closed = [flag.why for flag in people.page(desk, person_id).flags]
    assert any(SECRET in why for why in whys)
    assert len(closed) == len(whys)
    assert not any(SECRET in why for why in closed)


def test_the_record_itself_is_whole_and_others_do_not_name_it(desk: Desk, person_id: UUID) -> None:
    order = records.add(desk, person_id, an_order(court=SECRET))
    condition = records.add(desk, person_id, Condition(order=order.id, type=ConditionType.PLACE, wording=SECRET))
    restrict(desk, person_id, order.id)
    own, other = (records.read(desk, person_id, one.id) for one in (order, condition))
    assert own.record.body == order.body
    assert other.titles[order.id] == "Orders: restricted"
    restrict(desk, person_id, condition.id)
    assert SECRET not in repr(records.read(desk, person_id, order.id).referring)


def test_a_record_linked_before_it_was_restricted_is_not_named_in_its_review(desk: Desk, person_id: UUID) -> None:
    agency = records.add(desk, person_id, Agency(type=AgencyType.OTHER, team=SECRET))
    link = Link(kind=LinkKind.RECORD, id=agency.id, on=SEEN)
    draft = reviews.start(desk, person_id, "risk_review").draft
    answers = tuple(Answer(question=one, words="Yes") for one in Question)
    answers = (replace(answers[0], links=(link,)), *answers[1:])
    considered = Considered(
        slow_factors=with_texts(Considered().slow_factors, "None"),
        protective="Sister",
        children="C",
        victims="V",
        programmes="",
        no_programmes=True,
        answers=answers,
    )
    entry = replace(draft.entry, done_on=SEEN, changed=False, note="Nothing new", considered=considered)
    signed = reviews.sign(desk, replace(draft, entry=entry))
    assert SECRET in repr(reviews.read(desk, person_id, signed.id))
    restrict(desk, person_id, agency.id)
    assert SECRET not in repr(reviews.read(desk, person_id, signed.id))


def test_a_review_does_not_begin_with_what_is_restricted(desk: Desk, person_id: UUID, kept: list[Record]) -> None:
    restrict(desk, person_id, *{one.id for one in kept})
    assert reviews.start(desk, person_id, "risk_review").draft.entry.considered == Considered()


def test_an_action_that_is_closed_keeps_its_words(desk: Desk, person_id: UUID, kept: list[Record]) -> None:
    action = next(one for one in kept if one.kind == "action")
    restrict(desk, person_id, action.id)
    shown = next(one for one in people.page(desk, person_id).records if one.id == action.id)
    actions.close(desk, shown)
    assert records.read(desk, person_id, action.id).record.body.title == SECRET
