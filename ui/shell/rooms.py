"""Which rooms there are and how one leads to another: every signal that means going somewhere is answered here."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services import sessions, vault
from app.services.desk import Desk
from app.services.sessions import Guide
from ui.exports.export_page import ExportPage
from ui.officers.page import OfficerPage
from ui.people.people_page import PeoplePage
from ui.people.person_form_page import PersonFormPage
from ui.people.person_page import PersonPage
from ui.reviews.review_page import ReviewPage
from ui.sessions.guide import GuidePage
from ui.sessions.session_page import SessionPage
from ui.shell.main_window import MainWindow
from ui.shell.settings_page import SettingsPage
from ui.shell.workspace import Room
from ui.today.page import TodayPage
from ui.widgets.background import Background


def open_rooms(window: MainWindow, background: Background, desk: Desk) -> None:
    """Build the rooms on ``desk`` and show the first."""
    _Ways(window, background, desk)


class _Ways(QObject):
    """Answers what pages ask for; lives as long as the window."""

    def __init__(self, window: MainWindow, background: Background, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._today = self._make_today()
        self._places = window.open_rooms(
            [
                Room("today", _("Today"), "calendar-days", lambda: self._today),
                Room("people", _("People"), "users", self._make_people),
                Room("settings", _("Settings"), "settings", self._make_settings, foot=True),
            ]
        )
        menus = window.menus
        menus.add_to_case(menus.file, _("Start a session…"), "Ctrl+N", self._start_from_today)
        menus.add_to_case(menus.file, _("Add a person…"), "Ctrl+Shift+N", self._add_person)
        menus.add(menus.edit, _("Find a person"), "Ctrl+F", self._find_person)
        menus.add(menus.edit, _("About you…"), "", self._open_officer)

    def _make_today(self) -> TodayPage:
        today = TodayPage(self._desk, self._background)
        today.people_counted.connect(self._window.set_people_count)
        today.adding_started.connect(self._add_person)
        today.person_opened.connect(self._open_person)
        today.session_started.connect(self._start_session)
        today.draft_opened.connect(self._open_draft)
        today.review_started.connect(self._open_review)
        today.meeting_started.connect(self._record_meeting)
        return today

    def _make_people(self) -> PeoplePage:
        people = PeoplePage(self._desk, self._background)
        people.person_opened.connect(self._open_person)
        people.adding_started.connect(self._add_person)
        return people

    def _make_settings(self) -> SettingsPage:
        settings = SettingsPage(self._window.settings)
        settings.look_changed.connect(self._window.apply_look)
        settings.officer_opened.connect(self._open_officer)
        return settings

    # ── Pages on top of a room ───────────────────────────────────────────────────────────────────────

    def _open_person(self, person_id: UUID) -> PersonPage:
        page = PersonPage(self._desk, self._background, person_id)
        page.session_started.connect(self._start_session)
        page.draft_opened.connect(self._open_draft)
        page.session_opened.connect(self._open_session)
        page.review_started.connect(self._open_review)
        page.edit_started.connect(self._edit_person)
        self._open(page)
        return page

    def _record_meeting(self, person_id: UUID) -> None:
        self._open_person(person_id).record_meeting()

    def _find_person(self) -> None:
        self._places.show_room("people", self._focus_search)

    def _focus_search(self) -> None:
        page = self._places.currentWidget()
        if isinstance(page, PeoplePage):
            page.focus_search()

    def _add_person(self) -> None:
        if not self._returned(PersonFormPage):
            page = self._open_form(None)
            page.person_saved.connect(partial(self._on_person_added, page))

    def _edit_person(self, person_id: UUID) -> None:
        page = self._open_form(person_id)
        page.person_saved.connect(partial(self._close, page))

    def _open_form(self, person_id: UUID | None) -> PersonFormPage:
        page = PersonFormPage(self._desk, self._background, person_id)
        page.form_left.connect(partial(self._close, page))
        self._open(page)
        return page

    def _on_person_added(self, page: PersonFormPage, person_id: UUID) -> None:
        self._close(page)
        self._today.refresh()  # which counts the people
        self._open_person(person_id)

    def _open_review(self, person_id: UUID, kind: str) -> None:
        page = ReviewPage(self._desk, self._background, person_id, kind)
        for done in (page.review_recorded, page.review_left):
            done.connect(partial(self._close, page))
        self._open(page)

    def _open_officer(self) -> None:
        if not self._returned(OfficerPage):
            self._open(OfficerPage(self._desk, self._background))

    # ── Sessions ─────────────────────────────────────────────────────────────────────────────────────

    def _start_from_today(self) -> None:
        self._places.show_room("today", self._today.start_session)

    def _start_session(self, person_id: UUID) -> None:
        self._background.run(partial(sessions.start, self._desk, person_id), self._open_guide)

    def _open_draft(self, draft_id: UUID) -> None:
        self._background.run(partial(sessions.open_draft, self._desk, draft_id), self._open_guide)

    def _open_guide(self, guide: Guide) -> None:
        if self._returned(GuidePage, guide.draft.id):
            return
        page = GuidePage(self._desk, self._background, guide)
        page.session_signed.connect(partial(self._on_signed, page))
        self._window.menus.go.addActions(page.actions())  # they go with the page
        page.guide_left.connect(partial(self._close, page))
        page.destroyed.connect(self._on_guide_gone)  # signed, left or gone back from: a burst of saves is over
        page.draft_export_requested.connect(partial(self._open_export, draft=True))
        self._open(page)

    def _on_signed(self, guide: GuidePage, session_id: UUID) -> None:
        self._close(guide)
        self._open_session(session_id)

    def _on_guide_gone(self) -> None:
        self._background.run(partial(vault.empty_log, self._desk), _nothing)

    def _open_session(self, session_id: UUID) -> None:
        page = SessionPage(self._desk, self._background, session_id)
        page.export_requested.connect(self._open_export)
        self._open(page)

    def _open_export(self, session_id: UUID, *, draft: bool = False) -> None:
        page = ExportPage(self._desk, self._background, session_id, draft=draft)
        page.left.connect(partial(self._close, page))
        self._open(page)

    def _returned(self, kind: type[QWidget], subject: UUID | None = None) -> bool:
        """Whether such a page is open, and now in view again: of two about one thing, each would undo the other."""
        for page in self._places.pages():
            if isinstance(page, kind) and getattr(page, "subject", None) == subject:
                self._places.return_to(page)
                return True
        return False

    def _open(self, page: QWidget) -> None:
        self._places.open_page(page)

    def _close(self, page: QWidget, _result: object = None) -> None:
        self._places.close_page(page)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
