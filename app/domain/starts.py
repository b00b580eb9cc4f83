"""What starts the clock of a review rule: for each recorded start, the day it happened and the sentence that says so.

Must not know intervals nor due days: those are the rules'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from gettext import gettext as _
from itertools import pairwise

from app.domain.days import day_words
from app.domain.facts import BREACH_DECISION, Absence, Done, Facts, local_day, supervision_end, supervision_start
from app.domain.people import Details, Status
from app.domain.places import Action, Outcome
from app.domain.rules import Interval, Rule, Start
from app.domain.started import Started
from app.domain.starts_by_records import RECORDED_STARTS, recorded_words

ABSENCE_WINDOW = Interval(months=12)
OF_ONE = (
    Start.SESSION_MISSED,
    Start.ABSENCE_UNEXPLAINED,
    Start.SECOND_ABSENCE,
    Start.PREVENTION_ORDER_ENDS,
    Start.RISK_ORDER_ENDS,
)
"""Starts of which a person may have several at a time, each of one session or order: a review says which it answers."""

_DECISION_OPEN = (None, Action.DECISION_PENDING, Action.MANAGEMENT_OVERSIGHT)
_WARNED = (Action.FIRST_WARNING, Action.SECOND_WARNING)
_SENT_ON = (Action.BREACH_REQUESTED, Action.BREACH_INITIATED, Action.RECALL_REQUESTED)


def started(start: Start, facts: Facts) -> list[Started]:
    """Every time this start happened to this person."""
    return _STARTS[start](facts)


def kinds_of_one(rules: Iterable[Rule]) -> set[str]:
    """The kinds of duty that are about one thing each, such as an absence: all their rules start in `OF_ONE`."""
    starts: dict[str, list[Start]] = {}
    for rule in rules:
        starts.setdefault(rule.kind, []).append(rule.start)
    return {kind for kind, found in starts.items() if all(start in OF_ONE for start in found)}


def started_words(start: Start, facts: Facts, one: Started) -> str:
    """What started the clock, as a clause with its day or days."""
    earlier = day_words(one.earlier) if one.earlier else ""
    return _words(start, facts.details, one).format(day=day_words(one.on), earlier=earlier)


def _words(start: Start, details: Details, one: Started) -> str:
    match start:
        case Start.SUPERVISION_ENDS if details.status is Status.LICENCE:
            return _("The licence runs to {day}; its other review rules then stop. Choose Ended, or mend the date")
        case Start.SUPERVISION_ENDS:
            return _("The order runs to {day}; its other review rules then stop. Choose Ended, or mend the date")
        case Start.DRAFT_UNSIGNED:
            return _("The session of {day} is written but not signed")
        case Start.APPOINTMENT_PASSED:
            return _("Nothing is recorded about the appointment on {day}")
        case Start.SESSION_MISSED:
            return _("The session on {day} was missed and no letter is recorded")
        case Start.ABSENCE_UNEXPLAINED:
            return _("The reason for not attending on {day} is not yet judged")
        case Start.SECOND_ABSENCE:
            return _("Missed on {earlier} and on {day}, within 12 months; no decision on breach is recorded")
        case _:
            return recorded_words(start, one) or _supervision_words(details, one)


def _supervision_words(details: Details, one: Started) -> str:
    if one.on != supervision_start(details):
        return _("Added here on {day}, not recorded since")
    if details.status is Status.LICENCE:
        return _("Released on {day}, not recorded since")
    if details.status is Status.CUSTODY:
        return _("Sentenced on {day}, not recorded since")
    return _("Order started on {day}, not recorded since")


def _supervision_started(facts: Facts) -> list[Started]:
    return [Started(on=supervision_start(facts.details) or local_day(facts.person.added_at))]


def _taken_on(facts: Facts) -> list[Started]:
    """From the later of the start of supervision and the day the person was added: before it nothing could be here."""
    added = local_day(facts.person.added_at)
    return [Started(on=max(supervision_start(facts.details) or added, added))]


def _supervision_ends(facts: Facts) -> list[Started]:
    end = supervision_end(facts.details)
    return [] if end is None else [Started(on=end)]


def _draft_unsigned(facts: Facts) -> list[Started]:
    return [] if facts.draft is None else [Started(on=facts.draft.on, subject=facts.draft.draft_id)]


def _appointment_passed(facts: Facts) -> list[Started]:
    """Appointments of which nothing is recorded, whatever came after them; a draft of that day has its own flag."""
    drafted_on = facts.draft.on if facts.draft else None
    return [
        Started(on=local_day(one.at), subject=one.id) for one in facts.unanswered if local_day(one.at) != drafted_on
    ]


def _session_missed(facts: Facts) -> list[Started]:
    """A missed session whose recorded action is neither a warning letter nor a decision that makes one needless."""
    return [
        Started(on=absence.on, subject=absence.session_id)
        for absence in facts.absences
        if absence.counts and absence.action in _DECISION_OPEN
    ]


def _absence_unexplained(facts: Facts) -> list[Started]:
    """A failure to attend until its reason is judged: being seen again later says nothing about it."""
    return [
        Started(on=absence.on, subject=absence.session_id)
        for absence in facts.absences
        if absence.outcome is Outcome.FAILED_TO_ATTEND
        and absence.acceptable is None
        and absence.action in (*_DECISION_OPEN, *_WARNED)
    ]


def _second_absence(facts: Facts) -> list[Started]:
    """The earliest missed session with another within 12 months before it of which nothing is decided.

    A decision covers its own absence and all before it, also once that one is found acceptable. No further action is
    a decision too, but about its own absence alone: it leaves what was open before it.
    """
    reviews = [review for review in facts.reviews if review.kind == BREACH_DECISION]
    decided = max((one.held_at for one in facts.absences if _is_decided(one, reviews)), default=None)
    for earlier, later in pairwise(sorted((one for one in facts.absences if one.counts), key=_missed_at)):
        if earlier.on < ABSENCE_WINDOW.before(later.on) or (decided is not None and later.held_at <= decided):
            continue
        if later.action in (*_DECISION_OPEN, *_WARNED):
            return [Started(on=later.on, subject=later.session_id, earlier=earlier.on)]
    return []


def _is_decided(absence: Absence, reviews: Iterable[Done]) -> bool:
    """Whether breach or recall was decided on: sent on, written up about it, or about all there was by that day."""
    return absence.action in _SENT_ON or any(
        absence.on <= review.on if review.subject is None else review.subject == absence.session_id
        for review in reviews
    )


def _missed_at(absence: Absence) -> datetime:
    return absence.held_at


_STARTS: Mapping[Start, Callable[[Facts], list[Started]]] = {
    Start.SUPERVISION_STARTED: _supervision_started,
    Start.TAKEN_ON: _taken_on,
    Start.SUPERVISION_ENDS: _supervision_ends,
    Start.DRAFT_UNSIGNED: _draft_unsigned,
    Start.APPOINTMENT_PASSED: _appointment_passed,
    Start.SESSION_MISSED: _session_missed,
    Start.ABSENCE_UNEXPLAINED: _absence_unexplained,
    Start.SECOND_ABSENCE: _second_absence,
    **RECORDED_STARTS,
}
