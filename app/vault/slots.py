"""Key slots: the vault master key, wrapped once for each secret that opens the vault.

Must not know files, or who asks for a secret.
"""

import unicodedata
from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.problems import NotEnoughMemory
from app.vault.keys import MASTER_BYTES

Random = Callable[[int], bytes]
Kind = Literal["passphrase", "recovery"]
KEY_BYTES = 32
DEVICE_BYTES = 32
"""Of the device secret: random, so that its mark tells nothing of it."""


class Kdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Argon2id's parameters; a header that asks for more or less than these bounds is refused unread."""

    memory_kib: Annotated[int, msgspec.Meta(ge=64 * 1024, le=1024 * 1024)]
    passes: Annotated[int, msgspec.Meta(ge=3, le=10)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)]


DEFAULT = Kdf(memory_kib=256 * 1024, passes=3, lanes=4)


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wrapped copy of the master key. A passphrase is stretched by `kdf`; a recovery key needs none.

    A slot with a `device` mark opens with the passphrase and the device secret of that mark together. Its `portable`
    is the slot that the passphrase alone opens, sealed under the vault's own key: for backups that leave this computer.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    kind: Kind
    kdf: Kdf | None
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    wrapped: Annotated[bytes, msgspec.Meta(min_length=MASTER_BYTES + 16, max_length=MASTER_BYTES + 16)]
    device: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)] | None = None
    portable: Annotated[bytes, msgspec.Meta(max_length=1024)] | None = None

    def __post_init__(self) -> None:
        if (self.kind == "passphrase") != (self.kdf is not None):
            raise ValueError("a passphrase slot, and no other, has KDF parameters")
        if (self.device is None) != (self.portable is None) or (self.device and self.kind != "passphrase"):
            raise ValueError("a passphrase slot with a device mark, and no other, has a portable one inside")

    def open(self, secret: bytes, vault_id: UUID, device: bytes | None = None) -> bytes | None:
        """The master key, or None when `secret`, with the `device` secret if one is needed, is not this slot's.

        Raises NotEnoughMemory.
        """
        if self.device is not None and (device is None or mark_of(device, vault_id) != self.device):
            return None
        key = _key_encryption_key(secret, self.salt, self.kdf, device if self.device else None)
        covered = _covered(vault_id, self.number, self.kind, self.kdf, self.device)
        try:
            return AESGCM(key).decrypt(self.nonce, self.wrapped, covered)
        except InvalidTag:
            return None

    def without_device(self, key: bytes, vault_id: UUID) -> "Slot | None":
        """The slot that opens without the device secret; `key` is the vault's backup key.

        It is the slot itself where it needs none, and None where the sealed one is not the vault's own.
        """
        if self.portable is None:
            return self
        nonce, sealed = self.portable[:12], self.portable[12:]
        try:
            opened = AESGCM(_portable_key(key)).decrypt(nonce, sealed, _covered_portable(vault_id, self.number))
            return msgspec.json.decode(opened, type=Slot)
        except (InvalidTag, ValueError, msgspec.MsgspecError):
            return None


def passphrase_secret(passphrase: str) -> bytes:
    """The bytes of a passphrase, the same however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def make_slot(
    number: int, kind: Kind, secret: bytes, kdf: Kdf | None, master: bytes, vault_id: UUID, random: Random
) -> Slot:
    """Wrap `master` for `secret`. Raises NotEnoughMemory."""
    salt, nonce = random(16), random(12)
    key = _key_encryption_key(secret, salt, kdf, None)
    wrapped = AESGCM(key).encrypt(nonce, master, _covered(vault_id, number, kind, kdf, None))
    return Slot(number, kind, kdf, salt, nonce, wrapped)


def make_device_slot(
    portable: Slot, secret: bytes, device: bytes, master: bytes, key: bytes, vault_id: UUID, random: Random
) -> Slot:
    """Wrap `master` for a passphrase and the device secret together, with the slot for the passphrase alone inside.

    `key` is the vault's backup key. Raises NotEnoughMemory.
    """
    number, kdf, mark = portable.number, portable.kdf, mark_of(device, vault_id)
    salt, nonce, portable_nonce = random(16), random(12), random(12)
    wrapped = AESGCM(_key_encryption_key(secret, salt, kdf, device)).encrypt(
        nonce, master, _covered(vault_id, number, "passphrase", kdf, mark)
    )
    sealed = AESGCM(_portable_key(key)).encrypt(
        portable_nonce, msgspec.json.encode(portable), _covered_portable(vault_id, number)
    )
    return Slot(number, "passphrase", kdf, salt, nonce, wrapped, mark, portable_nonce + sealed)


def mark_of(device: bytes, vault_id: UUID) -> bytes:
    """What tells device secrets apart without telling anything of them."""
    return HKDF(algorithm=SHA256(), length=16, salt=vault_id.bytes, info=b"sightline device mark").derive(device)


def _key_encryption_key(secret: bytes, salt: bytes, kdf: Kdf | None, device: bytes | None) -> bytes:
    if kdf is None:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"sightline recovery").derive(secret)
    stretch = Argon2id(salt=salt, length=KEY_BYTES, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib)
    try:
        stretched = stretch.derive(secret)
    except MemoryError as error:
        raise NotEnoughMemory from error
    if device is None:
        return stretched
    both = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"sightline passphrase and device")
    return both.derive(stretched + device)


def _covered(vault_id: UUID, number: int, kind: Kind, kdf: Kdf | None, device: bytes | None) -> bytes:
    """What the wrapping authenticates besides the key: moved or altered parameters do not open."""
    return msgspec.json.encode([vault_id, number, kind, kdf, device])


def _covered_portable(vault_id: UUID, number: int) -> bytes:
    return msgspec.json.encode([vault_id, number, "portable"])


def _portable_key(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"sightline portable slot").derive(key)
