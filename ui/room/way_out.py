"""The way out of the room: the passphrase, checked as on the lock screen."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Problem, WaitBeforeTrying, WrongPassphrase
from app.services import secrets
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox


class WayOut(Card):
    """``opened`` when the right passphrase was typed, ``stayed`` when it is not to be asked for any more."""

    opened = Signal()
    stayed = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("For the probation practitioner"), parent)
        self._desk, self._background = desk, background
        self._errors = ErrorSummary()
        self._secret = LineBox(_("Passphrase"))
        self._secret.control.setEchoMode(QLineEdit.EchoMode.Password)
        self._busy = Text(muted=True)
        self._busy.hide()
        self._go = PrimaryButton(_("Leave the room"), "lock-open")
        stay = SecondaryButton(_("Stay"))
        buttons = FlowLayout()
        for button in (self._go, stay):
            buttons.addWidget(button)
        for part in (self._errors, self._secret, self._busy, buttons):
            self.add(part)
        self.setFocusProxy(self._secret)
        self._go.clicked.connect(self._on_go)
        self._secret.control.returnPressed.connect(self._on_go)
        stay.clicked.connect(self._on_stay)

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        if not self._secret.value:
            self._errors.show_problems([(self._secret, _("Enter the passphrase"))])
            return
        self._errors.clear()
        self._set_busy(_("Checking…"))
        work = partial(secrets.check_passphrase, self._desk, self._secret.value)
        self._background.run(work, self._on_right, self._on_failed)

    def _on_right(self, _nothing: object) -> None:
        self._set_busy("")
        self._secret.set_value("")
        self.opened.emit()

    def _on_failed(self, problem: Problem) -> None:
        self._set_busy("")
        mistyped = isinstance(problem, WaitBeforeTrying | WrongPassphrase)
        self._errors.show_problems([(self._secret if mistyped else None, problem.sentence)])
        self._secret.control.selectAll()
        if isinstance(problem, WaitBeforeTrying):
            self._go.setEnabled(False)
            QTimer.singleShot(problem.seconds * 1000, self, self._on_waited)
        elif mistyped:
            self._secret.setFocus()

    def _on_waited(self) -> None:
        self._errors.clear()
        self._set_busy("")
        self._busy.setText(_("You can try again now."))  # what was typed meanwhile was not tried
        self._busy.show()

    def _on_stay(self) -> None:
        self._errors.clear()
        self._secret.set_value("")
        self.stayed.emit()

    def _set_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self._go.setEnabled(not words)
