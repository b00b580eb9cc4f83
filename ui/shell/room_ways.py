"""The way into the room with the person whose page or session is in view, and back."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.whereabouts import Place
from app.services.desk import Desk
from ui.room.in_the_room_page import InTheRoomPage
from ui.sessions.guide import GuidePage
from ui.shell.main_window import MainWindow
from ui.shell.places import Places
from ui.widgets.background import Background


class RoomWays(QObject):
    """``place_of`` says which place a page is: ``person`` and ``guide`` lead into the room, and no other.

    ``behind`` is where a lock in the room leads back to, and ``None`` outside it.
    """

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        desk: Desk,
        places: Places,
        place_of: Callable[[QWidget | None], Place | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._places = places
        self._place_of = place_of
        self.behind: Place | None = None
        self._command = window.menus.add(window.menus.go, "", "F9", self.enter)
        self._fit_command()
        places.place_changed.connect(self._fit_command)

    def enter(self) -> None:
        """Swap the window for what the person may see; nothing where no person is in view."""
        place = self._person_in_view()
        if place is None or place.person_id is None or self.behind:
            return
        self._places.save_now()
        self.behind = Place("person", place.person_id)
        page = InTheRoomPage(self._desk, self._background, place.person_id)
        page.lock_chosen.connect(self._window.lock_requested)
        page.left.connect(self._leave)
        for guide in self._places.pages():
            if isinstance(guide, GuidePage) and self._is_of(guide, place):
                page.words_typed.connect(guide.take_own_words)
        self._window.seclude(page)

    def _leave(self) -> None:
        self.behind = None
        refresh = getattr(self._places.currentWidget(), "refresh", None)
        if refresh:
            refresh()  # a session may have been begun
        self._window.end_seclusion()

    def _is_of(self, guide: GuidePage, place: Place) -> bool:
        its = self._place_of(guide)
        return its is not None and its.person_id == place.person_id

    def _person_in_view(self) -> Place | None:
        place = self._place_of(self._places.currentWidget())
        return place if place and place.page in ("person", "guide") else None

    def _fit_command(self, _room: str = "") -> None:
        offered = self._person_in_view() is not None
        self._command.setEnabled(offered)
        words = _("In the room")
        self._command.setText(words if offered else _("In the room: first open a person’s page or their session"))
