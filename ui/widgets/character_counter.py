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
        used = _("{count} of {limit} characters").format(count=f"{count:,}", limit=f"{self._limit:,}")
        over = count - self._limit
        if over > 0:
            used = _("{used}: {over} too many").format(used=used, over=f"{over:,}")
        elif count >= _NEAR * self._limit:
            used = _("{used}: {left} left").format(used=used, left=f"{-over:,}")
        self.setText(used)
        self.set_role("problem" if over > 0 else "strong" if count >= _NEAR * self._limit else "muted")
