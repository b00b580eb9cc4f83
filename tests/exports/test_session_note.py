"""The session note as its reader sees it: what is said, in which order, on which page."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.marks import Mark, Marking
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Basis, Comparison, Direction, Factor, Level, Rating
from app.domain.reviews import Event, EventKind
from app.domain.sessions import (
    ActDecision,
    Addendum,
    ClaimCheck,
    ClaimOutcome,
    Entry,
    Information,
    InformationWay,
    LifeChange,
)
from app.domain.tasks import NewTask, Task, TaskCheck, TaskOutcome
from app.exports.session_note import Note, session_note
from tests.builders import AN_ID, MOMENT, a_missed_entry, a_person, a_rating, an_entry, an_officer
from tests.exports.reading import fonts, images, in_order, pages, text

A_TASK = Task(
    id=UUID(int=7),
    person_id=AN_ID,
    session_id=AN_ID,
    what="See the GP",
    who="Pŷrson",
    due_on=None,
    set_on=date(2026, 2, 2),
)


def a_note(entry: Entry | None = None, **given: Any) -> Note:
    usual = Note(
        person=a_person(),
        officer=an_officer(),
        entry=entry or an_entry(),
        written_at=MOMENT,
        signed_at=MOMENT,
        late=False,
        comparisons={},
        earlier_tasks={},
    )
    return replace(usual, **given)


def test_the_title_says_who_when_where_and_how_it_ended() -> None:
    note = text(session_note(a_note(person=a_person(name="Pŷrson One", crn="X900101"))))
    assert in_order(note, "Session note", "Pŷrson One", "X900101", "Took place")
    for told in ("Monday 2 March 2026", "Office", "Attended, complied", "An Officer", "Probation officer", "An office"):
        assert told in note
    assert "A Senior" in note


def test_three_clocks_are_printed_and_a_late_entry_says_so() -> None:
    late = a_note(
        an_entry(held_at=MOMENT),
        written_at=MOMENT + timedelta(days=3),
        signed_at=MOMENT + timedelta(days=4),
        late=True,
    )
    note = text(session_note(late))
    for clock in ("2 March 2026, 09:00", "5 March 2026, 09:00", "6 March 2026, 09:00"):
        assert clock in note
    assert "Late entry: signed later than the working day after the session." in note
    assert "Late" not in text(session_note(a_note()))


def test_a_line_under_the_clocks_says_whether_it_is_in_ndelius_and_what_it_was_marked_as() -> None:
    disputed = Marking(
        subject=AN_ID, mark=Mark.DISPUTED, put=True, reason="He <b>denies</b> it", by="A Senior", recorded_at=MOMENT
    )
    taken_off = replace(disputed, mark=Mark.RESTRICTED, put=False)
    note = text(session_note(a_note(markings=(disputed, replace(taken_off, put=True), taken_off))))
    assert in_order(
        note, "Signed", "Not yet copied to NDelius", "Disputed: He <b>denies</b> it (A Senior, 2 March 2026)"
    )
    assert "Restricted" not in note
    copied = replace(disputed, mark=Mark.COPIED, reason="", on=date(2026, 3, 4))
    assert "Copied to NDelius on 4 March 2026" in text(session_note(a_note(markings=(copied,))))
    assert "NDelius on" not in text(session_note(a_note(signed_at=None)))


def test_each_factor_says_rating_direction_evidence_basis_what_helped_and_what_was_done() -> None:
    rating = Rating(
        factor=Factor.MOOD,
        level=Level.PRESENT,
        evidence="Three nights without sleep",
        basis=Basis.CONFIRMED,
        confirmed_by="the GP surgery",
        helped="Rang his sister",
        done="GP appointment made",
    )
    others = [a_rating(factor) for factor in Factor if factor is not Factor.MOOD]
    since = Comparison(direction=Direction.RISING, since=date(2026, 2, 16))
    note = text(session_note(a_note(an_entry(ratings=(rating, *others)), comparisons={Factor.MOOD: since})))
    assert "Negative mood, especially anger: Present. Rising since 16 February 2026" in note
    assert in_order(note, "Evidence · Confirmed by the GP surgery", "Three nights without sleep", "GP appointment made")
    assert in_order(note, "What helped", "Rang his sister")
    assert note.count("None seen") == 4


def test_no_label_is_written_small_so_that_names_and_other_languages_keep_their_capitals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = {"Confirmed by {who}": "{who} bestätigte es", "Judged unimportant": "Unwichtig nach Urteil"}
    for module in ("ratings", "sessions"):
        monkeypatch.setattr(f"app.domain.{module}._", lambda text: words.get(text, text))
    monkeypatch.setattr("app.exports.factors._", lambda text: words.get(text, text))
    rating = a_rating(Factor.MOOD, Level.PRESENT, basis=Basis.CONFIRMED, confirmed_by="Gwent Police")
    check = ClaimCheck(session_id=AN_ID, factor=Factor.ACCESS, outcome=ClaimOutcome.UNIMPORTANT)
    others = tuple(a_rating(factor) for factor in Factor if factor is not Factor.MOOD)
    note = text(session_note(a_note(an_entry(ratings=(rating, *others), claim_checks=(check,)))))
    assert "Gwent Police bestätigte es" in note
    assert "Unwichtig nach Urteil" in note


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        (Comparison(direction=Direction.NEW, since=None), "Emerging. New: not rated before"),
        (Comparison(direction=Direction.NEW, since=date(2026, 2, 1)), "New since 1 February 2026, when none was seen"),
        (Comparison(direction=Direction.EASING, since=date(2026, 2, 1)), "Easing since 1 February 2026"),
        (Comparison(direction=Direction.SAME, since=date(2026, 2, 1)), "Same as on 1 February 2026"),
    ],
)
def test_direction_is_said_in_words_with_the_day_compared_with(comparison: Comparison, words: str) -> None:
    entry = an_entry({Factor.ACCESS: Level.EMERGING})
    assert words in text(session_note(a_note(entry, comparisons={Factor.ACCESS: comparison})))


def test_a_gap_prints_its_reason_and_no_direction() -> None:
    rating = a_rating(Factor.ACCESS, Level.NOT_EXPLORED, reason="No private room")
    entry = an_entry(ratings=tuple(rating if f is Factor.ACCESS else a_rating(f) for f in Factor))
    note = text(session_note(a_note(entry, comparisons={Factor.ACCESS: None})))
    assert in_order(note, "Access to potential victims: Not explored", "No private room")


def test_no_sum_or_level_is_made_of_the_ratings() -> None:
    note = text(session_note(a_note(an_entry(dict.fromkeys(Factor, Level.PRESENT))))).lower()
    assert not any(word in note for word in ("total", "score", "overall", "risk level", "out of"))


def test_decisions_tasks_exchange_events_and_addenda_are_printed() -> None:
    entry = an_entry(
        {Factor.ACCESS: Level.ACT_TODAY},
        task_checks=(TaskCheck(task_id=A_TASK.id, outcome=TaskOutcome.DONE, note="New tablets"),),
        claim_checks=(
            ClaimCheck(session_id=AN_ID, factor=Factor.MOOD, outcome=ClaimOutcome.CONFIRMED, note="By his sister"),
        ),
        information=(Information(way=InformationWay.GIVEN, agency="Police", what="What was seen", reason="MAPPA"),),
        tasks=(NewTask(what="Ring two people", who="Pŷrson", due_on=date(2026, 3, 20)),),
        next_at=MOMENT + timedelta(days=14),
        next_place=Place.HOME_VISIT,
        decisions=(ActDecision(factor=Factor.ACCESS, told="The police", decided="Visit today", why="Children there"),),
        changes=(LifeChange.RELATIONSHIP,),
        changes_assessment=True,
        decision_note="New partner",
        rar_day=True,
    )
    event = Event(kind=EventKind.ACT_TODAY, on=date(2026, 3, 2), reason="Access was rated Act today")
    addendum = Addendum(id=AN_ID, added_at=MOMENT + timedelta(days=1), by="An Officer", text="The visit took place.")
    beside = {"earlier_tasks": {A_TASK.id: A_TASK}, "events": (event,), "addenda": (addendum,)}
    note = text(session_note(a_note(entry, with_restricted=True, **beside)))
    assert in_order(note, "Done: See the GP (Pŷrson). New tablets", "Acute factors")
    assert "Confirmed: Negative mood, especially anger. By his sister" in note
    assert "Given to Police: What was seen. Lawful reason: MAPPA" in note
    assert in_order(
        note, "Tasks set", "Ring two people", "Next appointment", "Monday 16 March 2026 at 09:00, Home visit"
    )
    assert in_order(note, "Act today: Access to potential victims", "The police", "Visit today", "Children there")
    assert in_order(note, "New relationship", "Yes. New partner", "Counts as a RAR day")
    assert "Risk review from 2 March 2026: Access was rated Act today" in note
    assert in_order(note, "Added after signing", "An Officer, 3 March 2026, 09:00", "The visit took place.")


LEFT_OVER = (
    "check_in", "own_words", "progress", "intervention", "stance", "safeguarding", "release", "summary", "decision_note"
)  # fmt: skip


def test_the_persons_own_words_stand_under_a_heading_of_their_own() -> None:
    note = text(session_note(a_note(an_entry(check_in="Settled", own_words="I was not", progress="Two of three"))))
    assert in_order(note, "Check in", "Settled", "In the person’s own words", "I was not", "Review progress")
    assert "own words" not in text(session_note(a_note(an_entry())))


@pytest.mark.parametrize("outcome", [one for one in Outcome if not one.held])
def test_texts_typed_before_the_session_turned_out_missed_are_printed(outcome: Outcome) -> None:
    typed = {name: f"typed as {name}" for name in LEFT_OVER}
    note = text(session_note(a_note(a_missed_entry(outcome=outcome, **typed), with_restricted=True)))
    on_appendix = typed.pop("safeguarding")
    assert in_order(note, "What happened", *typed.values(), on_appendix)


def test_a_missed_session_prints_the_reason_and_action_and_no_factors() -> None:
    entry = a_missed_entry(
        outcome=Outcome.ACCEPTABLE_ABSENCE, absence_reason=AbsenceReason.MEDICAL, action=Action.NO_FURTHER_ACTION
    )
    note = text(session_note(a_note(entry)))
    assert in_order(note, "What happened", "Medical", "Rang, no answer", "No further action", "Next appointment")
    assert "Acute factors" not in note


ON_CHILDREN = an_entry(
    safeguarding="Her two children visit",
    summary="He will ring",
    information=(Information(agency="Police", what="New partner", reason="MAPPA"),),
)


def test_children_victims_and_information_are_left_out_unless_they_are_asked_for() -> None:
    left_out = text(session_note(a_note(ON_CHILDREN)))
    assert "two children" not in left_out
    assert "New partner" not in left_out
    assert in_order(
        left_out, "who needs to know", "on a restricted appendix, which is not in this file.", "He will ring"
    )


def test_on_a_restricted_appendix_they_have_a_page_of_their_own() -> None:
    found = pages(session_note(a_note(ON_CHILDREN, with_restricted=True)))
    assert in_order(found[-1], "Restricted appendix", "Her two children visit", "New partner")
    assert not any("two children" in page or "New partner" in page for page in found[:-1])
    assert "on a restricted appendix at the end of this file." in " ".join(found[:-1])
    none = text(session_note(a_note(an_entry(), with_restricted=True)))
    assert "estricted appendix" not in none


def test_what_a_missed_session_left_over_on_children_goes_to_the_appendix_too() -> None:
    entry = a_missed_entry(safeguarding="Her two children visit", check_in="Rang")
    found = pages(session_note(a_note(entry, with_restricted=True)))
    assert "Her two children visit" in found[-1]
    assert not any("two children" in page for page in found[:-1])


def test_a_session_marked_as_restricted_is_printed_on_the_appendix_alone_with_its_reason() -> None:
    mark = Marking(
        subject=AN_ID, mark=Mark.RESTRICTED, put=True, reason="A court asked", by="Another Officer", recorded_at=MOMENT
    )
    addendum = Addendum(id=UUID(int=5), added_at=MOMENT, by="An Officer", text="Rang again")
    note = a_note(
        replace(ON_CHILDREN, check_in="Arrived late"), markings=(mark,), addenda=(addendum,), signed_at=MOMENT
    )
    secrets = ("Arrived late", "He will ring", "Rang again", "two children", "New partner", "A court asked")
    left_out = text(session_note(note))
    assert not [one for one in secrets if one in left_out]
    assert in_order(left_out, "Restricted (Another Officer", "on a restricted appendix, which is not in this file.")
    first, *apart = pages(session_note(replace(note, with_restricted=True)))
    assert not [one for one in secrets if one in first]
    assert all("Restricted appendix: keep apart" in page for page in apart)
    assert [one for one in secrets if one in " ".join(apart)] == list(secrets)
    taken_off = replace(note, markings=(mark, replace(mark, put=False)))
    assert "Arrived late" in text(session_note(taken_off))


def test_every_page_is_marked_and_numbered() -> None:
    long = an_entry(check_in="He said a good deal. " * 800)
    found = pages(session_note(a_note(long)))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert page.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {len(found)}" in page
        assert "X123456" in page


def test_an_unsigned_note_says_draft_on_every_page_and_in_words_on_the_first() -> None:
    long = an_entry(check_in="He said a good deal. " * 800)
    found = pages(session_note(a_note(long, signed_at=None)))
    assert all("DRAFT – not signed" in page for page in found)
    assert "This entry can still change" in found[0]
    assert "Not signed" in found[0]
    assert not any("DRAFT" in page for page in pages(session_note(a_note(long))))


def test_an_empty_draft_can_be_printed() -> None:
    note = text(session_note(a_note(Entry(), signed_at=None)))
    assert "Not recorded yet" in note
    assert note.count("Not rated yet") == 5
    assert "No next appointment" not in note


def test_only_the_embedded_font_is_used() -> None:
    entry = an_entry(tasks=(NewTask(what="One", who="Two"),))
    found = fonts(session_note(a_note(entry, signed_at=None)))
    assert found
    assert all("AtkinsonHyperlegibleNext" in name for name in found), found
    assert all(found.values()), "a font is not embedded"


HOSTILE = "Pŷrson <b>bold</b> </para> <img src='/etc/hostname'> & &amp; <font size=80>x"


def _everywhere(entry: Entry, value: str) -> Entry:
    texts = {field.name: value for field in fields(Entry) if field.type == "str"}
    rating = Rating(
        factor=Factor.MOOD, level=Level.ACT_TODAY, evidence=value, basis=Basis.CONFIRMED, confirmed_by=value,
        helped=value, done=value,
    )  # fmt: skip
    return replace(
        entry,
        **texts,
        ratings=(rating, *entry.ratings[1:]),
        decisions=(ActDecision(factor=Factor.MOOD, told=value, decided=value, why=value),),
        information=(Information(agency=value, what=value, reason=value),),
        tasks=(NewTask(what=value, who=value),),
        task_checks=(TaskCheck(task_id=A_TASK.id, outcome=TaskOutcome.PARTLY, note=value),),
    )


def _hostile_note(value: str) -> Note:
    event = Event(kind=EventKind.DECIDED, on=date(2026, 3, 2), reason=value)
    return a_note(
        _everywhere(an_entry(), value),
        person=a_person(name=value, crn=value),
        officer=an_officer(name=value, role=value, office=value, spo=value),
        earlier_tasks={A_TASK.id: replace(A_TASK, what=value, who=value)},
        events=(event,),
        addenda=(Addendum(id=AN_ID, added_at=MOMENT, by=value, text=value),),
    )


def test_markup_in_any_field_is_printed_as_typed() -> None:
    pdf = session_note(_hostile_note(HOSTILE))
    squeezed = "".join(text(pdf).split())
    assert squeezed.count("".join(HOSTILE.split())) >= 20
    assert images(pdf) == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: "\x00\x07\ud800\u202e👩‍👩‍👧 مرحبا \ufffe",
        lambda: "w" * 5_000,
        lambda: "line\n" * 500,
        lambda: "</para><para>" * 400,
    ],
    ids=["strange characters", "a long word", "many lines", "closing tags"],
)
def test_any_text_in_any_field_can_be_printed(make: Callable[[], str]) -> None:
    found = pages(session_note(_hostile_note(make())))
    assert all("OFFICIAL-SENSITIVE" in page for page in found)


def test_a_long_basis_beside_short_evidence_can_be_printed() -> None:
    rating = a_rating(Factor.MOOD, Level.PRESENT, basis=Basis.CONFIRMED, confirmed_by="him " * 5_000, helped="Sleep")
    entry = an_entry(ratings=(rating, *(a_rating(factor) for factor in list(Factor)[1:])))
    assert text(session_note(a_note(entry))).count("him") == 5_000


def test_a_hundred_thousand_characters_are_all_printed() -> None:
    words = [f"word{number}" for number in range(11_000)]
    note = text(session_note(a_note(an_entry(summary=" ".join(words)))))
    assert [word for word in note.split() if word.startswith("word")] == words


def test_the_document_title_holds_no_personal_name() -> None:
    assert b"One" not in session_note(a_note())
