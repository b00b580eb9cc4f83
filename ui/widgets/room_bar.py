"""The way between the rooms of a person's workspace: flat tabs, of which the one in view is underlined and bold.

Knows which rooms there are, and nothing of what is in them.
"""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.domain.records import Room
from ui.widgets.flow import FlowLayout
from ui.widgets.naming import identify, without_mnemonic
from ui.widgets.tokens import look

OVERVIEW, TIMELINE = "overview", "timeline"
"""The keys of the two that hold no records of their own; the others are those of `Room`."""

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RoomBar(QFrame):
    """``room_chosen`` carries the key of another room than the ``current`` one.

    Left and right move along the tabs, Enter or Space goes there; Tab stops once, at the current one. Where the width
    ends the tabs go on in a further line.
    """

    room_chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tabs")
        identify(self, "room-bar", _("Rooms of this person"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = FlowLayout(self, spacing=look().space(4), between_rows=0)
        self._tabs: dict[str, QPushButton] = {}
        rooms = [(OVERVIEW, _("Overview")), *((room.value, room.label) for room in Room), (TIMELINE, _("Timeline"))]
        for key, words in rooms:
            self._add_tab(key, words, current=key == current)
        self.setFocusProxy(self._tabs[current])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._move(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _add_tab(self, key: str, words: str, *, current: bool) -> None:
        tab = QPushButton(without_mnemonic(words))
        tab.setProperty("role", "tab")
        tab.setProperty("current", "true" if current else "false")
        tab.setAutoDefault(True)
        tab.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        tab.setCursor(Qt.CursorShape.PointingHandCursor)
        identify(tab, f"room-{key}", words)
        tab.setAccessibleDescription(_("in view") if current else "")
        tab.installEventFilter(self)
        if not current:
            tab.clicked.connect(partial(self.room_chosen.emit, key))
        self._row.addWidget(tab)
        self._tabs[key] = tab

    def _move(self, watched: QObject, step: int) -> None:
        tabs = list(self._tabs.values())
        here = next(place for place, tab in enumerate(tabs) if tab is watched)
        tabs[(here + step) % len(tabs)].setFocus(Qt.FocusReason.TabFocusReason)
