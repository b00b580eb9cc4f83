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
from ui.widgets.search import matches
from ui.widgets.tokens import look


class PersonPicker(QDialog):
    """Sends ``person_chosen`` with the person's id and closes; Escape closes without."""

    person_chosen = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Start a session"))
        identify(self, "person-picker", _("Who is the session with?"))
        self._people: Sequence[PersonRow] = ()
        self._build_parts()
        background.run(partial(people.list_people, desk), self._on_loaded)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter work in the list while the search box keeps the focus."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
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

    def _on_search_changed(self) -> None:
        typed = self._search.value
        found = [row for row in self._people if matches(typed, row.name, row.preferred_name, row.crn)]
        self._list.set_rows([Row(key=row.id, title=row.name, beside=row.crn, opens=True) for row in found])
        nobody = _("Nobody on the caseload matches.") if self._people else _("Nobody is on the caseload: add a person.")
        self._none.setText(nobody)
        self._none.setVisible(not found)
        if found:
            self._list.choose(0)

    def _on_chosen(self, person_id: object) -> None:
        self.person_chosen.emit(person_id)
        self.accept()
