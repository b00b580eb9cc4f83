"""A white card with a title, which holds one subject of a page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.heading import Heading
from ui.widgets.tokens import look


class Card(QFrame):
    """Put parts in with ``add``; an empty ``title`` shows none."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        edge = look().space(4.5)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(look().space(3))
        if title:
            self.add(Heading(title, 3))

    def add(self, part: QWidget | QLayout) -> None:
        """Below what is there already."""
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)
