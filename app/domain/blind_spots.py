"""Blind spots: what nobody has looked at for too long. A gap is never *None seen* (practice rules, section 2).

Must not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from uuid import UUID

from app.domain.agencies import last_heard
from app.domain.days import day_words, is_overdue
from app.domain.facts import RATING, RISK_REVIEW, Done, Facts, local_day, supervision_end
from app.domain.people import Status
from app.domain.ratings import Factor, Level, PastRating
from app.domain.rules import Start
from app.domain.sessions import Claim
from app.domain.starts import started
from app.domain.tasks import Task

TOO_LONG = timedelta(days=30)
"""Source: practice rules, section 2 (the two sessions or 30 days are this program's own, confidence: low)."""
SILENT = timedelta(days=90)
"""For how long an agency may say nothing: this program's own, confidence: low."""


class BlindSpotKind(StrEnum):
    NOT_EXPLORED = "not_explored"
    NOT_RATED = "not_rated"
    AGENCY_SILENT = "agency_silent"
    NO_CHILDREN_OR_VICTIMS = "no_children_or_victims"
    UNVERIFIED = "unverified"
    TASKS_UNDONE = "tasks_undone"


@dataclass(frozen=True, kw_only=True)
class BlindSpot:
    """Something not looked at, in one sentence, and the day since when.

    The sentence holds no case text but the name of an agency as it was typed: show it as plain text.
    """

    person_id: UUID
    kind: BlindSpotKind
    sentence: str
    since: date


def blind_spots(
    facts: Facts, claims: Iterable[Claim], tasks: Iterable[Task], today: date, flagged: Collection[str]
) -> list[BlindSpot]:
    """The person's blind spots, oldest first; none once supervision has ended. Of ``claims`` and ``tasks`` the open.

    ``flagged`` are the kinds of the flags that are shown beside them: what one of those says is not said twice.
    """
    person, end = facts.person, supervision_end(facts.details)
    if facts.unreadable or person.details.status is Status.ENDED or (end is not None and end < today):
        return []
    found = [
        *([] if RATING in flagged else _not_rated(facts, today)),
        *_not_explored(facts.recent, today),
        *_silent(facts, today),
        *_no_children_or_victims(facts.reviews),
        *_unverified(claims, today),
        *_tasks_undone(tasks, today),
    ]
    spots = [BlindSpot(person_id=person.id, kind=kind, sentence=words, since=since) for kind, words, since in found]
    return sorted(spots, key=_since)


_Found = tuple[BlindSpotKind, str, date]


def _not_rated(facts: Facts, today: date) -> list[_Found]:
    """No factor rated for 30 days, unless contact is suspended meanwhile."""
    rated = local_day(facts.rated_at) if facts.rated_at else None
    since = rated or next(one.on for one in started(Start.TAKEN_ON, facts))
    if today - since <= TOO_LONG or facts.suspended(today):
        return []
    words = _("No factor was rated since {day}") if rated else _("No factor was ever rated, since {day}")
    return [(BlindSpotKind.NOT_RATED, words.format(day=day_words(since)), since)]


def _silent(facts: Facts, today: date) -> list[_Found]:
    """Agencies that told nothing for long, in a session or outside one."""
    found = []
    for one in last_heard(facts.records, facts.heard):
        if one.heard_on:
            words, since = _("{agency}: last heard from on {day}"), one.heard_on
        elif one.told_on:
            words, since = _("{agency}: told on {day}, and never heard from"), one.told_on
        else:
            words, since = _("{agency}: in the list since {day}, and never heard from"), one.listed_on or today
        if today - since > SILENT:
            sentence = words.format(agency=one.agency, day=day_words(since))
            found.append((BlindSpotKind.AGENCY_SILENT, sentence, since))
    return found


def _no_children_or_victims(reviews: Iterable[Done]) -> list[_Found]:
    """The latest risk review says nothing on children or victims; somebody never reviewed has a review rule."""
    last = max((one for one in reviews if one.kind == RISK_REVIEW), key=_reviewed, default=None)
    if last is None or last.children_or_victims:
        return []
    words = _("Nothing on children or victims in the risk review of {day}")
    return [(BlindSpotKind.NO_CHILDREN_OR_VICTIMS, words.format(day=day_words(last.on)), last.on)]


def _reviewed(one: Done) -> tuple[date, datetime]:
    return one.on, one.recorded_at


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
