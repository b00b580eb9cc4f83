"""Blind spots: what nobody has looked at for too long. A gap is never *None seen* (practice rules, section 2).

That nobody was rated for 30 days is a review rule and not said here again. Must not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from app.domain.days import day_words, is_overdue
from app.domain.facts import local_day
from app.domain.people import Person, Status
from app.domain.ratings import Factor, Level, PastRating
from app.domain.sessions import Claim
from app.domain.tasks import Task

TOO_LONG = timedelta(days=30)
"""Source: practice rules, section 2 (the two sessions or 30 days are this program's own, confidence: low)."""


class BlindSpotKind(StrEnum):
    NOT_EXPLORED = "not_explored"
    UNVERIFIED = "unverified"
    TASKS_UNDONE = "tasks_undone"


@dataclass(frozen=True, kw_only=True)
class BlindSpot:
    """Something not looked at, in one sentence without any case text, and the day since when."""

    person_id: UUID
    kind: BlindSpotKind
    sentence: str
    since: date


def blind_spots(
    person: Person, recent: Iterable[PastRating], claims: Iterable[Claim], tasks: Iterable[Task], today: date
) -> list[BlindSpot]:
    """The person's blind spots, oldest first; none once the sentence has ended.

    ``recent`` holds at least the ratings of the two latest held sessions; ``claims`` and ``tasks`` those still open.
    """
    if person.details.status is Status.ENDED:
        return []
    found = [
        *_not_explored(recent, today),
        *_unverified(claims, today),
        *_tasks_undone(tasks, today),
    ]
    spots = [BlindSpot(person_id=person.id, kind=kind, sentence=words, since=since) for kind, words, since in found]
    return sorted(spots, key=_since)


_Found = tuple[BlindSpotKind, str, date]


def _not_explored(recent: Iterable[PastRating], today: date) -> list[_Found]:
    by_session: dict[tuple[datetime, UUID], dict[Factor, Level | None]] = {}
    for past in recent:
        by_session.setdefault((past.held_at, past.session_id), {})[past.rating.factor] = past.rating.level
    newest = sorted(by_session, reverse=True)[:2]
    found = []
    for factor in Factor:
        gaps = [by_session[session].get(factor) is Level.NOT_EXPLORED for session in newest]
        words = _gap_words(factor, gaps, [local_day(held_at) for held_at, _id in newest], today)
        if words is not None:
            found.append((BlindSpotKind.NOT_EXPLORED, *words))
    return found


def _gap_words(factor: Factor, gaps: Sequence[bool], days: Sequence[date], today: date) -> tuple[str, date] | None:
    """``gaps`` and ``days`` of the latest sessions, newest first, two at most."""
    if not gaps or not gaps[0]:
        return None
    oldest = days[-1]
    if all(gaps) and len(gaps) > 1:
        words = _("{factor}: not explored on {earlier} nor on {later}")
        return words.format(factor=factor.label, earlier=day_words(oldest), later=day_words(days[0])), oldest
    if today - oldest <= TOO_LONG:
        return None
    words = _("{factor}: last explored on {day}") if len(gaps) > 1 else _("{factor}: not explored on {day} nor since")
    return words.format(factor=factor.label, day=day_words(oldest)), oldest


def _unverified(claims: Iterable[Claim], today: date) -> list[_Found]:
    """One for each factor, by its oldest claim."""
    oldest: dict[Factor, date] = {}
    for claim in claims:
        oldest[claim.factor] = min(claim.on, oldest.get(claim.factor, claim.on))
    words = _("{factor}: what was said on {day} is neither confirmed nor judged unimportant")
    return [
        (BlindSpotKind.UNVERIFIED, words.format(factor=factor.label, day=day_words(on)), on)
        for factor, on in oldest.items()
        if today - on > TOO_LONG
    ]


def _tasks_undone(tasks: Iterable[Task], today: date) -> list[_Found]:
    """Open tasks past their day, or without one and set too long ago, counted together."""
    days = [task.due_on or task.set_on + TOO_LONG for task in tasks]
    late = [day for day in days if is_overdue(day, today)]
    if not late:
        return []
    words = ngettext(
        "{count} task is not done, expected by {day}", "{count} tasks are not done, the first since {day}", len(late)
    )
    return [(BlindSpotKind.TASKS_UNDONE, words.format(count=len(late), day=day_words(min(late))), min(late))]


def _since(spot: BlindSpot) -> date:
    return spot.since
