"""Restoring: choose a backup, type what opens it, see what is in it, confirm. Also from the lock screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.domain.days import moment_words
from app.domain.problems import Cancelled, Problem
from app.services import backups, restoring
from app.services.backups import Backup, Preview
from app.services.desk import Clock, Desk, Random
from ui.backups.rows import backup_row, contents_words
from ui.widgets.background import Background, Progress
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page
from ui.widgets.progress_card import ProgressCard
from ui.widgets.saved_note import announce


class RestorePage(Page):
    """``restored`` carries the open desk of what was restored, ``recovered`` does where the recovery key opened a store
    that was not open before; ``left`` when the officer gives up.

    With ``desk`` the store in use is the one to replace, and that desk is of no more use after ``restored``. Without,
    what is in ``folder``, or nothing yet.
    """

    restored = Signal(object)
    recovered = Signal(object)
    left = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        clock: Clock,
        random: Random,
        desk: Desk | None = None,
        chosen: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Restore from a backup"), parent=parent)
        self._folder = folder
        self._background = background
        self._clock = clock
        self._random = random
        self._desk = desk
        self._path: Path | None = None
        self._working = False
        self._build()
        self._connect_signals()
        if chosen:
            self.choose(chosen)
        else:
            self._ask_which()

    @property
    def settled(self) -> bool:
        """Whether nothing is being restored."""
        return not self._working

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``, but not while something is being restored: cancel that first."""
        if not self._working:
            go()

    def choose(self, path: Path) -> None:
        """Go on with this backup: what opens it is asked next."""
        self._path = path
        self._errors.clear()
        self._file.setText(_("Backup: {file}").format(file=path))
        self._show(self._file, self._secret, self._change, self._look, self._cancel)
        self._secret.setFocus()

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._list = ListCard(_("Backups on this computer"), empty=_("There is none in the store’s folder."))
        self._elsewhere = SecondaryButton(_("Choose a file elsewhere…"))
        self._file = Text(strong=True)
        self._secret = LineBox(
            _("Passphrase or recovery key"),
            _("Those you use now. Nothing is changed yet: first you see what is in the backup.")
            if self._desk
            else _("Nothing is changed yet: first you see what is in the backup."),
        )
        self._secret.control.setEchoMode(QLineEdit.EchoMode.Password)
        self._change = LinkButton(_("Choose another backup"))
        self._contents = Card(_("What is in it"))
        self._words = Text()
        self._contents.add(self._words)
        self._outcome = Card(_("What happens when you restore it"))
        self._outcome.add(Text(self._what_happens()))
        self._stopped = Text(strong=True)
        self._progress = ProgressCard()
        self._look = PrimaryButton(_("Look into it"), "eye")
        self._go = PrimaryButton(_("Restore this backup"))
        self._cancel = SecondaryButton(_("Cancel"))
        body = (
            self._list,
            self._elsewhere,
            self._file,
            self._secret,
            self._contents,
            self._outcome,
            self._stopped,
            self._change,
            self._progress,
        )
        footer = (self._look, self._go, self._cancel)
        self.add(self._errors)
        for part in body:
            self.add(part)
        self.set_footer(*footer)
        self._parts = (*body, *footer)

    def _connect_signals(self) -> None:
        self._list.list.row_acted.connect(self._on_row)
        self._list.list.row_opened.connect(self._on_row)
        self._elsewhere.clicked.connect(self._on_elsewhere)
        self._change.clicked.connect(self._on_change)
        self._secret.control.returnPressed.connect(self._on_look)
        self._look.clicked.connect(self._on_look)
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.left)

    # ── Which ────────────────────────────────────────────────────────────────────────────────────────

    def _on_change(self) -> None:
        self._path = None
        self._ask_which()

    def _ask_which(self) -> None:
        self._errors.clear()
        self._show(self._elsewhere, self._cancel)
        self._background.run(self._listed, self._on_listed, self._on_failed)

    def _listed(self) -> tuple[Backup, ...]:
        """On the worker thread."""
        return backups.listed(self._desk) if self._desk else backups.listed_in(self._folder)

    def _on_listed(self, found: tuple[Backup, ...]) -> None:
        if self._path is not None:  # chosen meanwhile
            return
        newest = next((backup for backup in found if backup.problem is None), None)
        self._list.set_rows([backup_row(one, _("Choose"), newest=one is newest) for one in found])
        (self._list.list if found else self._elsewhere).setFocus()

    def _on_row(self, backup: Backup) -> None:
        if backup.problem is None:
            self.choose(backup.path)

    def _on_elsewhere(self) -> None:
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.HomeLocation)
        names = _("Sightline backups (*.backup)")
        dialog = QFileDialog(self, _("The backup to restore"), places[0] if places else "", names)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, path: str) -> None:
        self.choose(Path(path))

    # ── What is in it ────────────────────────────────────────────────────────────────────────────────

    def _on_look(self) -> None:
        if self._path is None or not self._look.isEnabled():
            return
        if not self._secret.value:
            self._errors.show_problems([(self._secret, _("Enter the passphrase or the recovery key"))])
            return
        self._errors.clear()
        self._look.setEnabled(False)
        look = partial(restoring.look_into, self._folder, self._path, self._secret.value, self._clock, self._desk)
        self._background.run(look, self._on_looked, self._on_not_opened)

    def _on_looked(self, preview: Preview) -> None:
        self._look.setEnabled(True)
        made = _("Made {moment}: {contents}.")
        words = made.format(moment=moment_words(preview.made_at), contents=contents_words(preview))
        self._words.setText(words)
        self._show(self._file, self._contents, self._outcome, self._change, self._go, self._cancel)
        self._go.setFocus()
        announce(self, words)

    def _what_happens(self) -> str:
        if self._desk:
            return _(
                "What was entered after this backup was made will not be in the store. The store as it is now is "
                "backed up first, so that you can come back to it. Sightline then locks: unlock it with the passphrase "
                "you use now."
            )
        return _(
            "What was entered after this backup was made will not be in the store. If there is a store here that can "
            "be read, it is backed up first, so that you can come back to it. No file is deleted."
        )

    def _on_not_opened(self, problem: Problem) -> None:
        self._look.setEnabled(True)
        self._say(self._secret, problem)
        self._secret.control.selectAll()

    # ── Restoring ────────────────────────────────────────────────────────────────────────────────────

    def _on_go(self) -> None:
        if self._path is None:
            return
        self._working = True
        self._errors.clear()
        self._show(self._file, self._progress)
        self._progress.begin(_("Restoring…"))
        work = partial(self._restore, self._path, self._secret.value)
        self._progress.follow(self._background.run_long(work, self._on_restored, self._on_failed))

    def _restore(self, path: Path, typed: str, progress: Progress) -> Desk:
        """On the worker thread."""
        tell, cancelled = progress.report, self._progress.cancelled
        return restoring.restore(self._folder, path, typed, self._clock, self._random, tell, cancelled, self._desk)

    def _on_restored(self, desk: Desk) -> None:
        self._working = False
        self._secret.set_value("")
        announce(self, _("The backup is restored"))
        with_key = self._desk is None and desk.vault.opened_with == "recovery"
        (self.recovered if with_key else self.restored).emit(desk)

    def _on_failed(self, problem: Problem) -> None:
        self._working = False
        if self._path is None:
            self._say(None, problem)
        elif isinstance(problem, Cancelled):
            self._show(self._file, self._contents, self._outcome, self._stopped, self._change, self._go, self._cancel)
            self._stopped.setText(problem.sentence)
            self._go.setFocus()
            announce(self, problem.sentence)
        else:
            self.choose(self._path)
            self._say(None, problem)

    def _say(self, field: Field | None, problem: Problem) -> None:
        self._errors.show_problems([(field, problem.sentence)])

    def _show(self, *parts: QWidget) -> None:
        for part in self._parts:
            part.setVisible(part in parts)
        if self._footer:  # an empty one would be a bare stripe
            self._footer.setVisible(self._cancel in parts)
