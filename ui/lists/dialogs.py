"""The small forms that ask why: an entry is taken out of a list, or a whole list reset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.reference_lists import Entry, ReferenceList
from app.services import reference_lists
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text_box import TextBox


class TakeOutDialog(FormDialog):
    """Why an entry leaves its list."""

    def __init__(
        self, desk: Desk, background: Background, which: ReferenceList, entry: Entry, parent: QWidget | None = None
    ) -> None:
        self._reason = TextBox(_("Why"), _("In a sentence. It stays in the history of the list."))
        heading = _("Take out: {name}").format(name=entry.name)
        about = (_("It is no longer offered. Records keep the name that they have."),)
        super().__init__(heading, {"reason": self._reason}, self._read, background, parent, about=about)
        self._desk, self._which, self._key = desk, which, entry.key

    def _read(self) -> Callable[[], object]:
        return partial(reference_lists.take_out, self._desk, self._which, self._key, self._reason.value)


class ResetDialog(FormDialog):
    """Why a list becomes again what it was when it came."""

    def __init__(self, desk: Desk, background: Background, which: ReferenceList, parent: QWidget | None = None) -> None:
        self._reason = TextBox(_("Why"), _("In a sentence. It stays in the history of the list."))
        heading = _("Reset: {list}").format(list=which.label)
        about = (_("Every edit of yours goes out of use. Records keep the names that they have."),)
        super().__init__(heading, {"reason": self._reason}, self._read, background, parent, about=about)
        self._desk, self._which = desk, which

    def _read(self) -> Callable[[], object]:
        return partial(reference_lists.reset, self._desk, self._which, self._reason.value)
