"""The recovery key as people copy it: 160 random bits and 20 check bits in nine groups of four.

Crockford's alphabet leaves out I, L, O and U, and what is typed for them is understood. Must not know slots.
"""

import base64
import hashlib
import re

KEY_BYTES = 20
LENGTH = 36
GROUP = 4
STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TO_CROCKFORD = str.maketrans(STANDARD, CROCKFORD)
TO_STANDARD = str.maketrans(CROCKFORD + "OIL", STANDARD + STANDARD[0] + STANDARD[1] * 2)


def to_text(key: bytes) -> str:
    """The key in groups, with its check characters at the end."""
    text = base64.b32encode(key + _check(key)).decode().translate(TO_CROCKFORD)[:LENGTH]
    return "-".join(text[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def looks_like_one(text: str) -> bool:
    """Whether `text` has the length and characters of a recovery key, right or mistyped.

    With no digit it is a passphrase of as many letters: fewer than one key in 30,000 can be typed without.
    """
    return _is_as_long(text) and not set("0123456789").isdisjoint(text)


def from_text(text: str) -> bytes | None:
    """The key that `text` stands for, whatever its case, blanks and dashes; None when the check differs."""
    if not _is_as_long(text):
        return None
    key = base64.b32decode(_letters(text) + "A" * 4)[:KEY_BYTES]
    return key if _letters(to_text(key)) == _letters(text) else None


def _is_as_long(text: str) -> bool:
    letters = _letters(text)
    return len(letters) == LENGTH and set(letters) <= set(STANDARD)


def _letters(text: str) -> str:
    return re.sub(r"[\s\-–—]", "", text).upper().translate(TO_STANDARD)


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"sightline recovery key" + key).digest()[:3]
