"""What was changed in a person's details: who, when, which field, before and after. Fetched when asked for."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.domain.people import Change
from app.services import people
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.rows import change_row
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.label import Text
from ui.widgets.row_list import RowList


class HistoryCard(Card):
    """Closed at first; a refresh keeps it open or closed."""

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Changes to the details"), parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._show = LinkButton(_("Show the changes"))
        self._none = Text(_("Nothing was changed since the person was added."), muted=True)
        self._list = RowList(_("Changes to the details"))
        for part in (self._show, self._none, self._list):
            self.add(part)
        self._none.hide()
        self._list.hide()
        self._show.clicked.connect(self._on_show_clicked)

    def show_content(self, _content: Content) -> None:
        """Fetch the changes anew where they are shown."""
        if self._show.isHidden():
            self._on_show_clicked()

    def _on_show_clicked(self) -> None:
        self._background.run(partial(people.history, self._desk, self._person_id), self._on_loaded)

    def _on_loaded(self, changes: list[Change]) -> None:
        self._show.hide()
        self._list.set_rows([change_row(change) for change in changes])
        self._list.setVisible(bool(changes))
        self._none.setVisible(not changes)
        if changes and not self._list.hasFocus():
            self._list.setFocus()
