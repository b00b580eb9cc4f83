"""Stands where something restricted is hidden: why, and the button that shows it. Showing is audited by the page."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text


class RestrictedCard(Card):
    """``show_wanted`` when the officer asks to see it; ``why`` says in a sentence what it is about."""

    show_wanted = Signal()

    def __init__(self, why: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Hidden until you ask for it"), parent)
        self._why = Text(why)
        self.add(self._why)
        self.add(
            Text(_("That you looked is written into the audit trail. It is hidden again when you leave."), muted=True)
        )
        show = PrimaryButton(_("Show"), "eye")
        show.clicked.connect(self.show_wanted)
        self.add(show)

    def set_why(self, why: str) -> None:
        self._why.setText(why)
