"""Looking for case text in files: a marker is a word that only a note of a test holds."""

import base64
from pathlib import Path

SAFE = 8
"""Markers shorter than this could be found by chance."""


def files_with(marker: str, *folders: Path) -> list[Path]:
    """Every file under the folders that holds `marker` as UTF-8, UTF-16 or base64, in its name or content."""
    if len(marker) < SAFE:
        raise ValueError("use a longer marker")
    needles = spellings(marker)
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder)).encode("utf-8", "surrogateescape")
            content = path.read_bytes() if path.is_file() else b""
            if any(needle in name or needle in content for needle in needles):
                found.append(path)
    return found


def spellings(marker: str) -> set[bytes]:
    """How a file could hold it: UTF-8, UTF-16 and base64."""
    plain = {marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-16-be")}
    return plain | {spelling for text in plain for spelling in _in_base64(text)}


def _in_base64(text: bytes) -> set[bytes]:
    """The characters that stay the same wherever in a base64 text the marker begins."""
    spellings = set()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + text)
        start = -(-shift * 8 // 6)
        spellings.add(whole[start : (shift + len(text)) * 8 // 6])
    return spellings | {text.replace(b"+", b"-").replace(b"/", b"_") for text in spellings}
