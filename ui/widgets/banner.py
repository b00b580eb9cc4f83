"""Whose page this is, on every page about a person: name, a few facts and tags. Never in a window title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.flow import FlowLayout
from ui.widgets.heading import Heading
from ui.widgets.label import OneLine
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look


class Banner(QFrame):
    """``facts`` are short plain strings ("CRN X123456"), ``tags`` pairs of words and tone."""

    def __init__(
        self,
        name: str = "",
        facts: Sequence[str] = (),
        tags: Sequence[tuple[str, Tone | str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._side = QHBoxLayout(self)
        self._side.setContentsMargins(look().space(8), look().space(2), look().space(8), look().space(2))
        self._row = FlowLayout(spacing=look().space(3))
        self._side.addLayout(self._row, 1)
        self._parts: list[QWidget] = []
        self._build(name, facts, tags)
        if not name:
            self.hide()

    def set_person(self, name: str, facts: Sequence[str], tags: Sequence[tuple[str, Tone | str]]) -> None:
        """Show another person, or the same one after a change."""
        self._build(name, facts, tags)
        self.setVisible(bool(name))

    def add(self, part: QWidget) -> None:
        """At the far end, such as the note of the last save."""
        self._side.addWidget(part)

    def _build(self, name: str, facts: Sequence[str], tags: Sequence[tuple[str, Tone | str]]) -> None:
        for part in self._parts:
            self._row.removeWidget(part)
            part.hide()
            part.deleteLater()
        parts: list[QWidget] = [_Name(name, 3), *map(OneLine, facts)]
        parts += [Tag(words, tone) for words, tone in tags]
        for part in parts:
            self._row.addWidget(part)
        self._parts = parts


class _Name(OneLine, Heading):
    """The person's."""
