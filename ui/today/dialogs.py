"""The small forms about one duty: put it off, and the due day as an official system has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.domain.deadlines import Flag
from app.services import deadlines
from app.services.desk import Desk
from app.services.today import FlagRow
from ui.widgets.background import Background
from ui.widgets.choice import ChoiceList
from ui.widgets.date_box import DateBox
from ui.widgets.flag_row import due_words
from ui.widgets.form_dialog import FormDialog
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox

SYSTEMS = ("OASys", "NDelius")


class DeferDialog(FormDialog):
    """Until when a duty is put off, and why. ``latest``: the last day to which it may be."""

    def __init__(
        self, desk: Desk, background: Background, row: FlagRow, latest: date, parent: QWidget | None = None
    ) -> None:
        limit = _("At the latest {day}: 90 days after it was first put off, and not beyond the end of supervision.")
        self._until = DateBox(_("Put it off until"), limit.format(day=day_words(latest)))
        self._reason = TextBox(_("Why"), _("One sentence. It stays in the list of deferrals for your supervisor."))
        fields = {"until": self._until, "reason": self._reason}
        super().__init__(_("Put this off"), fields, self._read, background, parent, about=about(row, desk.today()))
        self._desk, self._flag = desk, row.flag

    def _read(self) -> Callable[[], object]:
        flag = self._flag
        until, reason = self._until.value(), self._reason.value
        return partial(deadlines.defer, self._desk, flag.person_id, flag.kind, until, reason, flag.subject)


class OfficialDateDialog(FormDialog):
    """The due day as the official system has it, in place of the rule's."""

    def __init__(self, desk: Desk, background: Background, row: FlagRow, parent: QWidget | None = None) -> None:
        hint = _("It counts in place of the rule until this is next recorded. For example, 27 3 2026")
        self._due_on = DateBox(_("Due day in the official system"), hint)
        self._system = ChoiceList(_("Which system says so?"), [(name, name, "") for name in SYSTEMS])
        self._note = LineBox(_("Note"), optional=True)
        fields = {"due_on": self._due_on, "system": self._system, "note": self._note}
        super().__init__(
            _("The official system says another date"),
            fields,
            self._read,
            background,
            parent,
            about=about(row, desk.today()),
        )
        self._desk, self._flag = desk, row.flag

    def _read(self) -> Callable[[], object]:
        return partial(
            deadlines.set_official_date,
            self._desk,
            self._flag.person_id,
            self._flag.kind,
            self._due_on.value(),
            self._system.value or "",
            self._note.value,
        )


def about(row: FlagRow, today: date) -> tuple[str, str]:
    """Which duty, of whom, and when it is due now."""
    what = _("{name}: {title}").format(name=row.person_name, title=row.flag.title)
    return what, _("{due} · {rule}").format(due=due_words(row.flag, today), rule=row.flag.rule)


def is_official(flag: Flag) -> bool:
    """Whether a date of the official system can be recorded for it."""
    return flag.settle in deadlines.OFFICIAL and flag.subject is None
