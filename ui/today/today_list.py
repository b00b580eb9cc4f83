"""Today as a list: what is due by group, and beside it what waits: unsigned work, appointments, tasks, blind spots."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.deadlines import Due
from app.domain.problems import Problem
from app.domain.tasks import TaskCheck, TaskOutcome
from app.services import tasks
from app.services.desk import Desk
from app.services.today import (
    AppointmentRow,
    BlindSpotRow,
    DraftRow,
    ReviewDraftRow,
    SuspendedRow,
    TaskRow,
)
from app.services.today import TodayPage as Content
from ui.today.flag_actions import LETTERS, FlagActions, keys_words
from ui.today.rows import (
    appointment_row,
    blind_spot_row,
    draft_row,
    flag_rows,
    review_draft_row,
    suspended_row,
    task_row,
)
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class TodayList(QWidget):
    """Sends ``actions`` what is done with flags, and by its own signals the rest. ``changed`` asks to fetch anew."""

    adding_started = Signal()
    changed = Signal()
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, actions: FlagActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._actions = desk, background, actions
        self._build_flags()
        self._build_rest()
        self._build_columns()
        self._connect_signals()

    def show_content(self, content: Content) -> None:
        day = content.today
        for due, card in self._groups.items():
            card.set_rows(flag_rows(content.groups.get(due, ()), day))
        waiting = content.groups.get(Due.SUSPENDED, ())
        self._suspended.set_rows([suspended_row(row, waiting) for row in content.suspended])
        some = any(content.groups.values()) or bool(content.suspended)
        self._keys.setVisible(some)
        self._history.setVisible(content.people > 0)
        self._quiet.setVisible(not some and content.people > 0)
        self._nobody.setVisible(not content.people)
        self._drafts.set_rows([draft_row(row) for row in content.drafts])
        self._review_drafts.set_rows([review_draft_row(row) for row in content.review_drafts])
        self._appointments.set_rows([appointment_row(row) for row in content.appointments])
        self._tasks.set_rows([task_row(row, day) for row in content.tasks])
        self._blind_spots.set_rows([blind_spot_row(row) for row in content.blind_spots])

    def _build_flags(self) -> None:
        self._keys = Text(keys_words(), muted=True)
        self._quiet = Card()
        self._quiet.add(EmptyState(_("Nothing is due."), _("What falls due next shows here in good time.")))
        self._add = SecondaryButton(_("Add a person"), "user-plus")
        self._nobody = Card()
        self._nobody.add(
            EmptyState(_("Nobody is on your caseload yet."), _("Add the first person to begin."), self._add)
        )
        shown = [due for due in Due if due is not Due.SUSPENDED]
        self._groups = {due: ListCard(due.label, LETTERS, keys_words()) for due in shown}
        self._suspended = ListCard(Due.SUSPENDED.label, "S")
        self._history = LinkButton(_("Deferral history"))
        for part in (self._keys, self._quiet, self._nobody, self._history):
            part.hide()

    def _build_rest(self) -> None:
        self._drafts = ListCard(_("Unsigned sessions"))
        self._review_drafts = ListCard(_("Unsigned reviews"))
        self._appointments = ListCard(_("Appointments today"), "S", empty=_("No appointments today."))
        self._tasks = ListCard(_("Unfinished tasks"), "D", _("D ticks the task off as done."))
        self._blind_spots = ListCard(_("Blind spots"), "S")

    def _build_columns(self) -> None:
        self._columns = Columns(narrowest=860)
        self._now = stack(self._drafts, self._review_drafts, self._appointments)
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(look().space(4.5))
        for part in (self._now, self._tasks, self._blind_spots):
            self._right.addWidget(part)
        self._right.addStretch(1)
        due = (self._quiet, self._nobody, *self._groups.values(), self._suspended)
        self._columns.add(stack(self._keys, *due, self._history), 8)
        self._columns.add(right, 5)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(look().space(4.5))
        self._whole.addWidget(self._columns)

    def _connect_signals(self) -> None:
        actions = self._actions
        self._columns.stacked_changed.connect(self._on_stacked_changed)
        self._add.clicked.connect(self.adding_started)
        self._history.clicked.connect(partial(actions.deferrals_opened.emit, None))
        for card in self._groups.values():
            actions.watch(card.list)
        for signal in (self._suspended.list.row_opened, self._suspended.list.row_acted):
            signal.connect(self._on_suspended_opened)
        self._suspended.list.letter_pressed.connect(self._on_suspended_letter)
        for signal in (self._drafts.list.row_opened, self._drafts.list.row_acted):
            signal.connect(self._on_draft_acted)
        for signal in (self._review_drafts.list.row_opened, self._review_drafts.list.row_acted):
            signal.connect(self._on_review_draft_acted)
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
            self._whole.insertWidget(0, self._now)
        else:
            self._right.insertWidget(0, self._now)

    def _on_suspended_opened(self, row: SuspendedRow) -> None:
        self._actions.person_opened.emit(row.person_id, "contact")

    def _on_suspended_letter(self, row: SuspendedRow) -> None:
        self._actions.session_started.emit(row.person_id)

    def _on_draft_acted(self, row: DraftRow) -> None:
        self._actions.draft_opened.emit(row.draft_id)

    def _on_review_draft_acted(self, row: ReviewDraftRow) -> None:
        """There is at most one of a kind: starting it carries on with it."""
        self._actions.review_started.emit(row.person_id, row.kind)

    def _on_appointment_opened(self, row: AppointmentRow) -> None:
        self._actions.person_opened.emit(row.appointment.person_id, "")

    def _on_appointment_acted(self, row: AppointmentRow) -> None:
        if row.draft_id:
            self._actions.draft_opened.emit(row.draft_id)
        elif row.state != "done":
            self._actions.session_started.emit(row.appointment.person_id)

    def _on_task_opened(self, row: TaskRow) -> None:
        self._actions.person_opened.emit(row.task.person_id, "tasks")

    def _on_task_done(self, row: TaskRow) -> None:
        check = TaskCheck(task_id=row.task.id, outcome=TaskOutcome.DONE)
        self._background.run(partial(tasks.check, self._desk, check), self._on_task_checked, self.failed.emit)

    def _on_task_checked(self, _nothing: None) -> None:
        announce(self, _("Ticked off as done"))
        self.changed.emit()

    def _on_blind_spot_opened(self, row: BlindSpotRow) -> None:
        self._actions.person_opened.emit(row.blind_spot.person_id, "blind spots")

    def _on_blind_spot_letter(self, row: BlindSpotRow) -> None:
        self._actions.session_started.emit(row.blind_spot.person_id)
