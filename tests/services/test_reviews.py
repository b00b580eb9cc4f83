"""Reviews recorded by the officer."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.domain.agencies import Agency, AgencyType
from app.domain.case_problems import FieldProblems, NotFound, ReviewSigned, ReviewUnreadable, StillReferredTo
from app.domain.children_and_victims import AgeBand, Child, Whereabouts
from app.domain.considered import Answer, Considered, Link, LinkKind, Question, SlowFactor, SlowFactorNote
from app.domain.marks import Mark
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.ratings import Basis, Factor, Level
from app.domain.reference_lists import ProgrammeType
from app.domain.reviews import NewReview, ReviewDraft, ReviewEntry
from app.services import beside, marks, officers, people, records, reviews
from app.services.desk import Desk
from app.services.today import today
from tests.builders import MOMENT, add_person, an_entry, an_officer, an_order, sign_session, with_texts
from tests.desks import Clock
from tests.hostile import HOSTILE, cleaned_of

TODAY = MOMENT.date()
A_CHILD = Child(who="J. S.", relation="Own child", age=AgeBand.UNDER_FIVE, where=Whereabouts.LIVES_THERE)


def test_a_review_is_read_back_as_recorded_newest_first(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    first = NewReview(person_id=person.id, kind="risk_review", done_on=TODAY, changed=False, note="Nothing new")
    recorded = reviews.record(desk, first)
    clock.move(days=3)
    officers.record(desk, an_officer(office="Cardiff"))
    second = NewReview(person_id=person.id, kind="oversight", done_on=desk.today(), changed=True, note="Seen weekly")
    newer = reviews.record(desk, second)
    assert people.page(desk, person.id).reviews == (newer, recorded)
    assert (recorded.officer.office, newer.officer.office) == ("An office", "Cardiff")
    assert recorded.recorded_at == MOMENT


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "no_such_kind"}, "kind"),
        ({"kind": "rating"}, "kind"),  # what a session settles, no record hides
        ({"changed": None}, "changed"),
        ({"changed": False, "note": " "}, "note"),
        ({"changed": True, "note": ""}, "note"),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
        ({"done_on": TODAY.replace(year=1826)}, "done_on"),
    ],
)
def test_an_unfinished_review_is_refused_and_nothing_kept(desk: Desk, given: dict[str, object], field: str) -> None:
    person = add_person(desk)
    usual = {"person_id": person.id, "kind": "risk_review", "done_on": TODAY, "changed": False, "note": "Nothing new"}
    with pytest.raises(FieldProblems) as refused:
        reviews.record(desk, NewReview(**usual | given))  # type: ignore[arg-type]
    assert [problem.field for problem in refused.value.problems] == [field]
    assert people.page(desk, person.id).reviews == ()


def test_a_review_of_nobody_is_refused(desk: Desk) -> None:
    add_person(desk)
    with pytest.raises(NotFound):
        reviews.record(desk, NewReview(person_id=uuid4(), kind="risk_review", done_on=TODAY, changed=False, note="x"))


def test_a_review_settles_the_flag_of_its_kind(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    sign_session(desk, person.id)
    clock.move(days=400)
    assert "risk_review" in {flag.kind for flag in people.page(desk, person.id).flags}
    done = NewReview(person_id=person.id, kind="risk_review", done_on=desk.today(), changed=False, note="Nothing new")
    reviews.record(desk, done)
    assert "risk_review" not in {flag.kind for flag in people.page(desk, person.id).flags}


# ── With what was considered ─────────────────────────────────────────────────────────────────────────


def considered(*links: Link, **given: object) -> Considered:
    usual = Considered(
        slow_factors=tuple(
            SlowFactorNote(factor=factor, evidence_on=date(2026, 1, 5), words="As before") for factor in SlowFactor
        ),
        protective="His sister rings every day",
        children="A nephew of six visits on Sundays",
        programmes="Building Choices, referred",
        answers=tuple(Answer(question=question, links=links, words="Not yet") for question in Question),
    )
    return replace(usual, **given)  # type: ignore[arg-type]


def an_answer(*links: Link, **given: object) -> ReviewEntry:
    return ReviewEntry(done_on=TODAY, changed=False, note="Nothing new", considered=considered(*links, **given))


def without_programmes() -> ReviewEntry:
    return an_answer(programmes="", no_programmes=True)


def begun(desk: Desk, person_id: UUID, entry: ReviewEntry | None = None, kind: str = "risk_review") -> ReviewDraft:
    draft = reviews.start(desk, person_id, kind).draft
    return replace(draft, entry=entry or an_answer())


def test_a_review_is_sealed_with_everything_it_considered(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    session = sign_session(desk, person.id)
    link = Link(kind=LinkKind.SESSION, id=session.id, on=TODAY)
    draft = begun(desk, person.id, an_answer(replace(link, on=date(2020, 1, 1))))
    signed = reviews.sign(desk, draft)
    assert signed == reviews.read(desk, person.id, signed.id)
    assert signed.considered == considered(link)  # with the day as the store has it
    assert (signed.id, signed.recorded_at, signed.officer) == (draft.id, MOMENT, an_officer())
    assert people.page(desk, person.id).review_drafts == ()
    assert "risk_review" not in {flag.kind for flag in people.page(desk, person.id).flags}
    for call in (reviews.sign, reviews.save_draft):
        with pytest.raises(ReviewSigned):
            call(desk, draft)
    with pytest.raises(ReviewSigned):
        reviews.discard_draft(desk, draft.id)


def test_an_unfinished_review_says_everything_that_is_missing(desk: Desk) -> None:
    person = add_person(desk)
    draft = begun(desk, person.id, ReviewEntry())
    with pytest.raises(FieldProblems) as refused:
        reviews.sign(desk, draft)
    assert [problem.field for problem in refused.value.problems] == [
        *(f"slow_factors.{factor}.words" for factor in SlowFactor),
        "protective",
        "programmes",
        *(f"answers.{question}" for question in Question),
        "done_on",
        "changed",
    ]
    assert people.page(desk, person.id).reviews == ()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"programmes": ""}, "programmes"),
        ({"no_programmes": True}, "programmes"),
        ({"programmes": "", "no_programmes": True}, None),
        ({"children": "", "victims": ""}, None),
        (
            {
                "slow_factors": tuple(
                    SlowFactorNote(factor=f, words="x", evidence_on=date(2026, 3, 3)) for f in SlowFactor
                )
            },
            "slow_factors.deviancy.evidence_on",
        ),
        ({"answers": (Answer(question=Question.CONTINGENCY, words="Not yet"),)}, "answers.harm_analysed"),
        (
            {
                "answers": (
                    Answer(question=Question.CONTINGENCY, links=(Link(kind=LinkKind.SESSION, id=uuid4(), on=TODAY),)),
                )
            },
            "answers.harm_analysed",
        ),
    ],
)
def test_what_was_considered_is_asked_for(desk: Desk, given: dict[str, object], field: str | None) -> None:
    draft = begun(desk, add_person(desk).id, an_answer(**given))
    if field is None:
        reviews.sign(desk, draft)
        return
    with pytest.raises(FieldProblems) as refused:
        reviews.sign(desk, draft)
    assert refused.value.problems[0].field == field


def test_only_the_persons_own_entries_can_be_linked(desk: Desk) -> None:
    person, other = add_person(desk), add_person(desk, crn="X2")
    foreign = sign_session(desk, other.id)
    link = Link(kind=LinkKind.SESSION, id=foreign.id, on=TODAY)
    with pytest.raises(FieldProblems) as refused:
        reviews.sign(desk, begun(desk, person.id, an_answer(link)))
    assert {problem.field for problem in refused.value.problems} == {f"answers.{question}" for question in Question}
    assert people.page(desk, person.id).reviews == ()


def test_any_other_kind_asks_for_day_decision_and_sentence_alone(desk: Desk) -> None:
    person = add_person(desk)
    entry = ReviewEntry(done_on=TODAY, changed=True, note="Weekly from now on")
    signed = reviews.sign(desk, begun(desk, person.id, entry, "oversight"))
    assert signed.considered is None
    with pytest.raises(FieldProblems):
        reviews.start(desk, person.id, "polygraph")
    with pytest.raises(NotFound):
        reviews.start(desk, uuid4(), "oversight")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_draft_is_saved_as_typed_and_carried_on(desk: Desk, clock: Clock, hostile: str) -> None:
    person = add_person(desk)
    draft = begun(desk, person.id, with_texts(an_answer(), hostile))
    clock.move(minutes=1)
    assert reviews.save_draft(desk, draft) == clock()
    clock.move(minutes=1)
    assert reviews.save_draft(desk, draft) == clock() - timedelta(minutes=1)
    again = reviews.start(desk, person.id, "risk_review").draft
    assert again == reviews.open_draft(desk, draft.id).draft
    assert again.entry == with_texts(an_answer(), cleaned_of(hostile))
    (row,) = today(desk).review_drafts
    assert (row.draft_id, row.title, row.written_at) == (draft.id, "Review the risk of serious harm", again.written_at)
    assert [one.kind for one in people.page(desk, person.id).review_drafts] == ["risk_review"]


def test_a_discarded_review_is_gone_and_a_damaged_one_says_so(desk: Desk) -> None:
    person = add_person(desk)
    draft = begun(desk, person.id)
    with desk.write() as db:
        db.exec_driver_sql("UPDATE review_drafts SET body = '{'")
    for call in (reviews.open_draft, lambda desk, _id: reviews.sign(desk, draft)):
        with pytest.raises(ReviewUnreadable):
            call(desk, draft.id)
    reviews.discard_draft(desk, draft.id)
    for call in (reviews.open_draft, reviews.discard_draft):
        with pytest.raises(NotFound):
            call(desk, draft.id)
    with pytest.raises(NotFound):
        reviews.save_draft(desk, draft)


def test_what_stands_beside_is_since_the_last_review_of_that_kind(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    sign_session(desk, person.id, an_entry({Factor.MOOD: Level.PRESENT}, held_at=MOMENT - timedelta(days=9)))
    last = reviews.sign(desk, begun(desk, person.id))
    clock.move(days=20)
    helped = an_entry({Factor.ACCESS: Level.EMERGING}, held_at=desk.now() - timedelta(hours=1))
    rating = replace(helped.rating(Factor.MOOD), basis=Basis.SAID, helped="Rang his sister")
    newer = sign_session(desk, person.id, replace(helped, ratings=(rating, *helped.ratings[1:])))
    found = beside.for_review(desk, person.id, "risk_review")
    assert found.last == last
    assert found.considers
    assert {past.rating.factor for past in found.evidence} == {Factor.MOOD, Factor.ACCESS}
    assert {past.session_id for past in found.evidence} == {newer.id}
    assert [link.id for link in found.links][:2] == [newer.id, last.id]
    kinds = [link.kind for link in found.links]
    assert sorted(kinds) == [LinkKind.RECORD, LinkKind.REVIEW, LinkKind.SESSION, LinkKind.SESSION]


def test_a_record_answers_a_question_by_its_title_as_it_was_when_signed(desk: Desk) -> None:
    person = add_person(desk)
    agency = records.add(desk, person.id, Agency(type=AgencyType.HOUSING, team="Porth"))
    link = Link(kind=LinkKind.RECORD, id=agency.id, on=date(2020, 1, 1), title="As typed")
    signed = reviews.sign(desk, begun(desk, person.id, an_answer(link)))
    assert signed.considered == considered(replace(link, on=TODAY, title="Housing, Porth"))
    with pytest.raises(StillReferredTo):
        records.remove(desk, agency, "Entered twice")


def test_what_is_restricted_stands_beside_a_review_only_when_asked_for_and_cannot_be_linked(desk: Desk) -> None:
    person = add_person(desk)
    child = records.add(desk, person.id, A_CHILD)
    marked = records.add(desk, person.id, Agency(type=AgencyType.HEALTH))
    marks.put(desk, person.id, marked.id, Mark.RESTRICTED, "Told in confidence")
    found = beside.for_review(desk, person.id, "risk_review")
    assert (found.records, found.hidden, found.links) == ((), (child,), ())
    link = Link(kind=LinkKind.RECORD, id=child.id, on=TODAY)
    with pytest.raises(FieldProblems):
        reviews.sign(desk, begun(desk, person.id, an_answer(link)))
    marks.take_off(desk, person.id, marked.id, Mark.RESTRICTED, "No longer")
    assert beside.for_review(desk, person.id, "risk_review").records == (marked,)


def test_a_review_begins_with_the_programmes_as_recorded(desk: Desk) -> None:
    person = add_person(desk)
    referred = ProgrammeRecord(
        programme="Building Choices (moderate intensity)",
        type=ProgrammeType.ACCREDITED,
        state=ProgrammeState.REFERRED,
        state_on=TODAY,
    )
    records.add(desk, person.id, referred)
    entry = reviews.start(desk, person.id, "risk_review").draft.entry
    with pytest.raises(FieldProblems) as refused:
        reviews.sign(desk, begun(desk, person.id, without_programmes()))
    assert [problem.field for problem in refused.value.problems] == ["programmes"]
    assert entry.considered.programmes == "Building Choices (moderate intensity): referred since 2 March 2026"


def test_a_review_about_the_end_of_an_order_settles_that_order(desk: Desk) -> None:
    person = add_person(desk)
    order = records.add(desk, person.id, an_order(end=date(2026, 6, 1)))
    (flag,) = (flag for flag in people.page(desk, person.id).flags if flag.kind == "prevention_order_end")
    assert flag.subject == order.id
    told = NewReview(person_id=person.id, kind=flag.kind, done_on=TODAY, changed=False, note="Not to be renewed")
    with pytest.raises(FieldProblems):
        reviews.record(desk, told)
    with pytest.raises(NotFound):
        reviews.record(desk, replace(told, subject=uuid4()))
    signed = reviews.record(desk, replace(told, subject=order.id))
    assert reviews.title(desk, signed).endswith(": order to 1 June 2026")
    assert flag.kind not in {one.kind for one in people.page(desk, person.id).flags}


def test_a_review_without_children_or_victims_is_a_blind_spot_until_the_next(desk: Desk, clock: Clock) -> None:
    person = add_person(desk)
    sign_session(desk, person.id)
    reviews.sign(desk, begun(desk, person.id, an_answer(children="", victims="")))
    (spot,) = people.page(desk, person.id).blind_spots
    assert spot.sentence == "Nothing on children or victims in the risk review of 2 March 2026"
    assert [row.blind_spot for row in today(desk).blind_spots] == [spot]
    clock.move(minutes=1)
    reviews.sign(desk, begun(desk, person.id))
    assert people.page(desk, person.id).blind_spots == ()
