"""Making, unlocking and locking the store: where the vault's keys meet the database.

What needs SQLAlchemy is imported inside functions, because the lock screen is painted before it is loaded;
`warm_up` loads it on a thread while the passphrase is typed.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.keyring_problems import KeyringProblem
from app.domain.problems import FolderNotEmpty, FolderPutBack, PassphraseTooWeak, Problem, RolledBack, StoreAlreadyHere
from app.services.desk import Clock, Desk, Random
from app.services.progress import Progress, untold
from app.services.untouched import has_log, untouched
from app.vault import files, passphrases, tries, vaults
from app.vault.device import THIS_COMPUTER, Keyring, Newest
from app.vault.disks import check_local
from app.vault.folders import VaultFolder
from app.vault.founding import Founding
from app.vault.passphrases import Strength, strength
from app.vault.slots import DEFAULT, Kdf
from app.vault.vaults import OpenVault

if TYPE_CHECKING:
    from app.store.engine import Store

__all__ = [
    "DEFAULT", "Kdf", "Locked", "NewVault", "NoVault", "Strength", "create", "empty_log", "lock",
    "state", "strength", "suggest_phrase", "unlock", "warm_up",
]  # fmt: skip


@dataclass(frozen=True)
class NoVault:
    """There is no store in the folder: one can be made."""


@dataclass(frozen=True)
class Locked:
    """There is a store; the next try is allowed in `wait_seconds`, after `failed_tries` that did not open it."""

    wait_seconds: int
    failed_tries: int


@dataclass(frozen=True)
class NewVault:
    """A store about to be made: nothing is on the disk until its recovery key has been typed back."""

    folder: Path
    recovery_key: str = field(repr=False)
    founding: Founding = field(repr=False)
    random: Random = field(repr=False)

    def confirm_recovery_key(self, typed: str, clock: Clock) -> Desk:
        """Make the store and open it. Raises RecoveryKeyDiffers, and the Problems of a disk."""
        from app.store import audit, engine, migrate  # noqa: PLC0415  # see the module's docstring

        self.founding.check_typed_back(typed)
        keys = self.founding.keys
        with put_in_place(self.folder) as place:
            with closing(engine.create(place.database(1), keys.database)) as store, migrate.upgraded(store) as db:
                subject = self.founding.header.vault_id
                head = audit.append(db, keys.audit, clock(), "create", "store", subject, 1)
            self.founding.write(place, head.seq, head.mac)
        return _at_the_desk(self.founding.open(VaultFolder(self.folder)), clock, self.random)


def system_clock() -> datetime:
    """The moment, aware and in UTC."""
    return datetime.now(UTC)


def suggest_phrase() -> str:
    """Six words to offer as a passphrase."""
    return passphrases.suggest_phrase(os.urandom)


def warm_up() -> None:
    """Load what unlocking needs and the lock screen does not; for a thread, while the passphrase is typed."""
    from app.store import audit, engine, migrate  # noqa: F401, PLC0415


def state(folder: Path, clock: Clock = system_clock) -> NoVault | Locked:
    """What the first screen needs to know. Raises the Problem that would stop any passphrase."""
    place = VaultFolder(folder)
    if not place.holds_a_vault():
        return NoVault()
    check_local(place.path)
    vaults.look(place)
    so_far = tries.read(place)
    return Locked(so_far.wait_seconds(clock()), so_far.count)


def create(folder: Path, passphrase: str, random: Random, kdf: Kdf = DEFAULT) -> NewVault:
    """Prepare a new store in a folder that is empty or does not exist yet.

    Raises PassphraseTooWeak, StoreAlreadyHere, FolderNotEmpty, NotALocalDisk or NotEnoughMemory.
    """
    place = VaultFolder(folder)
    check_local(place.path)
    if place.holds_a_vault():
        raise StoreAlreadyHere
    if place.path.exists() and any(place.path.iterdir()):
        raise FolderNotEmpty
    if not strength(passphrase).enough:
        raise PassphraseTooWeak
    founding = Founding(passphrase, UUID(bytes=random(16), version=4), random, kdf)
    return NewVault(place.path, founding.recovery_key, founding, random)


def unlock(
    folder: Path,
    typed: str,
    clock: Clock,
    random: Random,
    *,
    progress: Progress = untold,
    accept_older: bool = False,
    keyring: Keyring = THIS_COMPUTER,
) -> Desk:
    """Open the store with a passphrase or the recovery key; `desk.vault.opened_with` says which it was.

    After an unclean stop, and when head.json is lost, every page is checked first, which takes time with the size of
    the file and is told to `progress`. An older store is brought up to date on a copy. A folder that the keyring knows
    to be an older copy is refused; `accept_older` opens it, with the recovery key only. Raises the Problems of
    opening, damage and roll-back, and a KeyringProblem when the keyring does not give its part.
    """
    vault = vaults.open_vault(VaultFolder(folder), typed, clock(), keyring)
    return _at_the_desk(vault, clock, random, progress, accept_older=accept_older)


def empty_log(desk: Desk) -> None:
    """Carry what the log holds into the database, after a burst of saves: one flipped bit in a long log drops changes.

    Nothing is lost when it fails; the next time carries it over. Takes a few writes: not for the thread that draws.
    """
    with suppress(Problem):
        desk.store.checkpoint()


def lock(desk: Desk) -> None:
    """Close the database and the vault: the desk is of no more use. Always ends with the lock released."""
    try:
        try:
            with desk.change("lock", "store"):
                pass
        finally:
            desk.store.close()
    except Problem:  # a full disk, or a file that vanished, keeps no store open; the next unlock checks every page
        desk.vault.release()
    except BaseException:
        desk.vault.release()
        raise
    else:
        desk.vault.close()


@contextmanager
def put_in_place(folder: Path) -> Iterator[VaultFolder]:
    """A new folder beside `folder` that takes its name when the block has filled it: all of it or nothing."""
    with files.faults_told():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
        try:
            place = VaultFolder(beside)
            place.make()
            yield place
            if folder.exists():
                folder.rmdir()  # empty, or this fails
            files.publish(beside, folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise


def _at_the_desk(
    vault: OpenVault, clock: Clock, random: Random, progress: Progress = untold, *, accept_older: bool = False
) -> Desk:
    """Open the database of an open vault, check it, bring it up to date and write the unlock into the audit."""
    from app.store import engine  # noqa: PLC0415  # see the module's docstring

    store = None
    try:
        if not vault.head.clean or has_log(vault.database):
            _check_untouched(vault, progress)
        store = engine.open_store(vault.database, vault.keys.database)
        found = _look_into(store, vault)
        if found.changes_missing and not (accept_older and vault.opened_with == "recovery"):
            raise FolderPutBack
        if vault.head_lost:
            vault.rebuild_head(found.counter, found.audit)
        if found.outdated:
            store = _upgraded(store, vault, clock, random)
        desk = Desk(store, vault, clock, random, found.warnings())
        _enter_in_audit(desk, found)
        if vault.folder.older_databases(vault.header.generation):
            from app.services import erasure  # noqa: PLC0415  # as above, and seldom needed

            erasure.finish(desk)
        vault.remember_newest()
    except BaseException:
        try:
            if store is not None:
                with suppress(Problem):  # what went wrong before it says more
                    store.close()
        finally:
            vault.release()
        raise
    return desk


def _check_untouched(vault: OpenVault, progress: Progress) -> None:
    """Every page and the audit's end, on a copy when there is a log: of a store that is refused, nothing may change.

    Raises StoreDamaged, and RolledBack for a log beside a store that was closed well and to which it adds no change.
    """
    from app.store import engine  # noqa: PLC0415  # see the module's docstring

    with untouched(vault.database) as path:
        saved = engine.saved_in_log(path, vault.keys.database)
        engine.verify(path, vault.keys.database, progress)
        with closing(engine.open_store(path, vault.keys.database)) as store:
            found = _look_into(store, vault)
    if saved and vault.head.clean and not vault.head_lost and found.counter == vault.head.counter:
        raise RolledBack


@dataclass(frozen=True)
class _Found:
    """What a store tells when it is looked into: whether its form is old, where its audit chain ends, whether its
    head.json was lost, and how many changes the keyring knows of that are not in it."""

    outdated: bool
    counter: int
    audit: str
    head_lost: bool
    changes_missing: int

    def warnings(self) -> tuple[str, ...]:
        """Sentences for the officer, who should read them before working on."""
        lost = _(
            "The file head.json, which shows whether the store is complete, was missing, damaged, out of date or of "
            "another store. Every page was checked and the file was made anew. Look at the latest entries: if some "
            "are missing, an older copy was put back. Tell your manager."
        )
        older = _(
            "This is an older copy of the store: what was done after it was made is not in it. Enter again what is "
            "missing, or restore the newest backup. Tell your manager."
        )
        return (*([lost] if self.head_lost else []), *([older] if self.changes_missing else []))


def _look_into(store: "Store", vault: OpenVault) -> _Found:
    """Compare the audit chain's end with head.json: it may be one change ahead (a stop between commit and
    head), never behind. After an unclean stop the whole chain is walked. Without head.json, and where a new generation
    was put in use that head.json does not know of and does not fit, the chain is all there is.

    Raises NewerStore, RolledBack or AuditBroken.
    """
    from app.store import audit, migrate  # noqa: PLC0415  # see the module's docstring

    with store.read() as db:
        outdated = migrate.is_outdated(db)
        remembered = audit.Head(vault.head.counter, vault.head.audit)
        is_there = audit.head(db, remembered.seq) == remembered
        if not (is_there or vault.head_lost or vault.is_between_generations):
            raise RolledBack
        newest = audit.verify(db, vault.keys.audit, since=remembered if vault.head.clean else None)
    if not (is_there and newest.seq <= remembered.seq + 1):
        vault.head_lost = vault.head_lost or vault.is_between_generations
        if not vault.head_lost:
            raise RolledBack
    return _Found(outdated, newest.seq, newest.mac, vault.head_lost, _changes_missing(vault, newest.seq))


def _changes_missing(vault: OpenVault, counter: int) -> int:
    """How many changes the keyring, where it is used, knows of that are not in the whole folder; 0 if it cannot say."""
    if not vault.uses_keyring:
        return 0
    try:
        known = vault.keyring.newest(vault.header.vault_id)
    except KeyringProblem:
        return 0
    if known is None or not known.is_after(Newest(counter, vault.header.serial)):
        return 0
    return max(1, known.counter - counter)


def _enter_in_audit(desk: Desk, found: _Found) -> None:
    """What happened since the last lock, and the unlock. A change of slots that was cut short is settled for the
    secret that was typed."""
    from app.services.audit import note_failed_tries  # noqa: PLC0415  # see the module's docstring

    vault = desk.vault
    if found.head_lost:
        with desk.change("rebuild head", "store"):
            pass
    if found.changes_missing:
        with desk.change("accept older copy", "store", count=found.changes_missing):
            pass
    if vault.tries.count:
        note_failed_tries(desk)
        vault.forget_tries()
    if others := vault.other_slots(vault.opened_by):
        with desk.change("drop key slot", vault.opened_with, count=len(others)):
            pass
        vault.keep_only(vault.opened_by)
    with desk.change("unlock", vault.opened_with):
        pass


def _upgraded(store: "Store", vault: OpenVault, clock: Clock, random: Random) -> "Store":
    """Bring a copy up to date, check it, and make it the store in use; a backup and the old generation stay."""
    from app.services import backups  # noqa: PLC0415  # see the module's docstring
    from app.services.generations import Act, next_generation  # noqa: PLC0415  # as above
    from app.services.progress import Watch  # noqa: PLC0415  # as above

    backups.write(store, vault, clock(), random, None, Watch())
    return next_generation(vault, clock, store.copy, Act("upgrade", "store"), store.close)
