"""Exports one session as an encrypted PDF: which file, which passphrase, and what to tell the supervisor."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.domain.problems import Problem
from app.services import exports, vault
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.saved_note import announce


class ExportPage(Page):
    """``left`` when the officer is done. ``draft`` exports an unsigned session, marked as a draft on every page."""

    left = Signal()

    def __init__(
        self, desk: Desk, background: Background, subject: UUID, *, draft: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Export the session note"),
            _("The file is marked OFFICIAL-SENSITIVE and encrypted. Only the passphrase below opens it."),
            parent=parent,
        )
        self._background = background
        self._write = partial(exports.draft_note if draft else exports.session_note, desk, subject)
        self._build()
        self._connect_signals()
        background.run(vault.suggest_phrase, self._passphrase.set_value)
        background.run(partial(exports.suggested_name, desk, subject), self._on_named)

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._file = LineBox(_("File"), _("The name offered holds nobody’s name."))
        self._browse = SecondaryButton(_("Choose another place…"))
        self._passphrase = LineBox(
            _("Passphrase"), _("Six words were chosen for you. Tell them to the reader, apart from the file.")
        )
        self._done_card = Card(_("The note is written"))
        self._done_words = Text()
        self._done_card.add(self._done_words)
        self._done_card.hide()
        self._go = PrimaryButton(_("Export"), "download")
        self._leave = SecondaryButton(_("Cancel"))
        for part in (self._errors, self._done_card, self._file, self._browse, self._passphrase):
            self.add(part)
        self.set_footer(self._go, self._leave)
        self.setFocusProxy(self._file)

    def _connect_signals(self) -> None:
        self._browse.clicked.connect(self._on_browse)
        self._go.clicked.connect(self._on_export)
        self._leave.clicked.connect(self.left)

    def _on_named(self, name: str) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._file.set_value(QDir.toNativeSeparators(str(Path(documents or QDir.homePath()) / name)))

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, _("Where to write the note"), self._file.value, _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the page asks, for a typed name as well
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._file.set_value)
        dialog.open()

    def _on_export(self) -> None:
        wanting = [
            (field, sentence)
            for field, sentence in (
                (self._file, _("Enter the file to write")),
                (self._passphrase, _("Enter a passphrase for the file")),
            )
            if not field.value.strip()
        ]
        self._errors.show_problems(wanting)
        if wanting:
            return
        if Path(self._file.value).exists():
            self._ask_to_overwrite()
        else:
            self._export()

    def _ask_to_overwrite(self) -> None:
        box = QMessageBox(self)
        identify(box, "overwrite-box", _("There is a file of this name already"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("There is a file of this name already"))
        box.setInformativeText(_("Write over it, or go back and choose another name."))
        over = box.addButton(_("Write over it"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole))
        over.clicked.connect(self._export)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _export(self) -> None:
        self._go.setEnabled(False)
        write = partial(self._write, Path(self._file.value), self._passphrase.value)
        self._background.run(write, self._on_exported, self._on_failed)

    def _on_exported(self, _result: object) -> None:
        words = _("{file}\n\nPassphrase: {passphrase}\n\nIt is not kept anywhere: note it before you leave this page.")
        self._done_words.setText(words.format(file=self._file.value, passphrase=self._passphrase.value))
        for part in (self._file, self._browse, self._passphrase, self._go):
            part.hide()
        self._done_card.show()
        self._leave.setText(_("Done"))
        identify(self._leave, "done", _("Done"))
        self._leave.setFocus()
        announce(self, _("The note is written"))

    def _on_failed(self, problem: Problem) -> None:
        self._go.setEnabled(True)
        self._errors.show_problems([(None, problem.sentence)])
