"""The desk: everything a service needs while the store is unlocked. While it is locked there is none.

Its three transactions are the only way to the database. Must not know any noun of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.vault.vaults import OpenVault

if TYPE_CHECKING:  # SQLAlchemy may not be imported before the lock screen is painted
    from app.store.engine import Connection, Store

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]


@dataclass(frozen=True)
class Desk:
    """The open store and vault, the clock (aware, UTC) and the random source (bytes by number).

    `warnings` are sentences about the unlock itself, to be read before any work.
    """

    store: Store
    vault: OpenVault
    clock: Clock
    random: Random
    warnings: tuple[str, ...] = ()

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self.clock()

    def today(self) -> date:
        """The date where the officer is."""
        return self.clock().astimezone().date()

    def new_id(self) -> UUID:
        """A UUIDv7: milliseconds since 1970, then random bits."""
        milliseconds = int(self.clock().timestamp() * 1000)
        value = milliseconds << 80 | int.from_bytes(self.random(10))
        value = value & ~(0xF << 76) | 7 << 76
        return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction for reading; what it writes is dropped."""
        return self.store.read()

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that leaves no trace in the audit: drafts and the like."""
        return self.store.begin()

    @contextmanager
    def change(
        self, action: str, kind: str, subject: UUID | None = None, count: int = 1, at: datetime | None = None
    ) -> Iterator[Connection]:
        """A transaction whose audit row is its last statement: commit, then head.json, then acknowledge.

        `action` and `kind` are words for what was done to what, `subject` its id, `count` how many; never a
        name or a text. `at` is when it was, unless it is now. Raises the Problems of `Store.begin`; then nothing of
        the block is kept.
        """
        from app.store import audit  # noqa: PLC0415  # SQLAlchemy may not be imported before the lock screen

        with self.vault.next_head() as note_head, self.store.begin() as db:
            yield db
            head = audit.append(db, self.vault.keys.audit, at or self.now(), action, kind, subject, count)
            note_head(head.seq, head.mac)
