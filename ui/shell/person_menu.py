"""The menu of the person in view: the rooms of their workspace, from any page about them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.records import Room
from app.domain.whereabouts import Place
from ui.shell.case_ways import CASE_ROOM, CaseWays
from ui.shell.main_window import MainWindow
from ui.shell.places import Places
from ui.widgets.room_bar import OVERVIEW, TIMELINE

_SHORTCUTS = {TIMELINE: "Ctrl+T"}


class PersonMenu(QObject):
    """``place_of`` says which place a page is. While nobody is in view the menu is there, and nothing in it works."""

    def __init__(
        self,
        window: MainWindow,
        places: Places,
        case: CaseWays,
        place_of: Callable[[QWidget | None], Place | None],
    ) -> None:
        super().__init__(window)
        self._places, self._case, self._place_of = places, case, place_of
        menus = window.menus
        rooms = [(OVERVIEW, _("Overview")), *((room.value, room.label) for room in Room), (TIMELINE, _("Timeline"))]
        self._commands = [
            menus.add(menus.person, words, _SHORTCUTS.get(key, ""), partial(self._go, key)) for key, words in rooms
        ]
        self.fit()
        places.place_changed.connect(self.fit)

    def _go(self, key: str) -> None:
        """In the place of the room in view, as by its bar; on top of any other page, where something may be typed."""
        page = self._places.currentWidget()
        place = self._place_of(page)
        if page is None or place is None or place.person_id is None or key == _room(place):
            return
        if _room(place):
            self._case.change_room(page, place.person_id, key)
        else:
            self._case.show_room(place.person_id, key)

    def fit(self, _room: str = "") -> None:
        """Offer what leads somewhere from the page in view, of which the person may have become known."""
        place = self._place_of(self._places.currentWidget())
        for command in self._commands:
            command.setEnabled(place is not None and place.person_id is not None)


def _room(place: Place) -> str:
    """The key of the room that this place is; empty for any other page."""
    if place.page == CASE_ROOM:
        return place.detail
    return OVERVIEW if place.page == "person" else ""
