"""One room of a person's workspace: a list for each kind of record that belongs there. Knows no kind by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from gettext import gettext as _
from typing import Protocol, runtime_checkable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.cribs import Form
from app.domain.kinds import kinds_of
from app.domain.people import Person
from app.domain.problems import Problem
from app.domain.records import Room
from app.services import audit, marks, people, records
from app.services.desk import Desk
from app.services.people import PersonPage
from ui.records.claims_card import ClaimsCard
from ui.records.crib_card import CribCard
from ui.records.kind_card import KindCard
from ui.records.prison_card import PrisonCard
from ui.records.words import restricted_words, room_words
from ui.widgets.audited_card import AuditedCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.person_banner import banner_facts, banner_tags
from ui.widgets.room_bar import RoomBar


@runtime_checkable
class _CardAbove(Protocol):
    def show_person(self, person: Person) -> None: ...


@dataclass(frozen=True, kw_only=True)
class _Content:
    """``room`` is None while it is hidden."""

    person: PersonPage
    room: records.RoomPage | None


class RoomPage(Page):
    """``room_chosen`` with the key of another room, ``record_opened`` with person and record, ``adding_started`` with
    person and kind, ``crib_wanted`` with person and form, ``session_opened`` with the id of a session.

    A restricted room shows its records once the officer asked for them, and hides them again when it is left for
    anything but one of its own records.
    """

    room_chosen = Signal(str)
    record_opened = Signal(object, object)
    adding_started = Signal(object, str)
    crib_wanted = Signal(object, object)
    session_opened = Signal(object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, room: Room, parent: QWidget | None = None
    ) -> None:
        super().__init__(room.label, room_words(room), wide=True, parent=parent)
        identify(self, "case-room", room.label)
        self._desk, self._background, self._person_id, self._room = desk, background, person_id, room
        self._open = not room.restricted
        self._within = False  # whether a record of this room lies on top
        self._noted = False
        self._build()
        self._connect_signals()
        self.refresh()

    @property
    def subject(self) -> tuple[UUID, Room]:
        """The person and the room."""
        return self._person_id, self._room

    def refresh(self) -> None:
        """Fetch the room anew; what is shown stays until then."""
        self._within = False
        self._background.run(self._read, self._on_loaded, self._on_failed)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._room.restricted and not self._within:
            self._conceal()

    def _build(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._bar = RoomBar(self._room.value)
        self.body.insertWidget(0, self._bar)
        self._problem = ErrorSummary()
        self._hidden = AuditedCard(
            restricted_words(), self._background, partial(marks.show_restricted, self._desk, self._person_id)
        )
        self._hidden.hide()
        self._first_cards = self._make_first_cards()
        self._cards = [KindCard(kind) for kind in kinds_of(self._room)]
        for part in (self._problem, self._hidden, *self._first_cards, *self._cards):
            self.add(part)
        if not self._cards:
            self.add(Text(_("Nothing can be recorded here yet."), muted=True))

    def _make_first_cards(self) -> list[QWidget]:
        """What stands above the lists of this room; a card with ``show_person`` is told whenever the room is read."""
        if self._room is Room.TOOLS:
            cribs = CribCard()
            cribs.crib_wanted.connect(self._on_crib_wanted)
            return [cribs]
        if self._room is Room.QUESTIONS:
            claims = ClaimsCard(self._desk, self._background, self._person_id)
            claims.session_opened.connect(self.session_opened)
            claims.failed.connect(self._on_failed)
            return [claims]
        if self._room is Room.PRISON:
            prison = PrisonCard(self._desk, self._background)
            prison.release_recorded.connect(self.refresh)
            return [prison]
        return []

    def _connect_signals(self) -> None:
        self._bar.room_chosen.connect(self.room_chosen)
        self._hidden.noted.connect(self._on_noted)
        self._hidden.failed.connect(self._on_failed)
        for card in self._cards:
            card.record_opened.connect(self._on_record_opened)
            card.adding_started.connect(self._on_adding_started)

    def _read(self) -> _Content:
        """On the worker thread; the records of a hidden room are not even read."""
        person = people.page(self._desk, self._person_id)
        shown = records.room(self._desk, self._person_id, self._room) if self._open else None
        return _Content(person=person, room=shown)

    def _on_loaded(self, content: _Content) -> None:
        self._problem.clear()
        person = content.person
        details = person.person.details
        self._banner.set_person(
            details.name, banner_facts(details, person.next), banner_tags(details, len(person.flags))
        )
        if not self._noted:
            self._noted = True
            self._background.run(partial(audit.note_viewed, self._desk, self._person_id), _nothing, self._on_failed)
        if content.room is None or not self._open:
            self._conceal()
            return
        asked = self._hidden.isVisible()
        self._hidden.hide()
        for first in self._first_cards:
            if isinstance(first, _CardAbove):
                first.show_person(person.person)
        for card in self._cards:
            card.show_room(content.room)
        if asked and self._cards:
            self._cards[0].first_control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_noted(self) -> None:
        """Shown only once the audit says so."""
        self._open = True
        self.refresh()

    def _conceal(self) -> None:
        self._open = False
        for card in self._cards:
            card.set_rows([])
            card.hide()
        self._hidden.show()

    def _on_record_opened(self, record_id: UUID) -> None:
        self._within = True
        self.record_opened.emit(self._person_id, record_id)

    def _on_adding_started(self, kind: str) -> None:
        self._within = True
        self.adding_started.emit(self._person_id, kind)

    def _on_crib_wanted(self, form: Form) -> None:
        self.crib_wanted.emit(self._person_id, form)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
