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
    HeadDamaged,
    HeaderDamaged,
    HeaderForeign,
    NoStoreHere,
    Problem,
    RecoveryKeyMistyped,
    WaitBeforeTrying,
    WrongPassphrase,
)
from app.vault import files, headers, heads, recovery, tries
from app.vault.disks import check_local
from app.vault.folders import VaultFolder
from app.vault.headers import Header
from app.vault.heads import Head
from app.vault.keys import derive
from app.vault.locks import FolderLock
from app.vault.sealed import Sealed, seal
from app.vault.slots import Kind, Random, make_slot, passphrase_secret

NoteHead = Callable[[int, str], None]


class OpenVault:
    """Holds `vault.lock` until `release`. The master key stays here: only slots are ever made from it."""

    def __init__(self, folder: VaultFolder, lock: FolderLock, header: Header, master: bytes, opened_with: Kind) -> None:
        """Raises HeadDamaged, or HeaderForeign when the head is another vault's."""
        self.folder = folder
        self.header = header
        self.keys = derive(master, header.vault_id)
        self.opened_with = opened_with
        self.tries = tries.read(folder)
        self._master = master
        self._lock = lock
        self._guard = threading.RLock()
        self._prepared: tuple[Path, Head] | None = None
        found = heads.read(folder)
        if found is None:
            raise HeadDamaged
        if found.body.vault_id != header.vault_id or not found.is_genuine(self.keys.head):
            raise HeaderForeign
        self.head = found.body

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
        """From now on, `generation` is the database."""
        self._write_header(msgspec.structs.replace(self.header, generation=generation))

    def replace_passphrase(self, passphrase: str, random: Random) -> None:
        """Make a slot for `passphrase`, prove that it opens the vault, then drop the other passphrases' slots."""
        secret = passphrase_secret(passphrase)
        old = [slot for slot in self.header.slots if slot.kind == "passphrase"]
        others = tuple(slot for slot in self.header.slots if slot.kind != "passphrase")
        number = self.header.next_slot_number()
        vault_id = self.header.vault_id
        slot = make_slot(number, "passphrase", secret, old[-1].kdf, self._master, vault_id, random)
        self._write_header(msgspec.structs.replace(self.header, slots=(*others, *old, slot)))
        written = headers.newest(headers.read(self.folder), self.keys.header)
        if written is None or written.slots[-1].open(secret, vault_id) != self._master:
            raise HeaderDamaged
        self._write_header(msgspec.structs.replace(self.header, slots=(*others, slot)))

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
            if self._lock.is_held():
                with self._guard, suppress(Problem):  # with a full disk the next unlock only checks more
                    self._publish()
                    head = msgspec.structs.replace(self.head, clean=True)
                    files.replace(self.folder.head, seal(head, self.keys.head))
        finally:
            self.release()

    def _write_header(self, header: Header) -> None:
        header = msgspec.structs.replace(header, serial=self.header.serial + 1)
        headers.write(self.folder, header, self.keys.header)
        self.header = header

    def _prepare(self, counter: int, audit: str) -> None:
        head = Head(self.header.vault_id, counter, audit, clean=False)
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
    """What can be told without a secret: the vault's id. Raises the Problem that would stop any secret."""
    if not folder.holds_a_vault():
        raise NoStoreHere
    copies = headers.read(folder)
    head = heads.read(folder)
    if head is None:
        raise HeadDamaged
    if all(copy.body.vault_id != head.body.vault_id for copy in copies):
        raise HeaderForeign
    return head.body.vault_id


def open_vault(folder: VaultFolder, typed: str, now: datetime) -> OpenVault:
    """Open with what was typed, a passphrase or a recovery key, and hold the lock.

    Raises WrongPassphrase (the try is kept), RecoveryKeyMistyped, WaitBeforeTrying, OpenElsewhere and the
    Problems of a folder that is damaged, foreign or not on a local disk.
    """
    look(folder)
    check_local(folder.path)
    folder.keep_private()
    lock = FolderLock(folder.lock)
    try:
        so_far = tries.read(folder)
        if wait := so_far.wait_seconds(now):
            raise WaitBeforeTrying(wait)
        try:
            header, master, opened_with = _unlock(headers.read(folder), typed)
        except (WrongPassphrase, RecoveryKeyMistyped):
            tries.write(folder, so_far.failed(now))
            raise
        vault = OpenVault(folder, lock, header, master, opened_with)
        headers.mend(folder, header, vault.keys.header)
    except BaseException:
        lock.release()
        raise
    return vault


def _unlock(copies: list[Sealed[Header]], typed: str) -> tuple[Header, bytes, Kind]:
    """The newest genuine header, the master key and the kind of secret that `typed` is.

    A copy that only an older secret opens does not count once a newer genuine copy lies beside it.
    """
    for header in dict.fromkeys(copy.body for copy in copies):
        master, kind = _open_slot(header, typed)
        if master is None:
            continue
        newest = headers.newest(copies, derive(master, header.vault_id).header)
        if newest is None:
            raise HeaderForeign
        if newest == header or _open_slot(newest, typed)[0] == master:
            return newest, master, kind
    if recovery.looks_like_one(typed) and recovery.from_text(typed) is None:
        raise RecoveryKeyMistyped
    raise WrongPassphrase


def _open_slot(header: Header, typed: str) -> tuple[bytes | None, Kind]:
    secrets: dict[Kind, bytes | None] = {
        "recovery": recovery.from_text(typed),
        "passphrase": passphrase_secret(typed),
    }
    for kind, secret in secrets.items():
        for slot in header.slots:
            if slot.kind == kind and secret is not None:
                master = slot.open(secret, header.vault_id)
                if master is not None:
                    return master, kind
    return None, "passphrase"
