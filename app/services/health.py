"""Whether the store is sound, and what can be done when it is not: the checks of its health, and salvage.

Nothing here ever deletes: what is damaged goes to quarantine. The unlock itself checks header, counter, the audit
chain's end, the clean flag and the first page each time; what is here checks every page.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from app.domain.problems import (
    AuditBroken,
    HeaderDamaged,
    NothingSalvaged,
    Problem,
    RolledBack,
    SmallFileDamaged,
    StoreDamaged,
)
from app.services import backups
from app.services.backups import Backup
from app.services.desk import Clock, Desk, Random
from app.services.generations import Act, next_generation
from app.services.holdings import told
from app.services.progress import Cancel, Progress, Watch, never, untold
from app.services.untouched import untouched
from app.services.vault import unlock
from app.store import audit, engine, migrate, rows, salvaging, subjects
from app.store.engine import Connection
from app.store.pages import Pages
from app.vault import files, headers, heads, vaults
from app.vault.device import THIS_COMPUTER, Keyring
from app.vault.folders import VaultFolder
from app.vault.vaults import OpenVault

CHECKED = ("check", "store")
_UNSOUND = (AuditBroken, RolledBack, SmallFileDamaged, StoreDamaged)
PAGES = 0.8
"""The share of a check's time that the pages take."""
SALVAGING = 0.9
"""The share of a salvage's time until what was salvaged is checked."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a whole check found: ``sentence`` says it, ``advice`` what to do; ``rows`` were readable at ``at``.

    ``backups`` are those beside a store that was checked while locked; what is wrong with one stands with it.
    """

    sound: bool
    sentence: str
    advice: str
    checked: tuple[str, ...]
    rows: int
    at: datetime
    backups: tuple[Backup, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a salvage brought: by noun what is whole and what only in part, whom that concerns, and what is lost.

    ``damaged_pages`` may have held more than anybody can tell.
    """

    damaged_pages: int
    whole: tuple[tuple[str, int], ...]
    in_part: tuple[tuple[str, int], ...]
    people: tuple[str, ...]
    audit_lost: int
    quarantined: tuple[str, ...]


def check(desk: Desk, progress: Progress = untold, cancelled: Cancel = never) -> Verdict:
    """Check every page, every row, the audit chain and the vault's small files of the open store.

    The store is closed for the pages, while `vault.lock` stays held: nothing else may use the desk meanwhile. Damage
    is in the verdict. Raises Cancelled, and the Problems of a disk. A sound check is noted in the audit.
    """
    vault = desk.vault
    watch = Watch(progress, cancelled)
    try:
        with desk.store.closed() as path:
            engine.verify(path, vault.keys.database, watch.share(0, PAGES).report, cancelled)
        with desk.read() as db:
            count = _check_rows(db, vault)
        _check_small_files(vault)
    except _UNSOUND as problem:
        return _unsound(problem, desk.now())
    with desk.change(*CHECKED, count=count):
        pass
    progress(1, 1)
    return _sound(count, desk.now())


def last_checked(desk: Desk) -> datetime | None:
    """When a whole check on demand last found the store sound."""
    with desk.read() as db:
        newest = audit.page(db, limit=1, wanted=audit.Wanted(acts=[CHECKED]))
    return newest[0].at if newest else None


def check_locked(
    folder: Path, typed: str, clock: Clock, progress: Progress = untold, keyring: Keyring = THIS_COMPUTER
) -> Verdict:
    """As `check`, for a store that is locked; it stays as it is, and nothing is noted in its audit.

    A database with a log beside it is checked on a copy, since closing it would write the log into it. Raises the
    Problems of a secret that does not open it and of a disk; damage is in the verdict.
    """
    vault = vaults.open_vault(VaultFolder(folder), typed, clock(), keyring, mend=False)
    found: tuple[Backup, ...] = ()
    try:
        found = backups.listed_of(vault)
        with untouched(vault.database) as path:
            engine.verify(path, vault.keys.database, progress)
            with closing(engine.open_store(path, vault.keys.database)) as store, store.read() as db:
                migrate.is_outdated(db)
                count = _check_rows(db, vault)
        _check_small_files(vault)
    except _UNSOUND as problem:
        return replace(_unsound(problem, clock()), backups=found)
    finally:
        vault.release()
    return replace(_sound(count, clock()), backups=found)


def salvage(
    folder: Path,
    typed: str,
    clock: Clock,
    random: Random,
    progress: Progress = untold,
    cancelled: Cancel = never,
    keyring: Keyring = THIS_COMPUTER,
) -> tuple[Desk, Report]:
    """Put a new generation together from what is whole in a damaged database, which then goes to quarantine.

    The damaged file is only read. A sealed row whose parent is lost is kept, below a stand-in that says so; the audit
    goes on behind each gap with new numbers and a row that says how many are lost. Raises NothingSalvaged,
    Cancelled, the Problems of a secret that does not open the store, and those of a disk; then everything stays as it
    was.
    """
    vault = vaults.open_vault(VaultFolder(folder), typed, clock(), keyring)
    try:
        damaged = vault.database
        found = _salvaged(vault, clock, Watch(progress, cancelled).share(0, SALVAGING))
        quarantined = vault.folder.set_database_aside(damaged)
        vault.close()
    finally:
        vault.release()
    desk = unlock(folder, typed, clock, random, keyring=keyring)
    return desk, _report(desk, found, quarantined)


def _check_rows(db: Connection, vault: OpenVault) -> int:
    """How many rows there are. Raises StoreDamaged, AuditBroken or RolledBack."""
    if db.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreDamaged
    count = rows.counts(db).total()
    newest = audit.verify(db, vault.keys.audit)
    remembered = audit.Head(vault.head.counter, vault.head.audit)
    if not vault.head_lost and (audit.head(db, remembered.seq) != remembered or newest.seq > remembered.seq + 1):
        raise RolledBack
    return count


def _check_small_files(vault: OpenVault) -> None:
    try:
        copies = headers.read(vault.folder)
    except HeaderDamaged as problem:
        raise SmallFileDamaged from problem
    head = heads.read(vault.folder)
    if (
        len(copies) < len(vault.folder.headers)
        or not all(copy.is_genuine(vault.keys.header) for copy in copies)
        or head is None
        or not head.is_genuine(vault.keys.head)
    ):
        raise SmallFileDamaged


def _sound(count: int, at: datetime) -> Verdict:
    return Verdict(
        sound=True,
        sentence=_("The store is sound. Every page and every row in it can be read and is as it was written."),
        advice=_("There is nothing to do."),
        checked=_checked(),
        rows=count,
        at=at,
    )


def _unsound(problem: Problem, at: datetime) -> Verdict:
    advice = _(
        "Lock Sightline. On the lock screen, “What can be done” leads to the newest backup, and to what can be "
        "salvaged. Keep the folder as it is until then: nothing in it is deleted."
    )
    if isinstance(problem, SmallFileDamaged):
        advice = _("Check again after that. If it is said again, the disk may be failing: tell whoever looks after it.")
    return Verdict(sound=False, sentence=problem.sentence, advice=advice, checked=_checked(), rows=0, at=at)


def _checked() -> tuple[str, ...]:
    return (
        _("Every page of the database against its own seal"),
        _("The tables, and that each row leads to those it belongs to"),
        _("The audit from its first row to its last, and against the record beside the database"),
        _("The key file’s two copies and the record of the last change"),
    )


def _salvaged(vault: OpenVault, clock: Clock, watch: Watch) -> salvaging.Salvaged:
    """Make what can be read of the database in use the next generation."""
    found = salvaging.Salvaged()
    damaged = vault.database
    counted = 0 if vault.head_lost else vault.head.counter

    def fill(part: Path, key_hex: str) -> None:
        if not damaged.exists():
            raise NothingSalvaged
        with (
            files.faults_told(),
            Pages(damaged, key_hex) as pages,
            closing(engine.create(part, key_hex)) as new,
            migrate.upgraded(new) as db,
        ):
            salvaging.salvage(pages, db, found, vault.keys.audit, clock(), counted, _lost(), watch.report)
        if not found.whole.total():
            raise NothingSalvaged

    next_generation(vault, clock, fill, Act("salvage", "store"), _nothing_to_close).close()
    return found


def _report(desk: Desk, found: salvaging.Salvaged, quarantined: tuple[str, ...]) -> Report:
    with desk.read() as db:
        names = subjects.names(db)
    return Report(
        damaged_pages=found.damaged_pages,
        whole=told(found.whole),
        in_part=told(found.in_part),
        people=tuple(sorted(names.get(one, _lost()) for one in found.people)),
        audit_lost=found.audit_lost,
        quarantined=quarantined,
    )


def _lost() -> str:
    """What stands where a text could not be salvaged."""
    return _("(lost to damage)")


def _nothing_to_close() -> None:
    """The damaged database was never opened."""
