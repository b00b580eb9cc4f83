"""What was entered last time, with its date, beside today's fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import Qt

from app.domain.days import day_words
from ui.widgets.card import Card
from ui.widgets.label import Text


class LastTime(Card):
    """``lines`` are the officer's own words, shown as plain text that can be selected; ``lead`` stands out."""

    def __init__(self, on: date, lines: Sequence[str], lead: str = "") -> None:
        super().__init__(_("Last time"))
        self.add(Text(day_words(on), muted=True))
        if lead:
            self.add(Text(lead, strong=True))
        for line in lines:
            words = Text(line)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.add(words)
