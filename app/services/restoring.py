"""Looking into a backup and restoring from it: as the next generation of its store, or as a store in an empty folder.

Nothing is changed before the restored database was checked whole. Where the store in use can still be read, what was
audited since the backup is carried over, so that the audit does not go back, and who was erased since stays erased.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

import msgspec

from app.domain.backup_problems import BackupDamaged, BackupOfAnotherStore
from app.domain.days import moment_words
from app.domain.problems import (
    FolderNotEmpty,
    HeaderDamaged,
    NoStoreHere,
    Problem,
    RolledBack,
    StoreDamaged,
    WrongPassphrase,
)
from app.services import backups, vault
from app.services.backups import Preview
from app.services.desk import Clock, Desk, Random
from app.services.generations import Act, next_generation
from app.services.progress import Cancel, Progress, Watch, never, untold
from app.services.superseding import Since, back_up, is_sound, since, since_by_copy
from app.store import audit, engine, migrate, rows
from app.store.audit import Head
from app.store.engine import Connection, Store
from app.vault import backups as backup_files
from app.vault import files, headers, heads, recovery, vaults
from app.vault.backups import Contents, Found
from app.vault.device import THIS_COMPUTER, Keyring
from app.vault.disks import check_local
from app.vault.folders import VaultFolder
from app.vault.keys import derive
from app.vault.locks import FolderLock
from app.vault.slots import Slot
from app.vault.vaults import OpenVault

SAVING, READING, CHECKING, COPYING = 0.35, 0.4, 0.55, 0.75
"""Where each part of a restore ends, in shares of its time: saving what is in use, reading, checking, copying."""


def look_into(
    folder: Path, path: Path, typed: str, clock: Clock, desk: Desk | None = None, keyring: Keyring = THIS_COMPUTER
) -> Preview:
    """What is in a backup that would be restored into ``folder``; changes nothing.

    A store there, open as ``desk`` or locked, is asked for the secret: an old passphrase of it no longer opens an old
    backup into it. Otherwise the backup's own slots are. Raises the Problems of a wrong secret and of a backup that is
    damaged, foreign or newer.
    """
    found = backups.readable(path)
    if desk is not None:
        _check_secret(desk, typed)
        return backups.preview(found, backups.of_this(desk.vault, found))
    place = VaultFolder(folder)
    if _is_empty(place):
        master, _slot = backup_files.master_of(found, typed, keyring)
        return backups.preview(found, found.contents(derive(master, found.header.body.vault_id).backup))
    with _opened(place, found, typed, clock, keyring, mend=False) as opened:
        contents = backups.of_this(opened, found)
        opened.release()
    return backups.preview(found, contents)


def restore(
    folder: Path,
    path: Path,
    typed: str,
    clock: Clock,
    random: Random,
    progress: Progress = untold,
    cancelled: Cancel = never,
    desk: Desk | None = None,
    keyring: Keyring = THIS_COMPUTER,
) -> Desk:
    """Restore a backup into ``folder``, and open it; ``desk`` is the store there if it is open, of no more use then.

    Before, a store in use is backed up if it can be read. Raises as `look_into`, and Cancelled, FolderNotEmpty and the
    Problems of a disk; then everything is as it was, and nothing half-made is left.
    """
    found = backups.readable(path)
    watch = Watch(progress, cancelled)
    if desk is not None:
        _check_secret(desk, typed)
        contents = backups.of_this(desk.vault, found)
        known = since(desk.store, desk.vault, contents)
        back_up(desk, watch.share(0, SAVING))
        store = _next(desk.vault, clock, found, contents, known, watch, desk.store.close)
        return Desk(store, desk.vault, clock, random)
    place = VaultFolder(folder)
    check_local(place.path)
    if _is_empty(place):
        return _into_empty(place, found, typed, clock, random, watch, keyring)
    with _opened(place, found, typed, clock, keyring) as opened:
        return _into_locked(opened, found, clock, random, watch)


def check(desk: Desk, path: Path, progress: Progress = untold, cancelled: Cancel = never) -> Preview:
    """Check every page of a backup of this store again. Raises as `look_into`, and Cancelled."""
    found = backups.readable(path)
    contents = backups.of_this(desk.vault, found)
    copy = desk.vault.folder.backups / "checking.backup.part"
    with files.faults_told():
        desk.vault.folder.backups.mkdir(mode=0o700, exist_ok=True)
    try:
        _take_out(found, copy, desk.vault.keys.backup, Watch(progress, cancelled))
    finally:
        backup_files.remove_parts(copy.parent, copy.name)
    return backups.preview(found, contents)


def _is_empty(place: VaultFolder) -> bool:
    """Whether a new store may be made there. Raises FolderNotEmpty where others' files are."""
    if place.holds_a_vault() or place.backups.is_dir():
        return False
    with files.faults_told():
        if place.path.exists() and any(place.path.iterdir()):
            raise FolderNotEmpty
    return True


def _check_secret(desk: Desk, typed: str) -> None:
    key = recovery.from_text(typed)
    if key is None:
        desk.vault.check_passphrase(typed, desk.now())
    elif not desk.vault.is_recovery_key(key):
        raise WrongPassphrase


@contextmanager
def _opened(
    place: VaultFolder, found: Found, typed: str, clock: Clock, keyring: Keyring, *, mend: bool = True
) -> Iterator[OpenVault]:
    """The vault that is there, whatever state its database is in; from the backup's header where its own is lost.

    Released when the block raises.
    """
    try:
        if vaults.look(place) != found.header.body.vault_id:
            raise BackupOfAnotherStore
        opened = vaults.open_vault(place, typed, clock(), keyring, mend=mend)
    except (HeaderDamaged, NoStoreHere, RolledBack):  # lost, or an older copy than head.json knows
        master, slot = backup_files.master_of(found, typed, keyring)
        opened = _from_backup(place, found, master, slot, keyring)
    try:
        yield opened
    except BaseException:
        opened.release()
        raise


def _from_backup(place: VaultFolder, found: Found, master: bytes, slot: Slot, keyring: Keyring) -> OpenVault:
    """A vault with the header that the backup holds; nothing is written. Raises OpenElsewhere."""
    header = found.header.body
    head = heads.read(place)
    if head is not None and not head.is_genuine(derive(master, header.vault_id).head):
        head = None
    header = msgspec.structs.replace(
        header,
        serial=head.body.serial if head else header.serial,  # any other than head.json knows is refused
        generation=place.next_generation() - 1 or header.generation,
    )
    lock = FolderLock(place.lock)
    try:
        return OpenVault(place, lock, header, master, slot, keyring)
    except BaseException:
        lock.release()
        raise


def _into_empty(
    place: VaultFolder, found: Found, typed: str, clock: Clock, random: Random, watch: Watch, keyring: Keyring
) -> Desk:
    """Filled beside the folder first, so that all of it appears at once or nothing."""
    master, slot = backup_files.master_of(found, typed, keyring)
    with vault.put_in_place(place.path) as beside, closing(_from_backup(beside, found, master, slot, keyring)) as new:
        contents = found.contents(new.keys.backup)
        _next(new, clock, found, contents, Since(), watch, _nothing_to_close).close()
        header = new.header
        new.close()
    opened = OpenVault(place, FolderLock(place.lock), header, master, slot, keyring)
    try:
        store = engine.open_store(opened.database, opened.keys.database)
        opened.remember_newest()
        return Desk(store, opened, clock, random)
    except BaseException:
        opened.release()
        raise


def _into_locked(opened: OpenVault, found: Found, clock: Clock, random: Random, watch: Watch) -> Desk:
    """Into a locked store, sound or damaged. What of it cannot be read goes to quarantine."""
    contents = backups.of_this(opened, found)
    opened.folder.make()
    before = opened.database
    sound = is_sound(opened, watch.share(0, SAVING / 3))
    known = since_by_copy(opened, contents)
    if sound:
        with closing(engine.open_store(before, opened.keys.database)) as store:
            back_up(Desk(store, opened, clock, random), watch.share(SAVING / 3, SAVING))

    def settle() -> None:
        headers.mend(opened.folder, opened.header, opened.keys.header)
        if opened.head_lost and opened.folder.head.exists():
            opened.folder.set_aside(opened.folder.head)

    store = _next(opened, clock, found, contents, known, watch, _nothing_to_close, settle)
    opened.head_lost = False
    opened.remember_newest()
    if sound:
        return Desk(store, opened, clock, random)
    with suppress(Problem):  # when it cannot be moved, it stays where it is, in nobody's way
        opened.folder.set_database_aside(before)
    warning = _(
        "The store that was here could not be read whole: it is in quarantine. What was entered after the backup of "
        "{moment} is missing. Enter it again, and tell your manager."
    ).format(moment=moment_words(found.made_at))
    return Desk(store, opened, clock, random, (warning,))


def _next(
    opened: OpenVault,
    clock: Clock,
    found: Found,
    contents: Contents,
    known: Since,
    watch: Watch,
    close_old: Callable[[], None],
    settle: Callable[[], object] = lambda: None,
) -> Store:
    """The backup as the next generation, in use when this returns."""
    gone = known.erased & set(contents.people)

    def fill(part: Path, key_hex: str) -> None:
        copy = part.with_name("backup.part")
        keys = _take_out(found, copy, opened.keys.backup, watch.share(SAVING, CHECKING))
        with closing(engine.open_store(copy, keys.database)) as store:
            with store.read() as db:
                if audit.head(db, contents.counter) != Head(contents.counter, contents.audit):
                    raise BackupDamaged
            if gone:
                _carry(store, part, key_hex, gone)
            else:
                store.copy(part, key_hex, watch.share(CHECKING, COPYING).report)

    def add(db: Connection) -> None:
        audit.add_stored(db, known.rows)
        watch.report(3, 4)

    act = Act("restore", "store", found.trailer.body.backup_id)
    store = next_generation(opened, clock, fill, act, close_old, add, settle)
    Watch(watch.progress).report(1, 1)  # from here on nothing can be cancelled
    return store


def _take_out(found: Found, copy: Path, backup_key: bytes, watch: Watch) -> backup_files.BackupKeys:
    """The backup's database as a file of its own, checked whole. Raises BackupDamaged."""
    trailer = found.trailer.body
    keys = backup_files.keys_of(backup_key, trailer.backup_id)
    backup_files.extract(found.path, trailer.size, copy, watch.share(0, 0.2).report)
    try:
        engine.verify(copy, keys.database, watch.share(0.2, 1).report, watch.cancelled)
    except StoreDamaged as problem:
        raise BackupDamaged from problem
    return keys


def _carry(store: Store, part: Path, key_hex: str, gone: frozenset[UUID]) -> None:
    """Every row but those of people erased since the backup; both databases are brought to the newest form first."""
    with (
        closing(engine.create(part, key_hex)) as new,
        migrate.upgraded(new) as target,
        migrate.upgraded(store) as source,
    ):
        rows.carry(source, target, gone)


def _nothing_to_close() -> None:
    """Of a new store there is no generation before, and of a locked one it was never opened."""
