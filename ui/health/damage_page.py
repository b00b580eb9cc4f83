"""What can be done when the store does not open: restore a backup, or salvage what is whole; never delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.days import moment_words
from app.domain.problems import AuditBroken, Problem, RolledBack, StoreDamaged
from app.services import backups, health
from app.services.backups import Backup
from app.services.desk import Clock, Desk, Random
from app.services.health import Report
from ui.widgets.background import Background, Progress
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard
from ui.widgets.saved_note import announce

_SALVAGEABLE = (AuditBroken, RolledBack, StoreDamaged)


class DamagePage(Page):
    """``restore_chosen`` asks for the page that restores; ``salvaged`` carries the open desk and the report of what
    came of it; ``left`` when the officer goes back to the lock screen.
    """

    restore_chosen = Signal()
    salvaged = Signal(object, object)
    left = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        clock: Clock,
        random: Random,
        problem: Problem,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("What can be done"), problem.sentence, parent=parent)
        self._folder = folder
        self._background = background
        self._clock = clock
        self._random = random
        self._salvageable = isinstance(problem, _SALVAGEABLE)
        self._working = False
        self._build()
        self._connect_signals()
        self._background.run(partial(backups.listed_in, self._folder), self._on_listed, self._on_no_backups)

    @property
    def settled(self) -> bool:
        """Whether nothing is being salvaged."""
        return not self._working

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``, but not while something is being salvaged: cancel that first."""
        if not self._working:
            go()

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._newest = Text(strong=True)
        self._restore = PrimaryButton(_("Restore from a backup…"))
        self._first = Card(_("Restore a backup"))
        self._first.add(self._newest)
        self._first.add(
            Text(
                _(
                    "The safest way. You see what is in the backup before anything is changed. What was entered after "
                    "it was made is not in it."
                )
            )
        )
        self._first.add(self._restore)
        self._second = self._build_salvage()
        self._second.setVisible(self._salvageable)
        self._progress = ProgressCard()
        self._back = SecondaryButton(_("Back to the lock screen"))
        kept = Text(_("Nothing is deleted: a damaged file is kept in the store’s quarantine folder."), muted=True)
        for part in (self._errors, self._first, self._second, self._progress, kept):
            self.add(part)
        self.set_footer(self._back)

    def _build_salvage(self) -> Card:
        card = Card(_("Salvage what is whole"))
        card.add(
            Text(
                _(
                    "When no backup serves, or you need what is newer than it. Everything that can still be read is "
                    "put into a store made anew, and you are told what is missing. Backups stay as they are."
                )
            )
        )
        self._secret = LineBox(_("Passphrase or recovery key"))
        self._secret.control.setEchoMode(QLineEdit.EchoMode.Password)
        self._salvage = SecondaryButton(_("Salvage"))
        card.add(self._secret)
        card.add(self._salvage)
        return card

    def _connect_signals(self) -> None:
        self._restore.clicked.connect(self.restore_chosen)
        self._salvage.clicked.connect(self._on_salvage)
        self._secret.control.returnPressed.connect(self._on_salvage)
        self._back.clicked.connect(self.left)

    def _on_listed(self, found: tuple[Backup, ...]) -> None:
        newest = next((one.made_at for one in found if one.problem is None and one.made_at), None)
        self._newest.setText(
            _("Newest backup on this computer: {moment}").format(moment=moment_words(newest))
            if newest
            else _("There is no backup on this computer that can be used. There may be one in another folder.")
        )
        self._restore.setFocus()

    def _on_no_backups(self, _problem: Problem) -> None:
        self._on_listed(())

    def _on_salvage(self) -> None:
        if self._working:
            return
        if not self._secret.value:
            self._errors.show_problems([(self._secret, _("Enter the passphrase or the recovery key"))])
            return
        self._errors.clear()
        self._set_working(working=True)
        self._progress.begin(_("Salvaging…"))
        work = partial(self._salvage_all, self._secret.value)
        self._progress.follow(self._background.run_long(work, self._on_salvaged, self._on_failed))

    def _salvage_all(self, typed: str, progress: Progress) -> tuple[Desk, Report]:
        """On the worker thread."""
        told, cancelled = progress.report, self._progress.cancelled
        return health.salvage(self._folder, typed, self._clock, self._random, told, cancelled)

    def _on_salvaged(self, found: tuple[Desk, Report]) -> None:
        self._set_working(working=False)
        self._secret.set_value("")
        announce(self, _("Salvaged"))
        self.salvaged.emit(*found)

    def _on_failed(self, problem: Problem) -> None:
        self._set_working(working=False)
        self._errors.show_problems([(self._secret, problem.sentence)])

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        for part in (self._first, self._second, self._back):
            part.setEnabled(not working)
        if not working:
            self._progress.hide()
