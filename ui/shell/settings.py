"""What the window remembers between runs: its look, its place, and when it locks. Never anything of a case.

Read as plain words only: Qt's own settings files can hold Python objects, which run code when they are read.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray

from ui.widgets.tokens import Theme

SMALLEST, LARGEST, STEP = 100, 200, 25
IDLE_MINUTES = (1, 2, 5, 10, 15, 0)
"""After how many minutes without input the program may lock; 0 is never."""
_USUAL_IDLE = 5
_YES, _NO = "yes", "no"
_LARGEST = 65_536
"""Bytes: a larger file is not ours."""


class Settings:
    """A small file at ``path``; whatever in it cannot be read counts as not set."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    @property
    def theme(self) -> Theme:
        kept = self._kept.get("theme")
        return Theme(kept) if kept in list(Theme) else Theme.SYSTEM

    def set_theme(self, theme: Theme) -> None:
        self._set("theme", theme.value)

    @property
    def text_size(self) -> int:
        """Per cent, 100 to 200."""
        kept = self._kept.get("text_size", "")
        return min(max(int(kept), SMALLEST), LARGEST) if kept.isdecimal() and len(kept) < 9 else SMALLEST

    def set_text_size(self, per_cent: int) -> None:
        self._set("text_size", min(max(per_cent, SMALLEST), LARGEST))

    def change_text_size(self, way: int) -> None:
        """One step larger (1) or smaller (-1), or back to 100 % (0)."""
        self.set_text_size(self.text_size + way * STEP if way else SMALLEST)

    @property
    def idle_minutes(self) -> int:
        """Minutes without input until the program locks, one of `IDLE_MINUTES`."""
        kept = self._kept.get("idle_minutes", "")
        return int(kept) if kept in map(str, IDLE_MINUTES) else _USUAL_IDLE

    def set_idle_minutes(self, minutes: int) -> None:
        self._set("idle_minutes", minutes)

    @property
    def locks_when_minimised(self) -> bool:
        return self._kept.get("lock_when_minimised") == _YES

    def set_locks_when_minimised(self, *, locks: bool) -> None:
        self._set("lock_when_minimised", _YES if locks else _NO)

    @property
    def hides_from_capture(self) -> bool:
        """Whether the case is left out of screenshots, where the system offers it."""
        return self._kept.get("hide_from_capture") != _NO

    def set_hides_from_capture(self, *, hides: bool) -> None:
        self._set("hide_from_capture", _YES if hides else _NO)

    @property
    def news_read_on(self) -> date | None:
        """The day whose summary of news was put away last."""
        try:
            return date.fromisoformat(self._kept.get("news_read_on", ""))
        except ValueError:
            return None

    def set_news_read_on(self, day: date) -> None:
        self._set("news_read_on", day.isoformat())

    @property
    def geometry(self) -> QByteArray | None:
        kept = self._kept.get("geometry", "")
        return QByteArray.fromBase64(kept.encode("ascii", "ignore")) if kept else None

    def set_geometry(self, geometry: QByteArray) -> None:
        self._kept["geometry"] = geometry.toBase64().toStdString()

    def keep(self) -> None:
        """Write to the disk; a disk that refuses leaves what was remembered before."""
        part = self._path.with_name(f"{self._path.name}.part")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps(self._kept, indent=1), encoding="utf-8")
            part.replace(self._path)

    def _set(self, name: str, value: object) -> None:
        self._kept[name] = str(value)
        self.keep()


def _read(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {name: value for name, value in pairs if isinstance(value, str)}
