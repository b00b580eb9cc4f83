"""The latest rating of each acute factor, and the session it comes from."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.ratings import Factor, PastRating
from app.services.people import PersonPage as Content
from ui.people.rows import factor_row
from ui.widgets.list_card import ListCard


class FactorsCard(ListCard):
    """``session_opened`` with the id of the session in which the factor was rated."""

    session_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Acute factors, the latest rating of each"), counted=False, parent=parent)
        self.list.row_opened.connect(self._on_opened)

    def show_content(self, content: Content) -> None:
        self.set_rows([factor_row(factor, content.history) for factor in Factor])

    def _on_opened(self, rating: PastRating | Factor) -> None:
        if isinstance(rating, PastRating):
            self.session_opened.emit(rating.session_id)
