"""Unsigned sessions: starting, saving as one types, carrying on, discarding."""

import traceback
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.case_problems import AlreadySigned, DraftUnreadable, NotFound
from app.domain.places import AbsenceReason, Outcome, Place
from app.domain.prompts import Circumstance
from app.domain.ratings import Basis, Factor, Level
from app.domain.sessions import ClaimCheck, ClaimOutcome, Entry, Information, Step
from app.domain.tasks import NewTask, TaskCheck, TaskOutcome
from app.services import people, rules, sessions
from app.services.desk import Desk
from app.services.guide import Guide, as_of, prompts_for
from app.services.today import today
from tests.builders import (
    MOMENT,
    a_full_case,
    a_full_entry,
    a_missed_entry,
    a_rating,
    add_person,
    an_entry,
    sign_session,
    with_texts,
)
from tests.desks import Clock
from tests.hostile import HOSTILE, cleaned_of


def test_a_new_session_knows_nothing_yet(desk: Desk) -> None:
    person = add_person(desk)
    guide = sessions.start(desk, person.id)
    assert guide.draft.entry == Entry()
    assert (guide.draft.started_at, guide.draft.step) == (MOMENT, Step.START)
    assert (guide.person, guide.last, guide.history, guide.open_tasks) == (person, None, (), ())
    assert prompts_for(guide, guide.draft.entry)


def test_the_guide_shows_the_persons_flags_but_not_that_this_session_is_unsigned(desk: Desk) -> None:
    person = add_person(desk)
    before = people.page(desk, person.id).flags
    guide = sessions.start(desk, person.id)
    assert before
    assert guide.flags == sessions.open_draft(desk, guide.draft.id).flags == before
    assert {flag.subject for flag in people.page(desk, person.id).flags} == {None, guide.draft.id}


def test_it_takes_place_where_the_officer_says_or_where_todays_appointment_is(desk: Desk, clock: Clock) -> None:
    person, other = add_person(desk), add_person(desk, crn="X2")
    for one in (person, other):
        people.set_appointment(desk, one.id, MOMENT + timedelta(days=1, hours=2), Place.HOME_VISIT)
    assert sessions.start(desk, other.id).draft.entry.place is None  # not today's
    sessions.discard_draft(desk, sessions.start(desk, other.id).draft.id)
    clock.move(days=1)
    assert sessions.start(desk, person.id).draft.entry.place is Place.HOME_VISIT
    assert sessions.start(desk, other.id, Place.PHONE).draft.entry.place is Place.PHONE


def test_starting_again_carries_on_with_the_same_draft(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id, Place.PHONE).draft
    sessions.save_draft(desk, replace(draft, step=Step.CHECK_IN, entry=an_entry()))
    again = sessions.start(desk, person.id, Place.OFFICE).draft
    assert again == sessions.open_draft(desk, draft.id).draft == people.page(desk, person.id).draft
    assert (again.id, again.step, again.entry) == (draft.id, Step.CHECK_IN, an_entry())


def test_everything_typed_is_read_back(desk: Desk) -> None:
    person, earlier, _session = a_full_case(desk)
    draft = sessions.start(desk, person.id).draft
    entry = a_full_entry(earlier, people.page(desk, person.id).tasks[0].id)
    sessions.save_draft(desk, replace(draft, entry=entry))
    assert sessions.open_draft(desk, draft.id).draft.entry == entry


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_survives_in_every_field_of_a_draft(desk: Desk, hostile: str) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    sessions.save_draft(desk, replace(draft, entry=with_texts(a_full_entry(), hostile)))
    assert sessions.open_draft(desk, draft.id).draft.entry == with_texts(a_full_entry(), cleaned_of(hostile))


def test_saving_the_same_again_writes_nothing_and_keeps_the_time(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    draft = replace(sessions.start(desk, person.id).draft, entry=an_entry())
    clock.move(minutes=1)
    written_at = sessions.save_draft(desk, draft)
    assert written_at == clock()
    clock.move(minutes=1)
    with desk.read() as db:
        before = db.exec_driver_sql("SELECT total_changes()").scalar()
    assert sessions.save_draft(desk, draft) == written_at
    with desk.read() as db:
        assert db.exec_driver_sql("SELECT total_changes()").scalar() == before


def test_going_to_another_step_is_kept_but_is_no_change_of_what_was_written(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    draft = replace(sessions.start(desk, person.id).draft, entry=an_entry())
    written_at = sessions.save_draft(desk, draft)
    clock.move(minutes=5)
    assert sessions.save_draft(desk, replace(draft, step=Step.DECIDE)) == written_at
    assert sessions.open_draft(desk, draft.id).draft.step is Step.DECIDE


def test_an_autosave_leaves_no_trace_in_the_audit_and_discarding_does(desk: Desk) -> None:
    person = add_person(desk)

    def acts() -> list[str]:
        with desk.read() as db:
            return list(db.exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars())

    before = acts()
    draft = sessions.start(desk, person.id).draft
    sessions.save_draft(desk, replace(draft, entry=an_entry()))
    assert acts() == before
    sessions.discard_draft(desk, draft.id)
    assert acts() == [*before, "discard"]


def test_a_discarded_draft_is_gone(desk: Desk) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    sessions.discard_draft(desk, draft.id)
    for call in (sessions.save_draft, sessions.sign):
        with pytest.raises(NotFound):
            call(desk, replace(draft, entry=an_entry()))
    for call_by_id in (sessions.open_draft, sessions.discard_draft):
        with pytest.raises(NotFound):
            call_by_id(desk, draft.id)
    assert people.page(desk, person.id).draft is None


def test_a_signed_draft_says_so(desk: Desk) -> None:
    person = add_person(desk)
    draft = replace(sessions.start(desk, person.id).draft, entry=an_entry())
    sessions.sign(desk, draft)
    for call in (sessions.save_draft, sessions.sign):
        with pytest.raises(AlreadySigned):
            call(desk, draft)
    for call_by_id in (sessions.open_draft, sessions.discard_draft):
        with pytest.raises(AlreadySigned):
            call_by_id(desk, draft.id)


def test_the_guide_shows_what_stands_open_from_earlier_sessions(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    said = a_rating(Factor.ACCESS, Level.PRESENT, basis=Basis.SAID, evidence="Says he met nobody")
    news = Information(agency="Police", what="Seen near a school", reason="Prevention of crime")
    task = NewTask(what="Bring the payslip", who="Pŷrson")
    entry = an_entry(information=(news,), tasks=(task,))
    ratings = tuple(said if one.factor is Factor.ACCESS else one for one in entry.ratings)
    held = sign_session(desk, person.id, replace(entry, ratings=ratings))
    clock.move(days=7)
    sign_session(desk, person.id, a_missed_entry(held_at=clock()))
    guide = sessions.start(desk, person.id)
    assert guide.last == held
    assert [claim.evidence for claim in guide.claims] == ["Says he met nobody"]
    assert guide.news == ((MOMENT.date(), news),)
    assert [(one.what, one.set_on) for one in guide.open_tasks] == [("Bring the payslip", MOMENT.date())]
    settled = ClaimCheck(session_id=held.id, factor=Factor.ACCESS, outcome=ClaimOutcome.UNIMPORTANT, note="Old")
    sessions.sign(desk, replace(guide.draft, entry=an_entry(held_at=clock(), claim_checks=(settled,))))
    after = sessions.start(desk, person.id)
    assert after.claims == ()
    assert after.news == ()
    assert {past.rating.factor for past in after.history} == set(Factor)


def test_prompts_follow_what_is_recorded(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.EMERGING}))
    clock.move(days=7)
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}, held_at=clock()))
    quiet = {prompt.text for prompt in prompts_for(sessions.start(desk, add_person(desk, crn="X2").id), Entry())}
    guide = sessions.start(desk, person.id)
    rising = {prompt.text for prompt in prompts_for(guide, Entry()) if prompt.factor is Factor.MOOD}
    assert rising - quiet


def test_beside_a_late_entry_stands_what_was_known_when_the_session_took_place(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    signed = []
    for level, name in ((Level.PRESENT, "first"), (Level.EMERGING, "second")):
        said = a_rating(Factor.MOOD, level, basis=Basis.SAID, evidence=f"What was said {name}")
        entry = an_entry(
            held_at=clock(),
            summary=name,
            tasks=(NewTask(what=name, who="Pŷrson"),),
            information=(Information(agency="Police", what=name, reason="Prevention of crime"),),
        )
        entry = replace(entry, ratings=tuple(said if one.factor is Factor.MOOD else one for one in entry.ratings))
        signed.append(sign_session(desk, person.id, entry))
        clock.move(days=7)
    first, second = signed
    guide = sessions.start(desk, person.id)
    late = an_entry(held_at=MOMENT + timedelta(days=3))

    def beside(entry: Entry) -> tuple[list[str], ...]:
        then = as_of(guide, entry)
        return (
            [one.entry.summary for one in then.held],
            [past.rating.evidence for past in then.history if past.rating.factor is Factor.MOOD],
            [task.what for task in then.open_tasks],
            [claim.evidence for claim in then.claims],
            [one.what for _day, one in then.news],
        )

    said_first, said_second = "What was said first", "What was said second"
    now = (
        ["second", "first"],
        [said_first, said_second],
        ["first", "second"],
        [said_second, said_first],
        ["second"],
    )
    assert beside(Entry()) == beside(an_entry(held_at=clock())) == now
    assert beside(late) == (["first"], [said_first], ["first"], [said_first], ["first"])
    assert beside(an_entry(held_at=MOMENT)) == ([], [], [], [], [])
    ticked = TaskCheck(task_id=guide.open_tasks[1].id, outcome=TaskOutcome.DONE)
    settled = ClaimCheck(session_id=second.id, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note="x")
    then = as_of(guide, replace(late, task_checks=(ticked,), claim_checks=(settled,)))
    assert (then.open_tasks, then.claims) == (guide.open_tasks, guide.claims)
    assert then.last == first


def fitting(guide: Guide) -> set[Circumstance]:
    """The circumstances whose prompts are shown."""
    shown = {prompt.text for prompt in prompts_for(guide, guide.draft.entry)}
    return {one.when for one in rules.prompts() if one.when and shown.issuperset(one.texts)}


def test_the_prompts_of_a_late_entry_follow_what_was_recorded_before_it(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    for level in (Level.NONE_SEEN, Level.PRESENT):
        sign_session(desk, person.id, an_entry({Factor.MOOD: level}, held_at=clock()))
        clock.move(days=7)
    sign_session(desk, person.id, a_missed_entry(held_at=clock()))
    later = {Circumstance.FACTOR_RISING, Circumstance.MISSED_LAST_TIME}
    guide = sessions.start(desk, person.id)
    assert fitting(guide) >= later
    assert not fitting(as_of(guide, an_entry(held_at=MOMENT + timedelta(days=7)))) & later
    assert Circumstance.FIRST_SESSION in fitting(as_of(guide, an_entry(held_at=MOMENT)))


def test_an_absence_recorded_ahead_is_not_how_the_last_session_ended(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    away = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.HOLIDAY, held_at=MOMENT + timedelta(days=7)
    )
    sign_session(desk, person.id, away)
    assert Circumstance.FIRST_SESSION in fitting(sessions.start(desk, person.id))
    clock.move(days=8)
    assert Circumstance.FIRST_SESSION not in fitting(sessions.start(desk, person.id))


@pytest.mark.parametrize(
    "body", ["", "{", '{"check_in": 7}', '["Cyfrinach"]', '{"place": "Cyfrinach"}', '{"held_at": "Cyfrinach"}']
)
def test_a_draft_that_cannot_be_read_is_said_without_its_words_and_bars_no_page(desk: Desk, body: str) -> None:
    person = add_person(desk)
    draft = sessions.start(desk, person.id).draft
    with desk.write() as db:
        db.exec_driver_sql("UPDATE drafts SET body = ?", (body,))
    for opening in (
        lambda: sessions.open_draft(desk, draft.id),
        lambda: sessions.start(desk, person.id),
        lambda: sessions.sign(desk, draft),
    ):
        with pytest.raises(DraftUnreadable) as caught:
            opening()
        shown = "".join(traceback.format_exception(caught.value))
        assert "Cyfrinach" not in shown
    page = people.page(desk, person.id)
    assert page.draft is not None
    assert page.draft.id == draft.id
    assert [row.draft_id for row in today(desk).drafts] == [draft.id]
    assert len(people.list_people(desk)) == 1
    sessions.discard_draft(desk, draft.id)
    assert people.page(desk, person.id).draft is None


def test_a_session_is_sealed_for_the_person_whose_draft_is_in_the_store(desk: Desk) -> None:
    person, other = add_person(desk), add_person(desk, crn="X2")
    draft = sessions.start(desk, person.id).draft
    signed = sessions.sign(desk, replace(draft, person_id=other.id, entry=an_entry()))
    assert signed.person_id == person.id
    assert (len(people.page(desk, person.id).sessions), len(people.page(desk, other.id).sessions)) == (1, 0)
