"""The first run in three pages: the officer, a passphrase, and the recovery key typed back."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.officers import Officer
from app.domain.problems import Problem
from app.services import officers, vault
from app.services.desk import Clock, Desk, Random
from app.services.vault import NewVault
from ui.vault.passphrase_fields import PassphraseFields
from ui.vault.recovery_page import RecoveryPage
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.officer_fields import OfficerFields
from ui.widgets.page import Page


class FirstRun(QWidget):
    """Makes a store in ``folder``; ``store_created`` carries the open desk."""

    store_created = Signal(object)
    demonstration_chosen = Signal()
    restore_chosen = Signal()

    def __init__(
        self, folder: Path, background: Background, clock: Clock, random: Random, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._clock = clock
        self._random = random
        self._officer: Officer | None = None
        self._pages = QStackedLayout(self)
        self._build_officer()
        self._build_passphrase()
        self._recovery: RecoveryPage | None = None

    def focus_first(self) -> None:
        self._officer_fields.setFocus()

    def _build_officer(self) -> None:
        page = Page(_("About you"), _("Step 1 of 3 · Each note you sign says who wrote it and who supervises you."))
        self._officer_errors = ErrorSummary()
        self._officer_fields = OfficerFields()
        before = Text(
            _(
                "Sightline keeps all that you record in one encrypted store on this computer. For the last step have a "
                "printer at hand, or pen and paper."
            )
        )
        demonstration = LinkButton(_("Try it with invented people instead"))
        demonstration.clicked.connect(self.demonstration_chosen)
        go = PrimaryButton(_("Continue"))
        go.clicked.connect(self._on_officer_continue)
        restore = LinkButton(_("Restore from a backup instead"))
        restore.clicked.connect(self.restore_chosen)
        for part in (before, self._officer_errors, self._officer_fields, demonstration, restore):
            page.add(part)
        page.set_footer(go)
        self._pages.addWidget(page)

    def _build_passphrase(self) -> None:
        page = Page(
            _("Choose a passphrase"),
            _("Step 2 of 3 · It opens your store, which is kept encrypted on this computer only."),
        )
        self._passphrase_errors = ErrorSummary()
        self._passphrase = PassphraseFields(self._background)
        self._go = PrimaryButton(_("Continue"))
        self._go.clicked.connect(self._on_passphrase_continue)
        self._passphrase.entered.connect(self._on_passphrase_continue)
        self._passphrase.suggested.connect(self._passphrase_errors.clear)
        self._back = SecondaryButton(_("Back"), "arrow-left")
        self._back.clicked.connect(partial(self._show_page, 0))
        self._busy = Text(_("Making the keys…"), muted=True)
        self._busy.hide()
        for part in (self._passphrase_errors, self._passphrase, self._busy):
            page.add(part)
        page.set_footer(self._go, self._back)
        self._pages.addWidget(page)

    def _on_officer_continue(self) -> None:
        problems = self._officer_fields.problems()
        self._officer_errors.show_problems(problems)
        if not problems:
            self._officer = self._officer_fields.value
            self._show_page(1)
            self._passphrase.setFocus()

    def _on_passphrase_continue(self) -> None:
        if not self._go.isEnabled():  # Enter in the field, while the keys are being made
            return
        problems = self._passphrase.problems()
        self._passphrase_errors.show_problems(problems)
        if problems:
            return
        self._set_busy(busy=True)
        make = partial(vault.create, self._folder, self._passphrase.value, self._random)
        self._background.run(make, self._on_made, self._on_not_made)

    def _on_made(self, made: NewVault) -> None:
        self._set_busy(busy=False)
        self._recovery = RecoveryPage(made.recovery_key, _("Step 3 of 3 · The way in when the passphrase is lost."))
        self._recovery.typed_back.connect(partial(self._on_typed_back, made))
        self._pages.addWidget(self._recovery)
        self._show_page(2)
        self._recovery.setFocus()

    def _on_not_made(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        self._passphrase_errors.show_problems([(None, problem.sentence)])

    def _on_typed_back(self, made: NewVault, typed: str) -> None:
        self._background.run(partial(self._finish, made, typed), self._on_finished, self._on_not_confirmed)

    def _on_finished(self, desk: Desk) -> None:
        self.store_created.emit(desk)

    def _finish(self, made: NewVault, typed: str) -> Desk:
        desk = made.confirm_recovery_key(typed, self._clock)
        if self._officer:
            officers.record(desk, self._officer)
        return desk

    def _on_not_confirmed(self, problem: Problem) -> None:
        if self._recovery:
            self._recovery.show_problem(problem.sentence)

    def _set_busy(self, *, busy: bool) -> None:
        self._go.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._busy.setVisible(busy)

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
