"""What a person's run chart shows: the five factors, then reviews and events, then what helped.

Must not know how it is drawn. Each rating stands alone; nothing here adds or ranks them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from gettext import gettext as _

from app.domain.mappa import MappaMeeting
from app.domain.people import Details
from app.domain.ratings import Factor, PastRating
from app.domain.records import Record, bodies
from app.domain.reviews import Event, EventKind, Review
from app.domain.run_chart import REVIEW, STATUS, TRIGGER, Kind, Point, Series

BEFORE = timedelta(days=92)
"""How long before the first session reviews and events are shown; earlier ones would squeeze the run together."""
PRINTED = timedelta(days=366)
"""How far the chart of a session's note reaches back."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is recorded of one person, in any order. ``missed``: days on which a session did not take place."""

    details: Details
    history: tuple[PastRating, ...] = ()
    missed: tuple[date, ...] = ()
    reviews: tuple[Review, ...] = ()
    events: tuple[Event, ...] = ()
    records: tuple[Record, ...] = ()


def run(course: Course, titles: Mapping[str, str], today: date) -> list[Series]:
    """One series for each factor, each rating alone, and the two lanes; nothing after ``today``.

    ``titles`` names the kinds of review.
    """
    points: dict[Factor, list[Point]] = {
        factor: [Point(on, None, _("Missed session")) for on in course.missed if on <= today] for factor in Factor
    }
    for past in course.history:
        level = past.rating.level
        if level is not None and past.on <= today:
            points[past.rating.factor].append(Point(past.on, level.step, level.label))
    factors = [Series(factor.label, tuple(points[factor])) for factor in Factor]
    first = min((point.on for one in factors for point in one.points), default=today) - BEFORE
    happened = tuple(point for point in _happened(course, titles) if first <= point.on <= today)
    helped = tuple(point for point in _helped(course.history) if point.on <= today)
    return [
        *factors,
        Series(_("Reviews and events"), happened, Kind.HAPPENED),
        Series(_("What helped"), helped, Kind.HELPED),
    ]


def printed(course: Course, titles: Mapping[str, str], until: date) -> list[Series]:
    """The run up to a session as its note prints it: the last 12 months.

    Free text of other entries stays in them: what helped prints by factor, an officer's decision as that it was made.
    The note goes to a supervisor for one session, and says no more of the others than the run needs.
    """
    events = tuple(
        replace(event, reason=_("Decided in session that the assessment or plan changes"))
        if event.kind is EventKind.DECIDED
        else event
        for event in course.events
    )
    whole = run(replace(course, events=events), titles, until)
    kept = [replace(one, points=tuple(p for p in one.points if until - PRINTED < p.on)) for one in whole]
    helped = _gathered((p.on, 0, p.rating.factor.label) for p in course.history if p.rating.helped.strip())
    days = {point.on for point in kept[-1].points}
    return [*kept[:-1], replace(kept[-1], points=tuple(point for point in helped if point.on in days))]


def _happened(course: Course, titles: Mapping[str, str]) -> list[Point]:
    """One point for each day and height, with all that is to be said of it."""
    found: list[tuple[date, int, str]] = [(event.on, TRIGGER, event.reason) for event in course.events]
    for review in course.reviews:
        words = _("{review} (changed)") if review.changed else _("{review} (no change)")
        found.append((review.done_on, REVIEW, words.format(review=titles.get(review.kind, review.kind))))
    found += [(one.held_on, REVIEW, one.title) for one in bodies(MappaMeeting, course.records) if one.held_on]
    details = course.details
    status = (
        (details.sentence_start, _("Sentence began")),
        (details.release_date, _("Released")),
        (details.licence_end, _("Licence ended")),
        (details.sentence_end, _("Sentence ended")),
    )
    found += [(on, STATUS, words) for on, words in status if on]
    return _gathered(found)


def _helped(history: Sequence[PastRating]) -> list[Point]:
    words = _("{factor}: {text}")
    return _gathered(
        (past.on, 0, words.format(factor=past.rating.factor.label, text=" ".join(past.rating.helped.split())))
        for past in history
        if past.rating.helped.strip()
    )


def _gathered(found: Iterable[tuple[date, int, str]]) -> list[Point]:
    said: dict[tuple[date, int], list[str]] = defaultdict(list)
    for on, level, words in found:
        said[on, level].append(words.strip())
    return [Point(on, level, "; ".join(dict.fromkeys(words))) for (on, level), words in said.items()]
