"""Damage as disks do it: bytes changed in chosen pages of a database that nobody has open."""

import random
from pathlib import Path

PAGE = 4096


def pages_of(database: Path) -> int:
    return database.stat().st_size // PAGE


def damage(database: Path, numbers: list[int], seed: int = 1) -> None:
    """Flip a bit somewhere in each of these pages, counted from 1."""
    source = random.Random(seed)
    content = bytearray(database.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE + source.randrange(16, PAGE)] ^= 1 << source.randrange(8)
    database.write_bytes(content)
