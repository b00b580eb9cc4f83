"""What the window remembers between runs: its look, its place, and when it locks. Never anything of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.widgets.tokens import Theme

SMALLEST, LARGEST, STEP = 100, 200, 25
IDLE_MINUTES = (1, 2, 5, 10, 15, 0)
"""After how many minutes without input the program may lock; 0 is never."""
_USUAL_IDLE = 5
_YES, _NO = "yes", "no"


class Settings:
    """A small ini file at ``path``; whatever in it cannot be read counts as not set."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Theme:
        kept = self._file.value("theme")
        return Theme(kept) if kept in list(Theme) else Theme.SYSTEM

    def set_theme(self, theme: Theme) -> None:
        self._file.setValue("theme", theme.value)

    @property
    def text_size(self) -> int:
        """Per cent, 100 to 200."""
        kept = str(self._file.value("text_size", SMALLEST))
        return min(max(int(kept), SMALLEST), LARGEST) if kept.isdecimal() else SMALLEST

    def set_text_size(self, per_cent: int) -> None:
        self._file.setValue("text_size", min(max(per_cent, SMALLEST), LARGEST))

    def change_text_size(self, way: int) -> None:
        """One step larger (1) or smaller (-1), or back to 100 % (0)."""
        self.set_text_size(self.text_size + way * STEP if way else SMALLEST)

    @property
    def idle_minutes(self) -> int:
        """Minutes without input until the program locks, one of `IDLE_MINUTES`."""
        kept = str(self._file.value("idle_minutes", _USUAL_IDLE))
        return int(kept) if kept in map(str, IDLE_MINUTES) else _USUAL_IDLE

    def set_idle_minutes(self, minutes: int) -> None:
        self._file.setValue("idle_minutes", minutes)

    @property
    def locks_when_minimised(self) -> bool:
        return bool(self._file.value("lock_when_minimised") == _YES)

    def set_locks_when_minimised(self, *, locks: bool) -> None:
        self._file.setValue("lock_when_minimised", _YES if locks else _NO)

    @property
    def hides_from_capture(self) -> bool:
        """Whether the case is left out of screenshots, where the system offers it."""
        return bool(self._file.value("hide_from_capture") != _NO)

    def set_hides_from_capture(self, *, hides: bool) -> None:
        self._file.setValue("hide_from_capture", _YES if hides else _NO)

    @property
    def news_read_on(self) -> date | None:
        """The day whose summary of news was put away last."""
        try:
            return date.fromisoformat(str(self._file.value("news_read_on", "")))
        except ValueError:
            return None

    def set_news_read_on(self, day: date) -> None:
        self._file.setValue("news_read_on", day.isoformat())

    @property
    def geometry(self) -> QByteArray | None:
        kept = self._file.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def keep(self) -> None:
        """Write to the disk at once; before a restart."""
        self._file.sync()
