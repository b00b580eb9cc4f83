"""An action that is open, from a MAPPA meeting, a polygraph examination or elsewhere, and the button that closes it.

Must not know how it is closed.
"""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal

from app.domain.actions import Action
from app.domain.days import day_words
from app.domain.records import Record
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text
from ui.widgets.naming import identify


class ActionCard(Card):
    """``done_chosen`` carries the record of the action."""

    done_chosen = Signal(object)

    def __init__(self, record: Record, action: Action, number: int) -> None:
        super().__init__()
        self._record = record
        self._state = Text(_standing(action), muted=True)
        self._button = SecondaryButton(_("Done today"), "check")
        identify(self._button, f"action-{number}-done", _("Action {number}: done today").format(number=number))
        self._button.setAccessibleDescription(action.what)
        self._button.clicked.connect(self._on_clicked)
        self.add(Text(action.what, strong=True))
        self.add(self._state)
        self.add(self._button)

    def show_closed(self, record: Record) -> None:
        """That it is done, if it is this one."""
        if record.id == self._record.id and isinstance(record.body, Action) and record.body.done_on:
            if self._button.hasFocus():
                self.focusNextChild()
            self._button.hide()
            self._state.setText(_("Done on {day}").format(day=day_words(record.body.done_on)))

    def _on_clicked(self) -> None:
        self.done_chosen.emit(self._record)


def _standing(action: Action) -> str:
    origin = action.origin.label if action.origin else ""
    if action.due is None:
        return _("{owner} · {origin}").format(owner=action.owner, origin=origin)
    return _("{owner} · {origin} · due {day}").format(owner=action.owner, origin=origin, day=day_words(action.due))
