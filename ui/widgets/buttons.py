"""Buttons: one green one a page, plain ones beside it, and links. Enter presses the one in focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.widgets.naming import identify, slug, without_mnemonic
from ui.widgets.tokens import look


class _Button(QPushButton):
    role = "secondary"
    icon_role = "text"

    def __init__(self, text: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", self.role)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        identify(self, slug(text))
        self.set_words(text)
        if icon_name:
            from ui.widgets.icons import icon  # noqa: PLC0415  # a start without icons is 5 ms shorter

            self.setIcon(icon(icon_name, self.icon_role))
            self._fit_icon()

    def set_words(self, text: str) -> None:
        """What it shows, and what a screen reader says."""
        self.setText(without_mnemonic(text))
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit_icon()

    def _fit_icon(self) -> None:
        self.setIconSize(QSize(look().px(22), look().px(18)))


class PrimaryButton(_Button):
    """The one green action of a page; Ctrl+Enter presses it."""

    role = "primary"
    icon_role = "on_primary"


class SecondaryButton(_Button):
    """Any other action."""


class SignButton(_Button):
    """Green, but not pressed by Ctrl+Enter: nobody is to sign or erase by continuing once too often."""

    role = "primary"
    icon_role = "on_primary"


class LinkButton(_Button):
    """Goes somewhere else; looks like a link, works like a button."""

    role = "link"
    icon_role = "link"
