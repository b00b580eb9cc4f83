"""After the recovery key opened the store: a new passphrase, since the old one is lost or no longer enough."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.keyring_problems import DeviceSecretGone
from app.domain.problems import Problem
from app.services import secrets
from app.services.desk import Desk
from app.services.secrets import KeyringState
from ui.vault.passphrase_fields import PassphraseFields
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.choice import ChoiceList
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.page import Page


class NewPassphrasePage(Page):
    """``finished`` carries the desk, whether a new passphrase was set or the old one kept."""

    finished = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose a new passphrase"), _("The recovery key opened your store and stays as it is."), parent=parent
        )
        self._desk = desk
        self._background = background
        self._build()
        self._connect_signals()
        background.run(partial(secrets.keyring_state, desk), self._on_state)

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._fields = PassphraseFields(self._background)
        self._keyring = ChoiceList(
            _("This computer’s keyring"),
            [("use", _("Ask this computer’s keyring as well"), _("A copied folder is then of no use elsewhere."))],
            several=True,
            show_question=False,
        )
        self._about_keyring = Text(muted=True)
        self._go = PrimaryButton(_("Set the passphrase"))
        self._keep = SecondaryButton(_("Keep the old passphrase"))
        for sentence in self._desk.warnings:
            self.add(Text(sentence))
        for part in (self._errors, self._about_keyring, self._fields, self._keyring):
            self.add(part)
        self._keyring.hide()
        self._about_keyring.hide()
        self.set_footer(self._go, self._keep)
        self.setFocusProxy(self._fields)

    def _connect_signals(self) -> None:
        self._go.clicked.connect(self._on_set)
        self._fields.entered.connect(self._on_set)
        self._fields.suggested.connect(self._errors.clear)
        self._keep.clicked.connect(self._on_done)

    def _on_state(self, state: KeyringState) -> None:
        """Only a store that used the keyring is asked about it here; others find it in the settings."""
        if not state.in_use:
            return
        gone = isinstance(state.problem, DeviceSecretGone)
        self._keyring.setVisible(gone or state.problem is None)
        self._keyring.set_values(["use"] if state.problem is None else [])
        if state.problem is not None:
            self._keep.hide()  # the old passphrase alone no longer opens the store
            self._about_keyring.setText(
                _(
                    "This computer’s keyring no longer gives its part of the key, so the old passphrase does not open "
                    "the store. Choose whether the new one is to ask the keyring again."
                )
                if gone
                else state.problem.sentence
            )
            self._about_keyring.show()

    def _on_set(self) -> None:
        if not self._go.isEnabled():  # Enter in the field, while the first press is being answered
            return
        problems = self._fields.problems()
        self._errors.show_problems(problems)
        if problems:
            return
        self._go.setEnabled(False)
        with_keyring = self._keyring.value == "use"
        change = partial(secrets.reset_passphrase, self._desk, self._fields.value, with_keyring=with_keyring)
        self._background.run(change, self._on_done, self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self._go.setEnabled(True)
        self._errors.show_problems([(None, problem.sentence)])

    def _on_done(self, _nothing: object = None) -> None:
        self.finished.emit(self._desk)
