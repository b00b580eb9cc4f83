"""Today as a list: what is due by group, and beside it what waits: unsigned work, appointments, tasks, blind spots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.deadlines import Due
from app.domain.problems import Problem
from app.domain.records import Record
from app.domain.started import Form
from app.domain.tasks import TaskCheck, TaskOutcome
from app.services import actions as owed
from app.services import tasks
from app.services.desk import Desk
from app.services.today import (
    ActionRow,
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
    action_row,
    appointment_row,
    blind_spot_row,
    draft_row,
    flag_rows,
    review_draft_row,
    suspended_row,
    task_row,
)
from ui.today.uncopied_card import UncopiedCard
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.empty_state import EmptyState
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.row_shape import Row
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class TodayList(QWidget):
    """Sends ``actions`` what is done with flags, and by its own signals the rest. ``changed`` asks to fetch anew.

    The cards are made one a turn of the event loop, from the first content on.
    """

    adding_started = Signal()
    copying_started = Signal(object)
    changed = Signal()
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, actions: FlagActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background, self._actions = desk, background, actions
        self._content: Content | None = None
        self._fills: dict[QWidget, Callable[[Content], object]] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(look().space(4.5))

    def show_content(self, content: Content) -> None:
        fresh, self._content = self._content is None, content
        if fresh:
            self._build_calm()
            self._build_columns()
        some = any(content.groups.values()) or bool(content.suspended)
        self._keys.setVisible(some)
        self._quiet.setVisible(not some and content.people > 0)
        self._nobody.setVisible(not content.people)
        for fill in self._fills.values():
            fill(content)

    def _build_calm(self) -> None:
        self._keys = Text(keys_words(), muted=True)
        self._quiet = Card()
        self._quiet.add(EmptyState(_("Nothing is due."), _("What falls due next shows here in good time.")))
        add = SecondaryButton(_("Add a person"), "user-plus")
        add.clicked.connect(self.adding_started)
        self._nobody = Card()
        self._nobody.add(EmptyState(_("Nobody is on your caseload yet."), _("Add the first person to begin."), add))
        for part in (self._keys, self._quiet, self._nobody):
            part.hide()

    def _build_columns(self) -> None:
        due, self._now, later = (Gradual((), look().space(4.5)) for _column in range(3))
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(look().space(4.5))
        self._right.addWidget(self._now)
        self._right.addWidget(later)
        self._right.addStretch(1)
        columns = Columns(narrowest=860)
        columns.stacked_changed.connect(self._on_stacked_changed)
        columns.add(stack(self._keys, self._quiet, self._nobody, due), 8)
        columns.add(right, 5)
        self._whole.addWidget(columns)
        due.begin(self._due_parts(), self._on_placed)
        self._now.begin(self._parts_of_today(), self._on_placed)
        later.begin(self._later_parts(), self._on_placed)

    def _due_parts(self) -> Iterator[QWidget]:
        for due in Due:
            if due is not Due.SUSPENDED:
                card = ListCard(due.label, LETTERS, keys_words())
                self._actions.watch(card.list)
                yield self._filled(card, partial(_due_rows, due))
        card = ListCard(Due.SUSPENDED.label, "S")
        card.list.row_opened.connect(self._on_suspended_opened)
        card.list.row_acted.connect(self._on_suspended_opened)
        card.list.letter_pressed.connect(self._on_suspended_letter)
        yield self._filled(card, _suspended_rows)
        history = LinkButton(_("Deferral history"))
        history.clicked.connect(partial(self._actions.deferrals_opened.emit, None))
        self._fills[history] = partial(_show_history, history)
        yield history

    def _parts_of_today(self) -> Iterator[QWidget]:
        card = ListCard(_("Unsigned sessions"))
        card.list.row_opened.connect(self._on_draft_acted)
        card.list.row_acted.connect(self._on_draft_acted)
        yield self._filled(card, _draft_rows)
        card = ListCard(_("Unsigned reviews"))
        card.list.row_opened.connect(self._on_review_draft_acted)
        card.list.row_acted.connect(self._on_review_draft_acted)
        yield self._filled(card, _review_draft_rows)
        card = ListCard(_("Appointments today"), "S", empty=_("No appointments today."))
        card.list.row_opened.connect(self._on_appointment_opened)
        card.list.row_acted.connect(self._on_appointment_acted)
        card.list.letter_pressed.connect(self._on_appointment_acted)
        yield self._filled(card, _appointment_rows)

    def _later_parts(self) -> Iterator[QWidget]:
        card = ListCard(_("Unfinished tasks"), "D", _("D ticks the task off as done."))
        card.list.row_opened.connect(self._on_task_opened)
        card.list.row_acted.connect(self._on_task_done)
        card.list.letter_pressed.connect(self._on_task_done)
        yield self._filled(card, _task_rows)
        card = ListCard(_("Late actions"), "D", _("D closes the action as done today."))
        card.list.row_opened.connect(self._on_action_opened)
        card.list.row_acted.connect(self._on_action_done)
        card.list.letter_pressed.connect(self._on_action_done)
        yield self._filled(card, _action_rows)
        uncopied = UncopiedCard(self._desk, self._background)
        uncopied.session_opened.connect(self.copying_started)
        uncopied.failed.connect(self.failed)
        self._fills[uncopied] = uncopied.show_content
        yield uncopied
        card = ListCard(_("Blind spots"), "S")
        card.list.row_opened.connect(self._on_blind_spot_opened)
        card.list.letter_pressed.connect(self._on_blind_spot_letter)
        yield self._filled(card, _blind_spot_rows)

    def _filled(self, card: ListCard, rows: Callable[[Content], list[Row]]) -> ListCard:
        """``card``, to show ``rows`` of each content."""
        self._fills[card] = partial(_fill, card, rows)
        return card

    def _on_placed(self, part: QWidget) -> None:
        if self._content:
            self._fills[part](self._content)

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
        self._actions.review_started.emit(row.person_id, row.kind, row.subject)

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

    def _on_action_opened(self, row: ActionRow) -> None:
        self._actions.form_opened.emit(row.record.person_id, Form(kind=row.record.kind, record=row.record.id))

    def _on_action_done(self, row: ActionRow) -> None:
        self._background.run(partial(owed.close, self._desk, row.record), self._on_action_closed, self.failed.emit)

    def _on_action_closed(self, _record: Record) -> None:
        announce(self, _("Closed as done today"))
        self.changed.emit()

    def _on_blind_spot_opened(self, row: BlindSpotRow) -> None:
        self._actions.person_opened.emit(row.blind_spot.person_id, "blind spots")

    def _on_blind_spot_letter(self, row: BlindSpotRow) -> None:
        self._actions.session_started.emit(row.blind_spot.person_id)


def _fill(card: ListCard, rows: Callable[[Content], list[Row]], content: Content) -> None:
    card.set_rows(rows(content))


def _show_history(link: QWidget, content: Content) -> None:
    link.setVisible(content.people > 0)


def _due_rows(due: Due, content: Content) -> list[Row]:
    return flag_rows(content.groups.get(due, ()), content.today)


def _suspended_rows(content: Content) -> list[Row]:
    waiting = content.groups.get(Due.SUSPENDED, ())
    return [suspended_row(row, waiting) for row in content.suspended]


def _draft_rows(content: Content) -> list[Row]:
    return [draft_row(row) for row in content.drafts]


def _review_draft_rows(content: Content) -> list[Row]:
    return [review_draft_row(row) for row in content.review_drafts]


def _appointment_rows(content: Content) -> list[Row]:
    return [appointment_row(row) for row in content.appointments]


def _task_rows(content: Content) -> list[Row]:
    return [task_row(row, content.today) for row in content.tasks]


def _action_rows(content: Content) -> list[Row]:
    return [action_row(row, content.today) for row in content.actions]


def _blind_spot_rows(content: Content) -> list[Row]:
    return [blind_spot_row(row) for row in content.blind_spots]
