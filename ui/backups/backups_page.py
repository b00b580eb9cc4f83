"""Backups: how old the newest verified one is, which there are and what is in them; making one."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.days import moment_words
from app.domain.problems import Cancelled, Problem
from app.services import backups
from app.services.backups import Backup
from app.services.desk import Desk
from ui.backups.rows import backup_row
from ui.widgets.background import Background, Progress
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class BackupsPage(Page):
    """``restore_wanted`` with the path of a backup, or None to choose one there; ``backup_age_changed`` with words
    for the status bar.
    """

    restore_wanted = Signal(object)
    backup_age_changed = Signal(str)

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Backups"),
            _(
                "A backup is made each day when Sightline locks, and before anything that changes the whole store. "
                "Each is encrypted, and checked before it counts."
            ),
            wide=True,
            parent=parent,
        )
        self._desk = desk
        self._background = background
        self._build()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Look at the folder anew."""
        self._background.run(partial(backups.listed, self._desk), self._on_listed)

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._age = Text(strong=True)
        self._done = Text()
        self._done.hide()
        self._make = PrimaryButton(_("Back up now"), "save")
        self._elsewhere = SecondaryButton(_("Back up to another folder…"))
        self._restore = SecondaryButton(_("Restore…"))
        buttons = FlowLayout(spacing=look().space(3))
        for button in (self._make, self._elsewhere, self._restore):
            buttons.addWidget(button)
        self._progress = ProgressCard()
        self._list = ListCard(
            _("On this computer"),
            empty=_("No backup yet. The first is made when Sightline locks, or now if you want."),
        )
        advice = _(
            "Backups on this computer are lost with it. Now and then make one in another folder, best on an encrypted "
            "stick that you keep elsewhere: it opens with the passphrase or the recovery key, on any computer."
        )
        for part in (
            self._errors,
            self._age,
            self._done,
            buttons,
            self._progress,
            Text(advice, muted=True),
            self._list,
        ):
            self.add(part)

    def _connect_signals(self) -> None:
        self._make.clicked.connect(self._on_make)
        self._elsewhere.clicked.connect(self._on_elsewhere)
        self._restore.clicked.connect(self._on_restore)
        self._list.list.row_acted.connect(self._on_row)

    def _on_elsewhere(self) -> None:
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.HomeLocation)
        dialog = QFileDialog(self, _("Where to put the backup"), places[0] if places else "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_make(self) -> None:
        self._begin(None)

    def _on_folder(self, folder: str) -> None:
        self._begin(Path(folder))

    def _on_restore(self) -> None:
        self.restore_wanted.emit(None)

    def _on_row(self, backup: Backup) -> None:
        self.restore_wanted.emit(backup.path)

    def _begin(self, to: Path | None) -> None:
        self._errors.clear()
        self._done.hide()
        self._set_enabled(enabled=False)
        self._progress.begin(_("Backing up…"))
        self._progress.follow(self._background.run_long(partial(self._back_up, to), self._on_made, self._on_failed))

    def _back_up(self, to: Path | None, progress: Progress) -> Backup:
        """On the worker thread."""
        return backups.make(self._desk, to, progress.report, self._progress.cancelled)

    def _on_made(self, made: Backup) -> None:
        self._finish(_("Backed up and checked: {file}").format(file=made.path))
        self.refresh()

    def _on_failed(self, problem: Problem) -> None:
        if isinstance(problem, Cancelled):
            self._finish(problem.sentence)
            return
        self._finish("")
        self._errors.show_problems([(None, problem.sentence)])

    def _finish(self, words: str) -> None:
        self._progress.hide()
        self._set_enabled(enabled=True)
        self._done.setText(words)
        self._done.setVisible(bool(words))
        self._make.setFocus()
        announce(self, words)

    def _on_listed(self, found: tuple[Backup, ...]) -> None:
        now = self._desk.now()
        made_at = backups.newest_of((one.made_at for one in found if one.made_at and not one.problem), now)
        self._age.setText(
            _("Newest verified backup: {moment}").format(moment=moment_words(made_at))
            if made_at
            else _("There is no verified backup on this computer yet")
        )
        self._list.set_rows(
            [backup_row(one, _("Restore…"), newest=bool(made_at) and one.made_at == made_at) for one in found]
        )
        self.backup_age_changed.emit(backups.age_words(made_at, now))

    def _set_enabled(self, *, enabled: bool) -> None:
        for part in (self._make, self._elsewhere, self._restore, self._list):
            part.setEnabled(enabled)
