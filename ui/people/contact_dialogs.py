"""The small forms that suspend contact with a person, renew that, and end it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.domain.deferrals import LONGEST
from app.services import deadlines
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.date_box import DateBox
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text_box import TextBox


class SuspendDialog(FormDialog):
    """From when, ``first`` unless the officer says otherwise, until when contact is suspended, and why."""

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, first: date, parent: QWidget | None = None
    ) -> None:
        hint = _("At most {days} days after the first. It can be renewed.").format(days=LONGEST.days)
        self._since = DateBox(_("First day"))
        self._since.set_value(first)
        self._until = DateBox(_("Last day"), hint)
        self._reason = TextBox(_("Why"), _("One sentence. It stays in the list for your supervisor."))
        fields = {"since": self._since, "until": self._until, "reason": self._reason}
        about = _("Until the last day, contact, the factors and appointments are listed as suspended, not as due.")
        super().__init__(_("Suspend contact"), fields, self._read, background, parent, about=(about,))
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        since, until, reason = self._since.value(), self._until.value(), self._reason.value
        return partial(deadlines.suspend_contact, self._desk, self._person_id, since, until, reason)


class ResumeDialog(FormDialog):
    """Why contact is resumed from today on."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        self._reason = TextBox(_("Why contact is resumed"))
        fields = {"reason": self._reason}
        about = _("This ends the suspension that runs now. One that is to begin later stays.")
        super().__init__(_("Resume contact from today"), fields, self._read, background, parent, about=(about,))
        self._desk, self._person_id = desk, person_id

    def _read(self) -> Callable[[], object]:
        return partial(deadlines.resume_contact, self._desk, self._person_id, self._reason.value)
