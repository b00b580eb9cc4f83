"""The signed sessions of a person, newest first, twenty at a time."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.marks import Marking
from app.domain.sessions import Session
from app.services import people
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.rows import session_row
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.row_list import RowList


class SessionsCard(Card):
    """``session_opened`` with the id of the session."""

    session_opened = Signal(object)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._sessions: tuple[Session, ...] = ()
        self._markings: tuple[Marking, ...] = ()
        self._count = 0
        self._heading = Heading(_("Sessions"), 3)
        self._none = Text(_("No session signed yet."), muted=True)
        self._list = RowList(_("Sessions"))
        self._more = SecondaryButton(_("Show 20 more"))
        for part in (self._heading, self._none, self._list, self._more):
            self.add(part)
        self._none.hide()
        self._list.row_opened.connect(self._on_opened)
        self._more.clicked.connect(self._on_more_clicked)

    def show_content(self, content: Content) -> None:
        self._markings = content.markings
        self._show_sessions(content.sessions, content.session_count)

    def _show_sessions(self, sessions: tuple[Session, ...], count: int) -> None:
        """The newest sessions, and how many there are in all."""
        self._sessions, self._count = sessions, count
        self._heading.setText(_("Sessions: {count}").format(count=count) if count else _("Sessions"))
        self._list.set_rows([session_row(session, self._markings) for session in sessions])
        self._list.setVisible(bool(sessions))
        self._none.setVisible(not sessions)
        self._more.setVisible(len(sessions) < count)

    def _on_opened(self, session: Session) -> None:
        self.session_opened.emit(session.id)

    def _on_more_clicked(self) -> None:
        self._background.run(partial(people.more_sessions, self._desk, self._sessions[-1]), self._on_more_loaded)

    def _on_more_loaded(self, more: tuple[Session, ...]) -> None:
        place = len(self._sessions)
        self._show_sessions(self._sessions + more, self._count)
        if more:
            self._list.choose(place)
            self._list.setFocus()
