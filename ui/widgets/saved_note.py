"""Whether what was typed is saved, always true, and spoken by screen readers."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.label import Text
from ui.widgets.naming import identify


class SavedNote(Text):
    """Says "Saved 14:02", "Saving…" or why nothing was saved. Empty at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(muted=True, parent=parent)
        self.setWordWrap(False)
        identify(self, "saved-note")

    def show_saving(self) -> None:
        """Not spoken: it comes with every pause in typing."""
        self._say(_("Saving…"), "muted")

    def show_saved(self, at: datetime) -> None:
        """``at`` is shown as local time."""
        words = _("Saved {time}").format(time=at.astimezone().strftime("%H:%M"))
        self._say(words, "muted")
        announce(self, words)

    def show_not_saved(self, sentence: str) -> None:
        words = _("Not saved: {sentence}").format(sentence=sentence)
        self._say(words, "problem")
        announce(self, words)

    def _say(self, words: str, role: str) -> None:
        self.setText(words)
        self.set_role(role)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say ``words`` without moving the focus, if ``widget`` is in sight."""
    if QAccessible.isActive() and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
