"""The cribs of a person in the store, and the data that they are put together by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.agencies import Exchange
from app.domain.arms import ArmsFactor
from app.domain.case_problems import NotFound
from app.domain.cribs import CribEntry, Form
from app.domain.kinds import KINDS
from app.domain.marks import Mark
from app.domain.orders import Breach, Condition, ConditionType
from app.domain.polygraph import PolygraphExamination
from app.domain.ratings import Factor, Level
from app.domain.records import How
from app.services import cribs, marks, records
from app.services.desk import Desk
from tests.builders import AN_ID, MOMENT, add_person, an_entry, an_order, sign_session


def headings(desk: Desk, person: object, form: Form = Form.ARMS) -> dict[str, tuple[list[str], str]]:
    found = cribs.read(desk, person.id, form).crib.headings  # type: ignore[attr-defined]
    return {one.title: ([evidence.words for evidence in one.evidence], one.gap) for one in found}


@pytest.mark.parametrize("entry", cribs.headings())
def test_every_record_that_bears_on_a_heading_is_of_a_kind_and_has_the_answers_named(entry: CribEntry) -> None:
    for feed in entry.records:
        kind = KINDS[feed.kind]
        asks = {ask.key: ask for ask in kind.asks()}
        assert not kind.ROOM.restricted
        assert kind is not Exchange
        assert asks.keys() >= {*feed.answers, *([feed.day] if feed.day else [])}
        told = [asks[key] for key in feed.answers or asks]
        assert all(ask.how is not How.ENTRY for ask in told), "sessions and reviews are not named in a crib"


def test_every_factor_of_arms_has_its_heading_and_every_acute_factor_bears_on_both_forms() -> None:
    titles = {one.title for one in cribs.headings() if one.form is Form.ARMS}
    assert titles >= {factor.label for factor in ArmsFactor}
    for form in Form:
        assert {factor for one in cribs.headings() if one.form is form for factor in one.factors} == set(Factor)


def test_a_crib_is_put_together_from_sessions_and_records(desk: Desk) -> None:
    person = add_person(desk)
    long_ago = an_entry({Factor.ACCESS: Level.EMERGING}, held_at=MOMENT - timedelta(days=200))
    sign_session(desk, person.id, long_ago)
    levels = dict.fromkeys(Factor, Level.NOT_EXPLORED) | {Factor.MOOD: Level.PRESENT}
    sign_session(desk, person.id, an_entry(levels, stance="Speaks of it"))
    held = PolygraphExamination(held_on=MOMENT.date(), outcome="A disclosure", disclosures="An undeclared account")
    records.add(desk, person.id, held)
    found = headings(desk, person)
    assert found["Hostile orientation"] == (["Present\nObserved\nSlept badly", "None seen\nObserved"], "")
    assert found["Opportunity"][1] == "No recent evidence: nothing since 14 August 2025"
    assert found["Offence-related sexual interests"] == (["An undeclared account"], "")
    assert found["Social investment"] == ([], "No evidence recorded")
    assert "Speaks of it" in headings(desk, person, Form.OASYS)["Attitudes"][0]


def test_a_session_marked_restricted_stays_out(desk: Desk) -> None:
    person = add_person(desk)
    session = sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}))
    marks.put(desk, person.id, session.id, Mark.RESTRICTED, "A court has asked for it")
    assert headings(desk, person)["Hostile orientation"] == ([], "No evidence recorded")
    marks.take_off(desk, person.id, session.id, Mark.RESTRICTED, "Settled")
    assert headings(desk, person)["Hostile orientation"][1] == ""


def test_an_entry_that_refers_to_a_restricted_one_does_not_tell_its_words(desk: Desk) -> None:
    person = add_person(desk)
    order = records.add(desk, person.id, an_order())
    wording = Condition(order=order.id, type=ConditionType.PLACE, wording="Not to go near Heol Wen")
    condition = records.add(desk, person.id, wording, sure=True)
    breach = Breach(condition=condition.id, happened_on=MOMENT.date(), what="Seen there", known_from="Police")
    records.add(desk, person.id, breach)
    marks.put(desk, person.id, condition.id, Mark.RESTRICTED, "A victim lives there")
    (words,) = headings(desk, person)["Opportunity"][0]
    assert "Seen there" in words
    assert "Prohibition or condition: Prohibitions and conditions: restricted" in words


def test_one_persons_entries_never_stand_in_anothers_crib(desk: Desk) -> None:
    sign_session(desk, add_person(desk).id)
    other = add_person(desk, name="Somebody Else", crn="X000002")
    assert {gap for _words, gap in headings(desk, other).values()} == {"No evidence recorded"}


def test_there_is_no_crib_of_nobody(desk: Desk) -> None:
    with pytest.raises(NotFound):
        cribs.read(desk, AN_ID, Form.ARMS)
