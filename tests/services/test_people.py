"""The caseload: adding, editing with history, appointments, the list and the person's page."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.domain.case_problems import FieldProblems, NotFound
from app.domain.changes import ADDED, changes
from app.domain.people import AddressType, Details, Rosh, RoshLevel, Sex, Status
from app.domain.places import Place
from app.domain.ratings import Factor, Level
from app.domain.reviews import EventKind
from app.services import officers, people, sessions
from app.services.desk import Desk
from tests.builders import MOMENT, a_missed_entry, add_person, an_entry, an_officer, details, sign_session, with_texts
from tests.desks import Clock
from tests.hostile import HOSTILE, cleaned_of

TODAY = MOMENT.date()
HIGH = Rosh(community_public=RoshLevel.HIGH)

EVERYTHING = Details(
    name="Sêcond Ŵŷ-Jones",
    preferred_name="Sêcond",
    crn="X987654",
    date_of_birth=date(1975, 2, 28),
    sex=Sex.FEMALE,
    language="Welsh",
    interpreter=True,
    adjustments="Large print",
    staff_alerts="See in pairs",
    risk_to_self="Cut herself in 2019",
    index_offence="Sexual assault, 2022",
    address="3 High Street\nNewport",
    address_type=AddressType.SUPPORTED,
    household="A sister",
    practitioners="POM: J. Two",
    rar_days_allowed=20,
    status=Status.LICENCE,
    sentence_start=date(2023, 1, 9),
    release_date=date(2026, 1, 12),
    licence_end=date(2028, 1, 12),
    sentence_end=date(2028, 1, 12),
    rosh=Rosh(**{name: list(RoshLevel)[number % 4] for number, name in enumerate(vars(Rosh()))}),
    mappa_category=2,
    mappa_level=3,
    tier="B",
    registered=True,
    contact_days=14,
)


def test_everything_about_a_person_is_read_back_as_entered(desk: Desk) -> None:
    officers.record(desk, an_officer())
    person = people.add(desk, EVERYTHING)
    assert person.details == EVERYTHING
    assert people.page(desk, person.id).person == person


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_is_kept_as_plain_text(desk: Desk, hostile: str) -> None:
    person = add_person(desk)
    typed = replace(with_texts(EVERYTHING, hostile), name=hostile[:100], crn="X1", tier="C")
    people.edit(desk, person.id, typed)
    kept = people.page(desk, person.id).person.details
    expected = with_texts(EVERYTHING, cleaned_of(hostile))
    name, preferred = (" ".join(cleaned_of(text).split()) for text in (hostile[:100], hostile))
    assert kept == replace(expected, name=name, preferred_name=preferred, crn="X1", tier="C")
    assert {change.after for change in people.history(desk, person.id)} >= {cleaned_of(hostile)}


def test_every_problem_of_the_form_is_named_and_nobody_added(desk: Desk) -> None:
    born = TODAY + timedelta(days=1)
    with pytest.raises(FieldProblems) as refused:
        people.add(desk, Details(name=" \0", crn="", date_of_birth=born, sentence_start=date(1700, 1, 1)))
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"name", "crn", "date_of_birth", "status", "sentence_start"}
    assert people.list_people(desk) == []


def test_a_crn_can_be_used_once_whatever_its_capitals(desk: Desk) -> None:
    person = add_person(desk, crn="X123456")
    with pytest.raises(FieldProblems) as refused:
        people.add(desk, details(crn=" x123456 "))
    assert [problem.field for problem in refused.value.problems] == ["crn"]
    people.edit(desk, person.id, details(crn="x123456"))  # one's own is no clash
    assert len(people.list_people(desk)) == 1


def test_an_edit_keeps_each_field_before_and_after_with_who_and_when(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=1)
    after = replace(person.details, tier="C", registered=True, licence_end=date(2027, 3, 3))
    people.edit(desk, person.id, replace(after, rosh=Rosh(custody_staff=RoshLevel.VERY_HIGH)))
    *changed, _added = people.history(desk, person.id)
    found = {change.field: (change.before, change.after) for change in changed}
    assert found == {
        "tier": ("", "C"),
        "registered": ("No", "Yes"),
        "licence_end": ("", "3 March 2027"),
        "rosh_custody_staff": ("", "Very high"),
    }
    assert {(change.by, change.at) for change in changed} == {("An Officer", clock())}
    assert [change.field for change in changed] == list(found)


def test_the_history_begins_with_who_added_the_person(desk: Desk) -> None:
    (added,) = people.history(desk, add_person(desk).id)
    assert (added.field, added.by, added.at) == (ADDED, "An Officer", MOMENT)


def test_the_changes_of_one_edit_come_back_in_the_order_of_the_form(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(minutes=1)
    after = replace(EVERYTHING, crn="X1")
    people.edit(desk, person.id, after)
    *changed, _added = people.history(desk, person.id)
    assert [change.field for change in changed] == [change.field for change in changes(person.details, after)]


def test_history_is_newest_first_and_an_edit_of_nothing_leaves_no_trace(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for tier in ("A", "B", "B"):
        clock.move(minutes=1)
        person = people.edit(desk, person.id, replace(person.details, tier=tier))
    assert [change.after for change in people.history(desk, person.id)] == ["B", "A", ""]


def test_a_refused_edit_changes_nothing(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems):
        people.edit(desk, person.id, replace(person.details, name=""))
    assert people.page(desk, person.id).person == person
    assert [change.field for change in people.history(desk, person.id)] == [ADDED]


def test_a_new_address_asks_for_a_risk_review_and_a_first_or_respelt_one_does_not(desk: Desk) -> None:
    person = add_person(desk)
    person = people.edit(desk, person.id, replace(person.details, address="1 High Street, An office"))
    person = people.edit(desk, person.id, replace(person.details, address="1 high street,  An office"))
    assert people.page(desk, person.id).events == ()
    people.edit(desk, person.id, replace(person.details, address="2 Low Road, An office"))
    page = people.page(desk, person.id)
    assert [(event.kind, event.on) for event in page.events] == [(EventKind.LIFE_CHANGE, TODAY)]
    (flag,) = [flag for flag in page.flags if flag.kind == "risk_review"]
    assert flag.due == TODAY


def test_the_newest_appointment_made_counts_until_a_session_answers_it(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    people.set_appointment(desk, person.id, MOMENT + timedelta(days=7), Place.OFFICE)
    clock.move(minutes=1)
    moved = people.set_appointment(desk, person.id, MOMENT + timedelta(days=3), Place.PHONE)
    assert people.page(desk, person.id).next == moved
    clock.move(days=3, hours=1)
    sign_session(desk, person.id, an_entry(held_at=moved.at))
    assert people.page(desk, person.id).next is None


def test_somebody_who_came_early_has_kept_the_appointment(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    people.set_appointment(desk, person.id, MOMENT + timedelta(hours=2), Place.OFFICE)
    clock.move(hours=1)
    sign_session(desk, person.id, an_entry(held_at=clock()))
    assert people.page(desk, person.id).next is None


def test_an_appointment_with_nothing_recorded_stays(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    made = people.set_appointment(desk, person.id, MOMENT + timedelta(days=1), Place.OFFICE)
    clock.move(days=5)
    assert people.page(desk, person.id).next == made


@pytest.mark.parametrize("days", [0, -1, 400])
def test_an_appointment_lies_in_the_coming_year(desk: Desk, days: int) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems):
        people.set_appointment(desk, person.id, MOMENT + timedelta(days=days), Place.OFFICE)


def test_the_list_is_by_name_and_says_when_each_was_seen_and_is_seen_next(desk: Desk, clock: Clock) -> None:
    add_person(
        desk, name="owen price", crn="X2", rosh=Rosh(community_public=RoshLevel.HIGH), mappa_category=1, mappa_level=2
    )
    first = add_person(desk, name="Ann Five", crn="X1", registered=True)
    sign_session(desk, first.id, an_entry(next_at=MOMENT + timedelta(days=7), next_place=Place.OFFICE))
    clock.move(days=60)
    alun, owen = people.list_people(desk)
    assert (alun.name, alun.crn, alun.registered) == ("Ann Five", "X1", True)
    assert (alun.last_seen, alun.next_at) == (TODAY, MOMENT + timedelta(days=7))
    assert (owen.name, owen.rosh, owen.mappa_level, owen.last_seen) == ("owen price", RoshLevel.HIGH, 2, None)
    for row in (alun, owen):
        flags = people.page(desk, row.id).flags
        assert row.overdue == sum(flag.due < desk.today() for flag in flags) > 0


def test_the_page_of_nobody_is_refused(desk: Desk) -> None:
    for call in (people.page, sessions.start):
        with pytest.raises(NotFound):
            call(desk, uuid4())


def test_no_session_is_left_out_where_several_took_place_at_one_time(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    signed = []
    for _session in range(23):
        clock.move(seconds=1)
        signed.append(sign_session(desk, person.id, an_entry()))
    page = people.page(desk, person.id)
    shown = page.sessions + people.more_sessions(desk, page.sessions[-1])
    assert shown == tuple(reversed(signed))
    assert people.more_sessions(desk, shown[-1]) == ()


def test_the_page_shows_the_newest_twenty_sessions_and_more_on_asking(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for _session in range(45):
        clock.move(days=7)
        sign_session(desk, person.id, an_entry(held_at=clock()))
    page = people.page(desk, person.id)
    shown = list(page.sessions)
    assert (len(shown), page.session_count) == (20, 45)
    while more := people.more_sessions(desk, shown[-1]):
        shown += more
    assert [session.entry.held_at for session in shown] == [
        clock() - timedelta(days=7 * number) for number in range(45)
    ]


def test_missed_sessions_are_gaps_and_rar_days_are_counted(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for number, rar_day in enumerate((True, False, True)):
        clock.move(days=7)
        sign_session(desk, person.id, an_entry({Factor.MOOD: Level.EMERGING}, held_at=clock(), rar_day=rar_day))
        clock.move(days=1)
        if number == 1:
            sign_session(desk, person.id, a_missed_entry(held_at=clock()))
    page = people.page(desk, person.id)
    assert page.rar_days_done == 2
    assert len(page.missed) == 1
    assert len(page.history) == 15
    assert [past.held_at for past in page.history] == sorted(past.held_at for past in page.history)
    assert [past.rating.factor for past in page.history[:5]] == list(Factor)
