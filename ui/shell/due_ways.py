"""The ways through what is due: missed contact of one person, and what was put off, with why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.whereabouts import Place
from app.services.desk import Desk
from ui.today.absences_page import AbsencesPage
from ui.today.deferrals_page import DeferralsPage
from ui.widgets.background import Background

ABSENCES, DEFERRALS = "absences", "deferrals"
"""Places to return to after a lock."""


class DueWays(QObject):
    """``open_page`` and ``returned`` as of `RuleWays`; ``open_person``, ``open_session`` and ``open_review`` go on."""

    def __init__(
        self,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        returned: Callable[[type[QWidget], object], bool],
        open_person: Callable[[UUID], object],
        open_session: Callable[[UUID], object],
        open_review: Callable[[UUID, str, UUID | None], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._returned = returned
        self._open_person = open_person
        self._open_session = open_session
        self._open_review = open_review

    def open(self, key: str, person_id: UUID | None) -> None:
        """The page of one place; nothing for a word that is none."""
        if key == ABSENCES and person_id:
            self.open_absences(person_id)
        elif key == DEFERRALS:
            self.open_deferrals(person_id)

    def open_absences(self, person_id: UUID) -> None:
        if self._returned(AbsencesPage, person_id):
            return
        page = AbsencesPage(self._desk, self._background, person_id)
        page.session_opened.connect(self._open_session)
        page.person_opened.connect(self._open_person)
        page.review_started.connect(self._open_review)
        self._open_page(page, Place(ABSENCES, person_id))

    def open_deferrals(self, person_id: UUID | None = None) -> None:
        if self._returned(DeferralsPage, person_id):
            return
        page = DeferralsPage(self._desk, self._background, person_id)
        page.person_opened.connect(self._open_person)
        self._open_page(page, Place(DEFERRALS, person_id))
