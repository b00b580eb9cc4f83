"""A person's page: who they are, and a card for each subject, made one a turn of the event loop.

A new card is made in its column and given ``show_content``; what it asks for is connected where it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from gettext import gettext as _
from typing import Protocol, runtime_checkable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.problems import Problem
from app.services import audit, people
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.banner import standing
from ui.people.blind_spots_card import BlindSpotsCard
from ui.people.contact_card import ContactCard
from ui.people.details_card import DetailsCard
from ui.people.dialogs import AppointmentDialog, MeetingDialog
from ui.people.due_card import DueCard
from ui.people.factors_card import FactorsCard
from ui.people.history_card import HistoryCard
from ui.people.mappa_card import MappaCard
from ui.people.reviews_card import ReviewsCard
from ui.people.run_card import RunCard
from ui.people.sessions_card import SessionsCard
from ui.people.tasks_card import TasksCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.person_banner import banner_facts, banner_tags
from ui.widgets.room_bar import OVERVIEW, RoomBar
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look


@runtime_checkable
class _Card(Protocol):
    def show_content(self, content: Content) -> None: ...


_PARTS: dict[str, type[ListCard | ContactCard]] = {
    "due": DueCard,
    "tasks": TasksCard,
    "blind spots": BlindSpotsCard,
    "contact": ContactCard,
}


class PersonPage(Page):
    """Nothing is shown until it is loaded. ``review_started`` with an empty kind asks which review.

    ``form_opened`` carries the form of the record that settles something due.

    ``part`` is where the focus goes: ``due``, ``tasks``, ``blind spots`` or ``contact``; empty for the green button.
    """

    session_started = Signal(object)
    draft_opened = Signal(object)
    session_opened = Signal(object)
    review_started = Signal(object, str, object)
    review_opened = Signal(object, object)
    absences_opened = Signal(object)
    deferrals_opened = Signal(object)
    edit_started = Signal(object)
    form_opened = Signal(object)
    erasing_started = Signal(object)
    room_chosen = Signal(str)
    export_requested = Signal(object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, part: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(wide=True, parent=parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._part = part
        self._case: Content | None = None
        self._cards: list[_Card] = []
        self._build_head()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        work = partial(people.page, self._desk, self._person_id)
        self._background.run(work, self._on_loaded, self._on_failed)

    def record_meeting(self) -> None:
        """Ask for a MAPPA meeting that was held."""
        self._ask(MeetingDialog(self._desk, self._background, self._person_id, self))

    def set_appointment(self) -> None:
        """Ask when and where the person is seen next."""
        self._ask(AppointmentDialog(self._desk, self._background, self._person_id, self))

    def _build_head(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._bar = RoomBar(OVERVIEW)
        self._bar.room_chosen.connect(self.room_chosen)
        self._bar.hide()
        self.body.insertWidget(0, self._bar)
        self._start = PrimaryButton(_("Start a session"), "plus")
        self.set_action(self._start)
        self._problem = ErrorSummary()
        self._appointment = SecondaryButton(_("Set the next appointment"))
        self._review = SecondaryButton(_("Record a review"))
        self._export = SecondaryButton(_("Export as PDF…"), "download")
        self._alert = Card()
        self._alert.add(Tag(_("Staff-safety alert"), Tone.DANGER))
        self._alert_words = Text()
        self._alert.add(self._alert_words)
        self._erase = LinkButton(_("Erase this person…"))
        for part in (self._start, self._appointment, self._review, self._export, self._alert, self._erase):
            part.hide()
        buttons = FlowLayout()
        for button in (self._appointment, self._review, self._export):
            buttons.addWidget(button)
        for piece in (self._problem, buttons, self._alert):
            self.add(piece)

    def _connect_signals(self) -> None:
        self._start.clicked.connect(self._on_start_wanted)
        self._appointment.clicked.connect(self.set_appointment)
        self._review.clicked.connect(self._on_review_clicked)
        self._export.clicked.connect(self._on_export_clicked)
        self._erase.clicked.connect(self._on_erase_clicked)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_loaded(self, content: Content) -> None:
        fresh, self._case = self._case is None, content
        self._problem.clear()
        self._show_head(content)
        for card in self._cards:
            card.show_content(content)
        if fresh:
            self._build_columns()
            if self._part not in _PARTS:
                self._take_focus(self._start)
            self._background.run(partial(audit.note_viewed, self._desk, self._person_id), _nothing, self._on_failed)

    def _show_head(self, content: Content) -> None:
        details = content.person.details
        facts, tags = banner_facts(details, content.next), banner_tags(details, len(content.flags))
        self._banner.set_person(details.name, facts, tags)
        self._bar.show()
        self._start.set_words(_("Carry on the session") if content.draft else _("Start a session"))
        for button in (self._start, self._appointment, self._review, self._export):
            button.show()
        self.set_heading(_("Overview"), standing(details))
        self._alert_words.setText(details.staff_alerts)
        self._alert.setVisible(bool(details.staff_alerts))

    # ── The cards ────────────────────────────────────────────────────────────────────────────────────

    def _build_columns(self) -> None:
        gap = look().space(4.5)
        due, record = Gradual((), gap), Gradual((), gap)
        columns = Columns(narrowest=860)
        columns.add(stack(due), 5)
        columns.add(stack(record, self._erase), 6)
        self.add(columns)
        columns.show()  # at once: its cards are to take the focus
        due.begin(self._due_cards(), self._on_placed)
        record.begin(self._record_cards(), self._on_placed)

    def _due_cards(self) -> Iterator[QWidget]:
        """What is to be done. Each card is in its place and filled when the next is asked for."""
        for make in (
            self._make_due,
            self._make_tasks,
            BlindSpotsCard,
            self._make_contact,
            self._make_mappa,
            self._make_reviews,
        ):
            card: QWidget = make()
            yield card
            if (wanted := _PARTS.get(self._part)) and isinstance(card, wanted):
                self._take_focus(card.first_control)
        self._take_focus(self._start)  # where nothing stood in the part that was asked for

    def _record_cards(self) -> Iterator[QWidget]:
        """What was recorded."""
        factors = FactorsCard()
        factors.session_opened.connect(self.session_opened)
        yield factors
        yield RunCard(self._desk)
        sessions = SessionsCard(self._desk, self._background, self._person_id)
        sessions.session_opened.connect(self.session_opened)
        yield sessions
        details = DetailsCard()
        details.edit_wanted.connect(self._on_edit_wanted)
        yield details
        yield HistoryCard(self._desk, self._background, self._person_id)
        self._erase.show()

    def _make_due(self) -> DueCard:
        due = DueCard(self._desk, self._background, self._person_id)
        due.changed.connect(self.refresh)
        due.failed.connect(self._on_failed)
        due.session_wanted.connect(self._on_start_wanted)
        due.meeting_wanted.connect(self.record_meeting)
        due.edit_wanted.connect(self._on_edit_wanted)
        due.absences_wanted.connect(self._on_absences_wanted)
        due.review_wanted.connect(self._on_review_wanted)
        due.form_wanted.connect(self.form_opened)
        return due

    def _make_tasks(self) -> TasksCard:
        tasks = TasksCard(self._desk, self._background)
        tasks.changed.connect(self.refresh)
        tasks.failed.connect(self._on_failed)
        return tasks

    def _make_contact(self) -> ContactCard:
        contact = ContactCard(self._desk, self._background, self._person_id)
        contact.changed.connect(self.refresh)
        contact.absences_opened.connect(self.absences_opened)
        contact.deferrals_opened.connect(self.deferrals_opened)
        return contact

    def _make_mappa(self) -> MappaCard:
        mappa = MappaCard(self._desk, self._background, self._person_id)
        mappa.changed.connect(self.refresh)
        mappa.meeting_wanted.connect(self.record_meeting)
        return mappa

    def _make_reviews(self) -> ReviewsCard:
        reviews = ReviewsCard()
        reviews.review_opened.connect(self._on_review_opened)
        reviews.review_wanted.connect(self._on_review_wanted)
        return reviews

    def _on_placed(self, card: QWidget) -> None:
        if self._case and isinstance(card, _Card):
            card.show_content(self._case)
            self._cards.append(card)

    def _take_focus(self, target: QWidget | None) -> None:
        """Where the officer came for, as far as something stands there, and unless they have gone elsewhere."""
        if target and target.isVisible() and QApplication.focusWidget() in (None, self):
            target.setFocus(Qt.FocusReason.TabFocusReason)

    # ── What the officer asks for ────────────────────────────────────────────────────────────────────

    def _ask(self, dialog: FormDialog) -> None:
        dialog.saved.connect(self.refresh)
        dialog.open()

    def _on_start_wanted(self) -> None:
        if self._case and self._case.draft:
            self.draft_opened.emit(self._case.draft.id)
        else:
            self.session_started.emit(self._person_id)

    def _on_review_clicked(self) -> None:
        self.review_started.emit(self._person_id, "", None)

    def _on_review_wanted(self, kind: str, subject: UUID | None) -> None:
        self.review_started.emit(self._person_id, kind, subject)

    def _on_review_opened(self, review_id: UUID) -> None:
        self.review_opened.emit(self._person_id, review_id)

    def _on_absences_wanted(self) -> None:
        self.absences_opened.emit(self._person_id)

    def _on_edit_wanted(self) -> None:
        self.edit_started.emit(self._person_id)

    def _on_export_clicked(self) -> None:
        self.export_requested.emit(self._person_id)

    def _on_erase_clicked(self) -> None:
        self.erasing_started.emit(self._person_id)


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
