"""What the window remembers between runs: theme, text size and geometry. Never anything of a case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.widgets.tokens import Theme

SMALLEST, LARGEST, STEP = 100, 200, 25


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
    def geometry(self) -> QByteArray | None:
        kept = self._file.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)

    def keep(self) -> None:
        """Write to the disk at once; before a restart."""
        self._file.sync()
