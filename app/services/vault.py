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
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.problems import (
    FolderNotEmpty,
    PassphraseTooWeak,
    Problem,
    RolledBack,
    StoreAlreadyHere,
)
from app.services.desk import Clock, Desk, Random
from app.vault import files, passphrases, tries, vaults
from app.vault.disks import check_local
from app.vault.folders import VaultFolder
from app.vault.founding import Founding
from app.vault.passphrases import Strength, strength
from app.vault.slots import DEFAULT, Kdf
from app.vault.vaults import OpenVault

if TYPE_CHECKING:
    from app.store.engine import Connection, Store

__all__ = [
    "DEFAULT", "Kdf", "Locked", "NewVault", "NoVault", "Strength", "create", "empty_log", "lock", "reset_passphrase",
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
        with _put_in_place(self.folder) as place:
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
    _check_strong(passphrase)
    founding = Founding(passphrase, UUID(bytes=random(16), version=4), random, kdf)
    return NewVault(place.path, founding.recovery_key, founding, random)


def unlock(folder: Path, typed: str, clock: Clock, random: Random) -> Desk:
    """Open the store with a passphrase or the recovery key; `desk.vault.opened_with` says which it was.

    After an unclean stop every page is checked first, which takes time with the size of the file. An older
    store is brought up to date on a copy. Raises the Problems of opening, damage and roll-back.
    """
    return _at_the_desk(vaults.open_vault(VaultFolder(folder), typed, clock()), clock, random)


def reset_passphrase(desk: Desk, passphrase: str) -> None:
    """Let `passphrase` open the store instead of the old one; after an unlock with the recovery key.

    Takes as long as two Argon2id. Raises PassphraseTooWeak.
    """
    _check_strong(passphrase)
    desk.vault.replace_passphrase(passphrase, desk.random)
    with desk.change("change passphrase", "store"):
        pass


def empty_log(desk: Desk) -> None:
    """Carry what the log holds into the database, after a burst of saves: one flipped bit in a long log drops changes.

    Nothing is lost when it fails; the next time carries it over. Takes a few writes: not for the thread that draws.
    """
    with suppress(Problem):
        desk.store.checkpoint()


def lock(desk: Desk) -> None:
    """Close the database and the vault: the desk is of no more use. Always ends with the lock released."""
    try:
        desk.store.close()
    except Problem:  # the log could not be emptied; nothing is lost, and the next unlock checks every page
        desk.vault.release()
    except BaseException:
        desk.vault.release()
        raise
    else:
        desk.vault.close()


def _check_strong(passphrase: str) -> None:
    if not strength(passphrase).enough:
        raise PassphraseTooWeak


@contextmanager
def _put_in_place(folder: Path) -> Iterator[VaultFolder]:
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


def _at_the_desk(vault: OpenVault, clock: Clock, random: Random) -> Desk:
    """Open the database of an open vault, check it, bring it up to date and write the unlock into the audit."""
    from app.store import engine  # noqa: PLC0415  # see the module's docstring

    store = None
    try:
        if not vault.head.clean:
            engine.verify(vault.database, vault.keys.database)
        store = engine.open_store(vault.database, vault.keys.database)
        if _is_outdated(store, vault):
            store = _upgraded(store, vault, clock)
        desk = Desk(store, vault, clock, random)
        if vault.tries.count:
            with desk.change("failed unlock", "store", count=vault.tries.count):
                pass
            vault.forget_tries()
        with desk.change("unlock", vault.opened_with):
            pass
    except BaseException:
        try:
            if store is not None:
                with suppress(Problem):  # what went wrong before it says more
                    store.close()
        finally:
            vault.release()
        raise
    return desk


def _is_outdated(store: "Store", vault: OpenVault) -> bool:
    from app.store import migrate  # noqa: PLC0415  # see the module's docstring

    with store.read() as db:
        outdated = migrate.is_outdated(db)
        _check_head(db, vault)
    return outdated


def _check_head(db: "Connection", vault: OpenVault) -> None:
    """Compare the audit chain's end with head.json: it may be one change ahead (a stop between commit and
    head), never behind. After an unclean stop the whole chain is walked. Raises RolledBack or AuditBroken."""
    from app.store import audit  # noqa: PLC0415  # see the module's docstring

    remembered = audit.Head(vault.head.counter, vault.head.audit)
    if audit.head(db, remembered.seq) != remembered:
        raise RolledBack
    newest = audit.verify(db, vault.keys.audit, since=remembered if vault.head.clean else None)
    if newest.seq > remembered.seq + 1:
        raise RolledBack


def _upgraded(store: "Store", vault: OpenVault, clock: Clock) -> "Store":
    """Bring a copy up to date, check it, and make it the store in use; the old generation stays as it was."""
    from app.services.generations import Act, next_generation  # noqa: PLC0415  # see the module's docstring

    return next_generation(vault, clock, store.copy, Act("upgrade", "store"), store.close)
