"""Headings, which screen readers can jump between."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.widgets.label import Text

_ROLES = {1: "title", 2: "heading", 3: "lead"}


class Heading(Text):
    """``level`` 1 is the heading of a page, 2 a part of it, 3 the title of a card."""

    def __init__(self, text: str, level: int = 1, parent: QWidget | None = None) -> None:
        _tell_screen_readers()
        super().__init__(text, parent=parent)
        self.set_role(_ROLES[level])

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)


@cache
def _tell_screen_readers() -> None:
    QAccessible.installFactory(_heading_interface)


def _heading_interface(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, Heading):
        return QAccessibleWidget(thing, QAccessible.Role.Heading, "")
    return None
