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

RUNS = 7
WORST = 50.0  # milliseconds
FRAME = 16.7


def lines() -> Iterator[Line]:
    """Each run is a process of its own, as an officer's is."""
    worst: list[tuple[float, str]] = []
    shares: list[float] = []
    for _run in range(RUNS):
        spells = _spells()
        worst.append(max(spells))
        shares.append(sum(length <= FRAME for length, _act in spells) / len(spells))
        print(f"  gap {worst[-1][0]:.1f} ms at {worst[-1][1]!r}; {shares[-1]:.1%} within {FRAME} ms")
    line = Line(
        name="Worst gap of the event loop in the tour",
        floor_name="50 ms",
        product=statistics.median(length for length, _act in worst),
        floor=WORST,
        limit=1,
    )
    print(line, f"· share within {FRAME} ms: {statistics.median(shares):.1%}")
    yield line


def _spells() -> list[tuple[float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.journeys.tour", folder, "--gaps"]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        found = json.loads((Path(folder) / "gaps.json").read_text(encoding="utf-8"))
    return [(length, act) for length, act in found]
