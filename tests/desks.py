"""Real encrypted stores for tests: a clock that tests move, fast key derivation, and a store opened quickly."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.services import vault
from app.services.desk import Desk

PASSPHRASE = "walnut ferry cobble lantern"
FAST = vault.Kdf(memory_kib=64 * 1024, passes=3, lanes=4)
"""The least that is allowed: the real default takes four times as long."""


class RememberedArgon2id:
    """Argon2id, done for real once a process for each secret, salt and cost: stores copied from one share them."""

    def __init__(self, **cost: object) -> None:
        self._cost = tuple(cost.items())

    def derive(self, secret: bytes) -> bytes:
        return _stretched(secret, self._cost)


@cache
def _stretched(secret: bytes, cost: tuple[tuple[str, object], ...]) -> bytes:
    return Argon2id(**dict(cost)).derive(secret)


@dataclass
class Clock:
    """Stands still at `moment` until it is moved."""

    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        """As timedelta: `clock.move(days=3)`; backwards with a minus."""
        self.moment += timedelta(**by)


def seeded(seed: int = 1) -> "random.Random":
    """A random source that repeats itself: give its `randbytes`."""
    return random.Random(seed)


def a_new_store(folder: Path, clock: Clock, passphrase: str = PASSPHRASE, seed: int = 1) -> tuple[Desk, str]:
    """A store just made, open, and its recovery key; another `seed` gives another store."""
    new = vault.create(folder, passphrase, seeded(seed).randbytes, FAST)
    return new.confirm_recovery_key(new.recovery_key, clock), new.recovery_key
