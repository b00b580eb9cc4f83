"""The slow factors as they stand between reviews: for each the last evidence. Never rated, never weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _
from typing import Any, ClassVar

from app.domain.considered import Considered, SlowFactor, SlowFactorNote
from app.domain.programmes import programmes_words
from app.domain.protective_factors import protective_words
from app.domain.records import Ask, Body, How, Record, Room, bodies


@dataclass(frozen=True, kw_only=True)
class SlowFactors(Body):
    """For each of `considered.SlowFactor` words and, named with ``_on``, the day of the last evidence."""

    KIND: ClassVar = "slow_factors"
    ROOM: ClassVar = Room.PLAN
    SINGLE: ClassVar = True

    deviancy_on: date | None = None
    deviancy: str = ""
    attitudes_on: date | None = None
    attitudes: str = ""
    intimacy_on: date | None = None
    intimacy: str = ""
    self_management_on: date | None = None
    self_management: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Slow factors")

    @classmethod
    def adding(cls) -> str:
        return _("Enter the slow factors")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return tuple(ask for factor in SlowFactor for ask in _asks_of(factor))

    @property
    def title(self) -> str:
        return _("The last evidence on each")

    @property
    def notes(self) -> tuple[SlowFactorNote, ...]:
        return tuple(
            SlowFactorNote(factor=one, evidence_on=getattr(self, f"{one}_on"), words=getattr(self, one))
            for one in SlowFactor
        )


def begun_with(records: Iterable[Record], today: date) -> Considered:
    """What a review begins with, from the records as they stand: nothing is typed twice."""
    found = list(records)
    begun = Considered(protective=protective_words(found, today), programmes=programmes_words(found))
    stand = bodies(SlowFactors, found)
    return replace(begun, slow_factors=stand[0].notes) if stand else begun


def after_review(stood: SlowFactors, considered: Considered) -> SlowFactors:
    """The slow factors with the words of a review; evidence of a later day than the review's own keeps its place."""
    answers: dict[str, Any] = {}
    for before in stood.notes:
        now = considered.slow_factor(before.factor)
        if before.evidence_on and now.evidence_on and before.evidence_on > now.evidence_on:
            now = before
        answers |= {f"{now.factor}_on": now.evidence_on, now.factor.value: now.words}
    return SlowFactors(**answers)


def _asks_of(factor: SlowFactor) -> tuple[Ask, Ask]:
    named = {"factor": factor.label}
    return (
        Ask(key=f"{factor}_on", label=_("{factor}: day of the last evidence").format(**named), how=How.DAY),
        Ask(
            key=factor.value,
            label=_("{factor}: what it was, or that there is none").format(**named),
            how=How.TEXT,
            needed=_("{factor}: enter the last evidence, or that there is none").format(**named),
        ),
    )
