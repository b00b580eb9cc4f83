"""Exports a session or a case as an encrypted PDF: which document, which file, which passphrase, what to tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.problems import Problem
from app.services import vault
from app.services.desk import Desk
from ui.exports.documents import OF_PERSON, Document, suggested_name, write
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import ask
from ui.widgets.saved_note import announce

_APPENDIX = "appendix"


class ExportPage(Page):
    """``left`` when the officer is done. ``subject`` is the session or draft, or the person whose case it is; of a
    person's documents another than ``document`` may be chosen.

    From the first byte written until Done the passphrase is nowhere but here, so leaving asks.
    """

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        subject: UUID,
        document: Document = Document.NOTE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Export the session note") if document.of_session else _("Export as PDF"),
            _("The file is marked OFFICIAL-SENSITIVE and encrypted. Only the passphrase below opens it."),
            parent=parent,
        )
        self._desk, self._background, self._subject, self._document = desk, background, subject, document
        self._offered = ""
        self._settled = True
        self._build()
        self._build_restricted()
        self._place()
        self._connect_signals()
        self._show_document()
        background.run(vault.suggest_phrase, self._passphrase.set_value)

    @property
    def settled(self) -> bool:
        """Whether no passphrase is here that a written file may need."""
        return self._settled

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before where the passphrase would be lost."""
        if self._settled:
            go()
            return
        ask(
            self,
            _("Have you noted the passphrase?"),
            _("Nothing else opens the file, and the passphrase is not kept anywhere."),
            _("Stay"),
            _("Leave"),
            go,
        )

    def _build(self) -> None:
        self._errors = ErrorSummary()
        self._which = ChoiceList(_("What to export"), [(one.value, one.label, one.hint) for one in OF_PERSON])
        self._which.set_value(self._document)
        self._which.setVisible(not self._document.of_session)
        self._file = LineBox(_("File"), _("The name offered holds nobody’s name."))
        self._browse = SecondaryButton(_("Choose another place…"))
        self._passphrase = LineBox(
            _("Passphrase"), _("Six words were chosen for you. Tell them to the reader, apart from the file.")
        )
        self._done_card = Card(_("The file is written"))
        self._done_words = Text()
        self._done_card.add(self._done_words)
        self._done_card.hide()
        self._go = PrimaryButton(_("Export"), "download")
        self._leave = SecondaryButton(_("Cancel"))

    def _build_restricted(self) -> None:
        """Left out, of which the document tells, unless it is ticked each time."""
        audited = _("On pages of their own at the end. The audit trail says that they were printed.")
        what = _("Children, victims, information exchanged and entries marked as restricted")
        option = (_APPENDIX, _("Print the restricted appendix"), audited)
        self._appendix = ChoiceList(what, [option], several=True)

    def _place(self) -> None:
        self._fields = (self._which, self._appendix, self._file, self._browse, self._passphrase)
        for part in (self._errors, self._done_card, *self._fields):
            self.add(part)
        self.set_footer(self._go, self._leave)
        self.setFocusProxy(self._file if self._document.of_session else self._which)

    def _connect_signals(self) -> None:
        self._which.chosen.connect(self._on_document_chosen)
        self._browse.clicked.connect(self._on_browse)
        self._go.clicked.connect(self._on_export)
        self._leave.clicked.connect(self.left)

    def _on_document_chosen(self) -> None:
        self._document = Document(self._which.value or self._document)
        self._show_document()

    def _show_document(self) -> None:
        self._appendix.setVisible(self._document.has_appendix)
        self._appendix.set_value(None)  # ticked anew each time
        work = partial(suggested_name, self._document, self._desk, self._subject)
        self._background.run(work, self._on_named)

    def _on_named(self, name: str) -> None:
        """A name or folder that the officer has typed meanwhile stays."""
        if self._file.value == self._offered:
            self._file.set_value(_in_full(name))
            self._offered = self._file.value

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, _("Where to write the file"), self._file.value, _("PDF files (*.pdf)"))
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
        self._file.set_value(_in_full(self._file.value.strip()))
        if Path(self._file.value).exists():
            self._ask_to_overwrite()
        else:
            self._export()

    def _ask_to_overwrite(self) -> None:
        ask(
            self,
            _("There is a file of this name already"),
            _("Write over it, or go back and choose another name."),
            _("Go back"),
            _("Write over it"),
            self._export,
        )

    def _export(self) -> None:
        self._settled = False
        self._set_enabled(enabled=False)
        work = partial(
            write,
            self._document,
            self._desk,
            self._subject,
            Path(self._file.value),
            self._passphrase.value,
            with_restricted=bool(self._appendix.value),
        )
        self._background.run(work, self._on_exported, self._on_failed)

    def _on_exported(self, _result: object) -> None:
        words = _("{file}\n\nPassphrase: {passphrase}\n\nIt is not kept anywhere: note it before you leave this page.")
        self._done_words.setText(words.format(file=self._file.value, passphrase=self._passphrase.value))
        for part in (*self._fields, self._go):
            part.hide()
        self._done_card.show()
        self._leave.setEnabled(True)
        self._leave.set_words(_("Done"))
        identify(self._leave, "done")
        self._leave.setFocus()
        announce(self, _("The file is written"))

    def _on_failed(self, problem: Problem) -> None:
        self._settled = True
        self._set_enabled(enabled=True)
        self._errors.show_problems([(None, problem.sentence)])

    def _set_enabled(self, *, enabled: bool) -> None:
        """While it is written nothing changes: what is said afterwards is what was written."""
        for part in (*self._fields, self._go, self._leave):
            part.setEnabled(enabled)


def _in_full(name: str) -> str:
    """A name typed without a folder means the officer's documents, and one without an ending a PDF."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    path = Path(documents or QDir.homePath()) / Path(name).expanduser()
    return QDir.toNativeSeparators(str(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")))
