"""The small forms about one record: a mark put on or taken off, and that it was entered in error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.records import Mark, Record
from app.services import records
from app.services.desk import Desk
from ui.records.words import mark_words, put_heading
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text_box import TextBox


class MarkDialog(FormDialog):
    """Why the record is marked."""

    def __init__(
        self, desk: Desk, background: Background, record: Record, mark: Mark, parent: QWidget | None = None
    ) -> None:
        self._reason = TextBox(_("Why"), optional=mark is Mark.SENSITIVE)
        fields, about = {"reason": self._reason}, (mark_words(mark),)
        super().__init__(put_heading(mark), fields, self._read, background, parent, about=about)
        self._desk, self._record, self._mark = desk, record, mark

    def _read(self) -> Callable[[], object]:
        record = self._record
        return partial(records.put_mark, self._desk, record.person_id, record.id, self._mark, self._reason.value)


class UnmarkDialog(FormDialog):
    """Why a mark no longer holds."""

    def __init__(
        self, desk: Desk, background: Background, record: Record, mark: Mark, parent: QWidget | None = None
    ) -> None:
        self._reason = TextBox(_("Why"))
        heading = _("Take the mark off: {mark}").format(mark=mark.label)
        about = (_("That it was marked stays in the list of its marks."),)
        super().__init__(heading, {"reason": self._reason}, self._read, background, parent, about=about)
        self._desk, self._record, self._mark = desk, record, mark

    def _read(self) -> Callable[[], object]:
        record = self._record
        return partial(records.take_mark_off, self._desk, record.person_id, record.id, self._mark, self._reason.value)


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
