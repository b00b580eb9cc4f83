"""What is new between two days: what fell due or became overdue, and which events asked for a review.

A pure function of flags, facts and the two days. Must not know where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.days import is_overdue
from app.domain.deadlines import Due, Flag
from app.domain.facts import Facts, Trigger, local_day


@dataclass(frozen=True, kw_only=True)
class News:
    """``overdue`` were not overdue on the earlier day; ``due`` fall due today; ``triggers`` were recorded since."""

    overdue: tuple[Flag, ...]
    due: tuple[Flag, ...]
    triggers: tuple[Trigger, ...]


def news(shown: Iterable[Flag], facts: Facts, since: date, today: date) -> News:
    """What is new of one person's flags of today, since an earlier day; that day's own events are new."""
    pressing = [flag for flag in shown if flag.group(today) in (Due.OVERDUE, Due.TODAY)]
    return News(
        overdue=tuple(flag for flag in pressing if is_overdue(flag.due, today) and not is_overdue(flag.due, since)),
        due=tuple(flag for flag in pressing if flag.due == today and since < today),
        triggers=tuple(one for one in facts.open_triggers() if since <= local_day(one.recorded_at) <= today),
    )
