"""What the run chart is made of: each factor alone, what happened, what helped, and how much of it prints."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.ratings import Factor, Level
from app.domain.reviews import Event, EventKind, Review
from app.domain.run_chart import REVIEW, STATUS, TRIGGER, Kind, Point
from app.domain.runs import Course, printed, run
from tests.builders import AN_ID, MOMENT, a_meeting, an_officer, details, past_rating
from tests.domain.records_builder import a_record

TODAY = MOMENT.date()
TITLES = {"risk_review": "Review the risk"}


def a_course(**given: Any) -> Course:
    """Two sessions a week apart, with nothing else."""
    history = tuple(
        past_rating(factor, level, MOMENT - timedelta(days=days))
        for days, level in ((7, Level.EMERGING), (0, Level.NOT_EXPLORED))
        for factor in Factor
    )
    return replace(Course(details=details(sentence_start=None, release_date=None), history=history), **given)


def a_review(done_on: date, **given: Any) -> Review:
    usual = Review(
        id=AN_ID,
        person_id=AN_ID,
        kind="risk_review",
        done_on=done_on,
        changed=False,
        note="A private thought",
        officer=an_officer(),
        recorded_at=MOMENT,
    )
    return replace(usual, **given)


def happened(course: Course, today: date = TODAY) -> list[Point]:
    return list(run(course, TITLES, today)[5].points)


def test_each_factor_runs_alone_and_nothing_else_is_made_of_them() -> None:
    found = run(a_course(), TITLES, TODAY)
    assert [one.name for one in found] == [*(factor.label for factor in Factor), "Reviews and events", "What helped"]
    for one in found[:5]:
        assert [(point.level, point.label) for point in one.points] == [(1, "Emerging"), (None, "Not explored")]


def test_a_missed_session_is_a_gap_in_every_factor_and_one_to_come_is_none() -> None:
    course = a_course(missed=(TODAY - timedelta(days=3), TODAY + timedelta(days=3)))
    for one in run(course, TITLES, TODAY)[:5]:
        assert [point.on for point in one.points if point.label == "Missed session"] == [TODAY - timedelta(days=3)]


def test_reviews_triggers_and_changes_of_status_stand_at_their_own_heights() -> None:
    course = a_course(
        details=details(sentence_start=date(2026, 1, 5), release_date=date(2026, 1, 12), licence_end=date(2027, 1, 12)),
        reviews=(a_review(TODAY), a_review(TODAY, kind="other", changed=True)),
        events=(Event(kind=EventKind.LIFE_CHANGE, on=TODAY, reason="New job"),),
        records=(a_record(a_meeting(held_on=date(2026, 2, 2), summary="Private")),),
    )
    assert sorted((point.on, point.level, point.label) for point in happened(course)) == [
        (date(2026, 1, 5), STATUS, "Sentence began"),
        (date(2026, 1, 12), STATUS, "Released"),
        (date(2026, 2, 2), REVIEW, "MAPPA meeting, level 2"),
        (TODAY, TRIGGER, "New job"),
        (TODAY, REVIEW, "Review the risk (no change); other (changed)"),
    ]


def test_what_is_to_come_or_long_before_the_first_session_does_not_squeeze_the_run() -> None:
    first = TODAY - timedelta(days=7)
    reviews = [a_review(first - timedelta(days=days)) for days in (93, 92)] + [a_review(TODAY + timedelta(days=1))]
    assert [point.on for point in happened(a_course(reviews=tuple(reviews)))] == [first - timedelta(days=92)]


def test_what_helped_is_one_mark_a_day_with_the_words_of_each_factor() -> None:
    helped = tuple(
        past_rating(factor, Level.EMERGING, helped=text)
        for factor, text in ((Factor.MOOD, "Rang\nhis sister"), (Factor.ACCESS, " "), (Factor.COMPLIANCE, "Came early"))
    )
    lane = run(a_course(history=helped), TITLES, TODAY)[6]
    words = "Negative mood, especially anger: Rang his sister; Poor compliance and engagement: Came early"
    assert (lane.kind, lane.points) == (Kind.HELPED, (Point(TODAY, 0, words),))


def test_print_reaches_back_twelve_months_and_not_beyond_the_session() -> None:
    days = (-1, 0, 365, 367)
    history = tuple(past_rating(Factor.MOOD, Level.PRESENT, MOMENT - timedelta(days=one)) for one in days)
    found = printed(a_course(history=history), TITLES, TODAY)
    assert [point.on for point in found[0].points] == [TODAY, TODAY - timedelta(days=365)]


def test_free_text_of_other_entries_does_not_print() -> None:
    course = a_course(
        history=(past_rating(Factor.MOOD, Level.PRESENT, helped="A private thought"),),
        reviews=(a_review(TODAY),),
        events=(Event(kind=EventKind.DECIDED, on=TODAY, reason="A private thought"),),
    )
    found = printed(course, TITLES, TODAY)
    words = [point.label for one in found for point in one.points]
    assert "A private thought" not in " ".join(words)
    assert "Decided in session that the assessment or plan changes" in words
    assert [point.label for point in found[6].points] == ["Negative mood, especially anger"]
