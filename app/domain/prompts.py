"""Prompts for the guide: what to look for, ask and verify at a step, chosen by what is recorded.

Professional curiosity is always questioning and seeking verification rather than accepting at face value (HMPPS,
confidence: high). Must not know where prompts or facts come from; a prompt never says what to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from typing import Annotated
from uuid import UUID

import msgspec

from app.domain.days import is_overdue
from app.domain.people import Details, RoshLevel, Sex
from app.domain.places import Outcome, Place
from app.domain.ratings import Direction, Factor, Level, PastRating, compare, latest
from app.domain.reference import Confidence, read_entries
from app.domain.sessions import Claim, LifeChange, Step
from app.domain.tasks import Task

Words = Annotated[str, msgspec.Meta(min_length=1)]


class Aim(StrEnum):
    """What a prompt is for; prompts of one aim are shown together."""

    LOOK_FOR = "look_for"
    ASK = "ask"
    VERIFY = "verify"
    PROTECTIVE = "protective"
    REFLECT = "reflect"

    @property
    def label(self) -> str:
        return {
            Aim.LOOK_FOR: _("Look for"),
            Aim.ASK: _("Ask"),
            Aim.VERIFY: _("Verify with"),
            Aim.PROTECTIVE: _("What protects"),
            Aim.REFLECT: _("Ask yourself"),
        }[self]


class Circumstance(StrEnum):
    """Something recorded that makes a prompt fit; the last four are true of one factor at a time."""

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
    FACTOR_RISING = "factor_rising"
    FACTOR_EASING = "factor_easing"
    FACTOR_NOT_EXPLORED = "factor_not_explored"
    CLAIM_OPEN = "claim_open"


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """One prompt at a step (``factor``: at this factor's page), with why it is shown and how sure its source is."""

    step: Step
    factor: Factor | None
    aim: Aim
    text: str
    why: str
    source: str
    confidence: Confidence


class PromptEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Prompts of one aim and reason as they stand in the reference data; ``when`` is left out for general ones.

    An entry without ``factor`` whose circumstance is true of single factors is shown at each of those factors.
    """

    key: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$")]
    step: Step
    aim: Aim
    texts: Annotated[tuple[Words, ...], msgspec.Meta(min_length=1)]
    why: Words
    source: Words
    confidence: Confidence
    as_at: date
    factor: Factor | None = None
    when: Circumstance | None = None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is recorded when a session is guided. ``changes``: news entered today or in the last held session.

    ``history`` holds the signed ratings in any order, ``last_outcome`` how the last signed session ended (``None``:
    there is none), ``tasks`` and ``claims`` those still open.
    """

    details: Details
    today: date
    place: Place | None = None
    changes: Sequence[LifeChange] = ()
    history: Sequence[PastRating] = ()
    last_outcome: Outcome | None = None
    tasks: Sequence[Task] = ()
    claims: Sequence[Claim] = ()


def load_prompts(text: str) -> tuple[PromptEntry, ...]:
    """The entries of a TOML text, in its order. Raises ReferenceDamaged with line, key and fault."""
    return read_entries(text, "prompts", PromptEntry)


def choose(entries: Iterable[PromptEntry], situation: Situation) -> tuple[Prompt, ...]:
    """The prompts that fit what is recorded: those that have a reason in this case first, then the general ones."""
    general = circumstances(situation)
    of_factors = {factor: factor_circumstances(situation, factor) for factor in Factor}
    found: list[Prompt] = []
    for entry in sorted(entries, key=_general_last):
        if entry.when is None or entry.when in general:
            found += _prompts(entry, entry.factor)
            continue
        factors = Factor if entry.factor is None else (entry.factor,)
        for factor in factors:
            if entry.when in of_factors[factor]:
                found += _prompts(entry, factor)
    return tuple(found)


def circumstances(situation: Situation) -> set[Circumstance]:
    """What is true of the person and of this session."""
    details, place = situation.details, situation.place
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
    }
    return {circumstance for circumstance, holds in true_of.items() if holds}


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


def _prompts(entry: PromptEntry, factor: Factor | None) -> list[Prompt]:
    return [
        Prompt(
            step=entry.step,
            factor=factor,
            aim=entry.aim,
            text=_(text),
            why=_(entry.why),
            source=_(entry.source),
            confidence=entry.confidence,
        )
        for text in entry.texts
    ]


def _general_last(entry: PromptEntry) -> bool:
    return entry.when is None


def _held_at(past: PastRating) -> tuple[datetime, UUID]:
    return past.held_at, past.session_id
