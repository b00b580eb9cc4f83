"""MAPPA meetings and actions on a person's page: record, add, close."""

from __future__ import annotations

from datetime import date
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.people import MappaAction
from app.services import people
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.dialogs import ActionDialog, MeetingDialog
from ui.people.rows import action_row, meeting_row
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.row_list import RowList


class MappaCard(Card):
    """``changed`` when something was recorded."""

    changed = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("MAPPA"), parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._none = Text(_("No meeting or action recorded."), muted=True)
        self._actions = RowList(_("MAPPA actions"))
        self._meetings = RowList(_("MAPPA meetings"))
        for part in (self._none, self._actions, self._meetings):
            self.add(part)
            part.hide()
        self._build_buttons()
        self._actions.row_acted.connect(self._on_action_closed)

    def show_content(self, content: Content, today: date) -> None:
        """Open actions first, then those done; meetings newest first."""
        actions = sorted(content.actions, key=_is_done)
        self._actions.set_rows([action_row(action, today) for action in actions])
        self._meetings.set_rows([meeting_row(meeting) for meeting in content.meetings])
        self._actions.setVisible(bool(actions))
        self._meetings.setVisible(bool(content.meetings))
        self._none.setVisible(not actions and not content.meetings)

    def record_meeting(self) -> None:
        """Ask for a meeting that was held."""
        dialog = MeetingDialog(self._desk, self._background, self._person_id, self)
        dialog.saved.connect(self.changed)
        dialog.open()

    def _build_buttons(self) -> None:
        record, add = SecondaryButton(_("Record a meeting")), SecondaryButton(_("Add an action"))
        row = FlowLayout()
        row.addWidget(record)
        row.addWidget(add)
        self.add(row)
        record.clicked.connect(self.record_meeting)
        add.clicked.connect(self._on_add_clicked)

    def _on_add_clicked(self) -> None:
        dialog = ActionDialog(self._desk, self._background, self._person_id, self)
        dialog.saved.connect(self.changed)
        dialog.open()

    def _on_action_closed(self, action: MappaAction) -> None:
        self._background.run(partial(people.close_mappa_action, self._desk, action.id), self._on_closed)

    def _on_closed(self, _nothing: object) -> None:
        self.changed.emit()


def _is_done(action: MappaAction) -> bool:
    return action.done_on is not None
