"""How much of a limit is used, in words."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from ui.widgets.label import Text

_NEAR = 0.9


class CharacterCounter(Text):
    """ "1,204 of 12,000 characters", in a warning manner near the limit and with the excess beyond it."""

    def __init__(self, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(muted=True, parent=parent)
        self._limit = limit
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """``count`` in characters, as the officer's record system counts them."""
        over = count - self._limit
        words, role = _("{count} of {limit} characters"), "muted"
        if over > 0:
            words, role = _("{count} of {limit} characters: {over} too many"), "problem"
        elif count >= _NEAR * self._limit:
            words, role = _("{count} of {limit} characters: {left} left"), "strong"
        self.setText(words.format(count=f"{count:,}", limit=f"{self._limit:,}", over=f"{over:,}", left=f"{-over:,}"))
        self.set_role(role)
