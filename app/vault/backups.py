"""A backup file: an encrypted database under a key of its own, then a trailer: what opens it, and what is in it.

    database (whole pages) │ trailer, a JSON envelope with checksum and MAC │ its length, 8 bytes │ MAGIC

The database's key hangs on the backup's random id, so that pages and trailers of two backups never fit each other. What
tells about the case is in the trailer's sealed part. Must not know tables, nor who asks for a secret.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.backup_problems import BackupDamaged, BackupMissing, NewerBackup, NotABackup, WrongBackupSecret
from app.domain.problems import WrongPassphrase
from app.vault import files
from app.vault.device import Keyring
from app.vault.headers import AnyFormat, Header
from app.vault.sealed import Sealed, seal, unseal
from app.vault.slots import Random, Slot
from app.vault.unlocking import device_part, unlock

FORMAT: Final = 1
MAGIC = b"Sightline backup"
LENGTH_BYTES = 8
END = LENGTH_BYTES + len(MAGIC)
LARGEST_TRAILER = 2**20
"""Bytes: enough for the ids of some 20,000 people; nothing larger is read."""
LARGEST_DATABASE = 2**40
PAGE = 4096
PIECE = 2**20
NAMED = "*.backup"
PART = ".part"

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Report = Callable[[int, int], object]


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in the database: who, how many signed sessions, when the last entry was made, the audit chain's end."""

    people: tuple[UUID, ...]
    sessions: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    last_entry: Moment | None
    counter: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    audit: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Trailer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody may read, and `sealed`, the encrypted Contents. `size` is the database's, in bytes.

    `header` is a vault's header as its files hold it, with the slots that open this backup.
    """

    format: Literal[1]
    backup_id: UUID
    made_at: Moment
    revision: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}$")]
    size: Annotated[int, msgspec.Meta(ge=PAGE, le=LARGEST_DATABASE, multiple_of=PAGE)]
    header: Annotated[bytes, msgspec.Meta(max_length=files.LARGEST)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    sealed: Annotated[bytes, msgspec.Meta(min_length=16, max_length=LARGEST_TRAILER)]


@dataclass(frozen=True)
class Found:
    """A backup file that reads as one; whether it is genuine only the vault's key tells."""

    path: Path
    size: int
    trailer: Sealed[Trailer]
    header: Sealed[Header]

    @property
    def made_at(self) -> datetime:
        """Aware."""
        return self.trailer.body.made_at

    def contents(self, backup_key: bytes) -> Contents:
        """What is in it. Raises BackupDamaged when the vault with this key for backups did not make it."""
        trailer = self.trailer.body
        keys = keys_of(backup_key, trailer.backup_id)
        if not self.trailer.is_genuine(keys.trailer):
            raise BackupDamaged
        try:
            plain = AESGCM(keys.contents).decrypt(trailer.nonce, trailer.sealed, None)
            return msgspec.msgpack.decode(plain, type=Contents)
        except (InvalidTag, msgspec.MsgspecError, UnicodeError) as error:
            raise BackupDamaged from error


@dataclass(frozen=True)
class BackupKeys:
    """The keys of one backup; `database` as the 64 hexadecimal digits that SQLCipher wants."""

    database: str = field(repr=False)
    contents: bytes = field(repr=False)
    trailer: bytes = field(repr=False)


def keys_of(backup_key: bytes, backup_id: UUID) -> BackupKeys:
    """From the vault's key for backups, those of the one named `backup_id`."""
    return BackupKeys(
        database=_for_purpose(backup_key, backup_id, b"sightline backup database").hex(),
        contents=_for_purpose(backup_key, backup_id, b"sightline backup contents"),
        trailer=_for_purpose(backup_key, backup_id, b"sightline backup trailer"),
    )


def name(made_at: datetime, generation: int) -> str:
    """``2026-11-22T1410-000017.backup``: in UTC, so that names stay in order when the clocks change."""
    return f"{made_at.astimezone(UTC):%Y-%m-%dT%H%M}-{generation:06d}.backup"


def free_name(folder: Path, made_at: datetime, generation: int) -> Path:
    """A path for a new backup, with a number where one of the same minute is there already."""
    first = folder / name(made_at, generation)
    path, number = first, 1
    while path.exists():
        number += 1
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
    return path


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """Where to write what will become `path`; nothing of it is left when the block ends without `finish`."""
    part = path.with_name(path.name + PART)
    remove_parts(path.parent, part.name)
    try:
        yield part
    finally:
        remove_parts(path.parent, part.name)


def remove_parts(folder: Path, beginning: str = NAMED + PART) -> None:
    """Remove what a backup that was stopped left half-made in `folder`, its journal too."""
    with files.faults_told():
        for leftover in folder.glob(f"{beginning}*"):
            leftover.unlink(missing_ok=True)


def encrypt(contents: Contents, key: bytes, random: Random) -> tuple[bytes, bytes]:
    """Nonce and sealed contents, for a trailer, whose MAC binds them to the rest of it."""
    nonce = random(12)
    plain = msgspec.msgpack.Encoder(uuid_format="bytes").encode(contents)
    return nonce, AESGCM(key).encrypt(nonce, plain, None)


def finish(part: Path, path: Path, trailer: Trailer, key: bytes) -> None:
    """Put the trailer behind the checked database in `part`, read it back, and give the file its name for good."""
    content = seal(trailer, key)
    with files.faults_told(), part.open("ab") as file:
        file.write(content + len(content).to_bytes(LENGTH_BYTES, "big") + MAGIC)
        file.flush()
        os.fsync(file.fileno())
    if read(part).trailer.body != trailer:
        raise BackupDamaged
    files.publish(part, path)


def read(path: Path) -> Found:
    """What can be told without a secret, read strictly and within bounds.

    Raises BackupMissing, NotABackup, BackupDamaged, NewerBackup and the Problems of a disk.
    """
    whole, content = _tail(path)
    trailer = unseal(content, Trailer)
    if trailer is None:
        _raise_if_newer(content)
        raise BackupDamaged
    header = unseal(trailer.body.header, Header)
    if header is None:
        _raise_if_newer(trailer.body.header)
        raise BackupDamaged
    if trailer.body.size + len(content) + END != whole:
        raise BackupDamaged
    return Found(path, whole, trailer, header)


def _tail(path: Path) -> tuple[int, bytes]:
    """The size of the whole file, and the trailer at its end."""
    with files.faults_told():
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever
                raise NotABackup
            with path.open("rb") as file:
                whole = file.seek(0, os.SEEK_END)
                file.seek(max(0, whole - END))
                end = file.read(END)
                if len(end) != END or not end.endswith(MAGIC):
                    raise NotABackup
                length = int.from_bytes(end[:LENGTH_BYTES], "big")
                if length > min(LARGEST_TRAILER, whole - END):
                    raise BackupDamaged
                file.seek(whole - END - length)
                return whole, file.read(length)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise BackupMissing from error


def _raise_if_newer(content: bytes) -> None:
    newer = unseal(content, AnyFormat)
    if newer is not None and newer.body.format > FORMAT:
        raise NewerBackup


def master_of(found: Found, typed: str, keyring: Keyring) -> tuple[bytes, Slot]:
    """The vault's master key, by a passphrase or the recovery key, and which slot it opened.

    There is no delay for wrong tries: whoever holds the file can try elsewhere without asking us. Argon2id is what
    makes each try dear. Raises WrongBackupSecret, RecoveryKeyMistyped, NotEnoughMemory or a KeyringProblem.
    """
    copies = [found.header]
    try:
        _header, master, slot = unlock(copies, typed, device_part(copies, typed, keyring))
    except WrongPassphrase as problem:
        raise WrongBackupSecret from problem
    return master, slot


def extract(path: Path, size: int, target: Path, report: Report) -> None:
    """Copy the database, the first `size` bytes of `path`, to the new file `target`. `report` may raise to stop it."""
    with files.faults_told(), path.open("rb") as source, target.open("xb") as copy:
        done = 0
        while done < size:
            piece = source.read(min(PIECE, size - done))
            if not piece:
                raise BackupDamaged
            copy.write(piece)
            done += len(piece)
            report(done, size)


def _for_purpose(backup_key: bytes, backup_id: UUID, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=backup_id.bytes, info=purpose).derive(backup_key)
