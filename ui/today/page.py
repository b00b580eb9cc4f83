"""The page Today: one action a row, everything by keyboard. Asks one service and sends the officer on by signals."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import weekday_words
from app.domain.deadlines import Due
from app.domain.problems import Problem
from app.domain.rules import Settle
from app.domain.tasks import TaskCheck, TaskOutcome
from app.services import tasks, today
from app.services.desk import Desk
from app.services.today import AppointmentRow, BlindSpotRow, DraftRow, FlagRow, TaskRow
from app.services.today import TodayPage as Content
from ui.today.person_picker import PersonPicker
from ui.today.rows import appointment_row, blind_spot_row, draft_row, task_row
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.empty_state import EmptyState
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flag_row import flag_row
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.saved_note import announce


class TodayPage(Page):
    """Enter opens the person, R records the review, S starts a session, Space does what the row's button says."""

    person_opened = Signal(object)
    session_started = Signal(object)
    draft_opened = Signal(object)
    review_started = Signal(object, str)
    meeting_started = Signal(object)
    people_counted = Signal(int)
    adding_started = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), weekday_words(desk.today()), wide=True, parent=parent)
        self._desk = desk
        self._background = background
        self._build_action()
        self._build_flags()
        self._build_rest()
        self._build_columns()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        self._background.run(partial(today.today, self._desk), self._on_loaded, self._on_failed)

    def start_session(self) -> None:
        """Ask for whom, then start."""
        picker = PersonPicker(self._desk, self._background, self)
        picker.person_chosen.connect(self.session_started)
        picker.open()

    def _build_action(self) -> None:
        button = PrimaryButton(_("Start a session"), "plus")
        button.clicked.connect(self.start_session)
        self.set_action(button)

    def _build_flags(self) -> None:
        self._keys = Text(
            _("Enter opens the person, R records the review, S starts a session, Space does what the button says."),
            muted=True,
        )
        self._quiet = Card()
        self._quiet.add(EmptyState(_("Nothing is due."), _("What falls due next shows here in good time.")))
        add = SecondaryButton(_("Add a person"), "user-plus")
        add.clicked.connect(self.adding_started)
        self._nobody = Card()
        self._nobody.add(EmptyState(_("Nobody is on your caseload yet."), _("Add the first person to begin."), add))
        self._groups = {due: ListCard(due.label, "RS", self._keys.text()) for due in Due}
        for part in (self._keys, self._quiet, self._nobody):
            part.hide()

    def _build_rest(self) -> None:
        self._drafts = ListCard(_("Unsigned sessions"))
        self._appointments = ListCard(_("Appointments today"), "S", empty=_("No appointments today."))
        self._tasks = ListCard(_("Unfinished tasks"), "D", _("D ticks the task off as done."))
        self._blind_spots = ListCard(_("Blind spots"), "S")

    def _build_columns(self) -> None:
        self._problem = ErrorSummary()
        self._columns = Columns(narrowest=860)
        self._now = stack(self._drafts, self._appointments)
        self._right = QVBoxLayout()
        right = QWidget()
        right.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(self.body.spacing())
        for part in (self._now, self._tasks, self._blind_spots):
            self._right.addWidget(part)
        self._right.addStretch(1)
        self._columns.add(stack(self._keys, self._quiet, self._nobody, *self._groups.values()), 8)
        self._columns.add(right, 5)
        self.add(self._problem)
        self.add(self._columns)

    def _connect_signals(self) -> None:
        self._columns.stacked_changed.connect(self._on_stacked_changed)
        for card in self._groups.values():
            card.list.row_acted.connect(self._on_flag_acted)
            card.list.letter_pressed.connect(self._on_flag_letter)
            card.list.row_opened.connect(self._on_flag_opened)
        self._drafts.list.row_opened.connect(self._on_draft_acted)
        self._drafts.list.row_acted.connect(self._on_draft_acted)
        self._appointments.list.row_opened.connect(self._on_appointment_opened)
        self._appointments.list.row_acted.connect(self._on_appointment_acted)
        self._appointments.list.letter_pressed.connect(self._on_appointment_acted)
        self._tasks.list.row_opened.connect(self._on_task_opened)
        self._tasks.list.row_acted.connect(self._on_task_done)
        self._tasks.list.letter_pressed.connect(self._on_task_done)
        self._blind_spots.list.row_opened.connect(self._on_blind_spot_opened)
        self._blind_spots.list.letter_pressed.connect(self._on_blind_spot_letter)

    def _on_stacked_changed(self, stacked: bool) -> None:  # noqa: FBT001 (the signal's)
        """Below each other, what waits today comes before the long lists."""
        if stacked:
            self.body.insertWidget(self.body.indexOf(self._columns), self._now)
        else:
            self._right.insertWidget(0, self._now)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_loaded(self, content: Content) -> None:
        day = content.today
        self._problem.clear()
        self.people_counted.emit(content.people)
        self.set_heading(_("Today"), weekday_words(day))
        for due, card in self._groups.items():
            card.set_rows(
                [flag_row(row.flag, day, key=row, name=row.person_name) for row in content.groups.get(due, ())]
            )
        some = any(content.groups.values())
        self._keys.setVisible(some)
        self._quiet.setVisible(not some and content.people > 0)
        self._nobody.setVisible(not content.people)
        self._drafts.set_rows([draft_row(row) for row in content.drafts])
        self._appointments.set_rows([appointment_row(row) for row in content.appointments])
        self._tasks.set_rows([task_row(row, day) for row in content.tasks])
        self._blind_spots.set_rows([blind_spot_row(row) for row in content.blind_spots])

    def _on_flag_opened(self, row: FlagRow) -> None:
        self.person_opened.emit(row.flag.person_id)

    def _on_flag_letter(self, row: FlagRow, letter: str) -> None:
        if letter == "S":
            self.session_started.emit(row.flag.person_id)
        elif row.flag.settle is Settle.REVIEW:
            self.review_started.emit(row.flag.person_id, row.flag.kind)
        else:
            announce(self, _("No review settles this: use its button."))

    def _on_flag_acted(self, row: FlagRow) -> None:
        flag = row.flag
        if flag.settle is Settle.REVIEW:
            self.review_started.emit(flag.person_id, flag.kind)
        elif flag.settle is Settle.SESSION:
            self.session_started.emit(flag.person_id)
        elif flag.settle is Settle.DRAFT:
            self.draft_opened.emit(flag.subject)
        elif flag.settle is Settle.MEETING:
            self.meeting_started.emit(flag.person_id)
        else:
            self.person_opened.emit(flag.person_id)

    def _on_draft_acted(self, row: DraftRow) -> None:
        self.draft_opened.emit(row.draft_id)

    def _on_appointment_opened(self, row: AppointmentRow) -> None:
        self.person_opened.emit(row.appointment.person_id)

    def _on_appointment_acted(self, row: AppointmentRow) -> None:
        if row.draft_id:
            self.draft_opened.emit(row.draft_id)
        elif row.state != "done":
            self.session_started.emit(row.appointment.person_id)

    def _on_task_opened(self, row: TaskRow) -> None:
        self.person_opened.emit(row.task.person_id)

    def _on_task_done(self, row: TaskRow) -> None:
        check = TaskCheck(task_id=row.task.id, outcome=TaskOutcome.DONE)
        self._background.run(partial(tasks.check, self._desk, check), self._on_task_checked, self._on_failed)

    def _on_task_checked(self, _nothing: None) -> None:
        announce(self, _("Ticked off as done"))
        self.refresh()

    def _on_blind_spot_opened(self, row: BlindSpotRow) -> None:
        self.person_opened.emit(row.blind_spot.person_id)

    def _on_blind_spot_letter(self, row: BlindSpotRow) -> None:
        self.session_started.emit(row.blind_spot.person_id)
