"""The envelope of the vault's small files: a body, a checksum that finds damage without any key, and a MAC.

Must not know what the bodies mean.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

Body = TypeVar("Body")


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a file reads: the body's own bytes are what the checksum and the MAC cover."""

    body: msgspec.Raw
    check: str
    mac: str


@dataclass(frozen=True)
class Sealed(Generic[Body]):
    """A body that was read undamaged; `is_genuine` tells whether somebody with the key wrote it."""

    body: Body
    raw: bytes
    mac: str

    def is_genuine(self, key: bytes) -> bool:
        """Whether the MAC is the one that `key` gives."""
        return hmac.compare_digest(self.mac.encode(), _mac(key, self.raw).encode())


def seal(body: msgspec.Struct, key: bytes) -> bytes:
    """The file's content for `body`."""
    raw = msgspec.json.encode(body)
    return msgspec.json.encode(Envelope(msgspec.Raw(raw), hashlib.sha256(raw).hexdigest(), _mac(key, raw)))


def unseal(content: bytes | None, body_type: type[Body]) -> Sealed[Body] | None:
    """Read a file's content strictly; None when there is none, it is damaged or out of bounds."""
    try:
        envelope = msgspec.json.decode(content or b"", type=Envelope)
        raw = bytes(envelope.body)
        if hashlib.sha256(raw).hexdigest() != envelope.check:
            return None
        return Sealed(msgspec.json.decode(raw, type=body_type), raw, envelope.mac)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None


def _mac(key: bytes, raw: bytes) -> str:
    return hmac.new(key, raw, hashlib.sha256).hexdigest()
