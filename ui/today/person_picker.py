"""Asks for whom: type part of a name or the CRN, Enter takes the person marked in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.services import people
from app.services.desk import Desk
from app.services.people import PersonRow
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.row_list import RowList
from ui.widgets.row_shape import Row
from ui.widgets.search import is_exactly, matches
from ui.widgets.tokens import look

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PersonPicker(QDialog):
    """Sends ``person_chosen`` with the person's id and closes; Escape closes without.

    Marked is who was typed in full, or else the first who matches. An Enter before the list has come waits for it.
    """

    person_chosen = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Start a session"))
        identify(self, "person-picker", _("Who is the session with?"))
        self._people: Sequence[PersonRow] | None = None
        self._entered = False
        self._build_parts()
        background.run(partial(people.list_people, desk), self._on_loaded)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter work in the list while the search box keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (*_MOVES, *_ENTERS):
            if self._people is None:
                self._entered = event.key() in _ENTERS
            else:
                self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _build_parts(self) -> None:
        self.resize(QSize(look().px(460), look().px(520)).boundedTo(self.screen().availableSize()))
        layout = QVBoxLayout(self)
        edge = look().space(5)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(look().space(3))
        self._search = LineBox(_("Name or CRN"))
        self._search.changed.connect(self._on_search_changed)
        self._search.control.installEventFilter(self)
        self._none = Text(muted=True)
        self._none.hide()
        self._list = RowList(_("People"))
        self._list.always_marked = True
        self._list.row_opened.connect(self._on_chosen)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._list)
        inner.addStretch()
        scroll.setWidget(holder)
        cancel = SecondaryButton(_("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        for part in (Heading(_("Who is the session with?"), 2), self._search, self._none):
            layout.addWidget(part)
        layout.addWidget(scroll, 1)
        layout.addWidget(cancel)

    def _on_loaded(self, rows: list[PersonRow]) -> None:
        self._people = rows
        self._on_search_changed()
        if self._entered and self._list.current_row and self.isVisible():
            self._on_chosen(self._list.current_key)

    def _on_search_changed(self) -> None:
        if self._people is None:
            return
        typed = self._search.value
        found = [row for row in self._people if matches(typed, row.name, row.preferred_name, row.crn)]
        self._list.set_rows([Row(key=row.id, title=row.name, beside=row.crn, opens=True) for row in found])
        nobody = _("Nobody on the caseload matches.") if self._people else _("Nobody is on the caseload: add a person.")
        self._none.setText(nobody)
        self._none.setVisible(not found)
        if found:
            whole = [is_exactly(typed, row.name, row.preferred_name, row.crn) for row in found]
            self._list.choose(whole.index(True) if True in whole else 0)

    def _on_chosen(self, person_id: object) -> None:
        self.person_chosen.emit(person_id)
        self.accept()
