"""What is in use before a backup replaces it: whether it is sound, what it knows that the backup does not, and a backup
of it. Imported only where SQLAlchemy may be.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from uuid import UUID

from app.domain.problems import AuditBroken, Cancelled, DiskRefused, Problem, ReadOnlyFolder, StoreDamaged
from app.services import backups
from app.services.desk import Desk
from app.services.generations import remove_parts
from app.services.progress import Watch
from app.store import audit, engine
from app.store.audit import Head, Stored
from app.store.engine import Store
from app.vault import files
from app.vault.backups import Contents
from app.vault.vaults import OpenVault


@dataclass(frozen=True)
class Since:
    """What the store in use knows that the backup does not: audit rows behind it, and who was erased."""

    rows: tuple[Stored, ...] = ()
    erased: frozenset[UUID] = frozenset()


def is_sound(opened: OpenVault, watch: Watch) -> bool:
    """Whether every page of a locked store is as it was written. Raises Cancelled."""
    try:
        engine.verify(opened.database, opened.keys.database, watch.report, watch.cancelled)
    except Cancelled:
        raise
    except Problem:
        return False
    return True


def since_by_copy(opened: OpenVault, contents: Contents) -> Since:
    """As `since`, from a copy of the file: opening a damaged one would change it. Nothing where it cannot be read."""
    copy = opened.folder.databases / "in-use.part"
    try:
        with files.faults_told():
            for ending in ("", "-wal"):
                source = opened.database.with_name(opened.database.name + ending)
                if source.exists():
                    shutil.copyfile(source, copy.with_name(copy.name + ending))
        with closing(engine.open_store(copy, opened.keys.database)) as store:
            return since(store, opened, contents)
    except (AuditBroken, DiskRefused, ReadOnlyFolder, StoreDamaged):  # how damage shows differs from page to page
        return Since()
    finally:
        remove_parts(opened.folder.databases)


def since(store: Store, opened: OpenVault, contents: Contents) -> Since:
    """Rows only where the backup's end is in the same chain. Raises AuditBroken and what damage raises."""
    end = Head(contents.counter, contents.audit)
    with store.read() as db:
        audit.verify(db, opened.keys.audit)
        newer = audit.stored_since(db, end.seq) if audit.head(db, end.seq) == end else ()
        return Since(newer, audit.erased(db))


def back_up(desk: Desk, watch: Watch) -> None:
    """What is in use, before it is replaced; of a damaged one no backup would count, and its file stays anyway."""
    with suppress(StoreDamaged):
        backups.write(desk.store, desk.vault, desk.now(), desk.random, None, watch)
