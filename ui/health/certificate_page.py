"""The certificate of an erasure: shown once, to be saved or printed where the office keeps such things."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.domain.problems import Problem
from app.services import erasure
from app.services.desk import Desk
from app.services.erasure import Certificate
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import ask
from ui.widgets.saved_note import announce


class CertificatePage(Page):
    """``finished`` when it is saved or not wanted; the store made anew is open already."""

    finished = Signal()

    def __init__(
        self, desk: Desk, certificate: Certificate, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Erased"),
            _(
                "Save the certificate where your office keeps such records. It names nobody, and is not shown again. "
                "When you go on, Sightline locks: unlock it as always."
            ),
            parent=parent,
        )
        self._desk = desk
        self._certificate = certificate
        self._background = background
        self._kept = False
        self._errors = ErrorSummary()
        self._paper = QPlainTextEdit(certificate.text)
        self._paper.setReadOnly(True)
        self._paper.setTabChangesFocus(True)
        self._paper.setMinimumHeight(self._paper.fontMetrics().lineSpacing() * 18)
        identify(self._paper, "certificate", _("Certificate of erasure"))
        self._done = Text(strong=True)
        self._done.hide()
        for part in (self._errors, self._paper, self._done):
            self.add(part)
        self._save = PrimaryButton(_("Save the certificate…"), "save")
        self._finish = SecondaryButton(_("Go on"))
        self.set_footer(self._save, self._finish)
        self._save.clicked.connect(self._on_save)
        self._finish.clicked.connect(self._on_finish)
        self.setFocusProxy(self._save)

    def save_to(self, path: str) -> None:
        """Write it to a file of the officer's choice, who was asked before one is written over."""
        work = partial(erasure.save_certificate, self._desk, self._certificate, Path(path))
        self._background.run(work, self._on_saved, self._on_failed)

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Save the certificate"), str(Path(folder) / self._certificate.file_name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _on_saved(self, path: Path) -> None:
        self._kept = True
        self._errors.clear()
        words = _("Saved: {file}").format(file=path)
        self._done.setText(words)
        self._done.show()
        self._finish.setFocus()
        announce(self, words)

    def _on_failed(self, problem: Problem) -> None:
        self._errors.show_problems([(None, problem.sentence)])

    def _on_finish(self) -> None:
        if self._kept:
            self.finished.emit()
            return
        ask(
            self,
            _("Go on without the certificate?"),
            _("It is not saved, and it cannot be made again."),
            _("Stay"),
            _("Go on without it"),
            self.finished.emit,
        )
