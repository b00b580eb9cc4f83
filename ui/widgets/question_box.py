"""Asks once before something that cannot be taken back. Knows no page."""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.widgets.naming import identify, slug


def ask(page: QWidget, question: str, more: str, stay: str, go: str, act: Callable[[], object]) -> QMessageBox:
    """Ask ``question`` over ``page`` and call ``act`` if the answer is ``go``; does not wait for it.

    ``stay`` is what Enter, Escape and the button of the box's own window answer; then the box sends ``rejected``.
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, question, question, QMessageBox.StandardButton.NoButton, page)
    identify(box, f"{slug(question)}-box", question)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    stays = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    goes = box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    goes.clicked.connect(act)
    box.setDefaultButton(stays)
    box.setEscapeButton(stays)
    box.open()
    return box


def leave_page(page: QWidget, go: Callable[[], object], *, settled: bool) -> None:
    """Call ``go`` to leave ``page``; asks before, once, unless it is ``settled``: nothing typed waits to be saved."""
    if settled:
        go()
    else:
        ask_to_leave(page, go)


def ask_to_keep(page: QWidget, why: str, keep: Callable[[], object]) -> None:
    """Ask, because of ``why``, whether what was typed on ``page`` is to stay as it is, and call ``keep`` if so."""
    ask(page, _("Keep it as it is?"), why, _("Change it"), _("Keep it as it is"), keep)


def ask_to_leave(page: QWidget, leave: Callable[[], object]) -> None:
    """Ask whether to lose what was typed on ``page``, and call ``leave`` if so."""
    ask(
        page,
        _("Leave without saving?"),
        _("What you typed on this page is not saved yet."),
        _("Keep editing"),
        _("Leave without saving"),
        leave,
    )
