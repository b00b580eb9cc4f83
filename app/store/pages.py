"""Reading an encrypted database page by page, past SQLite: what is left when its own reading stops at damage.

A table's tree, its root, even the list of tables may be damaged: every page that is whole is read all the same,
because each is encrypted and authenticated by itself. The file and its log are only read, never opened by SQLite.
Must not know any table. The forms: sqlite.org/fileformat2.html, and SQLCipher 4's page (AES-256-CBC, HMAC-SHA512).
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

Value = bytes | float | int | str | None
Progress = Callable[[int, int], object]

SIZE = 4096
SALT, VECTOR, MAC = 16, 16, 64
USABLE = SIZE - VECTOR - MAC
FRAME = 24
LOG_HEADER = 32
TABLE_LEAF, INDEX_LEAF, INDEX_INNER = 0x0D, 0x0A, 0x02
NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of an integer by its serial type."""


@dataclass(frozen=True)
class Record:
    """One record as it lies in a page: a row of a table when it has a `rowid`, else of an index or clustered table."""

    rowid: int | None
    values: tuple[Value, ...]


class Pages:
    """The pages of a database that nobody has open, with those of its log in place of the older ones.

    Of the log, the first `frames` count; without a number, every change whose end is in it, damaged or not.
    """

    def __init__(self, path: Path, key_hex: str, frames: int | None = None) -> None:
        self._key = bytes.fromhex(key_hex)
        self._file = path.open("rb", buffering=0)  # a buffer would reach into a bad sector behind
        self.count = path.stat().st_size // SIZE
        self._mac_key = self._mac_key_for(_read(self._file, 0, SALT))
        self._log: BinaryIO | None = None
        self._logged: dict[int, int] = {}
        self._mend_salt()
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            self._log = log.open("rb")
            self._follow_log(self._log, frames)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        if self._log:
            self._log.close()

    def damaged(self, progress: Progress) -> list[int]:
        """The numbers, from 1, of the pages whose MAC does not hold."""
        found = []
        for number in range(1, self.count + 1):
            if not self.is_genuine(number, self._raw(number)):
                found.append(number)
            if number % 256 == 0:
                progress(number, self.count)
        return found

    def records(self, progress: Progress) -> Iterator[Record]:
        """Every record of every whole page, in the order of the file; one whose overflow is damaged is left out."""
        for number in range(2, self.count + 1):  # the first page and its like hold the list of tables
            page = self.read(number)
            if page is not None and page[0] in {TABLE_LEAF, INDEX_LEAF, INDEX_INNER}:
                yield from self._records_in(page)
            if number % 256 == 0:
                progress(number, self.count)

    def read(self, number: int) -> bytes | None:
        """The page in the clear, or None when its MAC does not hold."""
        raw = self._raw(number)
        if not self.is_genuine(number, raw):
            return None
        start = SALT if number == 1 else 0
        opener = Cipher(AES256(self._key), CBC(raw[USABLE : USABLE + VECTOR])).decryptor()
        return bytes(start) + opener.update(raw[start:USABLE]) + opener.finalize()

    def _mac_key_for(self, salt: bytes) -> bytes:
        return hashlib.pbkdf2_hmac("sha512", self._key, bytes(byte ^ 0x3A for byte in salt), 2, 32)

    def _mend_salt(self) -> None:
        """With one bit of the salt flipped no page would be genuine any more; none is read that then is not."""
        some = [(number, self._raw(number)) for number in range(2, min(self.count, 12) + 1)]
        salt, found = _read(self._file, 0, SALT), self._mac_key
        for bit in (None, *range(8 * SALT)):
            flipped = int.from_bytes(salt, "big") ^ (0 if bit is None else 1 << bit)
            self._mac_key = self._mac_key_for(flipped.to_bytes(SALT, "big"))
            if any(self.is_genuine(number, raw) for number, raw in some):
                return
        self._mac_key = found

    def _raw(self, number: int) -> bytes:
        if number in self._logged and self._log:
            return _read(self._log, self._logged[number], SIZE)
        return _read(self._file, (number - 1) * SIZE, SIZE)

    def is_genuine(self, number: int, raw: bytes) -> bool:
        """Whether the MAC holds: with this key, and at this place."""
        if len(raw) < SIZE:
            return False
        covered = raw[SALT if number == 1 else 0 : USABLE + VECTOR] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.digest(self._mac_key, covered, "sha512"), raw[-MAC:])

    def _follow_log(self, log: BinaryIO, frames: int | None) -> None:
        """Note where the log has a newer page: of each commit, what is whole; nothing of what was never committed."""
        salts = _read(log, 0, LOG_HEADER)[16:24]
        pending: dict[int, int] = {}
        at, end = LOG_HEADER, None if frames is None else LOG_HEADER + frames * (FRAME + SIZE)
        while at != end and len(header := _read(log, at, FRAME)) == FRAME:
            place = at + FRAME
            at = place + SIZE
            number, pages_then = struct.unpack(">II", header[:8])
            raw = _read(log, place, SIZE)
            if header[8:16] != salts:
                break  # left over from before the log was last emptied
            if self.is_genuine(number, raw):
                pending[number] = place
            if pages_then:
                self._logged |= pending
                self.count = pages_then
                pending = {}

    def _records_in(self, page: bytes) -> Iterator[Record]:
        kind = page[0]
        start = 12 if kind == INDEX_INNER else 8
        for cell in range(int.from_bytes(page[3:5], "big")):
            at = int.from_bytes(page[start + 2 * cell : start + 2 * cell + 2], "big")
            size, at = _varint(page, at + 4 if kind == INDEX_INNER else at)
            rowid = None
            if kind == TABLE_LEAF:
                rowid, at = _varint(page, at)
            payload = self._payload(page, at, size, largest=USABLE - 35 if kind == TABLE_LEAF else _share(64))
            if payload is not None:
                yield Record(rowid, _values(payload))

    def _payload(self, page: bytes, at: int, size: int, largest: int) -> bytes | None:
        """What a cell holds, with what overflows into other pages; None when one of those is damaged."""
        if size <= largest:
            return page[at : at + size]
        least = _share(32)
        here = least + (size - least) % (USABLE - 4)
        here = here if here <= largest else least
        parts, got = [page[at : at + here]], here
        more = int.from_bytes(page[at + here : at + here + 4], "big")
        while got < size:
            overflow = self.read(more) if 0 < more <= self.count else None
            if overflow is None:
                return None
            parts.append(overflow[4 : 4 + min(size - got, USABLE - 4)])
            got += len(parts[-1])
            more = int.from_bytes(overflow[:4], "big")
        return b"".join(parts)


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    """Nothing where the disk cannot read it: that is damage like any other, and what follows may be whole."""
    try:
        file.seek(at)
        return file.read(size)
    except OSError:
        return b""


def _share(of_255: int) -> int:
    return (USABLE - 12) * of_255 // 255 - 23


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends."""
    value = 0
    for byte in data[at : at + 8]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def _values(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    body, values = end, []
    while at < end:
        serial, at = _varint(payload, at)
        value, size = _value(serial, payload, body)
        values.append(value)
        body += size
    return tuple(values)


def _value(serial: int, payload: bytes, at: int) -> tuple[Value, int]:
    """The value of a serial type that begins at `at`, and its size."""
    if serial in NUMBERS:
        size = NUMBERS[serial]
        return int.from_bytes(payload[at : at + size], "big", signed=True), size
    if serial == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], 8
    if serial >= 12:
        size = (serial - 12) // 2
        content = payload[at : at + size]
        return (content if serial % 2 == 0 else content.decode("utf-8", "replace")), size
    return {8: 0, 9: 1}.get(serial), 0
