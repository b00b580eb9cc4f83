"""The records of one kind in their room, as a list with the button that adds one."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.kinds import kind_of
from app.domain.records import Body
from app.services.records import RoomPage
from ui.records.rows import record_row
from ui.widgets.list_card import ListCard
from ui.widgets.wrapping_button import WrappingButton


class KindCard(ListCard):
    """``record_opened`` with its id, ``adding_started`` with the word of the kind; A in the list adds as well."""

    record_opened = Signal(object)
    adding_started = Signal(str)

    def __init__(self, kind: type[Body], parent: QWidget | None = None) -> None:
        addable = bool(kind.adding())
        letters = "" if kind.SINGLE or not addable else "A"
        hint = _("Enter opens one, A adds one more.") if letters else ""
        empty = _("Nothing recorded yet.") if addable else ""
        super().__init__(kind.name(), letters, hint, empty=empty, counted=not kind.SINGLE, parent=parent)
        self._kind = kind
        self._add = WrappingButton(kind.adding(), "plus")
        self.add(self._add)
        self._add.clicked.connect(self._on_add_wanted)
        self.list.row_opened.connect(self.record_opened)
        self.list.letter_pressed.connect(self._on_add_wanted)

    def show_room(self, room: RoomPage) -> None:
        """The records of this kind; of one that a person has once, no second can be added."""
        rows = [record_row(one, room) for one in room.records if kind_of(one) is self._kind]
        self.set_rows(rows)
        self._add.setVisible(bool(self._kind.adding()) and not (self._kind.SINGLE and rows))

    @property
    def first_control(self) -> QWidget:
        """Where the keyboard starts in this card."""
        return self.list if self.list.rows else self._add

    def _on_add_wanted(self) -> None:
        self.adding_started.emit(self._kind.KIND)
