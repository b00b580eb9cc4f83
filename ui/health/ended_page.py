"""People whose sentence has ended: what is still held, and since when. Nothing is erased by itself."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.services import erasure
from app.services.desk import Desk
from app.services.erasure import Ended
from ui.widgets.background import Background
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.row_shape import Row


class EndedPage(Page):
    """``erase_chosen`` carries the id of the person to be erased."""

    erase_chosen = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("People whose sentence has ended"),
            _(
                "Your office’s retention rules say how long a record is kept. Sightline erases nobody by itself: when "
                "the time has come, you erase a person here."
            ),
            wide=True,
            parent=parent,
        )
        self._desk = desk
        self._background = background
        self._list = ListCard(_("Still held"), empty=_("There is nobody in the store whose sentence has ended."))
        self._list.list.row_acted.connect(self.erase_chosen)
        self.add(self._list)
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        self._background.run(partial(erasure.ended, self._desk), self._on_listed)

    def _on_listed(self, found: tuple[Ended, ...]) -> None:
        self._list.set_rows([_row(one) for one in found])


def _row(one: Ended) -> Row:
    ended = (
        _("Ended {day}").format(day=day_words(one.ended_on)) if one.ended_on else _("Ended; the day is not recorded")
    )
    seen = _("Last session {day}").format(day=day_words(one.last_session)) if one.last_session else _("No session")
    return Row(key=one.person_id, title=one.name, beside=one.crn, lines=(ended,), notes=(seen,), action=_("Erase…"))
