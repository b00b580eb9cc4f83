"""The ways through a person's sessions: the guide of an unsigned one, and a signed one for reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.ratings import Factor
from app.domain.whereabouts import Place
from app.services import sessions, vault
from app.services.desk import Desk
from app.services.guide import Guide
from ui.exports.documents import Document
from ui.sessions.guide import GuidePage
from ui.sessions.session_page import SessionPage
from ui.shell.main_window import MainWindow
from ui.widgets.background import Background

GUIDE, SESSION = "guide", "session"
"""Places to return to after a lock."""


class SessionWays(QObject):
    """``open_page``, ``close_page`` and ``returned`` as of `RuleWays`.

    ``export_requested`` with the session or draft and the document, ``questions_opened`` with the person;
    ``place_known`` with a page and where it is, once that can be told.
    """

    export_requested = Signal(object, object)
    questions_opened = Signal(object)
    place_known = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        close_page: Callable[[QWidget], None],
        returned: Callable[[type[QWidget], object], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._close_page = close_page
        self._returned = returned

    def start(self, person_id: UUID) -> None:
        """Carry on or begin the person's session."""
        self._background.run(partial(sessions.start, self._desk, person_id), self._open_guide)

    def open_draft(self, draft_id: UUID) -> None:
        """Carry on with an unsigned session."""
        self._background.run(partial(sessions.open_draft, self._desk, draft_id), self._open_guide)

    def return_to_draft(self, draft_id: UUID, factor: str, further: Callable[[], None]) -> None:
        """As before a lock: at the page of its factor, if it was at one; then ``further``, if the draft is there."""
        work = partial(sessions.open_draft, self._desk, draft_id)
        self._background.run(work, partial(self._return_to_guide, factor, further), _nothing)

    def open_signed(self, session_id: UUID, *, copying: bool = False) -> None:
        """A signed session for reading; with ``copying`` at what is copied to NDelius."""
        page = SessionPage(self._desk, self._background, session_id, copying=copying)
        page.export_requested.connect(self._on_export_requested)
        page.person_known.connect(partial(self._on_person_known, page, session_id))
        self._open_page(page, Place(SESSION, subject=session_id))

    def _open_guide(self, guide: Guide) -> GuidePage | None:
        """The page of this draft, unless it is open already."""
        if self._returned(GuidePage, guide.draft.id):
            return None
        page = GuidePage(self._desk, self._background, guide)
        page.draft_signed.connect(partial(self._on_signed, page))
        self._window.menus.go.addActions(page.actions())  # they go with the page
        page.guide_left.connect(partial(self._close_page, page))
        page.destroyed.connect(self._on_guide_gone)  # signed, left or gone back from: a burst of saves is over
        page.draft_export_requested.connect(self._on_draft_export_requested)
        page.questions_opened.connect(self.questions_opened)
        self._open_page(page, Place(GUIDE, guide.draft.person_id, guide.draft.id))
        return page

    def _return_to_guide(self, factor: str, further: Callable[[], None], guide: Guide) -> None:
        page = self._open_guide(guide)
        if page and factor:
            page.return_to(Factor(factor))
        further()

    def _on_signed(self, guide: GuidePage, session_id: UUID) -> None:
        self._close_page(guide)
        self.open_signed(session_id)

    def _on_guide_gone(self) -> None:
        self._background.run(partial(vault.empty_log, self._desk), _nothing)

    def _on_person_known(self, page: SessionPage, session_id: UUID, person_id: UUID) -> None:
        self.place_known.emit(page, Place(SESSION, person_id, session_id))

    def _on_export_requested(self, session_id: UUID) -> None:
        self.export_requested.emit(session_id, Document.NOTE)

    def _on_draft_export_requested(self, draft_id: UUID) -> None:
        self.export_requested.emit(draft_id, Document.DRAFT)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
