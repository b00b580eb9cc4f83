"""The short run of every part of the harness. The full numbers: ``python3 dev.py faults --long``."""

from __future__ import annotations

import pytest

from tests.faults.__main__ import PARTS, break_in
from tests.faults.tally import Impossible


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_lost_leaked_or_believed(part: str) -> None:
    try:
        tallies = break_in(part, seed=1, long=False)
    except Impossible as lacking:
        pytest.skip(str(lacking))
    assert tallies
    for tally in tallies:
        assert tally.good, "\n".join(tally.lines())
