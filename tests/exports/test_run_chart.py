"""The run chart in the session note: from the same layout as the screen's, with its latest sessions in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.places import Outcome
from app.domain.run_chart import REVIEW, TRIGGER, Kind, Point, Series
from app.exports.run_chart import RunChart, run_chart
from app.exports.session_note import session_note
from tests.builders import MOMENT, a_missed_entry
from tests.exports.reading import fonts, in_order, pages, text
from tests.exports.test_session_note import a_note

FIRST = date(2026, 1, 5)
LABELS = {None: "Not explored", 0: "None seen", 1: "Emerging", 2: "Present", 3: "Act today"}


def a_run(count: int, *, happened: tuple[Point, ...] = ()) -> tuple[Series, ...]:
    """As many sessions a week apart, the factors one level apart."""
    names = ("Negative mood", "Drugs", "Preoccupation", "Access", "Compliance")
    factors = [
        Series(
            name,
            tuple(
                Point(FIRST + timedelta(days=7 * week), level, LABELS[level])
                for week in range(count)
                for level in [None if (week + place) % 5 == 4 else (week + place) % 4]
            ),
        )
        for place, name in enumerate(names)
    ]
    helped = Series("What helped", (Point(FIRST, 0, "Negative mood"),) if count else (), Kind.HELPED)
    return (*factors, Series("Reviews and events", happened, Kind.HAPPENED), helped)


def printed(series: tuple[Series, ...], **given: object) -> bytes:
    return session_note(replace(a_note(), run=series, printed_on=MOMENT.date(), **given))


def test_the_chart_stands_after_the_ratings_with_the_latest_in_words_before_the_run() -> None:
    found = text(printed(a_run(3)))
    assert in_order(
        found,
        "Acute factors",
        "How each factor ran",
        "as recorded on 2 March 2026",
        "Present, 19 January 2026",
    )
    table = found.split("Day Negative mood")[1]
    assert in_order(table, "19 January 2026 Present", "12 January 2026 Emerging", "5 January 2026 None seen")


def test_the_latest_six_sessions_stand_in_words_with_what_happened_since() -> None:
    happened = (
        Point(FIRST, REVIEW, "Long ago"),
        Point(FIRST + timedelta(days=15), TRIGGER, "New <b>job</b>"),
        Point(FIRST + timedelta(days=49), REVIEW, "Review the risk (no change)"),
    )
    table = text(printed(a_run(8, happened=happened))).split("How each factor ran")[1].split("Day")[1]
    for told in (
        "23 February 2026",
        "19 January 2026",
        "Review: Review the risk (no change)",
        "Trigger: New <b>job</b>",
    ):
        assert "".join(told.split()) in "".join(table.split())
    assert "12 January 2026" not in table
    assert "Long ago" not in table


def test_an_unsigned_note_says_that_it_is_not_in_its_chart() -> None:
    words = "This session is not signed and not among them."
    assert words in text(printed(a_run(3), signed_at=None))
    assert words not in text(printed(a_run(3)))


def test_without_a_session_or_for_a_missed_one_no_chart_is_printed() -> None:
    missed = a_missed_entry(outcome=Outcome.FAILED_TO_ATTEND)
    for pdf in (printed(()), printed(a_run(0)), printed(a_run(3), entry=missed)):
        assert "How each factor ran" not in text(pdf)


@pytest.mark.parametrize("count", [1, 300])
def test_one_session_and_three_hundred_fit_one_page(count: int) -> None:
    found = next(page for page in pages(printed(a_run(count))) if "How each factor ran" in page)
    assert in_order(found, "How each factor ran", "Reviews and events", "None recorded", "What helped", "Day")


def test_words_of_any_length_are_printed_in_the_embedded_font_alone() -> None:
    happened = tuple(Point(FIRST + timedelta(days=day), TRIGGER, "w" * 5_000 + "\ud800 </para>") for day in range(20))
    pdf = printed(a_run(3, happened=happened))
    assert all("OFFICIAL-SENSITIVE" in page for page in pages(pdf))
    assert all("AtkinsonHyperlegibleNext" in name for name in fonts(pdf))


def test_a_gap_breaks_the_line_on_paper_too_and_no_total_is_made() -> None:
    drawing = run_chart(a_run(12))[0]
    assert isinstance(drawing, RunChart)
    assert len(drawing._tracks[0].lines) == 3
    found = text(printed(a_run(12))).lower()
    assert not any(word in found for word in ("total", "score", "overall"))
