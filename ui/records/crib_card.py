"""Offers to put a crib together for ARMS or OASys from what is recorded already."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.cribs import Form
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text


class CribCard(Card):
    """``crib_wanted`` with the form."""

    crib_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Put together for a form"), parent)
        words = _("Dated entries from sessions and records under the headings of the form: nothing is written twice.")
        self.add(Text(words, muted=True))
        row = FlowLayout()
        for form in Form:
            button = SecondaryButton(_("Put together for {form}…").format(form=form.label))
            button.clicked.connect(partial(self._on_wanted, form))
            row.addWidget(button)
        self.add(row)

    def _on_wanted(self, form: Form) -> None:
        self.crib_wanted.emit(form)
