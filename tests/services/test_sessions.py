"""Signing and reading sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case_problems import FieldProblems, NotFound, NotReady
from app.domain.people import Person
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Comparison, Direction, Factor, Level
from app.domain.reviews import EventKind
from app.domain.sessions import ActDecision, Entry, LifeChange, Session, Step
from app.domain.tasks import NewTask
from app.services import people, sessions
from app.services.desk import Desk
from app.services.today import today
from tests.builders import (
    MOMENT,
    a_full_case,
    a_full_entry,
    a_missed_entry,
    add_person,
    an_entry,
    sign_session,
    with_texts,
)
from tests.desks import Clock
from tests.hostile import HOSTILE, cleaned_of

DAY = timedelta(days=1)


def rated(desk: Desk, clock: Clock, person: Person, *levels: Level) -> Session:
    """Sign one session a week with these levels of mood, and give the last one."""
    signed = [
        (clock.move(days=7), sign_session(desk, person.id, an_entry({Factor.MOOD: level}, held_at=clock())))[1]
        for level in levels
    ]
    return signed[-1]


def events(desk: Desk, session: Session) -> list[EventKind]:
    return [event.kind for event in sessions.read(desk, session.id).events]


# ── What is sealed ───────────────────────────────────────────────────────────────────────────────────


def test_a_session_is_read_back_as_it_was_signed(desk: Desk) -> None:
    _person, earlier, signed = a_full_case(desk)
    entry = sessions.read(desk, signed.id).session.entry
    (check,) = signed.entry.task_checks
    assert entry == signed.entry == a_full_entry(earlier, check.task_id)


def _in_every_field(text: str) -> Entry:
    entry = with_texts(a_full_entry(), text)  # but for why nothing was done, since something was
    return replace(entry, decisions=tuple(replace(one, why_nothing="") for one in entry.decisions))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_survives_signing_in_every_field(desk: Desk, hostile: str) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id, _in_every_field(f"x{hostile}"))
    assert sessions.read(desk, signed.id).session == signed
    assert signed.entry == _in_every_field(cleaned_of(f"x{hostile}"))
    sessions.add_addendum(desk, signed.id, f"x{hostile}")
    (addendum,) = sessions.read(desk, signed.id).session.addenda
    assert addendum.text == cleaned_of(f"x{hostile}").strip()


def test_the_three_clocks_are_kept_apart(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    draft = replace(sessions.start(desk, person.id).draft, entry=an_entry(held_at=MOMENT - 2 * DAY))
    clock.move(hours=1)
    sessions.save_draft(desk, draft)
    clock.move(hours=1)
    signed = sessions.sign(desk, draft)
    assert signed.entry.held_at == MOMENT - 2 * DAY
    assert signed.written_at == MOMENT + timedelta(hours=1)
    assert signed.signed_at == MOMENT + timedelta(hours=2)
    assert sessions.read(desk, signed.id).session == signed


def test_what_was_typed_last_is_sealed_even_if_it_was_not_saved(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    clock.move(hours=1)
    signed = sessions.sign(desk, replace(draft, entry=an_entry(summary="Added at the last moment")))
    assert signed.written_at == clock()
    assert sessions.read(desk, signed.id).session.entry.summary == "Added at the last moment"


def test_signing_ends_the_draft_makes_the_appointment_and_sets_the_tasks(desk: Desk) -> None:
    person = add_person(desk)
    task = NewTask(what="Ring the GP", who="Pŷrson", due_on=MOMENT.date() + 3 * DAY)
    signed = sign_session(
        desk, person.id, an_entry(tasks=(task,), next_at=MOMENT + 7 * DAY, next_place=Place.HOME_VISIT)
    )
    page = people.page(desk, person.id)
    assert page.draft is None
    assert page.next is not None
    assert (page.next.at, page.next.place) == (MOMENT + 7 * DAY, Place.HOME_VISIT)
    (kept,) = page.tasks
    assert (kept.what, kept.who, kept.due_on, kept.session_id) == ("Ring the GP", "Pŷrson", task.due_on, signed.id)


def test_a_missed_session_takes_three_answers(desk: Desk) -> None:
    person = add_person(desk)
    answers = Entry(
        place=Place.OFFICE,
        held_at=MOMENT,
        outcome=Outcome.ACCEPTABLE_ABSENCE,
        absence_reason=AbsenceReason.MEDICAL,
        action=Action.NO_FURTHER_ACTION,
    )
    signed = sign_session(desk, person.id, answers)
    assert sessions.read(desk, signed.id).session.entry == replace(answers, ratings=())
    assert people.page(desk, person.id).history == ()


def test_what_was_filled_in_before_somebody_turned_out_to_be_absent_is_no_rating(desk: Desk) -> None:
    person = add_person(desk)
    full = a_full_entry(outcome=Outcome.FAILED_TO_ATTEND, absence_note="Rang, no answer")
    signed = sign_session(desk, person.id, full)
    assert (signed.entry.ratings, signed.entry.decisions, signed.entry.tasks) == ((), (), ())
    assert signed.entry.check_in == full.check_in
    page = people.page(desk, person.id)
    assert (page.history, page.tasks, page.events, page.rar_days_done) == ((), (), (), 0)


# ── What stops signing ───────────────────────────────────────────────────────────────────────────────


def test_signing_without_a_decision_on_act_today_is_refused(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    entry = an_entry({Factor.ACCESS: Level.ACT_TODAY})
    for half in ((), (ActDecision(factor=Factor.ACCESS, told="Police", decided="Visit"),)):
        with pytest.raises(NotReady) as refused:
            sessions.sign(desk, replace(draft, entry=replace(entry, decisions=half)))
        assert [(one.step, one.field) for one in refused.value.missing] == [(Step.DECIDE, "decision.access")]
    why_nothing = ActDecision(factor=Factor.ACCESS, why_nothing="The children moved away yesterday")
    signed = sessions.sign(desk, replace(draft, entry=replace(entry, decisions=(why_nothing,))))
    assert signed.entry.decisions == (why_nothing,)


def test_a_refused_signing_leaves_the_draft_and_nothing_else(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    with desk.read() as db:
        acts = db.exec_driver_sql("SELECT count(*) FROM audit").scalar()
    with pytest.raises(NotReady):
        sessions.sign(desk, replace(draft, entry=Entry()))
    page = people.page(desk, person.id)
    assert (page.draft, page.session_count) == (draft, 0)
    with desk.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM audit").scalar() == acts


def test_text_of_nothing_but_control_characters_is_no_answer(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    with pytest.raises(NotReady):
        sessions.sign(desk, replace(draft, entry=an_entry(decision_note="\0\x07")))


def test_signing_is_written_in_the_audit(desk: Desk) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id)
    with desk.read() as db:
        row = db.exec_driver_sql("SELECT action, kind, subject_id FROM audit ORDER BY seq DESC").first()
    assert row is not None
    assert (row.action, row.kind) == ("sign", "session")
    assert row.subject_id == signed.id.bytes


# ── Direction and events ─────────────────────────────────────────────────────────────────────────────


def test_direction_is_against_the_session_before_and_does_not_change_later(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    rated(desk, clock, person, Level.EMERGING)
    since = clock().date()
    present = rated(desk, clock, person, Level.PRESENT)
    shown = sessions.read(desk, present.id).comparisons[Factor.MOOD]
    assert shown == Comparison(direction=Direction.RISING, since=since)
    clock.move(days=1)
    late = an_entry({Factor.MOOD: Level.ACT_TODAY}, held_at=clock() - 4 * DAY)
    late = replace(late, decisions=(ActDecision(factor=Factor.MOOD, why_nothing="Calm again the next day"),))
    entered_late = sign_session(desk, person.id, late)
    assert sessions.read(desk, present.id).comparisons[Factor.MOOD] == shown
    compared = sessions.read(desk, entered_late.id).comparisons[Factor.MOOD]
    assert compared == Comparison(direction=Direction.RISING, since=since)


def test_gaps_are_skipped_and_have_no_direction(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    rated(desk, clock, person, Level.PRESENT)
    since = clock().date()
    gap = rated(desk, clock, person, Level.NOT_EXPLORED)
    assert sessions.read(desk, gap.id).comparisons[Factor.MOOD] is None
    easing = rated(desk, clock, person, Level.UNABLE_TO_JUDGE, Level.EMERGING)
    assert sessions.read(desk, easing.id).comparisons[Factor.MOOD] == Comparison(
        direction=Direction.EASING, since=since
    )


def test_each_reason_to_review_is_an_event_of_the_session(desk: Desk) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id, a_full_entry())
    expected = {EventKind.ACT_TODAY: 1, EventKind.LIFE_CHANGE: 2, EventKind.DECIDED: 1}
    kinds = events(desk, signed)
    assert {kind: kinds.count(kind) for kind in kinds} == expected
    assert {event.on for event in people.page(desk, person.id).events} == {MOMENT.date()}
    (flag,) = [flag for flag in people.page(desk, person.id).flags if flag.kind == "risk_review"]
    assert flag.due == MOMENT.date()


def test_an_event_is_dated_the_day_of_signing(desk: Desk) -> None:
    person = add_person(desk)
    late = an_entry(held_at=MOMENT - 5 * DAY, changes=(LifeChange.JOB,))
    signed = sign_session(desk, person.id, late)
    assert [event.on for event in sessions.read(desk, signed.id).events] == [MOMENT.date()]


def test_a_factor_rising_two_sessions_running_is_an_event_once(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    assert events(desk, rated(desk, clock, person, Level.NONE_SEEN, Level.EMERGING)) == []
    assert events(desk, rated(desk, clock, person, Level.NOT_EXPLORED, Level.PRESENT)) == [EventKind.ROSE_TWICE]
    assert events(desk, rated(desk, clock, person, Level.PRESENT)) == []


def test_a_late_entry_does_not_report_an_old_rise_again(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    rated(desk, clock, person, Level.NONE_SEEN, Level.EMERGING, Level.PRESENT)
    late = an_entry({Factor.MOOD: Level.EMERGING}, held_at=MOMENT - 30 * DAY)
    assert events(desk, sign_session(desk, person.id, late)) == []


def test_two_missed_sessions_running_are_an_event_also_when_entered_late(desk: Desk, clock: Clock) -> None:
    person, other = add_person(desk), add_person(desk, crn="X2")
    assert events(desk, sign_session(desk, person.id, a_missed_entry())) == []
    clock.move(days=7)
    assert events(desk, sign_session(desk, person.id, a_missed_entry(held_at=clock()))) == [EventKind.MISSED_TWICE]
    sign_session(desk, other.id, a_missed_entry(held_at=clock()))
    late = a_missed_entry(held_at=clock() - 3 * DAY)
    assert events(desk, sign_session(desk, other.id, late)) == [EventKind.MISSED_TWICE]


def test_a_session_held_between_breaks_the_run_of_missed_ones(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for entry in (a_missed_entry(held_at=clock()), an_entry(held_at=clock() + 7 * DAY)):
        clock.moment = entry.held_at or MOMENT
        sign_session(desk, person.id, entry)
    clock.move(days=7)
    assert events(desk, sign_session(desk, person.id, a_missed_entry(held_at=clock()))) == []


@pytest.mark.parametrize("outcome", [one for one in Outcome if not one.held and not one.missed])
def test_a_session_that_does_not_tell_of_attending_is_passed_over_between_two_missed_ones(
    desk: Desk, clock: Clock, outcome: Outcome
) -> None:
    person = add_person(desk)
    between = a_missed_entry(outcome=outcome, absence_reason=AbsenceReason.MEDICAL)
    for kind, expected in (
        (a_missed_entry(), []),
        (between, []),
        (a_missed_entry(), [EventKind.MISSED_TWICE]),
    ):
        clock.move(days=7)
        entry = replace(kind, held_at=clock() - DAY, next_at=clock() + DAY, next_place=Place.OFFICE)
        signed = sign_session(desk, person.id, entry)
        assert events(desk, signed) == expected


def test_an_absence_known_beforehand_answers_its_own_appointment_and_no_other(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    holiday = MOMENT + 30 * DAY
    people.set_appointment(desk, person.id, holiday, Place.OFFICE)
    clock.move(days=1)
    away = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.HOLIDAY, absence_note="", held_at=holiday
    )
    sign_session(desk, person.id, away)
    page = people.page(desk, person.id)
    assert (page.next, page.missed) == (None, ())
    clock.move(days=1)
    soon = an_entry(held_at=clock() - timedelta(hours=1), next_at=clock() + 7 * DAY, next_place=Place.OFFICE)
    sign_session(desk, person.id, soon)
    made = people.page(desk, person.id).next
    assert made is not None
    assert made.at == soon.next_at
    clock.move(days=1)
    sign_session(desk, person.id, replace(away, held_at=holiday + 7 * DAY))
    assert people.page(desk, person.id).next == made
    assert [row.appointment for row in today(desk).appointments] == []
    clock.moment = soon.next_at or MOMENT
    assert [row.appointment for row in today(desk).appointments] == [made]


def test_an_appointment_that_is_brought_forward_is_the_next_one(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    planned, sooner = MOMENT + 30 * DAY, MOMENT + 2 * DAY
    people.set_appointment(desk, person.id, planned, Place.OFFICE)
    clock.move(hours=1)
    moved = a_missed_entry(outcome=Outcome.RESCHEDULED, held_at=planned, next_at=sooner, next_place=Place.PHONE)
    sign_session(desk, person.id, moved)
    made = people.page(desk, person.id).next
    assert made is not None
    assert (made.at, made.place) == (sooner, Place.PHONE)
    clock.moment = sooner
    assert [row.appointment for row in today(desk).appointments] == [made]
    sign_session(desk, person.id, an_entry(held_at=sooner))
    assert people.page(desk, person.id).next is None


def test_a_late_entry_does_not_bring_back_an_appointment_that_was_kept(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=20)
    kept = sign_session(
        desk, person.id, an_entry(held_at=clock() - DAY, next_at=clock() + 6 * DAY, next_place=Place.OFFICE)
    )
    clock.move(hours=1)
    late = an_entry(held_at=clock() - 9 * DAY, next_at=kept.entry.held_at, next_place=Place.PHONE)
    sign_session(desk, person.id, late)
    made = people.page(desk, person.id).next
    assert made is not None
    assert made.at == kept.entry.next_at


# ── Addenda ──────────────────────────────────────────────────────────────────────────────────────────


def test_addenda_stand_beside_the_entry_in_the_order_in_which_they_were_added(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id)
    added = []
    for text in ("It was Tuesday", "It was Wednesday after all"):
        clock.move(hours=1)
        added.append(sessions.add_addendum(desk, signed.id, f"  {text} "))
    read = sessions.read(desk, signed.id).session
    assert read.addenda == tuple(added)
    assert [(one.by, one.added_at) for one in added] == [
        ("An Officer", MOMENT + timedelta(hours=1)),
        ("An Officer", MOMENT + timedelta(hours=2)),
    ]
    assert read.entry == signed.entry


def test_an_empty_addendum_and_one_to_nothing_are_refused(desk: Desk) -> None:
    person = add_person(desk)
    signed = sign_session(desk, person.id)
    with pytest.raises(FieldProblems):
        sessions.add_addendum(desk, signed.id, " \0 ")
    with pytest.raises(NotFound):
        sessions.add_addendum(desk, person.id, "x")
    assert sessions.read(desk, signed.id).session.addenda == ()


def test_reading_what_was_never_signed_is_refused(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(NotFound):
        sessions.read(desk, sessions.start(desk, person.id).draft.id)


def test_many_sessions_can_be_sealed_in_one_transaction(desk: Desk) -> None:
    person = add_person(desk)
    with desk.change("sign", "session", person.id, count=30) as db:
        for week in range(30):
            held_at = MOMENT - (30 - week) * 7 * DAY
            draft = sessions.Draft(
                id=desk.new_id(),
                person_id=person.id,
                started_at=held_at,
                written_at=held_at,
                entry=an_entry(held_at=held_at),
            )
            sessions.seal(desk, db, draft, held_at + DAY)
    page = people.page(desk, person.id)
    assert page.session_count == 30
    assert page.sessions[0].signed_at == MOMENT - 6 * DAY
