"""The way between the rooms of a person's workspace: flat tabs, of which the one in view is underlined and bold.

Knows which rooms there are, and nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QWidget

from app.domain.records import Room
from ui.widgets.flow import FlowLayout
from ui.widgets.menu_button import Entry, MenuButton
from ui.widgets.naming import identify, without_mnemonic
from ui.widgets.tokens import look

OVERVIEW, TIMELINE = "overview", "timeline"
"""The keys of the two that hold no records of their own; the others are those of `Room`."""

_NARROW = 380  # pixels at 100 % below which the tabs would take too many lines
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RoomBar(QFrame):
    """``room_chosen`` carries the key of another room than the ``current`` one.

    Left and right move along the tabs, Enter or Space goes there; Tab stops once, at the current one. Where the width
    ends the tabs go on in a further line; where they would take many, one button opens a menu of the rooms.
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
        self._here = self._tabs[current]
        self._menu = self._build_menu(current)
        self.setFocusProxy(self._here)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look().px(_NARROW)
        if narrow == self._menu.isHidden():
            self._show_menu(narrow=narrow)

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

    def _build_menu(self, current: str) -> MenuButton:
        """The room in view and its place among all, for a screen reader too."""
        place = list(self._tabs).index(current) + 1
        room = self._here.accessibleName()
        words = _("Room {number} of {count}: {room}").format(number=place, count=len(self._tabs), room=room)
        menu = MenuButton(words, self._entries)
        identify(menu, "all-rooms")
        menu.setAccessibleDescription(_("in view"))
        menu.hide()
        self._row.addWidget(menu)
        return menu

    def _entries(self) -> Iterator[Entry]:
        for key, tab in self._tabs.items():
            if tab is self._here:
                yield Entry(words=tab.accessibleName(), choose=self.setFocus, current=True)
            else:
                yield Entry(words=tab.accessibleName(), choose=partial(self.room_chosen.emit, key))

    def _show_menu(self, *, narrow: bool) -> None:
        """The focus stays in the bar."""
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        shown: QWidget = self._menu if narrow else self._here
        shown.show()
        self.setFocusProxy(shown)
        if focused:
            shown.setFocus()
        for tab in self._tabs.values():
            tab.setHidden(narrow)
        self._menu.setVisible(narrow)

    def _move(self, watched: QObject, step: int) -> None:
        tabs = list(self._tabs.values())
        here = next(place for place, tab in enumerate(tabs) if tab is watched)
        tabs[(here + step) % len(tabs)].setFocus(Qt.FocusReason.TabFocusReason)
