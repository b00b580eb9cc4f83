"""Which rooms there are and how one leads to another: every signal that means going somewhere is answered here."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.domain.records import Room as CaseRoom
from app.domain.whereabouts import Place
from app.services import whereabouts
from app.services.desk import Desk
from ui.exports.documents import Document
from ui.exports.export_page import ExportPage
from ui.officers.page import OfficerPage
from ui.people.people_page import PeoplePage
from ui.people.person_form_page import PersonFormPage
from ui.people.person_page import PersonPage
from ui.sessions.guide import GuidePage
from ui.shell.case_ways import CASE_ROOM, CRIB, RECORD, RECORD_FORM, CaseWays
from ui.shell.due_ways import ABSENCES, DEFERRALS, DueWays
from ui.shell.list_ways import LISTS, ListWays
from ui.shell.main_window import MainWindow
from ui.shell.person_menu import PersonMenu
from ui.shell.review_ways import REVIEW, SIGNED_REVIEW, ReviewWays
from ui.shell.room_ways import RoomWays
from ui.shell.rule_ways import OVERDUE, RULES, RuleWays
from ui.shell.session_ways import GUIDE, SESSION, SessionWays
from ui.shell.settings_page import SettingsPage
from ui.shell.store_ways import StoreWays
from ui.shell.workspace import Room
from ui.today.page import TodayPage
from ui.widgets.background import Background


def open_rooms(window: MainWindow, background: Background, desk: Desk) -> _Ways:
    """Build the rooms on ``desk``; show the place that the last lock left, or else the first room."""
    return _Ways(window, background, desk)


class _Ways(QObject):
    """Answers what pages ask for; lives as long as the window."""

    def __init__(self, window: MainWindow, background: Background, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._desk = desk
        self._where: dict[QWidget, Place] = {}
        background.run(partial(whereabouts.take, desk), self._return_to_room, _nothing)
        self._sessions = SessionWays(window, background, desk, self._open, self._close, self._returned)
        self._reviews = ReviewWays(
            window, background, desk, self._open, self._close, self._returned, self._sessions.open_signed
        )
        self._case = CaseWays(background, desk, self._open, self._close, self._returned, self._open_person, self)
        self._case.export_requested.connect(self._open_export)
        self._case.session_opened.connect(self._sessions.open_signed)
        self._sessions.export_requested.connect(self._open_export)
        self._sessions.questions_opened.connect(partial(self._case.open_room, room=CaseRoom.QUESTIONS))
        self._sessions.place_known.connect(self._on_place_known)
        self._case.review_opened.connect(self._reviews.open_signed)
        self._reviews.record_opened.connect(self._case.open_record)
        self._rules = RuleWays(background, desk, self._open, self._close, self._returned, self)
        self._lists = ListWays(background, desk, self._open, self._close, self._returned, self)
        self._due = DueWays(
            background,
            desk,
            self._open,
            self._returned,
            self._open_person,
            self._sessions.open_signed,
            self._reviews.open,
            self,
        )
        self._today = self._make_today()
        self._store = StoreWays(window, background, desk, self._open, self._close)
        self._places = window.open_rooms(
            [
                Room("today", _("Today"), "calendar-days", lambda: self._today),
                Room("people", _("People"), "users", self._make_people),
                Room("settings", _("Settings"), "settings", self._make_settings, foot=True),
                Room("store", _("Your store"), "key-round", self._store.make_room, foot=True),
            ]
        )
        menus = window.menus
        menus.add_to_case(menus.file, _("Start a session…"), "Ctrl+N", self._start_from_today)
        menus.add_to_case(menus.file, _("Add a person…"), "Ctrl+Shift+N", self._add_person)
        menus.add(menus.go, _("Calendar of eight weeks"), "Ctrl+Shift+W", self._show_calendar)
        menus.add(menus.go, _("Deferrals and suspended contact"), "", self._due.open_deferrals)
        menus.add(menus.edit, _("Find a person"), "Ctrl+F", self._find_person)
        menus.add(menus.edit, _("About you…"), "", self._open_officer)
        menus.add(menus.edit, _("Review rules…"), "", self._rules.open_rules)
        menus.add(menus.edit, _("Reference lists…"), "", self._lists.open_lists)
        menus.add(menus.help, _("What overdue means"), "", self._rules.open_overdue)
        self._store.add_commands(menus)
        self._person_menu = PersonMenu(window, self._places, self._case, self._place_of)
        self._in_the_room = RoomWays(window, background, desk, self._places, self._place_of)

    def _make_today(self) -> TodayPage:
        settings = self._window.settings
        today = TodayPage(self._desk, self._background, settings.news_read_on)
        today.news_read.connect(settings.set_news_read_on)
        today.people_counted.connect(self._window.set_people_count)
        today.adding_started.connect(self._add_person)
        today.person_opened.connect(self._open_person)
        today.session_started.connect(self._sessions.start)
        today.draft_opened.connect(self._sessions.open_draft)
        today.review_started.connect(self._reviews.open)
        today.meeting_started.connect(self._record_meeting)
        today.form_opened.connect(self._case.open_form)
        today.absences_opened.connect(self._due.open_absences)
        today.deferrals_opened.connect(self._due.open_deferrals)
        today.rule_opened.connect(self._rules.open_rule)
        today.copying_started.connect(partial(self._sessions.open_signed, copying=True))
        return today

    def _make_people(self) -> PeoplePage:
        people = PeoplePage(self._desk, self._background)
        people.person_opened.connect(self._open_person)
        people.adding_started.connect(self._add_person)
        return people

    def _make_settings(self) -> SettingsPage:
        settings = SettingsPage(self._window.settings)
        settings.look_changed.connect(self._window.apply_look)
        settings.guarding_changed.connect(self._window.guarding_changed)
        settings.officer_opened.connect(self._open_officer)
        settings.rules_opened.connect(self._rules.open_rules)
        settings.lists_opened.connect(self._lists.open_lists)
        return settings

    # ── The place that a lock leaves ─────────────────────────────────────────────────────────────────

    def remember_place(self) -> None:
        """Have the store keep where the officer is; what cannot be kept is no reason not to lock."""
        places = [
            Place(self._places.room),
            *(self._place(page) for page in self._places.pages() if page in self._where),
        ]
        if self._in_the_room.behind:
            places[1:] = [self._in_the_room.behind]
        self._background.run(partial(whereabouts.keep, self._desk, places), _nothing, _nothing)

    def _place_of(self, page: QWidget | None) -> Place | None:
        return self._where.get(page) if page else None

    def _place(self, page: QWidget) -> Place:
        place = self._where[page]
        if isinstance(page, GuidePage) and page.page.stop.factor:
            return replace(place, detail=page.page.stop.factor)
        return place

    def _return_to_room(self, places: list[Place]) -> None:
        if places and self._places.has_room(places[0].page):
            self._places.show_room(places[0].page)
            self._return_to_pages(places[1:])

    def _return_to_pages(self, places: list[Place]) -> None:
        """One at a time, so that the window answers in between."""
        if not places:
            return
        place, further = places[0], partial(self._return_to_pages, places[1:])
        if place.page == GUIDE and place.subject:
            self._sessions.return_to_draft(place.subject, place.detail, further)
            return
        self._return_to_page(place)
        QTimer.singleShot(1, self, further)  # at 0 it would still be in the same turn of the event loop

    def _return_to_page(self, place: Place) -> None:
        if place.page == "person" and place.person_id:
            self._open_person(place.person_id)
        elif place.page == "person form":
            self._open_form(place.person_id)
        elif place.page == REVIEW and place.person_id:
            self._reviews.open(place.person_id, place.detail, place.subject)
        elif place.page == SIGNED_REVIEW and place.person_id and place.subject:
            self._reviews.open_signed(place.person_id, place.subject)
        elif place.page == SESSION and place.subject:
            self._sessions.open_signed(place.subject)
        elif place.page == "export" and place.subject and place.detail in list(Document):
            self._open_export(place.subject, Document(place.detail))
        elif place.page == "officer":
            self._open_officer()
        elif place.page in (CASE_ROOM, CRIB, RECORD, RECORD_FORM):
            self._case.open(place)
        elif place.page in (ABSENCES, DEFERRALS):
            self._due.open(place.page, place.person_id)
        elif place.page == LISTS:
            self._lists.open_lists()
        elif place.page in (RULES, OVERDUE):
            self._rules.open(place.page)
        else:
            self._store.open(place.page)

    # ── Pages on top of a room ───────────────────────────────────────────────────────────────────────

    def _open_person(self, person_id: UUID, part: str = "") -> PersonPage:
        page = PersonPage(self._desk, self._background, person_id, part)
        page.session_started.connect(self._sessions.start)
        page.draft_opened.connect(self._sessions.open_draft)
        page.session_opened.connect(self._sessions.open_signed)
        page.review_started.connect(self._reviews.open)
        page.review_opened.connect(self._reviews.open_signed)
        page.absences_opened.connect(self._due.open_absences)
        page.deferrals_opened.connect(self._due.open_deferrals)
        page.edit_started.connect(self._open_form)
        page.erasing_started.connect(self._store.open_erasing)
        page.form_opened.connect(partial(self._case.open_form, person_id))
        page.room_chosen.connect(partial(self._case.change_room, page, person_id))
        page.export_requested.connect(partial(self._open_export, document=Document.CASE))
        self._open(page, Place("person", person_id))
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
            self._open_form(None)

    def _open_form(self, person_id: UUID | None) -> None:
        page = PersonFormPage(self._desk, self._background, person_id)
        page.form_left.connect(partial(self._close, page))
        page.person_saved.connect(partial(self._close if person_id else self._on_person_added, page))
        self._open(page, Place("person form", person_id))

    def _on_person_added(self, page: PersonFormPage, person_id: UUID) -> None:
        self._close(page)
        self._today.refresh()  # which counts the people
        self._open_person(person_id)

    def _open_officer(self) -> None:
        if not self._returned(OfficerPage):
            self._open(OfficerPage(self._desk, self._background), Place("officer"))

    # ── Sessions ─────────────────────────────────────────────────────────────────────────────────────

    def _show_calendar(self) -> None:
        self._places.show_room("today", self._today.show_calendar)

    def _start_from_today(self) -> None:
        self._places.show_room("today", self._today.start_session)

    def _open_export(self, subject: UUID, document: Document = Document.NOTE) -> None:
        page = ExportPage(self._desk, self._background, subject, document)
        page.left.connect(partial(self._close, page))
        self._open(page, Place("export", subject=subject, detail=document))

    def _returned(self, kind: type[QWidget], subject: object = None) -> bool:
        """Whether such a page is open, and now in view again: of two about one thing, each would undo the other."""
        for page in self._places.pages():
            if isinstance(page, kind) and getattr(page, "subject", None) == subject:
                self._places.return_to(page)
                return True
        return False

    def _open(self, page: QWidget, place: Place | None) -> None:
        """``place`` leads back to ``page`` after a lock, where anything does."""
        self._where = {one: self._where[one] for one in self._places.pages() if one in self._where}
        if place:
            self._where[page] = place
        self._places.open_page(page)

    def _on_place_known(self, page: QWidget, place: Place) -> None:
        if page in self._where:
            self._where[page] = place
            self._person_menu.fit()

    def _close(self, page: QWidget, _result: object = None) -> None:
        self._places.close_page(page)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
