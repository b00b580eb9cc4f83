"""Official dates, deferrals, suspended contact and judged absences, on a real store."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.absences import NewJudgement
from app.domain.blind_spots import BlindSpotKind
from app.domain.case_problems import FieldProblems, NotFound
from app.domain.deadlines import Due, Flag
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Factor, Level
from app.domain.reviews import EventKind, NewReview, Review, ReviewEntry
from app.domain.sessions import ActDecision, Session
from app.services import absences, deadlines, people, review_kinds, reviews, rules, sessions
from app.services.calendar import eight_weeks
from app.services.desk import Desk
from app.services.today import news_since, today
from tests.builders import MOMENT, a_missed_entry, add_person, an_entry, sign_session
from tests.desks import Clock

DAY = MOMENT.date()


def flag_of(desk: Desk, kind: str) -> Flag | None:
    """As Today and the person's page show it alike."""
    ((group, flag),) = [
        (due, row.flag) for due, rows in today(desk).groups.items() for row in rows if row.flag.kind == kind
    ] or [(None, None)]
    if flag is not None:
        assert flag in people.page(desk, flag.person_id).flags
        assert flag.group(desk.today()) is group
    return flag


def miss(desk: Desk, person_id: UUID, action: Action = Action.DECISION_PENDING) -> Session:
    """A session an hour ago to which nobody came."""
    return sign_session(desk, person_id, a_missed_entry(held_at=desk.now() - timedelta(hours=1), action=action))


def record_about(desk: Desk, person_id: UUID, kind: str, session_id: UUID | None, note: str = "Posted") -> Review:
    new = NewReview(person_id=person_id, kind=kind, subject=session_id, done_on=desk.today(), changed=False, note=note)
    return reviews.record(desk, new)


def subjects(desk: Desk, kind: str) -> list[UUID | None]:
    """What the flags of this kind are about, the most pressing first."""
    return [row.flag.subject for rows in today(desk).groups.values() for row in rows if row.flag.kind == kind]


def fields(refused: pytest.ExceptionInfo[FieldProblems]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_an_official_date_goes_before_the_rule_until_the_review_is_recorded(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    deadlines.set_official_date(desk, person.id, "risk_review", DAY + timedelta(days=3), "OASys", "Brought up by DW")
    flag = flag_of(desk, "risk_review")
    assert flag is not None
    assert (flag.due, flag.official) == (DAY + timedelta(days=3), True)
    assert [one.due_on for one in people.page(desk, person.id).official_dates] == [flag.due]
    clock.move(hours=1)
    reviews.record(
        desk, NewReview(person_id=person.id, kind="risk_review", done_on=DAY, changed=False, note="Nothing new")
    )
    assert flag_of(desk, "risk_review") is None
    assert people.page(desk, person.id).official_dates == ()


def test_an_official_date_can_be_withdrawn_once(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, mappa_category=1, mappa_level=1)
    deadlines.set_official_date(desk, person.id, "mappa_review", DAY, "NDelius")
    assert flag_of(desk, "mappa_review")
    clock.move(minutes=1)
    deadlines.withdraw_official_date(desk, person.id, "mappa_review", "Typed for somebody else")
    assert flag_of(desk, "mappa_review") is None
    with pytest.raises(NotFound):
        deadlines.withdraw_official_date(desk, person.id, "mappa_review")


def test_an_official_date_needs_a_kind_a_day_and_a_system(desk: Desk) -> None:
    person = add_person(desk)
    with pytest.raises(FieldProblems) as refused:
        deadlines.set_official_date(desk, person.id, "contact", date(2096, 3, 2), " ")
    assert fields(refused) == ["due_on", "system", "kind"]
    assert "risk_review" in deadlines.official_kinds(desk)
    assert not {"missed_letter", "breach_decision", "polygraph"} & set(deadlines.official_kinds(desk))


def test_a_duty_is_deferred_with_a_reason_and_stays_in_the_history(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=70)
    flag = flag_of(desk, "oversight")
    assert flag is not None
    latest = desk.today() + timedelta(days=90)
    assert deadlines.deferrable_until(desk, person.id, "oversight") == latest
    until = desk.today() + timedelta(days=30)
    deadlines.defer(desk, person.id, "oversight", until, "SPO on leave")
    deferred = flag_of(desk, "oversight")
    assert deferred is not None
    assert (deferred.group(desk.today()), deferred.due, deferred.original_due) == (Due.DEFERRED, until, flag.due)
    clock.move(days=20)
    deadlines.defer(desk, person.id, "oversight", latest, "SPO is ill")
    rows = deadlines.deferrals(desk)
    assert [(row.deferral.reason, row.until, row.stands) for row in rows] == [
        ("SPO is ill", latest, True),
        ("SPO on leave", until, False),
    ]
    assert rows == deadlines.deferrals(desk, person.id)
    assert {row.deferral.due_on for row in rows} == {flag.due}
    assert deadlines.deferrable_until(desk, person.id, "oversight") == latest
    clock.move(days=70)
    assert deadlines.deferrable_until(desk, person.id, "oversight") is None


def test_a_deferral_without_reason_or_too_long_is_refused(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, licence_end=DAY + timedelta(days=80))
    clock.move(days=60)
    for until in (None, desk.today(), DAY + timedelta(days=81), date(2200, 1, 1)):
        with pytest.raises(FieldProblems) as refused:
            deadlines.defer(desk, person.id, "rating", until, " ")
        assert fields(refused) == ["until", "reason"]
    with pytest.raises(FieldProblems):
        deadlines.defer(desk, person.id, "supervision_end", DAY + timedelta(days=79), "Why")
    with pytest.raises(NotFound):
        deadlines.defer(desk, person.id, "no_such_kind", DAY + timedelta(days=79), "Why")
    assert deadlines.deferrals(desk) == ()


def test_act_today_after_a_deferral_undoes_it(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=300)
    deadlines.defer(desk, person.id, "risk_review", desk.today() + timedelta(days=60), "Report awaited")
    clock.move(days=1)
    decision = ActDecision(factor=Factor.ACCESS, told="SPO", decided="Visit", why="Child there")
    entry = an_entry({Factor.ACCESS: Level.ACT_TODAY}, held_at=desk.now(), decisions=(decision,))
    sign_session(desk, person.id, entry)
    flag = flag_of(desk, "risk_review")
    assert flag is not None
    assert (flag.due, flag.deferred_until) == (desk.today(), None)


def test_suspended_contact_is_listed_with_its_reason_and_resumed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=40)
    deadlines.suspend_contact(desk, person.id, desk.today(), desk.today() + timedelta(days=30), "In hospital")
    flag = flag_of(desk, "contact")
    assert flag is not None
    assert flag.group(desk.today()) is Due.SUSPENDED
    assert "Contact is suspended until 11 May 2026: In hospital." in flag.why
    assert [(row.span.reason, row.runs) for row in deadlines.suspensions(desk)] == [("In hospital", True)]
    suspended = people.page(desk, person.id).suspended
    assert suspended is not None
    assert BlindSpotKind.NOT_RATED not in {spot.kind for spot in people.page(desk, person.id).blind_spots}
    clock.move(days=2)
    deadlines.resume_contact(desk, person.id, "Discharged")
    resumed = flag_of(desk, "contact")
    assert resumed is not None
    assert resumed.group(desk.today()) is Due.OVERDUE
    assert [(row.span.until, row.runs) for row in deadlines.suspensions(desk, person.id)] == [
        (desk.today() - timedelta(days=1), False)
    ]
    with pytest.raises(NotFound):
        deadlines.resume_contact(desk, person.id, "Discharged")


@pytest.mark.parametrize(("first", "days"), [(0, 91), (0, -1), (91, 5), (-40, 10)])
def test_a_suspension_has_an_end_within_90_days(desk: Desk, first: int, days: int) -> None:
    person = add_person(desk)
    since = DAY + timedelta(days=first)
    for until in (since + timedelta(days=days), None):
        with pytest.raises(FieldProblems):
            deadlines.suspend_contact(desk, person.id, since, until, "In hospital")
    with pytest.raises(FieldProblems) as refused:
        deadlines.suspend_contact(desk, person.id, DAY, DAY, "")
    assert fields(refused) == ["reason"]


def test_days_on_which_contact_is_suspended_already_are_refused_and_others_stand_beside(desk: Desk) -> None:
    person = add_person(desk)
    day = [DAY + timedelta(days=number) for number in range(81)]
    deadlines.suspend_contact(desk, person.id, day[60], day[80], "Operation")
    deadlines.suspend_contact(desk, person.id, DAY, day[6], "Holiday")
    for since, until, field in ((day[6], day[9], "since"), (day[7], day[60], "until"), (day[7], day[80], "until")):
        with pytest.raises(FieldProblems) as refused:
            deadlines.suspend_contact(desk, person.id, since, until, "Another")
        assert fields(refused) == [field]
    assert refused.value.problems[0].sentence == (
        "Contact is suspended from 1 May 2026 until 21 May 2026 already: choose days before or after that"
    )
    deadlines.suspend_contact(desk, person.id, day[7], day[20], "Still away")
    assert [(row.span.until, row.span.reason, row.runs) for row in deadlines.suspensions(desk, person.id)] == [
        (day[80], "Operation", False),
        (day[20], "Still away", False),
        (day[6], "Holiday", True),
    ]
    suspended = people.page(desk, person.id).suspended
    assert suspended is not None
    assert (suspended.until, suspended.reason) == (day[20], "Holiday; Still away")
    deadlines.resume_contact(desk, person.id, "Came back at once")
    assert [row.span.reason for row in deadlines.suspensions(desk, person.id)] == ["Operation"]


def test_the_calendar_shows_what_waits_while_contact_is_suspended_when_that_ends(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    clock.move(days=40)
    assert "contact" in {row.flag.kind for row in eight_weeks(desk).overdue}
    until = desk.today() + timedelta(days=20)
    deadlines.suspend_contact(desk, person.id, desk.today(), until, "In hospital")
    calendar = eight_weeks(desk)
    assert "contact" not in {row.flag.kind for row in calendar.overdue}
    days = [day.day for day in calendar.days for row in day.flags if row.flag.kind == "contact"]
    assert days == [until]


def test_nothing_is_asked_nor_put_off_about_an_appointment_that_is_to_come(desk: Desk) -> None:
    person = add_person(desk)
    made = people.set_appointment(desk, person.id, desk.now() + timedelta(days=7), Place.OFFICE)
    assert "contact_recorded" not in {row.flag.kind for day in eight_weeks(desk).days for row in day.flags}
    with pytest.raises(NotFound):
        deadlines.deferrable_until(desk, person.id, "contact_recorded", made.id)


def test_an_official_date_of_a_kind_that_is_switched_off_is_refused_and_not_offered(desk: Desk) -> None:
    person = add_person(desk)
    rules.switch_off(desk, "oversight", "Not done here")
    assert "oversight" not in deadlines.official_kinds(desk)
    with pytest.raises(FieldProblems) as refused:
        deadlines.set_official_date(desk, person.id, "oversight", DAY, "NDelius")
    assert [problem.sentence for problem in refused.value.problems] == [
        "Its review rules are switched off, so the date would not be shown: switch one on first"
    ]
    rules.switch_off(desk, "mappa_level_1", "Not done here")
    assert "mappa_review" in deadlines.official_kinds(desk)  # of the other levels


def test_nobody_whose_supervision_is_over_stands_under_suspended_contact_nor_in_the_news(
    desk: Desk, clock: Clock
) -> None:
    person = add_person(desk, licence_end=DAY + timedelta(days=1))
    deadlines.suspend_contact(desk, person.id, DAY, DAY + timedelta(days=30), "In hospital")
    high = an_entry(
        {Factor.ACCESS: Level.ACT_TODAY},
        held_at=desk.now() - timedelta(hours=1),
        decisions=(ActDecision(factor=Factor.ACCESS, told="Police", decided="Visit", why="Seen there"),),
    )
    sign_session(desk, person.id, high)
    assert (len(today(desk).suspended), len(news_since(desk).events)) == (1, 1)
    clock.move(days=2)
    assert (today(desk).suspended, news_since(desk, DAY).events) == ((), ())


def test_an_absence_is_judged_later_and_the_judgement_counts(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    missed = a_missed_entry(action=Action.DECISION_PENDING)
    first = sign_session(desk, person.id, missed)
    clock.move(days=7)
    sign_session(desk, person.id, a_missed_entry(action=Action.DECISION_PENDING, held_at=desk.now()))
    assert flag_of(desk, "breach_decision")
    assert len(people.page(desk, person.id).absences) == 2
    made = absences.judge(
        desk,
        NewJudgement(
            session_id=first.id,
            acceptable=True,
            reason=AbsenceReason.MEDICAL,
            evidence="Letter of the hospital",
            seen_on=desk.today(),
        ),
    )
    assert flag_of(desk, "breach_decision") is None
    found = absences.of_person(desk, person.id)
    assert (len(found.all), len(found.in_year), found.judgements) == (2, 1, (made,))
    clock.move(minutes=1)
    absences.judge(desk, NewJudgement(session_id=first.id, acceptable=False, evidence="The letter was not genuine"))
    assert flag_of(desk, "breach_decision")
    assert sessions.read(desk, first.id).session == first


def test_an_acceptable_absence_found_unacceptable_counts(desk: Desk) -> None:
    person = add_person(desk)
    entry = a_missed_entry(outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.MEDICAL)
    signed = sign_session(desk, person.id, entry)
    assert absences.of_person(desk, person.id).all == ()
    absences.judge(desk, NewJudgement(session_id=signed.id, acceptable=False, evidence="Seen in town"))
    assert len(absences.of_person(desk, person.id).in_year) == 1


def test_a_judgement_needs_an_absence_and_evidence(desk: Desk) -> None:
    person = add_person(desk)
    held, missed = sign_session(desk, person.id), sign_session(desk, person.id, a_missed_entry())
    with pytest.raises(NotFound):
        absences.judge(desk, NewJudgement(session_id=held.id, acceptable=True))
    with pytest.raises(FieldProblems) as refused:
        absences.judge(desk, NewJudgement(session_id=missed.id, acceptable=True))
    assert fields(refused) == ["reason", "seen_on", "evidence"]
    with pytest.raises(FieldProblems) as refused:
        absences.judge(desk, NewJudgement(session_id=missed.id, seen_on=DAY + timedelta(days=1), evidence="x"))
    assert fields(refused) == ["acceptable", "seen_on"]


@pytest.mark.parametrize("earlier", [Outcome.FAILED_TO_ATTEND, Outcome.COMPLIED])
def test_a_judgement_that_makes_two_missed_sessions_running_brings_a_review_forward(
    desk: Desk, clock: Clock, earlier: Outcome
) -> None:
    person = add_person(desk)
    clock.move(days=7)
    at = desk.now() - timedelta(days=3)
    sign_session(desk, person.id, a_missed_entry(held_at=at) if earlier.missed else an_entry(held_at=at))
    excused = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.MEDICAL, held_at=desk.now()
    )
    second = sign_session(desk, person.id, excused)
    clock.move(days=1)
    assert people.page(desk, person.id).events == ()
    for _twice in range(2):  # the second judgement finds it counted already
        absences.judge(desk, NewJudgement(session_id=second.id, acceptable=False, evidence="Seen in town"))
    events = people.page(desk, person.id).events
    assert [(event.kind, event.on) for event in events] == [(EventKind.MISSED_TWICE, desk.today())] * earlier.missed
    assert sessions.read(desk, second.id).events == events


def test_an_absence_judged_unacceptable_is_missed_when_the_next_is_signed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    entry = a_missed_entry(outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.MEDICAL)
    first = sign_session(desk, person.id, entry)
    absences.judge(desk, NewJudgement(session_id=first.id, acceptable=False, evidence="Seen in town"))
    clock.move(days=7)
    second = miss(desk, person.id)
    assert [event.kind for event in sessions.read(desk, second.id).events] == [EventKind.MISSED_TWICE]


@pytest.mark.parametrize("acceptable", [True, False])
def test_two_missed_sessions_bring_a_review_forward_unless_the_first_was_found_acceptable(
    desk: Desk, clock: Clock, acceptable: bool
) -> None:
    person = add_person(desk)
    first = sign_session(desk, person.id, a_missed_entry())
    judgement = NewJudgement(
        session_id=first.id, acceptable=acceptable, reason=AbsenceReason.MEDICAL, evidence="A letter", seen_on=DAY
    )
    absences.judge(desk, judgement)
    clock.move(days=7)
    second = sign_session(desk, person.id, a_missed_entry(held_at=desk.now()))
    assert bool(sessions.read(desk, second.id).events) is not acceptable


def test_a_deferral_taken_back_is_due_on_its_own_day_and_the_limit_still_counts_from_the_first(
    desk: Desk, clock: Clock
) -> None:
    person = add_person(desk, release_date=date(2025, 1, 6))
    before = flag_of(desk, "risk_review")
    deadlines.defer(desk, person.id, "risk_review", DAY + timedelta(days=20), "Waiting for the report")
    clock.move(days=1)
    deadlines.take_back(desk, person.id, "risk_review")
    assert flag_of(desk, "risk_review") == before
    with pytest.raises(NotFound):
        deadlines.take_back(desk, person.id, "risk_review")
    assert deadlines.deferrable_until(desk, person.id, "risk_review") == DAY + timedelta(days=90)
    rows = deadlines.deferrals(desk, person.id)
    assert [(row.deferral.taken_back, row.stands, row.times) for row in rows] == [(True, False, 1), (False, False, 1)]


def test_a_deferral_that_an_event_undid_does_not_stand_nor_one_whose_day_has_passed(desk: Desk, clock: Clock) -> None:
    person = add_person(desk, release_date=date(2025, 1, 6))
    for kind in ("risk_review", "oversight"):
        deadlines.defer(desk, person.id, kind, DAY + timedelta(days=20), "Waiting for the report")
    clock.move(hours=1)
    people.edit(desk, person.id, replace(person.details, address="1 New Road"))
    people.edit(desk, person.id, replace(person.details, address="2 New Road"))  # from the first, which is a move
    assert {row.deferral.kind: row.stands for row in deadlines.deferrals(desk)} == {
        "risk_review": False,
        "oversight": True,
    }
    clock.move(days=21)
    assert not any(row.stands for row in deadlines.deferrals(desk, person.id))


def test_the_clocks_and_decisions_of_missed_contact_stand_with_the_absences(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for _number in range(2):
        clock.move(days=5)
        missed = a_missed_entry(held_at=desk.now() - timedelta(hours=1), action=Action.DECISION_PENDING)
        sign_session(desk, person.id, missed)
    found = absences.of_person(desk, person.id)
    assert sorted(flag.kind for flag in found.clocks) == [
        "absence_evidence",
        "absence_evidence",
        "breach_decision",
        "missed_letter",
        "missed_letter",
    ]
    assert found.decisions == ()
    record_about(desk, person.id, "breach_decision", found.all[0].session_id, "No breach")
    found = absences.of_person(desk, person.id)
    assert [one.note for one in found.decisions] == ["No breach"]
    assert "breach_decision" not in [flag.kind for flag in found.clocks]


def test_somebody_whose_contact_is_suspended_is_listed_on_today_until_its_last_day(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    deadlines.suspend_contact(desk, person.id, DAY, DAY + timedelta(days=3), "In hospital")
    assert [(row.person_name, row.span.reason) for row in today(desk).suspended] == [("Pŷrson One", "In hospital")]
    clock.move(days=3)
    assert today(desk).suspended
    clock.move(days=1)
    assert today(desk).suspended == ()


# ── About one absence ────────────────────────────────────────────────────────────────────────────────


def test_a_letter_about_one_absence_leaves_the_flag_of_another(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first = miss(desk, person.id)
    clock.move(days=1)
    second = miss(desk, person.id)
    clock.move(days=2)
    record_about(desk, person.id, "missed_letter", first.id)
    assert subjects(desk, "missed_letter") == [second.id]
    assert subjects(desk, "absence_evidence") == [first.id, second.id]


def test_a_decision_about_an_earlier_absence_does_not_decide_about_the_newest(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    missed = []
    for _number in range(3):
        clock.move(days=5)
        missed.append(miss(desk, person.id))
    record_about(desk, person.id, "breach_decision", missed[1].id, "No breach after the second")
    assert subjects(desk, "breach_decision") == [missed[2].id]
    record_about(desk, person.id, "breach_decision", missed[2].id, "No breach after the third")
    assert subjects(desk, "breach_decision") == []


def test_a_review_of_an_absence_says_which_and_whose(desk: Desk) -> None:
    person, other = add_person(desk), add_person(desk, crn="X2")
    theirs = miss(desk, other.id)
    with pytest.raises(FieldProblems) as refused:
        record_about(desk, person.id, "missed_letter", None)
    assert fields(refused) == ["subject"]
    with pytest.raises(FieldProblems):
        reviews.start(desk, person.id, "missed_letter")
    for call in (record_about, reviews.start):
        with pytest.raises(NotFound):
            call(desk, person.id, "missed_letter", theirs.id)
    with pytest.raises(FieldProblems):  # which is judged
        record_about(desk, other.id, "absence_evidence", theirs.id)
    assert people.page(desk, person.id).reviews == people.page(desk, other.id).reviews == ()


def test_each_absence_has_a_letter_of_its_own_in_writing(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first, second = miss(desk, person.id), miss(desk, person.id)
    begun = reviews.start(desk, person.id, "missed_letter", first.id)
    other = reviews.start(desk, person.id, "missed_letter", second.id)
    assert reviews.start(desk, person.id, "missed_letter", first.id).draft == begun.draft != other.draft
    assert [flag.subject for flag in begun.beside.flags] == [first.id]
    assert begun.beside.title == "Send the letter about the missed appointment: absence on 2 March 2026"
    assert {row.title for row in today(desk).review_drafts} == {begun.beside.title}
    entry = ReviewEntry(done_on=desk.today(), changed=False, note="Posted")
    assert reviews.sign(desk, replace(begun.draft, entry=entry)).subject == first.id
    assert subjects(desk, "missed_letter") == [second.id]
    assert reviews.draft_of(desk, person.id, "missed_letter", second.id) == other.draft


def test_what_can_be_recorded_of_an_absence_is_what_still_waits_the_oldest_first(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    missed = []
    for _number in range(2):
        clock.move(days=40)
        missed.append(miss(desk, person.id))
    found = review_kinds.choices(desk, person.id)
    assert {kind: [flag.subject for flag in asked] for kind, asked in found.about.items() if asked} == {
        "missed_letter": [one.id for one in missed],
        "breach_decision": [missed[1].id],
    }
    assert set(found.about) < set(found.titles)


def test_a_letter_about_one_absence_leaves_the_deferral_of_another(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first, second = miss(desk, person.id), miss(desk, person.id)
    for one in (first, second):
        deadlines.defer(desk, person.id, "missed_letter", DAY + timedelta(days=9), "Address awaited", one.id)
    clock.move(hours=1)
    record_about(desk, person.id, "missed_letter", first.id)
    assert [row.flag.subject for row in today(desk).groups[Due.DEFERRED]] == [second.id]


# ── A clock that was set back ────────────────────────────────────────────────────────────────────────


def test_the_newest_recorded_counts_though_the_clock_was_set_back(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    missed = miss(desk, person.id)
    clock.move(days=3)
    deadlines.set_official_date(desk, person.id, "risk_review", DAY + timedelta(days=20), "OASys")
    deadlines.defer(desk, person.id, "contact", DAY + timedelta(days=60), "In hospital")
    deadlines.suspend_contact(desk, person.id, DAY, DAY + timedelta(days=30), "In hospital")
    absences.judge(
        desk,
        NewJudgement(
            session_id=missed.id, acceptable=True, reason=AbsenceReason.MEDICAL, evidence="A letter", seen_on=DAY
        ),
    )
    clock.move(days=-2)
    deadlines.set_official_date(desk, person.id, "risk_review", DAY + timedelta(days=10), "OASys")
    deadlines.defer(desk, person.id, "contact", DAY + timedelta(days=50), "Home again")
    deadlines.resume_contact(desk, person.id, "Home again")
    absences.judge(desk, NewJudgement(session_id=missed.id, acceptable=False, evidence="The letter was not genuine"))
    page = people.page(desk, person.id)
    assert [one.due_on for one in page.official_dates] == [DAY + timedelta(days=10)]
    assert {row.deferral.reason: (row.stands, row.times) for row in deadlines.deferrals(desk)} == {
        "In hospital": (False, 1),
        "Home again": (True, 2),
    }
    assert page.suspended is None
    found = absences.of_person(desk, person.id)
    assert [one.acceptable for one in found.judgements] == [False, True]
    assert [one.session_id for one in found.in_year] == [missed.id]
