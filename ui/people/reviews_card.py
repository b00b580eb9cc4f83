"""The reviews of a person: those begun and not signed, then the signed ones."""

from __future__ import annotations

from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.absences import titled
from app.domain.reviews import Review
from app.services.people import PersonPage as Content
from app.services.rules import review_titles
from ui.people.rows import review_row, unsigned_review_row
from ui.widgets.list_card import ListCard


class ReviewsCard(ListCard):
    """``review_opened`` with the id of a signed one, ``review_wanted`` with kind and subject of an unsigned one."""

    review_opened = Signal(object)
    review_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reviews"), parent=parent)
        self.list.row_opened.connect(self._on_opened)

    def show_content(self, content: Content) -> None:
        titles, known = review_titles(), (content.absences, content.records)
        begun = [
            unsigned_review_row(one.kind, one.subject, titled(titles.get(one.kind, one.kind), one.subject, *known))
            for one in content.review_drafts
        ]
        signed = [
            review_row(one, titled(titles.get(one.kind, one.kind), one.subject, *known)) for one in content.reviews
        ]
        self.set_rows(begun + signed)

    def _on_opened(self, one: Review | tuple[str, UUID | None]) -> None:
        if isinstance(one, Review):
            self.review_opened.emit(one.id)
        else:
            self.review_wanted.emit(*one)
