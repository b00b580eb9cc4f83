"""MAPPA meetings, and actions wherever they come from, on a person's page: record, add, close."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.actions import open_first
from app.domain.mappa import newest_first
from app.domain.records import Record
from app.services import actions
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.dialogs import ActionDialog
from ui.people.rows import action_row, meeting_row
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.row_list import RowList


class MappaCard(Card):
    """``changed`` when something was recorded; ``meeting_wanted`` asks for a meeting that was held."""

    changed = Signal()
    meeting_wanted = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("MAPPA and actions"), parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._none = Text(_("No meeting or action recorded."), muted=True)
        self._actions = RowList(_("Actions"), "D", _("D closes the action as done."))
        self._meetings = RowList(_("MAPPA meetings"))
        for part in (self._none, self._actions, self._meetings):
            self.add(part)
            part.hide()
        self._build_buttons()
        self._actions.row_acted.connect(self._on_action_closed)
        self._actions.letter_pressed.connect(self._on_action_closed)

    def show_content(self, content: Content) -> None:
        """Open actions first, then those done; meetings newest first."""
        today = self._desk.today()
        actions = [action_row(record, action, today) for record, action in open_first(content.records)]
        meetings = [meeting_row(meeting, today) for meeting in newest_first(content.records)]
        self._actions.set_rows(actions)
        self._meetings.set_rows(meetings)
        self._actions.setVisible(bool(actions))
        self._meetings.setVisible(bool(meetings))
        self._none.setVisible(not actions and not meetings)

    def _build_buttons(self) -> None:
        record, add = SecondaryButton(_("Record a meeting")), SecondaryButton(_("Add an action"))
        row = FlowLayout()
        row.addWidget(record)
        row.addWidget(add)
        self.add(row)
        record.clicked.connect(self.meeting_wanted)
        add.clicked.connect(self._on_add_clicked)

    def _on_add_clicked(self) -> None:
        dialog = ActionDialog(self._desk, self._background, self._person_id, self)
        dialog.saved.connect(self.changed)
        dialog.open()

    def _on_action_closed(self, record: Record, _letter: str = "") -> None:
        self._background.run(partial(actions.close, self._desk, record), self._on_closed)

    def _on_closed(self, _nothing: object) -> None:
        self.changed.emit()
