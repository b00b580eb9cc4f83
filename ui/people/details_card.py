"""What is recorded about a person, as a list of words. What is not recorded is left out."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.changes import shown
from app.domain.detail_words import labels
from app.domain.people import Details
from app.services.people import PersonPage as Content
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text
from ui.widgets.tokens import look

_LONGEST = 600


class DetailsCard(Card):
    """``edit_wanted`` when the officer asks to change something."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Details"), parent)
        self._list = QWidget()
        self.add(self._list)
        edit = SecondaryButton(_("Edit details"), "pencil")
        edit.clicked.connect(self.edit_wanted)
        self.add(edit)

    def show_content(self, content: Content) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().space(4))
        grid.setVerticalSpacing(look().space(1.5))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, (label, words) in enumerate(_recorded(content.person.details, content.rar_days_done)):
            for column, text in ((0, Text(label, muted=True)), (1, Text(words))):
                text.setAlignment(Qt.AlignmentFlag.AlignTop)
                grid.addWidget(text, row, column)
        self.body.replaceWidget(self._list, fresh)
        self._list.deleteLater()
        self._list = fresh


def _recorded(details: Details, rar_days_done: int) -> Iterator[tuple[str, str]]:
    words = shown(details)
    for key, label in labels().items():
        text = words[key]
        if key == "rar_days_allowed" and (text or rar_days_done):
            yield _("RAR days"), _("{done} done, {allowed} allowed").format(done=rar_days_done, allowed=text or "0")
        elif text:
            yield label, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
