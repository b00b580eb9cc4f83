"""The marks of one entry, a record as well as a signed session or review: what stands, with the ways to change it.

Knows no service: the page hands in what puts a mark on and what takes it off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.marks import Mark, Marking, standing_marks
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog
from ui.widgets.list_card import ListCard
from ui.widgets.mark_words import SAID, marking_rows, meaning, put_heading, put_words
from ui.widgets.saved_note import announce
from ui.widgets.text_box import TextBox

Marker = Callable[[Mark, str], object]
"""Keeps a mark, put on or taken off, with its reason."""


class MarksCard(ListCard):
    """``changed`` once a mark was put on or taken off."""

    changed = Signal()

    def __init__(self, background: Background, put: Marker, take_off: Marker, parent: QWidget | None = None) -> None:
        empty = _("Not marked. A mark says something about the entry without changing it.")
        super().__init__(_("Marks"), hint=_("Space takes a mark off."), empty=empty, counted=False, parent=parent)
        self._background, self._put, self._take_off = background, put, take_off
        self._buttons = {mark: SecondaryButton(put_words(mark)) for mark in SAID}
        row = FlowLayout()
        for mark, button in self._buttons.items():
            row.addWidget(button)
            button.clicked.connect(partial(self._on_put_wanted, mark))
        self.add(row)
        self.list.row_acted.connect(self._on_take_off_wanted)

    @property
    def first_control(self) -> QWidget:
        """Where the keyboard starts: the marks, or the first way to put one on."""
        if self.list.rows:
            return self.list
        return next((one for one in self._buttons.values() if not one.isHidden()), self.list)

    def show_marks(self, markings: Sequence[Marking]) -> None:
        """All marks ever put on the entry or taken off, oldest first."""
        self.set_rows(marking_rows(markings))
        standing = standing_marks(markings)
        for mark, button in self._buttons.items():
            button.setVisible(mark not in standing)

    def _on_put_wanted(self, mark: Mark) -> None:
        self._ask(_MarkDialog(put_heading(mark), meaning(mark), mark, self._put, self._background, self.window()))

    def _on_take_off_wanted(self, one: Marking) -> None:
        heading = _("Take the mark off: {mark}").format(mark=one.mark.label)
        about = _("That it was marked stays in the list of its marks.")
        self._ask(_MarkDialog(heading, about, one.mark, self._take_off, self._background, self.window()))

    def _ask(self, dialog: FormDialog) -> None:
        dialog.saved.connect(self._on_saved)
        dialog.open()

    def _on_saved(self) -> None:
        announce(self, _("Saved"))
        self.changed.emit()


class _MarkDialog(FormDialog):
    """Asks for the reason."""

    def __init__(
        self, heading: str, about: str, mark: Mark, keep: Marker, background: Background, parent: QWidget
    ) -> None:
        self._reason = TextBox(_("Why"), optional=mark is Mark.SENSITIVE)
        super().__init__(heading, {"reason": self._reason}, self._read, background, parent, about=(about,))
        self._mark, self._keep = mark, keep

    def _read(self) -> Callable[[], object]:
        return partial(self._keep, self._mark, self._reason.value)
