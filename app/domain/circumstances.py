"""What is recorded that makes a prompt fit, and what is not: gaps in what was asked. Each with what it is about.

A circumstance is a fact and judges nothing. Must not know the prompts, nor where facts come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from typing import NamedTuple
from uuid import UUID

from app.domain.agencies import last_heard
from app.domain.blind_spots import SILENT
from app.domain.children_and_victims import Child, Victim
from app.domain.conditions import in_force
from app.domain.contradictions import Contradiction
from app.domain.days import day_words, is_overdue
from app.domain.deadlines import Flag
from app.domain.facts import Heard
from app.domain.notifications import Notification, NotificationType
from app.domain.people import AddressType, Details, RoshLevel, Sex
from app.domain.places import Outcome, Place
from app.domain.polygraph import PolygraphExamination
from app.domain.programmes import ProgrammeRecord, ProgrammeState
from app.domain.ratings import Direction, Factor, Level, PastRating, compare, latest
from app.domain.records import Record, bodies
from app.domain.restricted import restricted_word
from app.domain.sessions import Claim, Entry, LifeChange
from app.domain.tasks import Task

_ORDER_ENDS = ("prevention_order_end", "risk_order_end", "supervision_end")
_POLYGRAPH = ("polygraph",)
_NOT_STARTED = (ProgrammeState.CONSIDERED, ProgrammeState.ELIGIBLE, ProgrammeState.REFERRED)


class Circumstance(StrEnum):
    """Something true of the case. Those from FACTOR_RISING on are true of one factor at a time; the last are gaps."""

    FIRST_SESSION = "first_session"
    NEW_RELATIONSHIP = "new_relationship"
    NEW_ADDRESS = "new_address"
    NEW_JOB = "new_job"
    CONDITION_BROKEN = "condition_broken"
    NEW_DISCLOSURE = "new_disclosure"
    MISSED_LAST_TIME = "missed_last_time"
    PRAISED_WITH_TASKS_UNDONE = "praised_with_tasks_undone"
    WOMAN = "woman"
    PRISON_VISIT = "prison_visit"
    HOME_VISIT = "home_visit"
    REMOTE = "remote"
    HOUSEHOLD_RECORDED = "household_recorded"
    RISK_TO_SELF_RECORDED = "risk_to_self_recorded"
    REGISTERED = "registered"
    LOW_RISK = "low_risk"
    CONDITION_IN_FORCE = "condition_in_force"
    ORDER_ENDING = "order_ending"
    NO_FIXED_ABODE = "no_fixed_abode"
    CHILD_STAY = "child_stay"
    CHILD_RECORDED = "child_recorded"
    VICTIM_RECORDED = "victim_recorded"
    POLYGRAPH_DUE = "polygraph_due"
    POLYGRAPH_DISCLOSED = "polygraph_disclosed"
    PROGRAMME_NOT_STARTED = "programme_not_started"
    AGENCY_SILENT = "agency_silent"
    CONTRADICTION_OPEN = "contradiction_open"

    FACTOR_RISING = "factor_rising"
    FACTOR_EASING = "factor_easing"
    FACTOR_NOT_EXPLORED = "factor_not_explored"
    CLAIM_OPEN = "claim_open"

    NOT_EXPLORED_TODAY = "not_explored_today"
    HOUSEHOLD_UNKNOWN = "household_unknown"
    NO_CHILDREN_OR_VICTIMS = "no_children_or_victims"
    NO_HOME_VISIT = "no_home_visit"
    CLAIMS_UNVERIFIED = "claims_unverified"
    FORMULATION_THIN = "formulation_thin"


class Subject(NamedTuple):
    """What a circumstance is about, in ``words``, and ``more`` about that."""

    words: str
    more: str = ""


Found = Mapping[Circumstance, Sequence[Subject]]
"""The circumstances that hold, each with its subjects; none where there is nothing to name."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is recorded when a session is guided. ``changes``: news entered today or in the last held session.

    ``entry`` is what has been entered today, ``held`` what was in the latest held sessions and ``said`` the words of
    those. ``history`` holds the signed ratings in any order, ``last_outcome`` how the last signed session ended
    (``None``: there is none), ``tasks`` and ``claims`` those still open, ``records`` those that stand. ``visited``:
    whether a home visit was ever made; ``reviewed_victims``: whether a review ever said anything on children or on
    victims.
    """

    details: Details
    today: date
    entry: Entry = field(default_factory=Entry)
    held: Sequence[Entry] = ()
    said: frozenset[str] = frozenset()
    changes: Sequence[LifeChange] = ()
    history: Sequence[PastRating] = ()
    last_outcome: Outcome | None = None
    tasks: Sequence[Task] = ()
    claims: Sequence[Claim] = ()
    records: Sequence[Record] = ()
    heard: Sequence[Heard] = ()
    flags: Sequence[Flag] = ()
    visited: bool = False
    reviewed_victims: bool = False


def circumstances(situation: Situation) -> Found:
    """What is true of the person and of this session."""
    details, place = situation.details, situation.entry.place
    true_of = {
        Circumstance.FIRST_SESSION: situation.last_outcome is None,
        Circumstance.NEW_RELATIONSHIP: LifeChange.RELATIONSHIP in situation.changes,
        Circumstance.NEW_ADDRESS: LifeChange.ADDRESS in situation.changes,
        Circumstance.NEW_JOB: LifeChange.JOB in situation.changes,
        Circumstance.CONDITION_BROKEN: LifeChange.CONDITION_BROKEN in situation.changes,
        Circumstance.NEW_DISCLOSURE: LifeChange.DISCLOSURE in situation.changes,
        Circumstance.MISSED_LAST_TIME: situation.last_outcome is not None and situation.last_outcome.missed,
        Circumstance.PRAISED_WITH_TASKS_UNDONE: _praised(situation) and _tasks_undone(situation),
        Circumstance.WOMAN: details.sex is Sex.FEMALE,
        Circumstance.PRISON_VISIT: place is Place.PRISON_VISIT,
        Circumstance.HOME_VISIT: place is Place.HOME_VISIT,
        Circumstance.REMOTE: place is not None and not place.face_to_face,
        Circumstance.HOUSEHOLD_RECORDED: bool(details.household.strip()),
        Circumstance.RISK_TO_SELF_RECORDED: bool(details.risk_to_self.strip()),
        Circumstance.REGISTERED: details.registered,
        Circumstance.LOW_RISK: details.rosh.highest is RoshLevel.LOW,
        Circumstance.NO_FIXED_ABODE: details.address_type is AddressType.NO_FIXED_ABODE,
        Circumstance.CHILD_RECORDED: bool(bodies(Child, situation.records)),
        Circumstance.VICTIM_RECORDED: bool(bodies(Victim, situation.records)),
    }
    named = {circumstance: subjects for circumstance, subjects in _named(situation).items() if subjects}
    return {circumstance: () for circumstance, holds in true_of.items() if holds} | named


def _named(situation: Situation) -> dict[Circumstance, list[Subject]]:
    """Those that hold of something that can be named; the restricted records are never named."""
    records, today = situation.records, situation.today
    return {
        Circumstance.CONDITION_IN_FORCE: [Subject(one.wording, one.about) for one in in_force(records, today)],
        Circumstance.ORDER_ENDING: _flagged(situation, _ORDER_ENDS),
        Circumstance.POLYGRAPH_DUE: _flagged(situation, _POLYGRAPH),
        Circumstance.CHILD_STAY: [Subject(day_words(one.day)) for one in _stays(records, today) if one.day],
        Circumstance.POLYGRAPH_DISCLOSED: [
            Subject(day_words(one.held_on))
            for one in bodies(PolygraphExamination, records)
            if one.held_on and one.disclosures.strip()
        ],
        Circumstance.PROGRAMME_NOT_STARTED: [
            Subject(one.programme, one.state.label)
            for one in bodies(ProgrammeRecord, records)
            if one.state in _NOT_STARTED and one.state
        ],
        Circumstance.AGENCY_SILENT: [
            Subject(one.agency)
            for one in last_heard(records, situation.heard)
            if one.agency != restricted_word()  # the name is not known here, nor when it was heard from
            and today - (one.heard_on or one.told_on or one.listed_on or today) > SILENT
        ],
        Circumstance.CONTRADICTION_OPEN: [Subject(one.what) for one in bodies(Contradiction, records) if one.open],
    }


def factor_circumstances(situation: Situation, factor: Factor) -> set[Circumstance]:
    """What is true of one factor, by its signed ratings."""
    ours = [past for past in situation.history if past.rating.factor is factor]
    newest = max(ours, key=_held_at, default=None)
    direction = _direction(ours, factor)
    true_of = {
        Circumstance.FACTOR_RISING: direction in (Direction.RISING, Direction.NEW),
        Circumstance.FACTOR_EASING: direction is Direction.EASING,
        Circumstance.FACTOR_NOT_EXPLORED: newest is not None and newest.rating.level is Level.NOT_EXPLORED,
        Circumstance.CLAIM_OPEN: any(claim.factor is factor for claim in situation.claims),
    }
    return {circumstance for circumstance, holds in true_of.items() if holds}


def _flagged(situation: Situation, kinds: Iterable[str]) -> list[Subject]:
    """What is due by the rules as they stand, so that the officer's own intervals count here too."""
    found = [one for one in situation.flags if one.kind in kinds]
    return [Subject(one.title, _due_words(one.due, situation.today)) for one in found]


def _due_words(due: date, today: date) -> str:
    words = _("It was due on {day} and is overdue") if is_overdue(due, today) else _("It is due on {day}")
    return words.format(day=day_words(due))


def _stays(records: Iterable[Record], today: date) -> list[Notification]:
    """Stays where a child lives that are not over, or that the police have not confirmed."""
    stays = [one for one in bodies(Notification, records) if one.type is NotificationType.CHILD_STAY and one.day]
    return [one for one in stays if one.confirmed_on is None or (one.until or one.day or today) >= today]


def _direction(ours: Sequence[PastRating], factor: Factor) -> Direction | None:
    """Direction of the latest signed rating against the one before it."""
    last = latest(ours, factor)
    if last is None or last.rating.level is None:
        return None
    comparison = compare(last.rating.level, ours, factor, before=last.held_at)
    return comparison.direction if comparison else None


def _praised(situation: Situation) -> bool:
    """Attended and complied last time, with no sign of poor compliance seen."""
    last = latest(situation.history, Factor.COMPLIANCE)
    none_seen = last is not None and last.rating.level is Level.NONE_SEEN
    return situation.last_outcome is Outcome.COMPLIED and none_seen


def _tasks_undone(situation: Situation) -> bool:
    return any(task.due_on is not None and is_overdue(task.due_on, situation.today) for task in situation.tasks)


def _held_at(past: PastRating) -> tuple[datetime, UUID]:
    return past.held_at, past.session_id
