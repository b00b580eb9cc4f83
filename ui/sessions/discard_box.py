"""Asks once before an unsigned session is removed for good."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.widgets.naming import identify


def ask_to_discard(page: QWidget, discard: Callable[[], object]) -> None:
    """Ask over ``page``, and call ``discard`` if that is the answer; does not wait for it."""
    question = _("Discard this draft?")
    box = QMessageBox(QMessageBox.Icon.NoIcon, question, question, QMessageBox.StandardButton.NoButton, page)
    identify(box, "discard-box", question)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(_("What was typed in this unsigned session is removed and cannot be brought back."))
    keep = box.addButton(_("Keep it"), QMessageBox.ButtonRole.RejectRole)
    go = box.addButton(_("Discard the draft"), QMessageBox.ButtonRole.DestructiveRole)
    go.clicked.connect(discard)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.open()
