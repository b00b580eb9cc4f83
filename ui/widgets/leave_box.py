"""Asks once before something typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.widgets.naming import identify


def ask_to_leave(page: QWidget, leave: Callable[[], object]) -> None:
    """Ask whether to leave ``page`` without saving, and call ``leave`` if so; does not wait for the answer."""
    question = _("Leave without saving?")
    box = QMessageBox(QMessageBox.Icon.NoIcon, question, question, QMessageBox.StandardButton.NoButton, page)
    identify(box, "leave-box", question)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(_("What you typed on this page is not saved yet."))
    stay = box.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
    go = box.addButton(_("Leave without saving"), QMessageBox.ButtonRole.DestructiveRole)
    go.clicked.connect(leave)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.open()
