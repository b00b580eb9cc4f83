"""docs/practice.md: every place and every test that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.findall(r"`([^`]+)`", (ROOT / "docs" / "practice.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("place", sorted({name for name in NAMED if "::" not in name}))
def test_each_place_is_there(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("named", sorted({name for name in NAMED if "::" in name}))
def test_each_test_is_there(named: str) -> None:
    file, test = named.split("::")
    assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")
