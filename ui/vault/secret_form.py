"""One change of a secret: a heading, what it means, the fields it takes, and one green button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import NotTheRecoveryKey, Problem, RecoveryKeyMistyped, WrongPassphrase
from ui.vault.passphrase_fields import PassphraseFields
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page


class SecretForm(Page):
    """``work`` reads the fields and returns the change for the worker. ``done`` once it is made, ``left`` by Back."""

    done = Signal()
    left = Signal()

    def __init__(
        self,
        heading: str,
        below: str,
        fields: Sequence[tuple[LineBox, str]],
        go: str,
        work: Callable[[], Callable[[], object]],
        background: Background,
        new: PassphraseFields | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``fields`` with what is said when one is empty; ``new`` where a passphrase is chosen."""
        super().__init__(heading, below, parent=parent)
        self._fields = fields
        self._new = new
        self._work = work
        self._background = background
        self._errors = ErrorSummary()
        self._busy = Text(_("This takes a moment…"), muted=True)
        self._go = PrimaryButton(go)
        back = SecondaryButton(_("Back"), "arrow-left")
        self.add(self._errors)
        for field, _empty in fields:
            self.add(field)
            field.control.returnPressed.connect(self._on_go)
        if new:
            self.add(new)
            new.entered.connect(self._on_go)
            new.suggested.connect(self._errors.clear)
        self._busy.hide()
        self.add(self._busy)
        self.set_footer(self._go, back)
        self.setFocusProxy(fields[0][0])
        self._go.clicked.connect(self._on_go)
        back.clicked.connect(self.left)

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        problems: list[tuple[Field | None, str]] = [(field, empty) for field, empty in self._fields if not field.value]
        problems += self._new.problems() if self._new else []
        self._errors.show_problems(problems)
        if not problems:
            self._set_busy(busy=True)
            self._background.run(self._work(), self._on_done, self._on_failed)

    def _on_done(self, _nothing: object) -> None:
        self._set_busy(busy=False)
        self.done.emit()

    def _on_failed(self, problem: Problem) -> None:
        self._set_busy(busy=False)
        mistyped = isinstance(problem, NotTheRecoveryKey | RecoveryKeyMistyped | WrongPassphrase)
        self._errors.show_problems([(self._fields[0][0] if mistyped else None, problem.sentence)])

    def _set_busy(self, *, busy: bool) -> None:
        self._go.setEnabled(not busy)
        self._busy.setVisible(busy)


def hidden_box(label: str, hint: str = "") -> LineBox:
    """A line whose letters are not shown."""
    box = LineBox(label, hint)
    box.control.setEchoMode(QLineEdit.EchoMode.Password)
    return box
