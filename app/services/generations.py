"""The next generation of the database: a file of its own that is filled and checked before it is the one in use.

Upgrading, restoring and whatever else makes the whole database anew goes this way; the generation before stays as it
was. Imported only where SQLAlchemy may be.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.domain.problems import Problem
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
    settle: Callable[[], object] = lambda: None,
) -> Store:
    """Fill a new database, bring it to the newest revision, `add` to it, check it, and open it as the one in use.

    `settle` is called when the new one is proven, just before it is put in use, `close_old` once it is. Raises what
    they, `fill` and `add` raise, UpgradeFailed, AuditBroken and the Problems of a disk; then the generation in use
    stays in use, open as it was.
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
        settle()
        store = _put_in_use(vault, part, generation, close_old)
    vault.remember_newest()
    return store


def _put_in_use(vault: OpenVault, part: Path, generation: int, close_old: Callable[[], None]) -> Store:
    """Opened first, so that what is named in the header is known to open. The old one is closed whatever the disk says:
    what its log still holds is for nobody.

    When it fails, nothing is left of the new one and the old one is as it was; only where the header names the new one
    and that may not last, neither may be used until the next unlock finds out.
    """
    target = vault.folder.database(generation)
    store = None
    try:
        files.publish(part, target)
        store = engine.open_store(target, vault.keys.database)
        vault.use_generation(generation)
    except BaseException:
        with suppress(Problem):
            if store is not None:
                store.close()
        with suppress(Problem):
            if vault.may_name(generation):
                close_old()
            else:
                vault.folder.remove([target, *target.parent.glob(f"{target.name}-*")])
        raise
    with suppress(Problem):
        close_old()
    return store


@contextmanager
def _cleared(part: Path) -> Iterator[None]:
    """Before and after the block, no half-made copy of a generation lies about, nor a log that belonged to one."""
    remove_parts(part.parent)
    try:
        yield
    finally:
        with suppress(Problem):  # by now the new one may be in use; the next one clears up before it starts
            remove_parts(part.parent)


def remove_parts(databases: Path) -> None:
    """What a stop left half-made there, and copies that were looked into."""
    with files.faults_told():
        for leftover in databases.glob("*.part*"):
            leftover.unlink(missing_ok=True)
