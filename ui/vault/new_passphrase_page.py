"""After the recovery key opened the store: a new passphrase, since the old one is lost."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from app.services import vault
from app.services.desk import Desk
from ui.vault.passphrase_fields import PassphraseFields
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page


class NewPassphrasePage(Page):
    """``finished`` carries the desk, whether a new passphrase was set or the old one kept."""

    finished = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose a new passphrase"),
            _("The recovery key opened your store and stays as it is. Nothing was lost."),
            parent=parent,
        )
        self._desk = desk
        self._background = background
        self._errors = ErrorSummary()
        self._fields = PassphraseFields(background)
        self._go = PrimaryButton(_("Set the passphrase"))
        keep = SecondaryButton(_("Keep the old passphrase"))
        for part in (self._errors, self._fields):
            self.add(part)
        self.set_footer(self._go, keep)
        self.setFocusProxy(self._fields)
        self._go.clicked.connect(self._on_set)
        keep.clicked.connect(self._on_done)

    def _on_set(self) -> None:
        problems = self._fields.problems()
        self._errors.show_problems(problems)
        if problems:
            return
        self._go.setEnabled(False)
        change = partial(vault.reset_passphrase, self._desk, self._fields.value)
        self._background.run(change, self._on_done, self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self._go.setEnabled(True)
        self._errors.show_problems([(None, problem.sentence)])

    def _on_done(self, _nothing: object = None) -> None:
        self.finished.emit(self._desk)
