"""What is seen while the store is open: the rail at the left, and the place chosen there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.shell.places import Places
from ui.shell.rail import Rail
from ui.widgets.tokens import look

_COLLAPSE_BELOW = 1000  # width in pixels at 100 %
_LOCK = "lock"


@dataclass(frozen=True)
class Room:
    """A room of the rail; ``key`` names it in `Places`, ``make`` builds it, ``foot`` puts it at the foot."""

    key: str
    label: str
    icon: str
    make: Callable[[], QWidget]
    foot: bool = False


class Workspace(QWidget):
    """``lock_chosen`` when the lock of the rail is pressed."""

    lock_chosen = Signal()

    def __init__(self, rooms: Sequence[Room], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = Places()
        self._rail = Rail()
        for room in rooms:
            self.places.add_room(room.key, room.make)
            add = self._rail.add_foot_room if room.foot else self._rail.add_room
            add(room.key, room.label, room.icon)
        self._rail.add_command(_LOCK, _("Lock"), "lock")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self.places, 1)
        self._rail.chosen.connect(self._on_rail_chosen)
        self.places.place_changed.connect(self._rail.mark)

    def fit(self) -> None:
        """Collapse the rail where the text size leaves little room."""
        self._rail.collapse(collapsed=self.width() < look().px(_COLLAPSE_BELOW))

    def go_to_other_pane(self) -> None:
        """From the rail to the page, and back."""
        focus = QApplication.focusWidget()
        if focus and self._rail.isAncestorOf(focus):
            self.places.focus_page()
        else:
            self._rail.focus_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _on_rail_chosen(self, key: str) -> None:
        if key == _LOCK:
            self.lock_chosen.emit()
        else:
            self.places.show_room(key)
        self._rail.mark(self.places.room)
