"""The keys of an open vault, each derived from the vault master key for one purpose.

Must not know where the master key came from or what the keys protect.
"""

from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """The derived keys; `database` as the 64 hexadecimal digits that SQLCipher wants."""

    database: str = field(repr=False)
    audit: bytes = field(repr=False)
    head: bytes = field(repr=False)
    header: bytes = field(repr=False)
    backup: bytes = field(repr=False)


def derive(master: bytes, vault_id: UUID) -> Keys:
    """The keys of the vault `vault_id`."""
    return Keys(
        database=_for_purpose(master, vault_id, b"sightline database").hex(),
        audit=_for_purpose(master, vault_id, b"sightline audit"),
        head=_for_purpose(master, vault_id, b"sightline head"),
        header=_for_purpose(master, vault_id, b"sightline header"),
        backup=_for_purpose(master, vault_id, b"sightline backup"),
    )


def _for_purpose(master: bytes, vault_id: UUID, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=vault_id.bytes, info=purpose).derive(master)
