"""Says that the program is about to lock, over whatever is in view, and takes no key away from it."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import PrimaryButton
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class LockWarning(QDialog):
    """Counts ``seconds`` down. ``stayed`` when its button is pressed; any key or movement of the mouse does as well.

    It does not take the focus: what is being typed goes on in its field.
    """

    stayed = Signal()

    def __init__(self, seconds: int, parent: QWidget) -> None:
        super().__init__(parent)
        identify(self, "lock-warning", _("Sightline is about to lock"))
        self.setWindowTitle(_("Sightline"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._left = seconds
        self._words = Text()
        self._words.setAccessibleName(_("Sightline is about to lock"))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        stay = PrimaryButton(_("Stay unlocked"))
        stay.clicked.connect(self.stayed)
        layout = self._layout = QVBoxLayout(self)
        edge = look().space(6)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look().space(4))
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for part in (Heading(_("Sightline is about to lock"), 2), self._words, stay):
            layout.addWidget(part)
        self._show_left()
        self.setMinimumWidth(look().px(420))
        announce(parent, self._words.text())
        self._tick.start()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words: what Qt guesses for wrapped ones is far too high."""
        super().showEvent(event)
        self.resize(self.width(), self._layout.heightForWidth(self.width()))

    def reject(self) -> None:
        """Escape and the window's own button say the same as the button."""
        self.stayed.emit()

    def _on_tick(self) -> None:
        self._left = max(0, self._left - 1)
        self._show_left()

    def _show_left(self) -> None:
        words = ngettext(
            "Nothing was typed or moved for a while. In {seconds} second Sightline saves what you typed and locks.",
            "Nothing was typed or moved for a while. In {seconds} seconds Sightline saves what you typed and locks.",
            self._left,
        )
        self._words.setText(words.format(seconds=self._left))
