"""Long work under way: what is being done, how far it is, and a button that stops it."""

from __future__ import annotations

import threading
from gettext import gettext as _

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets.background import Progress
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.saved_note import announce


class ProgressCard(Card):
    """Hidden until `begin`. ``cancelled`` is asked by the work, on its own thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._stop = threading.Event()
        self._words = Text(strong=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = SecondaryButton(_("Cancel"))
        identify(self._cancel, "cancel-work")
        for part in (self._words, self._bar, self._cancel):
            self.add(part)
        self._cancel.clicked.connect(self.stop)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that ``words`` is being done."""
        self._stop.clear()
        self._words.setText(words)
        identify(self._bar, "progress", words)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()
        self._cancel.setFocus()
        announce(self, words)

    def follow(self, progress: Progress) -> None:
        """Show how far the work is."""
        progress.reported.connect(self._on_reported)

    def stop(self) -> None:
        """Have the work end as soon as it can; nothing half-made stays."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._words.setText(_("Stopping…"))
        announce(self, _("Stopping…"))

    def cancelled(self) -> bool:
        """Whether the work is to stop; from any thread."""
        return self._stop.is_set()

    def _on_reported(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
