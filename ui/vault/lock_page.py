"""The lock screen: a passphrase or the recovery key, and nothing that tells about the case.

It is painted before the vault's services are loaded, which happens on the worker thread right after.
"""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import (
    AuditBroken,
    FolderPutBack,
    HeaderDamaged,
    HeaderForeign,
    NoStoreHere,
    Problem,
    RecoveryKeyMistyped,
    RolledBack,
    StoreDamaged,
    WaitBeforeTrying,
    WrongPassphrase,
)
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page

if TYPE_CHECKING:
    from app.services.desk import Clock, Desk, Random

_AFTER_PAINT = 60  # milliseconds
_DAMAGE = (AuditBroken, FolderPutBack, HeaderDamaged, HeaderForeign, RolledBack, StoreDamaged)
"""What a backup, a salvage or a closer look may help with."""


class LockPage(Page):
    """``unlocked`` carries the open desk; ``recovered`` too, when the recovery key opened it.

    ``restore_chosen`` asks for the page that restores a backup; ``damage_opened`` carries the Problem for which a page
    should say what can be done. ``hint`` is shown under the heading: the demonstration names its passphrase there.
    """

    unlocked = Signal(object)
    recovered = Signal(object)
    restore_chosen = Signal()
    damage_opened = Signal(object)
    _progressed = Signal(int, int)  # from the worker's thread

    def __init__(
        self,
        folder: Path,
        background: Background,
        clock: Clock,
        random: Random,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Sightline is locked"), hint, parent=parent)
        self._folder = folder
        self._background = background
        self._clock = clock
        self._random = random
        self._with_key = False
        self._damage: Problem | None = None
        self._waiting = 0
        self._tick = QTimer(self, interval=1000)
        self._build()
        self._connect_signals()
        QTimer.singleShot(_AFTER_PAINT, self, self._ask_state)

    def _ask_state(self) -> None:
        """A wait left over from before is shown and counted down; damage is said before anybody types."""
        self._background.run(self._wait_left, self._on_wait_left, self._on_unusable)

    def _wait_left(self) -> int:
        from app.services import vault  # noqa: PLC0415  # see above

        state = vault.state(self._folder, self._clock)
        if isinstance(state, vault.NoVault):
            raise NoStoreHere
        return state.wait_seconds

    def _on_wait_left(self, seconds: int) -> None:
        if seconds:
            self._wait(seconds)

    def _on_unusable(self, problem: Problem) -> None:
        self._errors.show_problems([(None, problem.sentence)])
        self._offer_help(problem)

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._secret = LineBox(_("Passphrase"))
        self._secret.control.setEchoMode(QLineEdit.EchoMode.Password)
        self._key = LineBox(_("Recovery key"), _("From your printed copy. Capitals and dashes do not matter."))
        self._key.hide()
        self._go = PrimaryButton(_("Unlock"), "lock-open")
        self._other = LinkButton(_("Use the recovery key"))
        self._busy = Text(muted=True)
        self._help = SecondaryButton(_("What can be done"))
        self._older = SecondaryButton(_("Open this older copy"))
        self._restore = LinkButton(_("Restore from a backup"))
        self._busy.hide()
        self._help.hide()
        self._older.hide()
        for part in (
            self._errors, self._help, self._secret, self._key, self._busy, self._go, self._older, self._other,
            self._restore,
        ):  # fmt: skip
            self.add(part)
        self.setFocusProxy(self._secret)

    def _connect_signals(self) -> None:
        self._go.clicked.connect(self._on_unlock)
        self._older.clicked.connect(self._on_older)
        self._help.clicked.connect(self._on_help)
        self._restore.clicked.connect(self.restore_chosen)
        self._progressed.connect(self._on_progressed)
        self._other.clicked.connect(self._on_other)
        self._tick.timeout.connect(self._on_tick)
        for field in (self._secret, self._key):
            field.control.returnPressed.connect(self._on_unlock)

    def _on_other(self) -> None:
        self._with_key = not self._with_key
        self._errors.clear()
        self._older.hide()
        self._secret.setVisible(not self._with_key)
        self._key.setVisible(self._with_key)
        self._other.set_words(_("Use the passphrase") if self._with_key else _("Use the recovery key"))
        (self._key if self._with_key else self._secret).setFocus()

    def _on_unlock(self) -> None:
        field = self._key if self._with_key else self._secret
        if not self._go.isEnabled():
            return
        if not field.value:
            sentence = _("Enter the recovery key") if self._with_key else _("Enter the passphrase")
            self._errors.show_problems([(field, sentence)])
            return
        self._try(field.value, accept_older=False)

    def _on_older(self) -> None:
        """The officer has read that this is an older copy, and typed the recovery key all the same."""
        if self._go.isEnabled():
            self._try(self._key.value, accept_older=True)

    def _on_help(self) -> None:
        self.damage_opened.emit(self._damage)

    def _try(self, typed: str, *, accept_older: bool) -> None:
        self._errors.clear()
        self._older.hide()
        self._help.hide()
        self._set_busy(_("Unlocking…"))
        work = partial(self._unlock, typed, accept_older=accept_older)
        self._background.run(work, self._on_opened, self._on_failed)

    def _unlock(self, typed: str, *, accept_older: bool) -> Desk:
        from app.services import vault  # noqa: PLC0415  # see above

        return vault.unlock(
            self._folder,
            typed,
            self._clock,
            self._random,
            progress=self._progressed.emit,
            accept_older=accept_older,
        )

    def _on_progressed(self, done: int, total: int) -> None:
        """Only after a stop without a lock, or without head.json: then every page is read."""
        if not self._go.isEnabled():
            percent = 100 * done // max(total, 1)
            self._busy.setText(_("Checking the store after a sudden stop: {percent} %").format(percent=percent))

    def _on_opened(self, desk: Desk) -> None:
        self._secret.set_value("")
        self._key.set_value("")
        self._set_busy("")
        (self.recovered if desk.vault.opened_with == "recovery" else self.unlocked).emit(desk)

    def _on_failed(self, problem: Problem) -> None:
        self._set_busy("")
        field = self._key if self._with_key else self._secret
        mistyped = isinstance(problem, RecoveryKeyMistyped | WaitBeforeTrying | WrongPassphrase)
        self._errors.show_problems([(field if mistyped else None, problem.sentence)])
        self._offer_help(problem)
        self._older.setVisible(self._with_key and isinstance(problem, FolderPutBack))
        field.control.selectAll()
        if isinstance(problem, WaitBeforeTrying):
            self._wait(problem.seconds)
        elif mistyped:
            field.setFocus()

    def _offer_help(self, problem: Problem) -> None:
        self._damage = problem
        self._help.setVisible(isinstance(problem, _DAMAGE))

    def _wait(self, seconds: int) -> None:
        self._waiting = seconds
        self._tick.start()
        self._show_waiting()

    def _on_tick(self) -> None:
        self._waiting -= 1
        if self._waiting <= 0:
            self._tick.stop()
            self._errors.clear()
            self._set_busy("")
            self._busy.setText(_("You can try again now."))  # what was typed meanwhile was not tried
            self._busy.show()
            (self._key if self._with_key else self._secret).setFocus()
            return
        self._show_waiting()

    def _show_waiting(self) -> None:
        words = ngettext(
            "Nothing is lost. You can try again in {seconds} second.",
            "Nothing is lost. You can try again in {seconds} seconds.",
            self._waiting,
        )
        self._set_busy(words.format(seconds=self._waiting))

    def _set_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        self._go.setEnabled(not words)
