"""What the records do not say about a person although they should."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.services.people import PersonPage as Content
from ui.people.rows import blind_spot_row
from ui.widgets.list_card import ListCard


class BlindSpotsCard(ListCard):
    """Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Blind spots"), parent=parent)

    def show_content(self, content: Content) -> None:
        self.set_rows([blind_spot_row(spot) for spot in content.blind_spots])
