"""The worst gap of the event loop over the whole tour, with its cause; the median of seven runs."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.ratio import Line
from tests.journeys.driving import Spell

RUNS = 7
WORST = 50.0  # milliseconds
FRAME = 16.7


def lines() -> Iterator[Line]:
    """Each run is a process of its own, as an officer's is."""
    worst: list[Spell] = []
    shares: list[float] = []
    for _run in range(RUNS):
        spells = _spells()
        longest = max(spells)
        worst.append(longest)
        shares.append(sum(spell.wall <= FRAME for spell in spells) / len(spells))
        print(
            f"  gap {longest.wall:.1f} ms, of the processor {longest.processor:.1f} ms, at {longest.act!r};"
            f" {shares[-1]:.1%} within {FRAME} ms"
        )
    line = Line(
        name="Worst gap of the event loop in the tour",
        floor_name="50 ms",
        product=statistics.median(spell.wall for spell in worst),
        floor=WORST,
        limit=1,
    )
    processor = statistics.median(spell.processor for spell in worst)
    print(
        line,
        f"· of the processor {processor:.1f} ms · share within {FRAME} ms: {statistics.median(shares):.1%}",
    )
    yield line


def _spells() -> list[Spell]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.journeys.tour", folder, "--gaps"]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        found = json.loads((Path(folder) / "gaps.json").read_text(encoding="utf-8"))
    return [Spell(*one) for one in found]
