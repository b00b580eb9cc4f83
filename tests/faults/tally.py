"""What a part of the harness counts: how often it broke something, and what came of it each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SHOWN = 5
"""So many of the bad cases are printed in words."""


class Impossible(Exception):
    """This machine cannot do the part; the message says what it lacks."""


@dataclass
class Tally:
    """``wanted`` cases, each noted once; what must never happen is noted as ``bad``, with how to see it again."""

    name: str
    wanted: int
    outcomes: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        return sum(self.outcomes.values()) + len(self.bad)

    @property
    def good(self) -> bool:
        return not self.bad and self.cases >= self.wanted

    def note(self, outcome: str, times: int = 1) -> None:
        self.outcomes[outcome] += times

    def fail(self, case: str) -> None:
        self.bad.append(case)

    def lines(self) -> Iterator[str]:
        """One line with the counts, and a few of the bad cases under it."""
        counts = ", ".join(f"{outcome} {times:,}" for outcome, times in self.outcomes.most_common())
        verdict = "good" if self.good else "BAD"
        yield f"{verdict:5}{self.name:34} {self.cases:>7,} of {self.wanted:<7,} bad {len(self.bad):<5,} {counts}"
        for case in self.bad[:SHOWN]:
            yield f"       bad: {case}"


@dataclass(frozen=True)
class Run:
    """What each part is given: a folder of its own, a seeded random source, and whether there is time."""

    folder: Path
    random: Random
    long: bool

    def number(self, short: int, long: int) -> int:
        return long if self.long else short


Part = Callable[[Run], Iterator[Tally]]
