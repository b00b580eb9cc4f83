"""Recorded days that cannot be right: they are said for that person alone and hide nothing of anybody else.

Must not know rules nor flags.
"""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from app.domain.days import day_words
from app.domain.facts import Facts, local_day, supervision_end, supervision_start


def date_faults(facts: Facts, today: date) -> list[str]:
    """A clause for each fault: facts in the future, as after a clock was set back, or a start after an end."""
    found = []
    latest = max(_recorded_days(facts), default=today)
    if latest > today:
        words = _("Something is recorded for {day}, in the future: check this computer’s clock, and the record")
        found.append(words.format(day=day_words(latest)))
    start, end = supervision_start(facts.details), supervision_end(facts.details)
    if start is not None and start > today:
        words = _("Supervision starts on {day}, which lies in the future: mend the date or the status")
        found.append(words.format(day=day_words(start)))
    if start is not None and end is not None and start > end:
        words = _("Supervision starts on {start}, after its end on {end}: mend the dates")
        found.append(words.format(start=day_words(start), end=day_words(end)))
    return found


def _recorded_days(facts: Facts) -> list[date]:
    """Days that have passed if they are right."""
    moments = [facts.person.added_at, facts.rated_at, facts.seen_at, facts.held_at, facts.home_visit_at]
    days = [local_day(moment) for moment in moments if moment is not None]
    days += [review.on for review in facts.reviews]
    days += [trigger.event.on for trigger in facts.triggers]
    for recorded in (facts.reviews, facts.triggers, facts.official_dates, facts.deferrals, facts.suspensions):
        days += [local_day(one.recorded_at) for one in recorded]
    days += [one.on for found in facts.shown.values() for one in found]
    return days if facts.met_on is None else [*days, facts.met_on]
