"""Cribs: what bears on a heading, newest first, in its own words; gaps are said, restricted entries never come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.agencies import Exchange
from app.domain.children_and_victims import Child
from app.domain.crib_text import crib_text
from app.domain.cribs import RECENT, CribEntry, Form, Heading, Material, Note, RecordFeed, crib
from app.domain.marks import Mark
from app.domain.orders import Breach
from app.domain.ratings import Basis, Factor, Level
from app.domain.records import Body
from app.domain.reference import Confidence
from app.domain.sessions import Information, LifeChange, Session
from app.domain.slow_factors import SlowFactors
from app.domain.unreadable import Unreadable
from tests.builders import MOMENT, a_missed_entry, a_rating, a_session, an_entry
from tests.domain.records_builder import TODAY, a_record


def a_heading(**feeds: Any) -> CribEntry:
    return CribEntry(
        key="a_heading",
        form=Form.ARMS,
        title="A heading",
        source="A text",
        confidence=Confidence.LOW,
        as_at=TODAY,
        **feeds,
    )


def seen(days_ago: int, level: Level = Level.PRESENT, factor: Factor = Factor.MOOD, **given: Any) -> Session:
    """A session so many days ago in which one factor was rated like this and the others were not explored."""
    levels = dict.fromkeys(Factor, Level.NOT_EXPLORED) | {factor: level}
    held_at = MOMENT - timedelta(days=days_ago)
    return a_session(an_entry(levels, held_at=held_at, **given), id=UUID(int=days_ago + 1))


def made(heading: CribEntry, *found: Session | Body, marks: dict[UUID, tuple[Mark, ...]] | None = None) -> Heading:
    material = Material(
        sessions=[one for one in found if isinstance(one, Session)],
        records=[a_record(one) for one in found if isinstance(one, Body)],
        marks=marks or {},
    )
    return crib(Form.ARMS, [heading], material, TODAY).headings[0]


def test_only_the_headings_of_the_form_stand_in_it() -> None:
    material = Material(sessions=[], records=[], marks={})
    assert crib(Form.OASYS, [a_heading()], material, TODAY).headings == ()


def test_the_factors_of_a_heading_are_told_with_level_basis_and_what_was_done() -> None:
    rating = a_rating(
        Factor.MOOD, Level.PRESENT, basis=Basis.CONFIRMED, confirmed_by="his GP", helped="Walking", done="Rang the GP"
    )
    session = seen(3, ratings=(rating,))
    (one,) = made(a_heading(factors=[Factor.MOOD]), session).evidence
    assert one.source == "Session of 27 February 2026, Negative mood, especially anger"
    assert one.words.split("\n") == [
        "Present",
        "Confirmed by his GP",
        "Slept badly",
        "What helped: Walking",
        "What was done: Rang the GP",
    ]
    assert made(a_heading(factors=[Factor.SUBSTANCES]), session).evidence == ()


def test_what_helped_alone_can_bear_on_a_heading() -> None:
    rating = a_rating(Factor.MOOD, Level.PRESENT, helped="Walking")
    heading = a_heading(helped=list(Factor))
    assert [one.words for one in made(heading, seen(3, ratings=(rating,)), seen(10)).evidence] == [
        "What helped: Walking"
    ]


def test_none_seen_is_evidence_and_not_explored_is_none() -> None:
    heading = a_heading(factors=[Factor.MOOD])
    assert made(heading, seen(3, Level.NONE_SEEN)).gap == ""
    assert made(heading, seen(3, Level.NOT_EXPLORED)).gap == "No evidence recorded"
    assert made(heading, seen(3, Level.UNABLE_TO_JUDGE)).gap == "No evidence recorded"
    assert made(heading, a_session(a_missed_entry())).gap == "No evidence recorded"


def test_news_and_notes_of_a_session_come_where_they_bear_on_the_heading() -> None:
    session = seen(3, changes=(LifeChange.JOB, LifeChange.ADDRESS), check_in="Began on Monday", stance="Speaks of it")
    (news,) = made(a_heading(changes=[LifeChange.JOB]), session).evidence
    assert news.words == "New job or volunteering\nBegan on Monday"
    (note,) = made(a_heading(notes=[Note.STANCE, Note.PROGRESS]), session).evidence
    assert (note.words, note.source) == ("Speaks of it", "Session of 27 February 2026")


def test_information_exchanged_never_comes_into_a_crib() -> None:
    told = Exchange(agency="Police", what="A new partner", reason="Prevention of crime", day=TODAY)
    assert made(a_heading(records=[RecordFeed(kind=Exchange.KIND)]), told).evidence == ()
    information = (Information(agency="Police", what="A new partner", reason="Prevention of crime"),)
    everything = a_heading(factors=list(Factor), changes=list(LifeChange), notes=list(Note))
    evidence = made(everything, seen(3, information=information)).evidence
    assert evidence
    assert not any("new partner" in one.words for one in evidence)


def test_an_entry_that_cannot_be_read_is_left_out_and_said() -> None:
    heading = a_heading(records=[RecordFeed(kind=Breach.KIND), RecordFeed(kind=SlowFactors.KIND, day="deviancy_on")])
    breach = Breach(happened_on=TODAY, what="Seen there", known_from="Police")
    damaged = [replace(a_record(Unreadable()), kind=feed.kind) for feed in heading.records]
    material = Material(sessions=[], records=[a_record(breach), *damaged], marks={})
    found = crib(Form.ARMS, [heading], material, TODAY)
    assert len(found.headings[0].evidence) == 1
    assert crib_text(found).startswith("An entry about this person cannot be read and is left out here.")
    assert not crib(Form.ARMS, [heading], replace(material, records=[a_record(breach)]), TODAY).fault


def test_a_record_is_told_by_all_its_answers_or_by_those_named() -> None:
    breach = Breach(happened_on=date(2026, 2, 1), what="Seen there", known_from="Police")
    (whole,) = made(a_heading(records=[RecordFeed(kind="breach")]), breach).evidence
    assert whole.words == "Day: 1 February 2026\nWhat happened: Seen there\nKnown from: Police"
    (part,) = made(a_heading(records=[RecordFeed(kind="breach", answers=("what",))]), breach).evidence
    assert (part.words, part.on, part.source) == ("Seen there", date(2026, 2, 1), "Breaches")


def test_an_answer_without_its_day_is_no_dated_evidence() -> None:
    feed = RecordFeed(kind="slow_factors", answers=("deviancy",), day="deviancy_on")
    heading = a_heading(records=[feed])
    assert made(heading, SlowFactors(deviancy="None known")).gap == "No evidence recorded"
    dated = SlowFactors(deviancy="Told in treatment", deviancy_on=date(2025, 11, 3))
    assert made(heading, dated).gap == "No recent evidence: nothing since 3 November 2025"


def test_a_heading_without_evidence_for_three_months_says_since_when() -> None:
    heading, last = a_heading(factors=[Factor.MOOD]), RECENT.before(TODAY)
    on_the_day, before = (TODAY - last).days, (TODAY - last).days + 1
    assert made(heading, seen(on_the_day)).gap == ""
    assert made(heading, seen(before)).gap == "No recent evidence: nothing since 1 December 2025"


def test_what_is_older_than_a_year_stands_only_where_there_is_nothing_newer() -> None:
    heading = a_heading(factors=[Factor.MOOD])
    old, older = seen(500), seen(600)
    assert [one.subject for one in made(heading, older, old).evidence] == [old.id]
    assert [one.subject for one in made(heading, older, seen(90), old).evidence] == [seen(90).id]


def test_nothing_restricted_comes_into_a_crib() -> None:
    child = Child(who="A child", relation="Niece")
    assert made(a_heading(records=[RecordFeed(kind="child")]), child).evidence == ()
    session, heading = seen(3), a_heading(factors=[Factor.MOOD])
    assert made(heading, session, marks={session.id: (Mark.RESTRICTED,)}).evidence == ()
    (one,) = made(heading, session, marks={session.id: (Mark.DISPUTED,)}).evidence
    assert one.marks == (Mark.DISPUTED,)


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(Level)), max_size=8))
def test_evidence_comes_newest_first_and_a_gap_is_said_just_where_none_is_recent(past: list[tuple[int, Level]]) -> None:
    sessions = [replace(seen(days, level), id=UUID(int=place)) for place, (days, level) in enumerate(past)]
    found = made(a_heading(factors=[Factor.MOOD]), *sessions)
    days = [one.on for one in found.evidence]
    assert days == sorted(days, reverse=True)
    told = [TODAY - timedelta(days=ago) for ago, level in past if not level.is_gap]
    assert days[:1] == sorted(told, reverse=True)[:1]
    assert (found.gap == "") == any(day >= RECENT.before(TODAY) for day in told)
