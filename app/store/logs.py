"""Whether a write-ahead log may be left to SQLite, told before SQLite sees it: by opening, it is written into the file.

SQLite takes every log whose checksums hold, also another store's, and what comes after a flipped bit it leaves out
without a word. Must not know any table. The form: sqlite.org/fileformat2.html, section 4.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEADER, FRAME, PAGE = 32, 24, 4096
LITTLE_ENDIAN = 0x377F0682
"""What a log begins with whose checksums read numbers in that order; one more stands for the other order."""
HOLE = bytes(64)
"""So many zeros in a row are in no encrypted page: there a power cut kept a sector from the disk."""

Sum = tuple[int, int]
Genuine = Callable[[int, bytes], bool]


@dataclass(frozen=True)
class _Frame:
    """One page in the log; `holds` when its salts and checksum fit what stands before it."""

    number: int
    ends_change: bool
    holds: bool
    raw: bytes


def sound_frames(log: Path, is_genuine: Genuine) -> int | None:
    """How many of its pages SQLite will make use of; `is_genuine` tells by a page's number and content.

    None when it would use a foreign one, or leave out what had been acknowledged. Of the last change alone pages may
    be missing, when a power cut kept them from the disk before it was acknowledged.
    """
    content = log.read_bytes()
    if len(content) <= HEADER:
        return 0
    header_holds, frames = _read(content)
    broken = (at for at, frame in enumerate(frames) if not (header_holds and frame.holds))
    good = next(broken, len(frames))
    ends = [at + 1 for at, frame in enumerate(frames) if frame.ends_change]
    done = max((end for end in ends if end <= good), default=0)
    if not all(is_genuine(frame.number, frame.raw) for frame in frames[:done]):
        return None
    end = next((end for end in ends if end > good), None)
    if end is not None and _was_acknowledged(content, frames, done, end):
        return None
    return done


def _was_acknowledged(content: bytes, frames: list[_Frame], done: int, end: int) -> bool:
    """Whether the change from `done` to `end`, in which something does not hold, had been whole once."""
    if end < len(frames):  # a later change was begun; or it is what an earlier round of the log left there
        return any(frame.holds for frame in frames[end:])
    start = HEADER + done * (FRAME + PAGE) if done else 0
    return HOLE not in content[start:]


def _read(content: bytes) -> tuple[bool, list[_Frame]]:
    """Whether the header's checksum holds, and the frames."""
    magic, version, size = struct.unpack(">III", content[:12])
    order = ">" if magic & 1 else "<"
    before = struct.unpack(">II", content[24:HEADER])
    known = (magic & ~1, version, size) == (LITTLE_ENDIAN, 3007000, PAGE)
    holds = known and _sum(order, (0, 0), content[:24]) == before
    places = range(HEADER, len(content) - FRAME - PAGE + 1, FRAME + PAGE)
    salts = content[16:24]
    if not holds and places:
        salts = Counter(content[at + 8 : at + 16] for at in places).most_common(1)[0][0]
    frames = []
    for at in places:
        number, pages_then = struct.unpack(">II", content[at : at + 8])
        stored = struct.unpack(">II", content[at + 16 : at + FRAME])
        raw = content[at + FRAME : at + FRAME + PAGE]
        here = content[at + 8 : at + 16]
        fits = here == salts and _sum(order, before, content[at : at + 8] + raw) == stored
        frames.append(_Frame(number, pages_then > 0 and here == salts, fits, raw))
        before = stored
    return holds, frames


def _sum(order: str, before: Sum, data: bytes) -> Sum:
    one, other = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + other) & 0xFFFFFFFF
        other = (other + second + one) & 0xFFFFFFFF
    return one, other
