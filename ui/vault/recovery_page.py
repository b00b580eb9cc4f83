"""Shows a new recovery key once, lets it be printed or saved, and asks for it to be typed back."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QDir, QFile, QIODevice, QSaveFile, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flow import FlowLayout
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look


class RecoveryPage(Page):
    """``typed_back`` carries what was typed; whether it is right is for the service to say.

    ``way_back`` are the words of a button that leaves without the new key, which sends ``left``; empty shows none.
    """

    typed_back = Signal(str)
    left = Signal()

    def __init__(self, key: str, below: str, way_back: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Keep your recovery key"), below, parent=parent)
        self._key = key
        self._errors = ErrorSummary()
        self.add(self._errors)
        self._build_key()
        self._typed = LineBox(
            _("Type the recovery key back"), _("From your printed or written copy. Capitals and dashes do not matter.")
        )
        self.add(self._typed)
        self._go = PrimaryButton(_("Finish"))
        self._go.clicked.connect(self._on_finish)
        self._typed.control.returnPressed.connect(self._on_finish)
        if way_back:
            back = SecondaryButton(way_back)
            back.clicked.connect(self.left)
            self.set_footer(self._go, back)
        else:
            self.set_footer(self._go)
        self.setFocusProxy(self._print)

    def show_problem(self, sentence: str) -> None:
        """Say why the key was not taken; what was typed stays, and Finish can be pressed again."""
        self._go.setEnabled(True)
        self._errors.show_problems([(self._typed, sentence)])

    def _build_key(self) -> None:
        card = Card(_("Your recovery key"))
        shown = Heading(self._key, 2)
        by = Qt.TextInteractionFlag
        shown.setTextInteractionFlags(by.TextSelectableByKeyboard | by.TextSelectableByMouse)
        shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        identify(shown, "recovery-key", self._key)
        self._print = SecondaryButton(_("Print…"), "printer")
        self._print.clicked.connect(self._on_print)
        save = SecondaryButton(_("Save to a file…"), "save")
        save.clicked.connect(self._on_save)
        buttons = FlowLayout(spacing=look().space(3))
        buttons.addWidget(self._print)
        buttons.addWidget(save)
        self._saved = Text(strong=True)
        self._saved.hide()
        card.add(shown)
        card.add(
            Text(
                _(
                    "If the passphrase is forgotten, this key is the only other way in. It is shown now and never "
                    "again. Keep it on paper in a locked place, not with this computer."
                )
            )
        )
        card.add(buttons)
        card.add(self._saved)
        self.add(card)

    def _on_finish(self) -> None:
        if not self._go.isEnabled():  # Enter in the field, while the first press is being answered
            return
        if not self._typed.value.strip():
            self.show_problem(_("Type the recovery key back"))
            return
        self._errors.clear()
        self._go.setEnabled(False)
        self.typed_back.emit(self._typed.value)

    def _on_print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(partial(self._print_on, printer))
        dialog.show()

    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save the recovery key"), "sightline-recovery-key.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the key to a file of the officer's choice; a failure is said on the page."""
        self._errors.clear()
        self._saved.hide()
        file = QSaveFile(path)
        sheet = self._words().encode()
        if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(sheet) == len(sheet) and file.commit()):
            self._errors.show_problems([(None, _("The file could not be written: choose another folder, or print."))])
            return
        QFile.setPermissions(path, QFile.Permission.ReadOwner | QFile.Permission.WriteOwner)
        words = _("Saved: {file}. Whoever finds this file can open the store: print it, then delete it.")
        self._saved.setText(words.format(file=QDir.toNativeSeparators(path)))
        self._saved.show()
        announce(self._saved, self._saved.text())

    def _words(self) -> str:
        return _("Sightline recovery key\n\n{key}\n\nKeep it on paper in a locked place.").format(key=self._key)

    def _print_on(self, printer: QPrinter) -> None:
        sheet = QTextDocument()
        sheet.setPlainText(self._words())
        sheet.print_(printer)
