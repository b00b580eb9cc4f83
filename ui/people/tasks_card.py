"""What the person, the officer or somebody else still has to do, to be ticked off."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.domain.tasks import Task, TaskCheck, TaskOutcome
from app.services import tasks
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.rows import task_row
from ui.widgets.background import Background
from ui.widgets.list_card import ListCard
from ui.widgets.saved_note import announce


class TasksCard(ListCard):
    """``changed`` when a task was ticked off."""

    changed = Signal()
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        hint = _("D ticks the task off as done.")
        super().__init__(_("Open tasks"), "D", hint, empty=_("No open tasks."), parent=parent)
        self._desk, self._background = desk, background
        self.list.row_acted.connect(self._on_done)
        self.list.letter_pressed.connect(self._on_done)

    def show_content(self, content: Content) -> None:
        today = self._desk.today()
        self.set_rows([task_row(task, today) for task in content.tasks])

    def _on_done(self, task: Task) -> None:
        check = TaskCheck(task_id=task.id, outcome=TaskOutcome.DONE)
        self._background.run(partial(tasks.check, self._desk, check), self._on_checked, self.failed.emit)

    def _on_checked(self, _nothing: None) -> None:
        announce(self, _("Ticked off as done"))
        self.changed.emit()
