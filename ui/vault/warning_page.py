"""After an unlock that was not as usual: what the officer should know before working on."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.desk import Desk
from ui.widgets.buttons import PrimaryButton
from ui.widgets.label import Text
from ui.widgets.page import Page


class WarningPage(Page):
    """``finished`` carries the desk, once its warnings have been read."""

    finished = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Read this before you go on"), parent=parent)
        for sentence in desk.warnings:
            self.add(Text(sentence))
        go = PrimaryButton(_("Continue"))
        go.clicked.connect(partial(self.finished.emit, desk))
        self.set_footer(go)
        self.setFocusProxy(go)
