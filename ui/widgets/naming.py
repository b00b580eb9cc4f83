"""How a widget is known to screen readers and to tests; knows no particular widget."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def identify(widget: QWidget, identifier: str, name: str = "") -> None:
    """Give ``widget`` a stable identifier and, where ``name`` is not empty, the name a screen reader speaks."""
    widget.setObjectName(identifier)
    widget.setAccessibleIdentifier(identifier)
    if name:
        widget.setAccessibleName(name)


def slug(words: str) -> str:
    """An identifier from a label: "Date of birth" becomes "date-of-birth"."""
    return re.sub(r"\W+", "-", words.lower()).strip("-")


def without_mnemonic(words: str) -> str:
    """Words for a button or a buddy label, where Qt would take "&" for the mark of a shortcut."""
    return words.replace("&", "&&")


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # the first look is still to come otherwise
        widget.style().unpolish(widget)
        widget.style().polish(widget)
