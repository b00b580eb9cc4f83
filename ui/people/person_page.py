"""A person's page: who they are, what is due and why, how the five factors ran, sessions, tasks, MAPPA, details."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.absences import DECIDE, JUDGE
from app.domain.deadlines import Due, Flag
from app.domain.people import unrecorded
from app.domain.problems import Problem
from app.domain.ratings import Factor, PastRating
from app.domain.reviews import Review
from app.domain.rules import Settle
from app.domain.runs import Course, run
from app.domain.tasks import Task, TaskCheck, TaskOutcome
from app.services import audit, deadlines, people, tasks
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from app.services.rules import review_titles
from ui.people.banner import banner_facts, banner_tags, standing
from ui.people.contact_card import ContactCard
from ui.people.details_card import DetailsCard
from ui.people.dialogs import AppointmentDialog
from ui.people.history_card import HistoryCard
from ui.people.mappa_card import MappaCard
from ui.people.rows import blind_spot_row, factor_row, review_row, task_row, unsigned_review_row
from ui.people.sessions_card import SessionsCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flag_row import flag_row
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.run_chart import RunChart
from ui.widgets.saved_note import announce
from ui.widgets.tag import Tag, Tone
from ui.widgets.tokens import look


class PersonPage(Page):
    """Nothing is shown until it is loaded. ``review_started`` with an empty kind asks which review.

    ``part`` is where the focus goes: ``due``, ``tasks``, ``blind spots`` or ``contact``; empty for the green button.
    """

    session_started = Signal(object)
    draft_opened = Signal(object)
    session_opened = Signal(object)
    review_started = Signal(object, str)
    review_opened = Signal(object, object)
    absences_opened = Signal(object)
    deferrals_opened = Signal(object)
    edit_started = Signal(object)
    erasing_started = Signal(object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, part: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(wide=True, parent=parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._part = part
        self._case: Content | None = None
        self._noted = False
        self._build_head()
        self._build_record()
        self._build_due()
        self._build_columns()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        work = partial(people.page, self._desk, self._person_id)
        self._background.run(work, self._on_loaded, self._on_failed)

    def record_meeting(self) -> None:
        """Ask for a MAPPA meeting that was held."""
        self._mappa.record_meeting()

    def set_appointment(self) -> None:
        """Ask when and where the person is seen next."""
        dialog = AppointmentDialog(self._desk, self._background, self._person_id, self)
        dialog.saved.connect(self.refresh)
        dialog.open()

    def _build_head(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._start = PrimaryButton(_("Start a session"), "plus")
        self.set_action(self._start)
        self._start.hide()
        self._problem = ErrorSummary()
        self.add(self._problem)
        self._appointment = SecondaryButton(_("Set the next appointment"))
        self._review = SecondaryButton(_("Record a review"))
        self._alert = Card()
        self._alert.add(Tag(_("Staff-safety alert"), Tone.DANGER))
        self._alert_words = Text()
        self._alert.add(self._alert_words)

    def _build_record(self) -> None:
        self._factors = ListCard(_("Acute factors, the latest rating of each"), counted=False)
        self._chart = RunChart()
        self._run = Card(_("How each factor ran"))
        self._run.add(self._chart)
        self._sessions = SessionsCard(self._desk, self._background, self._person_id)
        self._details = DetailsCard()
        self._history = HistoryCard(self._desk, self._background, self._person_id)
        self._erase = LinkButton(_("Erase this person…"))

    def _build_due(self) -> None:
        hint = _("R records a review, S starts a session, Space does what the button says.")
        self._flags = ListCard(_("Due"), "RS", hint, empty=_("Nothing is due."))
        self._unrecorded = Text(muted=True)
        self._flags.add(self._unrecorded)
        self._tasks = ListCard(_("Open tasks"), "D", _("D ticks the task off as done."), empty=_("No open tasks."))
        self._blind_spots = ListCard(_("Blind spots"))
        self._contact = ContactCard(self._desk, self._background, self._person_id)
        self._mappa = MappaCard(self._desk, self._background, self._person_id)
        self._reviews = ListCard(_("Reviews"))

    def _build_columns(self) -> None:
        self._all = QWidget()
        whole = QVBoxLayout(self._all)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look().space(4.5))
        buttons = FlowLayout()
        for button in (self._appointment, self._review):
            buttons.addWidget(button)
        columns = Columns(narrowest=860)
        columns.add(stack(*self._due_cards(), self._mappa, self._reviews), 5)
        columns.add(stack(self._factors, self._run, self._sessions, self._details, self._history, self._erase), 6)
        whole.addLayout(buttons)
        whole.addWidget(self._alert)
        whole.addWidget(columns)
        self._all.hide()
        self.add(self._all)

    def _connect_signals(self) -> None:
        self._start.clicked.connect(self._on_start_clicked)
        self._appointment.clicked.connect(self.set_appointment)
        self._review.clicked.connect(self._on_review_clicked)
        self._factors.list.row_opened.connect(self._on_rating_opened)
        self._sessions.session_opened.connect(self.session_opened)
        self._flags.list.row_acted.connect(self._on_flag_acted)
        self._flags.list.letter_pressed.connect(self._on_flag_letter)
        self._tasks.list.row_acted.connect(self._on_task_done)
        self._tasks.list.letter_pressed.connect(self._on_task_done)
        self._contact.changed.connect(self.refresh)
        self._contact.absences_opened.connect(self.absences_opened)
        self._contact.deferrals_opened.connect(self.deferrals_opened)
        self._mappa.changed.connect(self.refresh)
        self._reviews.list.row_opened.connect(self._on_review_opened)
        self._details.edit_wanted.connect(self._on_edit_wanted)
        self._erase.clicked.connect(self._on_erase_clicked)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_loaded(self, content: Content) -> None:
        self._case = content
        self._problem.clear()
        today, details, titles = self._desk.today(), content.person.details, review_titles()
        self._banner.set_person(details.name, banner_facts(content), banner_tags(content))
        self._start.set_words(_("Carry on the session") if content.draft else _("Start a session"))
        self._start.show()
        self.set_heading(_("Overview"), standing(details))
        self._alert_words.setText(details.staff_alerts)
        self._alert.setVisible(bool(details.staff_alerts))
        self._factors.set_rows([factor_row(factor, content.history) for factor in Factor])
        self._chart.set_series(run(_course(content), titles, today))
        self._run.setVisible(bool(content.history or content.missed))
        self._sessions.show_sessions(content.sessions, content.session_count)
        self._flags.set_rows([flag_row(flag, today, key=flag) for flag in content.flags])
        wanting = _("Not recorded, so that no review can fall due by it: {facts}.")
        facts = unrecorded(details)
        self._unrecorded.setText(wanting.format(facts=", ".join(facts)))
        self._unrecorded.setVisible(bool(facts))
        self._tasks.set_rows([task_row(task, today) for task in content.tasks])
        self._blind_spots.set_rows([blind_spot_row(spot) for spot in content.blind_spots])
        self._contact.show_content(content)
        self._mappa.show_content(content, today)
        begun = [unsigned_review_row(one.kind, titles.get(one.kind, one.kind)) for one in content.review_drafts]
        self._reviews.set_rows(begun + [review_row(one, titles.get(one.kind, one.kind)) for one in content.reviews])
        self._details.show_details(details, content.rar_days_done)
        self._history.refresh()
        self._all.show()
        if QApplication.focusWidget() in (None, self):
            self._focus_part()
        if not self._noted:
            self._noted = True
            self._background.run(partial(audit.note_viewed, self._desk, self._person_id), _nothing, self._on_failed)

    def _due_cards(self) -> tuple[Card, ...]:
        return self._flags, self._tasks, self._blind_spots, self._contact

    def _focus_part(self) -> None:
        """Where the officer came for, as far as something stands there."""
        lists = {"due": self._flags.list, "tasks": self._tasks.list, "blind spots": self._blind_spots.list}
        rows = lists.get(self._part)
        if rows and rows.rows:
            rows.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._part == "contact":
            self._contact.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_start_clicked(self) -> None:
        if self._case and self._case.draft:
            self.draft_opened.emit(self._case.draft.id)
        else:
            self.session_started.emit(self._person_id)

    def _on_review_clicked(self) -> None:
        self.review_started.emit(self._person_id, "")

    def _on_edit_wanted(self) -> None:
        self.edit_started.emit(self._person_id)

    def _on_erase_clicked(self) -> None:
        self.erasing_started.emit(self._person_id)

    def _on_rating_opened(self, rating: PastRating | Factor) -> None:
        if isinstance(rating, PastRating):
            self.session_opened.emit(rating.session_id)

    def _on_flag_letter(self, flag: Flag, letter: str) -> None:
        if letter == "S":
            self._on_start_clicked()
        elif flag.kind in (JUDGE, DECIDE):
            self.absences_opened.emit(self._person_id)
        elif flag.settle is Settle.REVIEW:
            self.review_started.emit(self._person_id, flag.kind)

    def _on_flag_acted(self, flag: Flag) -> None:
        if flag.group(self._desk.today()) is Due.DEFERRED:
            work = partial(deadlines.take_back, self._desk, self._person_id, flag.kind, flag.subject)
            self._background.run(work, self._on_taken_back, self._on_failed)
        elif flag.kind in (JUDGE, DECIDE):
            self.absences_opened.emit(self._person_id)
        elif flag.settle is Settle.REVIEW:
            self.review_started.emit(self._person_id, flag.kind)
        elif flag.settle is Settle.MEETING:
            self.record_meeting()
        elif flag.settle is Settle.PERSON:
            self.edit_started.emit(self._person_id)
        else:
            self._on_start_clicked()

    def _on_review_opened(self, one: Review | str) -> None:
        """A signed one for reading; of an unsigned one the kind."""
        if isinstance(one, Review):
            self.review_opened.emit(self._person_id, one.id)
        else:
            self.review_started.emit(self._person_id, one)

    def _on_taken_back(self, _result: object) -> None:
        announce(self, _("No longer put off: it is due on its own day again"))
        self.refresh()

    def _on_task_done(self, task: Task) -> None:
        check = TaskCheck(task_id=task.id, outcome=TaskOutcome.DONE)
        self._background.run(partial(tasks.check, self._desk, check), self._on_task_checked, self._on_failed)

    def _on_task_checked(self, _nothing: None) -> None:
        announce(self, _("Ticked off as done"))
        self.refresh()


def _course(content: Content) -> Course:
    return Course(
        details=content.person.details,
        history=content.history,
        missed=content.missed,
        reviews=content.reviews,
        events=content.events,
        meetings=content.meetings,
    )


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
