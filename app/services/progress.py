"""How far long work is, and whether it is to stop. Must not know the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.problems import Cancelled

Progress = Callable[[int, int], object]
Cancel = Callable[[], bool]

WHOLE = 1000
"""What progress is told of: so many of a thousand parts."""


def untold(_done: int, _total: int) -> None:
    """Progress that nobody is shown."""


def never() -> bool:
    """Work that nobody can cancel."""
    return False


@dataclass(frozen=True)
class Watch:
    """Tells ``progress`` of a share of the whole work, and asks ``cancelled`` whether to go on."""

    progress: Progress = untold
    cancelled: Cancel = never
    begin: float = 0
    end: float = 1

    def report(self, done: int, total: int) -> None:
        """So much of so much of this share is done. Raises Cancelled when it is to stop."""
        if self.cancelled():
            raise Cancelled
        self.progress(round(WHOLE * (self.begin + (self.end - self.begin) * done / max(total, 1))), WHOLE)

    def share(self, begin: float, end: float) -> Watch:
        """The part of this share between two fractions of it."""
        size = self.end - self.begin
        return replace(self, begin=self.begin + size * begin, end=self.begin + size * end)
