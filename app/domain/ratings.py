"""The five acute dynamic factors and how they are rated in each session.

Source of the factors: HM Inspectorate of Probation, evidence page on sexual offending (confidence: high).
A rating stands alone: this module has no total, band, score or level made from several ratings, and never will.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from itertools import pairwise
from uuid import UUID


class Factor(StrEnum):
    """The five acute dynamic factors, in the order in which they are explored."""

    MOOD = "mood"
    SUBSTANCES = "substances"
    PREOCCUPATION = "preoccupation"
    ACCESS = "access"
    COMPLIANCE = "compliance"

    @property
    def label(self) -> str:
        return {
            Factor.MOOD: _("Negative mood, especially anger"),
            Factor.SUBSTANCES: _("Drug and alcohol misuse"),
            Factor.PREOCCUPATION: _("Sexual preoccupation"),
            Factor.ACCESS: _("Access to potential victims"),
            Factor.COMPLIANCE: _("Poor compliance and engagement"),
        }[self]


class Level(StrEnum):
    """What the officer judged today; the last two are gaps, never *None seen*."""

    NONE_SEEN = "none_seen"
    EMERGING = "emerging"
    PRESENT = "present"
    ACT_TODAY = "act_today"
    NOT_EXPLORED = "not_explored"
    UNABLE_TO_JUDGE = "unable_to_judge"

    @property
    def label(self) -> str:
        return {
            Level.NONE_SEEN: _("None seen"),
            Level.EMERGING: _("Emerging"),
            Level.PRESENT: _("Present"),
            Level.ACT_TODAY: _("Act today"),
            Level.NOT_EXPLORED: _("Not explored"),
            Level.UNABLE_TO_JUDGE: _("Unable to judge"),
        }[self]

    @property
    def hint(self) -> str:
        return {
            Level.NONE_SEEN: _("Explored today, and nothing seen or said"),
            Level.EMERGING: _("First or faint signs"),
            Level.PRESENT: _("Clearly there"),
            Level.ACT_TODAY: _("Someone may be harmed unless something is done today"),
            Level.NOT_EXPLORED: _("Not talked about or looked into today; shows as a gap"),
            Level.UNABLE_TO_JUDGE: _("Explored, but what was seen or said does not allow a view"),
        }[self]

    @property
    def is_gap(self) -> bool:
        return self in (Level.NOT_EXPLORED, Level.UNABLE_TO_JUDGE)

    @property
    def is_concern(self) -> bool:
        return self in (Level.EMERGING, Level.PRESENT, Level.ACT_TODAY)

    @property
    def step(self) -> int | None:
        """Height in a run chart, 0 to 3; ``None`` for a gap. An order for drawing and comparing, not a score."""
        return _STEPS.get(self)


_STEPS = {Level.NONE_SEEN: 0, Level.EMERGING: 1, Level.PRESENT: 2, Level.ACT_TODAY: 3}


class Basis(StrEnum):
    """How the officer knows."""

    SAID = "said"
    OBSERVED = "observed"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {
            Basis.SAID: _("Said by the person"),
            Basis.OBSERVED: _("Observed"),
            Basis.CONFIRMED: _("Confirmed by someone else"),
        }[self]


class Direction(StrEnum):
    """Today against the latest signed session that rated the same factor."""

    EASING = "easing"
    SAME = "same"
    RISING = "rising"
    NEW = "new"

    @property
    def label(self) -> str:
        return {
            Direction.EASING: _("Easing"),
            Direction.SAME: _("Same"),
            Direction.RISING: _("Rising"),
            Direction.NEW: _("New"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One factor in one session, as typed. ``confirmed_by`` names the agency or role when basis is *confirmed*."""

    factor: Factor
    level: Level | None = None
    evidence: str = ""
    basis: Basis | None = None
    confirmed_by: str = ""
    reason: str = ""
    helped: str = ""
    done: str = ""


@dataclass(frozen=True, kw_only=True)
class PastRating:
    """A signed rating with the session it belongs to; session and factor together identify it."""

    session_id: UUID
    held_at: datetime
    rating: Rating

    @property
    def on(self) -> date:
        return self.held_at.astimezone().date()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Direction of a rating and the date of the session it was compared with (``None``: nothing to compare)."""

    direction: Direction
    since: date | None


def compare(
    level: Level, history: Iterable[PastRating], factor: Factor, *, before: datetime | None = None
) -> Comparison | None:
    """Direction of ``level`` against the latest earlier rating of ``factor`` that is not a gap.

    ``history`` is in any order and holds signed sessions only; of these, the ones held ``before`` the session that is
    rated count (``None``: its time is not entered yet, all count), so that a late entry reads the same while it is
    written and once it is sealed. ``None`` when there is nothing to say: today is a gap,
    or *None seen* with nothing before it. *New* when today is a concern and the last was *None seen* or there is none.
    """
    if level.step is None:
        return None
    last = latest(history, factor, before=before)
    if last is None:
        return Comparison(direction=Direction.NEW, since=None) if level.is_concern else None
    earlier = last.rating.level
    if earlier is None or earlier.step is None:
        return None
    if level.step > earlier.step:
        direction = Direction.NEW if earlier is Level.NONE_SEEN else Direction.RISING
    elif level.step < earlier.step:
        direction = Direction.EASING
    else:
        direction = Direction.SAME
    return Comparison(direction=direction, since=last.on)


def rose_twice(history: Iterable[PastRating], factor: Factor) -> bool:
    """Whether the last three rated sessions show two successive rises (gaps are skipped)."""
    steps = [past.rating.level.step for past in _rated(history, factor)[-3:] if past.rating.level]
    return len(steps) == 3 and all(a is not None and b is not None and a < b for a, b in pairwise(steps))


def latest(history: Iterable[PastRating], factor: Factor, *, before: datetime | None = None) -> PastRating | None:
    """The latest signed rating of ``factor`` that is not a gap: what research found to predict best.

    ``before`` leaves out what was held then or later.
    """
    rated = [past for past in _rated(history, factor) if before is None or past.held_at < before]
    return rated[-1] if rated else None


def _rated(history: Iterable[PastRating], factor: Factor) -> Sequence[PastRating]:
    ours = (p for p in history if p.rating.factor is factor and p.rating.level and not p.rating.level.is_gap)
    return sorted(ours, key=_when)


def _when(past: PastRating) -> tuple[datetime, UUID]:
    return past.held_at, past.session_id
