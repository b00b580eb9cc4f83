"""Times a product and its floor side by side; knows nothing of what it times."""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 11
_ORDER = random.Random(11)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measure: medians in milliseconds, and the most that the ratio may be (``None``: only told)."""

    name: str
    floor_name: str
    product: float
    floor: float
    limit: float | None

    @property
    def ratio(self) -> float:
        return self.product / self.floor

    def __str__(self) -> str:
        verdict = "" if self.limit is None else f" (at most {self.limit:g}: {'met' if self.met else 'NOT MET'})"
        return (
            f"{self.name}: {self.ratio:.2f} × {self.floor_name}{verdict}"
            f" · {self.product:.2f} ms against {self.floor:.2f} ms"
        )

    @property
    def met(self) -> bool:
        return self.limit is None or self.ratio <= self.limit


def compare(
    name: str,
    floor_name: str,
    product: Callable[[], float | None],
    floor: Callable[[], float | None],
    *,
    limit: float | None,
    rounds: int = ROUNDS,
    repeat: int = 1,
) -> Line:
    """Run both ``rounds`` times in random order; each may return its own milliseconds, otherwise it is timed."""
    times: dict[str, list[float]] = {"product": [], "floor": []}
    calls = {"product": product, "floor": floor}
    for call in calls.values():
        call()  # warm, not counted
    for _round in range(rounds):
        for which in _ORDER.sample(sorted(calls), 2):
            times[which].append(_milliseconds(calls[which], repeat))
    line = Line(
        name=name,
        floor_name=floor_name,
        product=statistics.median(times["product"]),
        floor=statistics.median(times["floor"]),
        limit=limit,
    )
    print(line)
    sys.stdout.flush()
    return line


def _milliseconds(call: Callable[[], float | None], repeat: int) -> float:
    gc.collect()
    begin = time.perf_counter()
    own: float | None = None
    for _time in range(repeat):
        own = call()
    spent = (time.perf_counter() - begin) * 1000 / repeat
    return spent if own is None else own
