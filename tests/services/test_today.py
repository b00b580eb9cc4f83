"""Today on a real encrypted store: what is due for whom, and that it costs the same number of statements for all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from app.domain.agencies import Exchange
from app.domain.blind_spots import BlindSpotKind
from app.domain.case_problems import RecordUnreadable
from app.domain.deadlines import Due
from app.domain.mappa import MappaLevel
from app.domain.people import Rosh, RoshLevel, Status
from app.domain.places import Action, Outcome, Place
from app.domain.ratings import Basis, Factor, Level
from app.domain.reviews import NewReview
from app.domain.sessions import ClaimCheck, ClaimOutcome, InformationWay, Step
from app.domain.tasks import NewTask, TaskCheck, TaskOutcome
from app.services import deadlines, people, records, reviews, rules, sessions, tasks
from app.services.calendar import eight_weeks
from app.services.desk import Desk
from app.services.today import FlagRow, TodayPage, news_since, today
from app.store.facts import of_person, standings
from tests.builders import MOMENT, a_meeting, a_missed_entry, a_rating, add_person, an_entry, sign_session
from tests.desks import Clock

RECORD = """INSERT INTO records
SELECT people.id, randomblob(16), 1, 'mappa_meeting', '{body}', '', officers.id, added_at
FROM people, officers WHERE crn = 'X2'"""


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements that the block sends to the database."""
    sent: list[str] = []

    def note(_db: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN IMMEDIATE":
            sent.append(statement)

    event.listen(desk.store._engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk.store._engine, "before_cursor_execute", note)


def rows(page: TodayPage, kind: str) -> list[FlagRow]:
    return [row for group in page.groups.values() for row in group if row.flag.kind == kind]


def due(page: TodayPage, kind: str) -> list[date]:
    return [row.flag.due for row in rows(page, kind)]


def hour(desk: Desk, hours: float = -1) -> datetime:
    return desk.now() + timedelta(hours=hours)


def test_an_empty_store_has_a_quiet_day(desk: Desk) -> None:
    page = today(desk)
    assert (page.today, page.people) == (date(2026, 3, 2), 0)
    assert list(page.groups) == list(Due)
    assert not any(page.groups.values())
    assert page.drafts + page.tasks + page.blind_spots + page.appointments == ()


def test_flags_stand_in_their_groups_with_name_and_crn(desk: Desk) -> None:
    add_person(desk, name="Sêcond Ŵŷ", crn="X1", status=Status.LICENCE, release_date=date(2026, 2, 9), registered=True)
    page = today(desk)
    overdue = {row.flag.kind: row for row in page.groups[Due.OVERDUE]}
    assert set(overdue) == {"arms", "home_visit"}
    assert (overdue["arms"].person_name, overdue["arms"].crn) == ("Sêcond Ŵŷ", "X1")
    assert overdue["arms"].flag.due == date(2026, 2, 24)
    assert [row.flag.kind for row in page.groups[Due.TODAY]] == ["initial_assessment"]


def test_a_signed_session_settles_rating_and_contact(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, contact_days=7)
    clock.move(days=40)
    assert {row.flag.kind for row in today(desk).groups[Due.OVERDUE]} >= {"rating", "contact"}
    sign_session(desk, person.id)
    page = today(desk)
    assert due(page, "contact") == [date(2026, 4, 18)]
    assert due(page, "rating") == []


def test_a_phone_call_is_no_face_to_face_contact(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=40)
    sign_session(desk, person.id, an_entry(held_at=hour(desk), place=Place.PHONE))
    page = today(desk)
    assert [row.flag.kind for row in page.groups[Due.OVERDUE] if row.flag.kind in ("rating", "contact")] == ["contact"]


def test_a_session_with_gaps_alone_does_not_count_as_rated(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=40)
    sign_session(desk, person.id, an_entry(dict.fromkeys(Factor, Level.NOT_EXPLORED), held_at=hour(desk)))
    assert due(today(desk), "rating") == [date(2026, 4, 1)]


def test_a_session_at_home_is_the_first_home_visit(desk: Desk) -> None:
    person = add_person(desk, registered=True)
    assert len(rows(today(desk), "home_visit")) == 1
    sign_session(desk, person.id, an_entry(place=Place.HOME_VISIT))
    assert rows(today(desk), "home_visit") == []


def test_act_today_brings_the_risk_review_to_today_and_a_review_settles_it(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, rosh=Rosh(community_public=RoshLevel.MEDIUM), release_date=date(2026, 2, 2))
    assert rows(today(desk), "risk_review") == []
    entry = an_entry({Factor.ACCESS: Level.ACT_TODAY})
    decision = replace(entry.decision(Factor.ACCESS), told="SPO", decided="Visit tonight", why="Child at the address")
    sign_session(desk, person.id, replace(entry, decisions=(decision,)))
    (row,) = rows(today(desk), "risk_review")
    assert row in today(desk).groups[Due.TODAY]
    assert "brought forward on 2 March 2026: Access to potential victims was rated Act today." in row.flag.why
    clock.move(hours=1)
    done = NewReview(person_id=person.id, kind="risk_review", done_on=desk.today(), changed=True, note="Plan changed")
    reviews.record(desk, done)
    assert rows(today(desk), "risk_review") == []


def test_an_event_after_the_review_of_the_same_day_counts(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, address="1 Old Road")
    done = NewReview(person_id=person.id, kind="risk_review", done_on=desk.today(), changed=True, note="Plan changed")
    reviews.record(desk, done)
    clock.move(hours=1)
    people.edit(desk, person.id, replace(person.details, address="1 New Road"))
    assert due(today(desk), "risk_review") == [date(2026, 3, 2)]


def test_a_mappa_meeting_starts_its_next_interval(desk: Desk) -> None:
    person = add_person(desk, mappa_category=2, mappa_level=3)
    meeting = records.add(desk, person.id, a_meeting(held_on=date(2026, 1, 19), level=MappaLevel.THREE))
    assert due(today(desk), "mappa_review") == [date(2026, 3, 2)]
    records.remove(desk, meeting, "Of somebody else")
    assert due(today(desk), "mappa_review") == []


def test_an_agency_heard_from_outside_sessions_is_silent_no_more(desk: Desk) -> None:
    person = add_person(desk)
    told = Exchange(way=InformationWay.RECEIVED, agency="Police", what="Seen", reason="MAPPA", day=date(2025, 11, 1))
    records.add(desk, person.id, told)
    said = [one.blind_spot.sentence for one in today(desk).blind_spots]
    assert said == ["Police: last heard from on 1 November 2025"]
    assert [one.sentence for one in people.page(desk, person.id).blind_spots] == said
    records.add(desk, person.id, replace(told, day=desk.today()))
    assert today(desk).blind_spots == ()


def test_a_date_put_off_stays_so_when_only_the_minutes_of_a_meeting_come(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, mappa_category=2, mappa_level=3)
    held = a_meeting(held_on=date(2026, 1, 12), level=MappaLevel.THREE)
    meeting = records.add(desk, person.id, held)
    clock.move(minutes=5)
    deadlines.defer(desk, person.id, "mappa_review", date(2026, 3, 20), "The panel cannot meet before")
    clock.move(minutes=5)
    records.change(desk, meeting, replace(held, minutes_on=date(2026, 3, 2)))
    assert due(today(desk), "mappa_review") == [date(2026, 3, 20)]


def test_missed_sessions_run_their_clocks(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    missed = a_missed_entry(action=Action.DECISION_PENDING)
    sign_session(desk, person.id, missed)
    assert due(today(desk), "missed_letter") == [date(2026, 3, 4)]
    assert due(today(desk), "absence_evidence") == [date(2026, 3, 10)]
    assert rows(today(desk), "breach_decision") == []
    clock.move(days=7)
    sign_session(desk, person.id, replace(missed, held_at=hour(desk), outcome=Outcome.UNACCEPTABLE_ABSENCE))
    (row,) = rows(today(desk), "breach_decision")
    assert "Missed on 2 March 2026 and on 9 March 2026" in row.flag.why


def test_drafts_say_where_they_stopped_and_fall_due_the_next_working_day(desk: Desk, clock: Clock) -> None:
    clock.move(days=4)
    first, second = add_person(desk, name="Aled", crn="X1"), add_person(desk, name="Bee", crn="X2")
    draft = sessions.start(desk, first.id).draft
    clock.move(minutes=5)
    later = sessions.start(desk, second.id).draft
    clock.move(minutes=5)
    entry = replace(draft.entry, held_at=hour(desk, -26), check_in="Spoke of work")
    sessions.save_draft(desk, replace(draft, step=Step.CHECK_IN, entry=entry))
    page = today(desk)
    assert [(row.draft_id, row.person_name, row.step) for row in page.drafts] == [
        (draft.id, "Aled", Step.CHECK_IN),
        (later.id, "Bee", Step.START),
    ]
    assert page.drafts[0].written_at == desk.now()
    assert {row.person_name: (row.flag.due, row.flag.subject) for row in rows(page, "contact_recorded")} == {
        "Aled": (date(2026, 3, 6), draft.id),
        "Bee": (date(2026, 3, 9), later.id),
    }


def test_appointments_of_today_are_next_late_or_done(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    people.set_appointment(desk, add_person(desk, crn="X2").id, hour(desk, 26), Place.OFFICE)

    def states() -> list[tuple[str, UUID | None]]:
        return [(row.state, row.draft_id) for row in today(desk).appointments]

    assert states() == [("next", None)]
    clock.move(hours=3)
    assert states() == [("late", None)]
    draft = sessions.start(desk, person.id).draft
    assert states() == [("late", draft.id)]
    next_at = hour(desk, 24 * 14)
    sign_session(desk, person.id, an_entry(held_at=hour(desk), next_at=next_at, next_place=Place.OFFICE))
    assert states() == [("done", None)]
    assert rows(today(desk), "contact_recorded") == []


def test_an_appointment_that_was_moved_is_left_out(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    clock.move(minutes=5)
    people.set_appointment(desk, person.id, hour(desk, 48), Place.OFFICE)
    assert today(desk).appointments == ()


def test_an_appointment_with_nothing_recorded_falls_due_the_next_working_day(desk: Desk, clock: Clock) -> None:
    clock.move(days=4)
    person = add_person(desk)
    made = people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    assert rows(today(desk), "contact_recorded") == []
    clock.move(days=3)
    (row,) = rows(today(desk), "contact_recorded")
    assert row in today(desk).groups[Due.TODAY]
    assert row.flag.subject == made.id
    sign_session(desk, person.id, a_missed_entry(held_at=made.at))
    assert rows(today(desk), "contact_recorded") == []


def test_a_no_show_that_nobody_recorded_stays_due_whatever_came_after(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    made = people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    clock.move(days=1)
    sign_session(desk, person.id, an_entry(held_at=hour(desk), place=Place.PHONE))
    people.set_appointment(desk, person.id, hour(desk, 24 * 5), Place.OFFICE)
    assert [row.flag.subject for row in rows(today(desk), "contact_recorded")] == [made.id]
    sign_session(desk, person.id, a_missed_entry(held_at=made.at))
    assert rows(today(desk), "contact_recorded") == []


def test_an_appointment_that_was_replaced_beforehand_asks_for_nothing(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    clock.move(minutes=1)
    people.set_appointment(desk, person.id, hour(desk, 24 * 9), Place.OFFICE)
    clock.move(days=3)
    assert rows(today(desk), "contact_recorded") == []


def test_tasks_are_listed_until_they_are_done_and_late_ones_are_a_blind_spot(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    new = (NewTask(what="Enrol", who="Pŷrson", due_on=date(2026, 3, 9)), NewTask(what="Ring hostel", who="Officer"))
    sign_session(desk, person.id, an_entry(tasks=new))
    assert [(row.task.what, row.late) for row in today(desk).tasks] == [("Enrol", False), ("Ring hostel", False)]
    clock.move(days=8)
    page = today(desk)
    assert [row.late for row in page.tasks] == [True, False]
    assert [row.blind_spot.sentence for row in page.blind_spots] == ["1 task is not done, expected by 9 March 2026"]
    for row in page.tasks:
        tasks.check(desk, TaskCheck(task_id=row.task.id, outcome=TaskOutcome.DONE))
    assert today(desk).tasks == ()
    assert today(desk).blind_spots == ()


def test_a_claim_unverified_for_a_month_is_a_blind_spot_until_it_is_confirmed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    said = a_rating(Factor.ACCESS, Level.EMERGING, basis=Basis.SAID, evidence="Says he lives alone")
    entry = an_entry()
    ratings = tuple(said if one.factor is Factor.ACCESS else one for one in entry.ratings)
    first = sign_session(desk, person.id, replace(entry, ratings=ratings))
    clock.move(days=31)
    page = today(desk)
    assert due(page, "rating") == [date(2026, 4, 1)]
    spots = {row.blind_spot.kind: row.blind_spot for row in page.blind_spots}
    assert BlindSpotKind.NOT_RATED not in spots  # which the flag says
    assert spots[BlindSpotKind.UNVERIFIED].sentence == (
        "Access to potential victims: what was said on 2 March 2026 is neither confirmed nor judged unimportant"
    )
    assert set(people.page(desk, person.id).blind_spots) == set(spots.values())
    check = ClaimCheck(session_id=first.id, factor=Factor.ACCESS, outcome=ClaimOutcome.CONFIRMED, note="Police")
    sign_session(desk, person.id, an_entry(held_at=hour(desk), claim_checks=(check,)))
    assert BlindSpotKind.UNVERIFIED not in {row.blind_spot.kind for row in today(desk).blind_spots}


def test_a_factor_not_explored_twice_is_a_blind_spot(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for _session in range(2):
        sign_session(desk, person.id, an_entry({Factor.MOOD: Level.NOT_EXPLORED}, held_at=hour(desk)))
        clock.move(days=7)
    (row,) = today(desk).blind_spots
    assert row.blind_spot.sentence.startswith("Negative mood, especially anger: not explored on 2 March 2026")


def test_nobody_whose_sentence_ended_asks_for_anything(desk: Desk) -> None:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry(tasks=(NewTask(what="Enrol", who="Pŷrson", due_on=date(2026, 3, 2)),)))
    people.edit(desk, person.id, replace(person.details, status=Status.ENDED))
    page = today(desk)
    assert not any(page.groups.values())
    assert page.tasks == ()
    assert page.people == 1


def test_without_the_rule_on_rating_that_nobody_was_rated_is_a_blind_spot(desk: Desk, clock: Clock) -> None:
    add_person(desk)
    rules.switch_off(desk, "acute_factors", "Rated elsewhere")
    clock.move(days=31)
    sentences = [row.blind_spot.sentence for row in today(desk).blind_spots]
    assert "No factor was ever rated, since 2 March 2026" in sentences


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE people SET status = 'unheard of' WHERE crn = 'X2'",
        "UPDATE people SET added_at = 'noon' WHERE crn = 'X2'",
        "UPDATE drafts SET step = 'unheard of'",
    ],
)
def test_a_row_that_cannot_be_read_is_said_of_that_person_and_hides_nobody_else(desk: Desk, damage: str) -> None:
    add_person(desk, registered=True)
    damaged = add_person(desk, name="Sêcond Ŵŷ", crn="X2", registered=True)
    sessions.start(desk, damaged.id)
    before = {row.flag for rows in today(desk).groups.values() for row in rows if row.crn != "X2"}
    with desk.write() as db:
        db.exec_driver_sql(damage)
    page = today(desk)
    found = [row for rows in page.groups.values() for row in rows]
    assert before == {row.flag for row in found if row.crn != "X2"} != set()
    (fault,) = (row for row in found if row.crn == "X2")
    assert (fault.person_name, fault.flag.title) == ("Sêcond Ŵŷ", "Part of this record cannot be read")
    assert fault.flag in {row.flag for day in eight_weeks(desk).days for row in day.flags}
    assert [row.name for row in people.list_people(desk)] == ["Pŷrson One", "Sêcond Ŵŷ"]
    with pytest.raises(RecordUnreadable):
        people.page(desk, damaged.id)


@pytest.mark.parametrize("body", ["{broken", '{"held_on": "noon"}', '{"level": "unheard of"}'])
def test_an_entry_that_cannot_be_read_is_said_beside_what_else_is_due(desk: Desk, body: str) -> None:
    damaged = add_person(desk, crn="X2", registered=True)
    before = set(people.page(desk, damaged.id).flags)
    with desk.write() as db:
        db.exec_driver_sql(RECORD.replace("{body}", body))
    flags = set(people.page(desk, damaged.id).flags)
    assert before < flags
    assert [flag.title for flag in flags - before] == ["Part of this record cannot be read"]
    assert {row.flag for rows in today(desk).groups.values() for row in rows} == flags
    (row,) = people.list_people(desk)
    assert row.name == "Pŷrson One"


def test_the_person_and_today_see_the_same_facts(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, rosh=Rosh(custody_staff=RoshLevel.HIGH), registered=True, contact_days=14)
    people.set_appointment(desk, person.id, hour(desk, 2), Place.OFFICE)
    sign_session(desk, person.id, a_missed_entry())
    clock.move(days=1)
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}, held_at=hour(desk)))
    sessions.start(desk, person.id)
    with desk.read() as db:
        (standing,) = standings(db, desk.today())
        assert standing.facts == of_person(db, person.id)
    shown = {row.flag for group in today(desk).groups.values() for row in group}
    assert set(people.page(desk, person.id).flags) == shown
    assert {flag.kind for flag in shown} >= {"home_visit", "contact_recorded", "initial_assessment"}


@pytest.mark.parametrize("caseload", [1, 12])
def test_today_takes_three_statements_whatever_the_caseload(desk: Desk, caseload: int) -> None:
    for number in range(caseload):
        person = add_person(desk, crn=f"X{number}")
        sign_session(desk, person.id)
        sessions.start(desk, person.id)
    with counted(desk) as sent:
        page = today(desk)
    assert len(sent) == 3
    assert (page.people, len(page.drafts)) == (caseload, caseload)


def test_an_appointment_moved_within_the_day_is_still_to_come(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=-1)
    people.set_appointment(desk, person.id, MOMENT + timedelta(hours=7), Place.OFFICE)
    clock.move(days=1)
    moved = a_missed_entry(
        outcome=Outcome.RESCHEDULED,
        held_at=MOMENT + timedelta(hours=7),
        next_at=MOMENT + timedelta(hours=5),
        next_place=Place.OFFICE,
    )
    sign_session(desk, person.id, moved)
    assert [(row.appointment.at, row.state) for row in today(desk).appointments] == [(moved.next_at, "next")]


# ── What is new, and what comes ──────────────────────────────────────────────────────────────────────


def kinds(found: tuple[FlagRow, ...]) -> list[str]:
    return [row.flag.kind for row in found]


def test_nothing_new_is_said_to_be_quiet(desk: Desk) -> None:
    page = news_since(desk)
    assert page.quiet
    assert page.since == date(2026, 3, 1)


def test_news_are_what_fell_due_since_yesterday_and_what_was_left_unsigned(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, contact_days=10)
    sessions.start(desk, person.id)
    reviews.start(desk, person.id, "oversight")
    assert news_since(desk).drafts == ()
    clock.move(days=10)
    page = news_since(desk, date(2026, 3, 11))
    assert "contact" in kinds(page.due)
    assert "contact" not in kinds(page.overdue)
    assert [row.person_name for row in page.drafts] == ["Pŷrson One"]
    assert [row.kind for row in page.review_drafts] == ["oversight"]
    clock.move(days=1)
    assert "contact" in kinds(news_since(desk, date(2026, 3, 12)).overdue)
    assert "contact" not in kinds(news_since(desk, date(2026, 3, 12)).due)
    clock.move(days=1)
    assert "contact" not in kinds(news_since(desk, date(2026, 3, 13)).overdue)
    assert "contact" in kinds(news_since(desk).overdue)  # since the unlock before this one


def test_news_tell_what_brought_a_review_forward_until_it_is_reviewed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, address="1 Old Road")
    people.edit(desk, person.id, replace(person.details, address="1 New Road"))
    clock.move(days=1)
    assert [(row.person_name, row.event.reason) for row in news_since(desk).events] == [("Pŷrson One", "New address")]
    done = NewReview(person_id=person.id, kind="risk_review", done_on=desk.today(), changed=False, note="Same flat")
    reviews.record(desk, done)
    assert news_since(desk).events == ()


def test_eight_weeks_list_an_end_that_has_passed_as_overdue(desk: Desk, clock: Clock) -> None:
    add_person(desk, status=Status.COMMUNITY_ORDER, sentence_end=clock().date())
    clock.move(days=2)
    assert [row.flag.kind for row in eight_weeks(desk).overdue] == ["supervision_end"]


def test_eight_weeks_show_everything_that_falls_due_before_its_warning_too(desk: Desk) -> None:
    person = add_person(desk, licence_end=date(2026, 4, 26), contact_days=30)
    people.set_appointment(desk, person.id, hour(desk, 48), Place.OFFICE)
    page = eight_weeks(desk)
    days = {one.day: one for one in page.days}
    assert (len(days), min(days), max(days)) == (56, date(2026, 3, 2), date(2026, 4, 26))
    assert kinds(days[date(2026, 4, 1)].flags) == ["rating", "contact"]
    assert rows(today(desk), "contact") == []
    assert [row.appointment.at.day for row in days[date(2026, 3, 4)].appointments] == [4]
    assert [row.person_name for row in days[date(2026, 4, 26)].ends] == ["Pŷrson One"]
    assert not days[date(2026, 4, 3)].working  # Good Friday
    assert days[date(2026, 4, 2)].working
    assert set(kinds(page.overdue)) == {"home_visit", "initial_assessment"} - set(kinds(days[date(2026, 3, 2)].flags))


@pytest.mark.parametrize("caseload", [1, 12])
def test_news_and_calendar_take_as_many_statements_whatever_the_caseload(desk: Desk, caseload: int) -> None:
    for number in range(caseload):
        sign_session(desk, add_person(desk, crn=f"X{number}").id)
    with counted(desk) as sent:
        news_since(desk)
    assert len(sent) == 4
    with counted(desk) as sent:
        eight_weeks(desk)
    assert len(sent) == 3


def test_one_persons_impossible_dates_hide_nobody_elses_flags(desk: Desk, clock: Clock) -> None:
    other = add_person(desk, name="Other", crn="X2")
    before = [row for group in today(desk).groups.values() for row in group]
    clock.move(days=400)
    late = add_person(desk, name="Late", crn="X3")
    sign_session(desk, late.id)
    clock.move(days=-400)
    after = [row for group in today(desk).groups.values() for row in group]
    assert [row for row in after if row.flag.person_id == other.id] == before
    (fault,) = (row for row in after if row.flag.kind == "fault")
    assert "in the future: check this computer’s clock" in fault.flag.why
