"""The next generation of the database: a file of its own that is filled and checked before it is the one in use.

Upgrading, restoring and whatever else makes the whole database anew goes this way; the generation before stays as it
was. Imported only where SQLAlchemy may be.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.services.desk import Clock
from app.store import audit, engine, migrate
from app.store.engine import Connection, Store
from app.vault import files
from app.vault.vaults import OpenVault

Fill = Callable[[Path, str], None]
"""Makes an encrypted database at a path, with a key as 64 hexadecimal digits."""


@dataclass(frozen=True)
class Act:
    """The audit row that a new generation ends with."""

    action: str
    kind: str
    subject: UUID | None = None
    count: int = 1


def next_generation(
    vault: OpenVault,
    clock: Clock,
    fill: Fill,
    act: Act,
    close_old: Callable[[], None],
    add: Callable[[Connection], object] = lambda _db: None,
) -> Store:
    """Fill a new database, bring it to the newest revision, `add` to it, check it, and open it as the one in use.

    `close_old` is called when the new one is proven, just before it is put in use. Raises what `fill` and `add`
    raise, UpgradeFailed, AuditBroken and the Problems of a disk; then the generation in use stays in use.
    """
    generation = max(vault.folder.next_generation(), vault.header.generation + 1)  # a lost file may have left its log
    target = vault.folder.database(generation)
    part = target.with_suffix(".part")
    keys = vault.keys
    with vault.next_head() as note_head, _cleared(part):
        fill(part, keys.database)
        with closing(engine.open_store(part, keys.database)) as new, migrate.upgraded(new) as db:
            add(db)
            audit.verify(db, keys.audit)
            head = audit.append(db, keys.audit, clock(), act.action, act.kind, act.subject, act.count)
            note_head(head.seq, head.mac)
        engine.verify(part, keys.database)
        close_old()
        files.publish(part, target)
        vault.use_generation(generation)
    vault.remember_newest()
    return engine.open_store(target, keys.database)


@contextmanager
def _cleared(part: Path) -> Iterator[None]:
    """Before and after the block, no half-made copy of a generation lies about, nor a log that belonged to one."""
    remove_parts(part.parent)
    try:
        yield
    finally:
        remove_parts(part.parent)


def remove_parts(databases: Path) -> None:
    """What a stop left half-made there, and copies that were looked into."""
    with files.faults_told():
        for leftover in databases.glob("*.part*"):
            leftover.unlink(missing_ok=True)
