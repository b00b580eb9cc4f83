"""Set tasks to review in the next session: what, who and by when."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.handover import task_text
from app.domain.sessions import Entry, Step
from app.domain.tasks import NewTask
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.sessions.rows import Row, Rows
from ui.widgets.card import Card
from ui.widgets.date_box import DateBox
from ui.widgets.guide_route import Wanting
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.step_page import read_or_blank, unread


class TasksPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("They are ticked off in the next session. Leave this blank when there are none.")
        super().__init__(guide, Stop(Step.TASKS), _("Who does what before the next session?"), hint)
        self._rows = Rows(TaskRow, _("Add a task"), self.changed.emit)
        for task in entry.tasks:
            self._rows.append().fill(task)
        if not entry.tasks:
            self._rows.append()
        self.fields.addWidget(self._rows)
        self.count_characters()
        self._open = Card(_("Still open"))
        self._open_list = Text()
        self._open.add(self._open_list)
        self.show_beside(self._open)

    def enter(self, entry: Entry) -> None:
        super().enter(entry)
        closed = {check.task_id for check in entry.task_checks if check.outcome.closes}
        still = [task_text(task) for task in self.guide.open_tasks if task.id not in closed]
        self._open_list.setText("\n\n".join(still))
        self._open.setVisible(bool(still))

    def write(self, entry: Entry) -> Entry:
        return replace(entry, tasks=tuple(row.value() for row in self._rows.filled()))

    def unreadable(self) -> list[Wanting[Stop]]:
        told = {place: unread(row.due) for place, row in enumerate(self._rows.filled())}
        return [self.wanting(f"tasks.{place}.due_on", sentence) for place, sentence in told.items() if sentence]

    def first_field(self) -> QWidget:
        return self._rows.first

    def field(self, name: str) -> QWidget | None:
        return self._rows.field(name)


class TaskRow(Row):
    def __init__(self) -> None:
        super().__init__(_("Task"))
        self._what = LineBox(_("What"))
        self._who = LineBox(_("Who"), _("A first name or a role."))
        self.due = DateBox(_("By when"), optional=True)
        self.fields = {"what": self._what, "who": self._who, "due_on": self.due}
        for field in self.fields.values():
            self.add(field)

    def value(self) -> NewTask:
        return NewTask(what=self._what.value, who=self._who.value, due_on=read_or_blank(self.due.value))

    def fill(self, task: NewTask) -> None:
        self._what.set_value(task.what)
        self._who.set_value(task.who)
        self.due.set_value(task.due_on)
