"""An open vault: its lock, its keys, its header and its head, from the right secret until it is closed.

Must not know the database: it gives its path and key, and is told the audit chain's head.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from app.domain.problems import (
    HeaderDamaged,
    HeaderForeign,
    NoStoreHere,
    Problem,
    RecoveryKeyMistyped,
    RolledBack,
    WaitBeforeTrying,
    WrongPassphrase,
)
from app.vault import files, headers, heads, tries
from app.vault.device import THIS_COMPUTER, Keyring, Newest
from app.vault.disks import check_local
from app.vault.folders import VaultFolder
from app.vault.headers import Header
from app.vault.heads import Head
from app.vault.keys import derive
from app.vault.locks import FolderLock
from app.vault.sealed import Sealed, seal
from app.vault.slots import DEFAULT, Kind, Random, Slot, make_device_slot, make_slot, passphrase_secret
from app.vault.unlocking import device_part, unlock

NoteHead = Callable[[int, str], None]
UNKNOWN = "0" * 64
"""In place of the audit chain's end while head.json is lost."""
SHORT = 0.4
"""Seconds: how long a lock waits for the keyring at most."""


class OpenVault:
    """Holds `vault.lock` until `release`. The master key stays here: only slots are ever made from it."""

    def __init__(
        self, folder: VaultFolder, lock: FolderLock, header: Header, master: bytes, opened_by: Slot, keyring: Keyring
    ) -> None:
        """Raises RolledBack when header and head do not fit; a head that is another vault's counts as lost."""
        self.folder = folder
        self.header = header
        self.keys = derive(master, header.vault_id)
        self.opened_by = opened_by
        self.tries = tries.read(folder)
        self.keyring = keyring
        self._master = master
        self._lock = lock
        self._guard = threading.RLock()
        self._prepared: tuple[Path, Head] | None = None
        self._serial = header.serial
        self._changing = False
        found = heads.read(folder)
        if found is not None and (found.body.vault_id != header.vault_id or not found.is_genuine(self.keys.head)):
            found = None
        self.head_lost = found is None
        """head.json is missing, damaged or not this vault's own: `head` says nothing until `rebuild_head`."""
        if found is None:
            self.head = Head(header.vault_id, 1, UNKNOWN, header.serial, header.generation, changing=False, clean=False)
            return
        if header.serial < found.body.serial or (header.serial > found.body.serial and not found.body.changing):
            raise RolledBack
        self.head = found.body
        if self.is_between_generations:  # the whole database is checked then
            self.head = msgspec.structs.replace(found.body, clean=False)

    @property
    def opened_with(self) -> Kind:
        """Whether it was a passphrase or the recovery key."""
        return self.opened_by.kind

    @property
    def is_between_generations(self) -> bool:
        """Whether a stop came after the header named a new generation and before head.json knew of it."""
        return self.header.generation != self.head.generation

    @property
    def uses_keyring(self) -> bool:
        """Whether the passphrase needs the device secret beside it."""
        return any(slot.device for slot in self.header.slots)

    @property
    def database(self) -> Path:
        """The database file of the generation in use."""
        return self.folder.database(self.header.generation)

    @contextmanager
    def next_head(self) -> Iterator[NoteHead]:
        """Around one audited commit: the block notes the new counter and chain head just before it commits.

        The new head.json is already on the disk when the commit happens, so that a full disk is found before
        it; it takes its place after the commit. When the block raises, the old head stays. When only the taking
        of its place fails, the commit is as good as any: one change ahead of head.json is accepted, and before
        there could be two the next act puts this head in its place or is refused.
        """
        with self._guard:
            self._publish()
            try:
                yield self._prepare
            except BaseException:
                self._withdraw()
                raise
            with suppress(Problem):
                self._publish()

    def use_generation(self, generation: int) -> None:
        """From now on, `generation` is the database: it is as soon as the first copy of the header says so for good.

        Where the disk refuses more than that, the next unlock mends the second copy, and head.json takes its place
        before the next act, or that is refused. Raises the Problems of a disk when the first copy failed; then the
        generation before stays in use, unless `may_name` the new one.
        """
        self._write_header(msgspec.structs.replace(self.header, generation=generation), both=False)
        if self._prepared is not None:
            part, head = self._prepared
            self._prepared = (part, self._fitting(head))
            with suppress(Problem):
                files.prepare(self.folder.head, seal(self._prepared[1], self.keys.head))

    def may_name(self, generation: int) -> bool:
        """Whether the header on the disk names it, or cannot be asked: a rename that failed may have happened."""
        try:
            found = headers.newest(headers.read(self.folder), self.keys.header)
        except Problem:
            return True
        return found is None or found.generation == generation

    def rebuild_head(self, counter: int, audit: str) -> None:
        """Write a lost head.json anew, once database and chain were checked whole; what is there goes to quarantine."""
        if self.folder.head.exists():
            self.folder.set_aside(self.folder.head)
        self._write_head(counter=counter, audit=audit)
        self.head_lost = False

    def check_passphrase(self, passphrase: str, now: datetime) -> None:
        """Raise unless it is the passphrase, whatever the keyring says; a wrong one counts as a failed try.

        Takes as long as one Argon2id. Raises WrongPassphrase or WaitBeforeTrying.
        """
        so_far = tries.read(self.folder)
        if wait := so_far.wait_seconds(now):
            raise WaitBeforeTrying(wait)
        if not self._opens_with(passphrase):
            tries.write(self.folder, so_far.failed(now))
            raise WrongPassphrase

    def is_recovery_key(self, key: bytes) -> bool:
        """Whether `key` opens the recovery slot."""
        return any(slot.open(key, self.header.vault_id) == self._master for slot in self._slots("recovery"))

    def add_passphrase(self, passphrase: str, random: Random, device: bytes | None) -> Slot:
        """Write a slot for `passphrase`, with the `device` secret if one is given, and prove that it opens.

        The older ones open as well until `keep_only`. Takes as long as two Argon2id, or four with a device secret.
        """
        secret, vault_id = passphrase_secret(passphrase), self.header.vault_id
        kdf = next((slot.kdf for slot in self._slots("passphrase")), DEFAULT)
        slot = make_slot(self.header.next_slot_number(), "passphrase", secret, kdf, self._master, vault_id, random)
        if device is not None:
            slot = make_device_slot(slot, secret, device, self._master, self.keys.backup, vault_id, random)
        self._add(slot, secret, device)
        return slot

    def add_recovery(self, key: bytes, random: Random) -> Slot:
        """Write a slot for a recovery key and prove that it opens; the older one opens as well until `keep_only`."""
        number = self.header.next_slot_number()
        slot = make_slot(number, "recovery", key, None, self._master, self.header.vault_id, random)
        self._add(slot, key, None)
        return slot

    def other_slots(self, slot: Slot) -> tuple[Slot, ...]:
        """Those of the same kind: there are some only while slots are changed, or after a stop meanwhile."""
        return tuple(other for other in self._slots(slot.kind) if other.number != slot.number)

    def keep_only(self, slot: Slot) -> None:
        """Drop the other slots of its kind for good: head.json refuses the older header from now on."""
        others = {other.number for other in self.other_slots(slot)}
        kept = tuple(each for each in self.header.slots if each.number not in others)
        self._write_header(msgspec.structs.replace(self.header, slots=kept))
        self._write_head()

    def portable_slots(self) -> tuple[Slot, ...]:
        """Slots for a copy that leaves this computer: none needs its keyring."""
        alone = (slot.without_device(self.keys.backup, self.header.vault_id) for slot in self.header.slots)
        return tuple(slot for slot in alone if slot is not None)

    def newest(self) -> Newest:
        """How far this vault has got."""
        return Newest(self.head.counter, self.header.serial)

    def remember_newest(self, seconds: float = 0) -> None:
        """Let the keyring know how far this vault has got, if it is in use; waits for it no longer than `seconds`."""
        if self.uses_keyring and not self.head_lost:
            self.keyring.remember(self.header.vault_id, self.newest(), seconds)

    def forget_tries(self) -> None:
        """The failed tries are in the audit now."""
        tries.forget(self.folder)
        self.tries = tries.Tries()

    def release(self) -> None:
        """Let others open the vault, without a word on whether the database was closed well."""
        self._lock.release()

    def close(self) -> None:
        """Mark that the database was closed well, if it can be, and release the lock. Twice is harmless."""
        try:
            if self._lock.is_held() and not self.head_lost:
                with suppress(Problem):  # with a full disk the next unlock only checks more
                    files.sync_folder(self.folder.databases)  # closed well means no log, also after a power cut
                    self._write_head(clean=True)
                self.remember_newest(SHORT)
        finally:
            self.release()

    def _opens_with(self, passphrase: str) -> bool:
        secret, vault_id = passphrase_secret(passphrase), self.header.vault_id
        alone = [slot.without_device(self.keys.backup, vault_id) for slot in self._slots("passphrase")]
        return any(slot is not None and slot.open(secret, vault_id) == self._master for slot in alone)

    def _slots(self, kind: Kind) -> list[Slot]:
        return [slot for slot in self.header.slots if slot.kind == kind]

    def _add(self, slot: Slot, secret: bytes, device: bytes | None) -> None:
        vault_id = self.header.vault_id
        self._write_header(msgspec.structs.replace(self.header, slots=(*self.header.slots, slot)))
        written = headers.newest(headers.read(self.folder), self.keys.header)
        if written is None or written.slots[-1].open(secret, vault_id, device) != self._master:
            raise HeaderDamaged
        alone = written.slots[-1].without_device(self.keys.backup, vault_id)
        if alone is None or (device and alone.open(secret, vault_id) != self._master):
            raise HeaderDamaged

    def _write_header(self, header: Header, *, both: bool = True) -> None:
        """head.json says before that the header will be newer; where the writing fails it goes on saying so."""
        with self._guard:
            self._changing = True
            self.head = msgspec.structs.replace(self.head, changing=True)
            if not self.head_lost:
                files.replace(self.folder.head, seal(self.head, self.keys.head))
            self._serial += 1  # a number once tried is never used for anything else
            header = msgspec.structs.replace(header, serial=self._serial)
            headers.write(self.folder, header, self.keys.header, both=both)
            self.header = header
            self._changing = False

    def _write_head(self, **changes: object) -> None:
        with self._guard:
            self._publish()
            head = self._fitting(msgspec.structs.replace(self.head, **changes))
            files.replace(self.folder.head, seal(head, self.keys.head))
            self.head = head

    def _fitting(self, head: Head) -> Head:
        """A head that fits the header as it is now."""
        header = self.header
        return msgspec.structs.replace(
            head, serial=header.serial, generation=header.generation, changing=self._changing
        )

    def _prepare(self, counter: int, audit: str) -> None:
        head = self._fitting(msgspec.structs.replace(self.head, counter=counter, audit=audit, clean=False))
        self._prepared = (files.prepare(self.folder.head, seal(head, self.keys.head)), head)

    def _publish(self) -> None:
        if self._prepared is not None:
            part, head = self._prepared
            if not part.exists():  # renamed at an earlier attempt, which then failed to make the rename last
                part = files.prepare(self.folder.head, seal(head, self.keys.head))
            files.publish(part, self.folder.head)
            self.head, self._prepared = head, None

    def _withdraw(self) -> None:
        if self._prepared is not None:
            part, self._prepared = self._prepared[0], None
            with suppress(OSError):
                part.unlink()


def look(folder: VaultFolder) -> UUID:
    """What can be told without a secret: the vault's id. Raises the Problem that would stop any secret.

    Where headers and head.json are of different vaults only a secret shows which of them is foreign.
    """
    if not folder.holds_a_vault():
        raise NoStoreHere
    copies = headers.read(folder)
    head = heads.read(folder)
    return head.body.vault_id if head and not _differ(copies, head) else copies[0].body.vault_id


def open_vault(
    folder: VaultFolder, typed: str, now: datetime, keyring: Keyring = THIS_COMPUTER, *, mend: bool = True
) -> OpenVault:
    """Open with what was typed, a passphrase or a recovery key, and hold the lock.

    A damaged copy of the header is made good, unless `mend` is off: a mere check leaves everything as it is.
    Raises WrongPassphrase (the try is kept), RecoveryKeyMistyped, WaitBeforeTrying, OpenElsewhere, a KeyringProblem
    when the passphrase could not be tried for want of the device secret, and the Problems of a folder that is
    damaged, foreign, put back or not on a local disk.
    """
    look(folder)
    check_local(folder.path)
    folder.keep_private()
    lock = FolderLock(folder.lock)
    try:
        so_far = tries.read(folder)
        if wait := so_far.wait_seconds(now):
            raise WaitBeforeTrying(wait)
        copies = headers.read(folder)
        try:
            header, master, slot = unlock(copies, typed, device_part(copies, typed, keyring))
        except (WrongPassphrase, RecoveryKeyMistyped) as problem:
            head = heads.read(folder)
            if head and _differ(copies, head):
                raise HeaderForeign from problem
            tries.write(folder, so_far.failed(now))
            raise
        vault = OpenVault(folder, lock, header, master, slot, keyring)
        if mend:
            headers.mend(folder, header, vault.keys.header)
    except BaseException:
        lock.release()
        raise
    return vault


def _differ(copies: list[Sealed[Header]], head: Sealed[Head]) -> bool:
    """Whether no copy of the header is of the vault that head.json is of."""
    return all(copy.body.vault_id != head.body.vault_id for copy in copies)
