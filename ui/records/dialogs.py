"""The small form about one record: that it was entered in error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.records import Record
from app.services import records
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text_box import TextBox


class ErrorDialog(FormDialog):
    """Why a record was entered in error."""

    def __init__(self, desk: Desk, background: Background, record: Record, parent: QWidget | None = None) -> None:
        self._reason = TextBox(_("Why it was entered in error"))
        about = (
            _("It leaves the lists and no longer counts for anything. All its versions stay readable in the timeline."),
        )
        super().__init__(_("Entered in error"), {"reason": self._reason}, self._read, background, parent, about=about)
        self._desk, self._record = desk, record

    def _read(self) -> Callable[[], object]:
        return partial(records.remove, self._desk, self._record, self._reason.value)
