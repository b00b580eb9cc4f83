"""Sessions signed here whose text is not yet in NDelius, newest first; C ticks one off as copied today."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words, moment_words
from app.domain.facts import local_day
from app.domain.handover import Uncopied
from app.domain.problems import Problem
from app.services import handover
from app.services.desk import Desk
from app.services.handover import NotCopied
from app.services.today import TodayPage
from ui.widgets.background import Background
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.row_shape import Row
from ui.widgets.saved_note import announce


class UncopiedCard(ListCard):
    """``session_opened`` with the id of the session, whose texts are to be copied; ``failed`` with a Problem."""

    session_opened = Signal(object)
    failed = Signal(Problem)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Signed here, not yet copied to NDelius"),
            "C",
            _("Enter opens the texts to copy, C ticks the session off as copied today."),
            parent=parent,
        )
        self._desk, self._background = desk, background
        self._older = Text("", muted=True)
        self.add(self._older)
        self.list.row_opened.connect(self._on_opened)
        self.list.letter_pressed.connect(self._on_copied)

    def show_content(self, _content: TodayPage) -> None:
        """Whenever Today is read: fetch the list anew; what is shown stays until then."""
        self._refresh()

    def _refresh(self) -> None:
        self._background.run(partial(handover.not_copied, self._desk), self._on_loaded, self.failed.emit)

    def _on_loaded(self, found: NotCopied) -> None:
        self.set_rows([_row(one) for one in found.listed])
        words = _("Older ones that are not ticked off: {count}. They are not listed here: each person’s page has them.")
        self._older.setText(words.format(count=found.older))
        self._older.setVisible(bool(found.older))
        self.setVisible(bool(found.listed or found.older))

    def _on_opened(self, one: Uncopied) -> None:
        self.session_opened.emit(one.session_id)

    def _on_copied(self, one: Uncopied, _letter: str) -> None:
        work = partial(handover.tick_off, self._desk, one.session_id, self._desk.today())
        self._background.run(work, self._on_ticked, self.failed.emit)

    def _on_ticked(self, _result: object) -> None:
        announce(self, _("Ticked off as copied to NDelius today"))
        self._refresh()


def _row(one: Uncopied) -> Row:
    return Row(
        key=one,
        title=one.person_name,
        beside=_("Session of {day}").format(day=day_words(local_day(one.held_at))),
        notes=(_("Signed {moment}").format(moment=moment_words(one.signed_at)),),
        opens=True,
    )
