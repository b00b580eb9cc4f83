"""The ways through the rooms of a person's workspace: a room, a record, its form, two versions of it compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.cribs import Form as CribForm
from app.domain.kinds import KINDS
from app.domain.records import Body, Record, Room
from app.domain.started import Form
from app.domain.whereabouts import Place
from app.services.desk import Desk
from ui.exports.documents import Document
from ui.records.compare_page import ComparePage
from ui.records.crib_page import CribPage
from ui.records.record_form_page import RecordFormPage
from ui.records.record_page import RecordPage
from ui.records.room_page import RoomPage
from ui.records.timeline_page import TimelinePage
from ui.widgets.background import Background
from ui.widgets.room_bar import OVERVIEW, TIMELINE

CASE_ROOM, RECORD, RECORD_FORM, CRIB = "case room", "record", "record form", "crib"
"""Places to return to after a lock."""


class CaseWays(QObject):
    """``open_page``, ``close_page`` and ``returned`` as of `RuleWays`; ``open_person`` shows the overview.

    ``export_requested`` with the person and the document, ``session_opened`` with a session, ``review_opened`` with
    person and review.
    """

    export_requested = Signal(object, object)
    session_opened = Signal(object)
    review_opened = Signal(object, object)

    def __init__(
        self,
        background: Background,
        desk: Desk,
        open_page: Callable[[QWidget, Place | None], None],
        close_page: Callable[[QWidget], None],
        returned: Callable[[type[QWidget], object], bool],
        open_person: Callable[[UUID], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._desk = desk
        self._open_page = open_page
        self._close_page = close_page
        self._returned = returned
        self._open_person = open_person

    def open(self, place: Place) -> None:
        """The page of one place; nothing where it leads nowhere, as one of a newer version."""
        person_id = place.person_id
        if person_id is None:
            return
        if place.page == CASE_ROOM and place.detail in (*Room, TIMELINE):
            self.show_room(person_id, place.detail)
        elif place.page == CRIB and place.detail in list(CribForm):
            self._open_crib(person_id, CribForm(place.detail))
        elif place.page == RECORD and place.subject:
            self.open_record(person_id, place.subject)
        elif place.page == RECORD_FORM and place.detail in KINDS:
            self._open_form(person_id, place.detail, place.subject)

    def change_room(self, page: QWidget, person_id: UUID, key: str) -> None:
        """Show another room of the person in the place of ``page``: the way back leads to where one came from."""
        self.show_room(person_id, key)
        self._close_page(page)

    def show_room(self, person_id: UUID, key: str) -> None:
        """A room of the person by its key in the bar, on top of what is in view."""
        if key == OVERVIEW:
            self._open_person(person_id)
        elif key == TIMELINE:
            self._open_timeline(person_id)
        else:
            self.open_room(person_id, Room(key))

    def open_room(self, person_id: UUID, room: Room) -> None:
        if self._returned(RoomPage, (person_id, room)):
            return
        page = RoomPage(self._desk, self._background, person_id, room)
        page.room_chosen.connect(partial(self.change_room, page, person_id))
        page.record_opened.connect(partial(self.open_record, shown=True))
        page.adding_started.connect(self._open_form)
        page.crib_wanted.connect(self._open_crib)
        page.session_opened.connect(self.session_opened)
        self._open_page(page, Place(CASE_ROOM, person_id, detail=room))

    def _open_timeline(self, person_id: UUID) -> None:
        if self._returned(TimelinePage, person_id):
            return
        page = TimelinePage(self._desk, self._background, person_id)
        page.room_chosen.connect(partial(self.change_room, page, person_id))
        page.session_opened.connect(self.session_opened)
        page.review_opened.connect(self.review_opened)
        page.record_opened.connect(self._open_from_timeline)
        self._open_page(page, Place(CASE_ROOM, person_id, detail=TIMELINE))

    def _open_from_timeline(self, person_id: UUID, record_id: UUID, shown: bool) -> None:  # noqa: FBT001 (the signal's)
        self.open_record(person_id, record_id, shown=shown)

    def open_record(self, person_id: UUID, record_id: UUID, *, shown: bool = False) -> None:
        """A record of any kind; ``shown``: its room is open, so that a restricted one need not be asked for again."""
        if self._returned(RecordPage, record_id):
            return
        page = RecordPage(self._desk, self._background, person_id, record_id, shown=shown)
        page.change_started.connect(self._change)
        page.version_opened.connect(self._compare)
        page.record_opened.connect(partial(self.open_record, shown=True))
        page.record_left.connect(partial(self._close_page, page))
        self._open_page(page, Place(RECORD, person_id, record_id))

    def open_form(self, person_id: UUID, form: Form) -> None:
        """The form that a flag asks for, begun as far as it is known."""
        self._open_form(person_id, form.kind, form.record, form.body)

    def _open_crib(self, person_id: UUID, form: CribForm) -> None:
        if self._returned(CribPage, (person_id, form)):
            return
        page = CribPage(self._desk, self._background, person_id, form)
        page.export_requested.connect(self._on_crib_export_requested)
        self._open_page(page, Place(CRIB, person_id, detail=form))

    def _on_crib_export_requested(self, person_id: UUID, form: CribForm) -> None:
        self.export_requested.emit(person_id, Document(form.value))

    def _change(self, record: Record) -> None:
        self._open_form(record.person_id, record.kind, record.id)

    def _open_form(self, person_id: UUID, kind: str, record_id: UUID | None = None, begun: Body | None = None) -> None:
        if self._returned(RecordFormPage, (person_id, kind, record_id)):
            return
        page = RecordFormPage(self._desk, self._background, person_id, kind, record_id, begun)
        page.form_left.connect(partial(self._close_page, page))
        page.record_saved.connect(partial(self._on_saved, page))
        place = Place(RECORD_FORM, person_id, record_id, kind)
        self._open_page(page, None if KINDS[kind].ROOM.restricted else place)

    def _on_saved(self, page: RecordFormPage, _record: Record) -> None:
        self._close_page(page)

    def _compare(self, record: Record, revision: int) -> None:
        page = ComparePage(self._desk, self._background, record.person_id, record.id, revision)
        self._open_page(page, None)
