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


class Kdf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Argon2id's parameters; a header that asks for more or less than these bounds is refused unread."""

    memory_kib: Annotated[int, msgspec.Meta(ge=64 * 1024, le=1024 * 1024)]
    passes: Annotated[int, msgspec.Meta(ge=3, le=10)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)]


DEFAULT = Kdf(memory_kib=256 * 1024, passes=3, lanes=4)


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wrapped copy of the master key. A passphrase is stretched by `kdf`; a recovery key needs none."""

    number: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    kind: Kind
    kdf: Kdf | None
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    wrapped: Annotated[bytes, msgspec.Meta(min_length=MASTER_BYTES + 16, max_length=MASTER_BYTES + 16)]

    def __post_init__(self) -> None:
        if (self.kind == "passphrase") != (self.kdf is not None):
            raise ValueError("a passphrase slot, and no other, has KDF parameters")

    def open(self, secret: bytes, vault_id: UUID) -> bytes | None:
        """The master key, or None when `secret` is not this slot's. Raises NotEnoughMemory."""
        key = _key_encryption_key(secret, self.salt, self.kdf)
        try:
            return AESGCM(key).decrypt(self.nonce, self.wrapped, _covered(vault_id, self.number, self.kind, self.kdf))
        except InvalidTag:
            return None


def passphrase_secret(passphrase: str) -> bytes:
    """The bytes of a passphrase, the same however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def make_slot(
    number: int, kind: Kind, secret: bytes, kdf: Kdf | None, master: bytes, vault_id: UUID, random: Random
) -> Slot:
    """Wrap `master` for `secret`. Raises NotEnoughMemory."""
    salt, nonce = random(16), random(12)
    key = _key_encryption_key(secret, salt, kdf)
    wrapped = AESGCM(key).encrypt(nonce, master, _covered(vault_id, number, kind, kdf))
    return Slot(number, kind, kdf, salt, nonce, wrapped)


def _key_encryption_key(secret: bytes, salt: bytes, kdf: Kdf | None) -> bytes:
    if kdf is None:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"sightline recovery").derive(secret)
    stretch = Argon2id(salt=salt, length=KEY_BYTES, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib)
    try:
        return stretch.derive(secret)
    except MemoryError as error:
        raise NotEnoughMemory from error


def _covered(vault_id: UUID, number: int, kind: Kind, kdf: Kdf | None) -> bytes:
    """What the wrapping authenticates besides the key: moved or altered parameters do not open."""
    return msgspec.json.encode([vault_id, number, kind, kdf])
