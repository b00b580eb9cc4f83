"""Where the focus goes when a page comes into view. Knows no page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_first(page: QWidget) -> None:
    """Put the focus where ``page`` wants it (its own ``focus_first`` or its focus proxy), or on its first control."""
    own = getattr(page, "focus_first", None)
    if own:
        own()
        return
    if page.focusProxy():
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    control = page.nextInFocusChain()
    while control is not None and control is not page:
        if page.isAncestorOf(control) and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisibleTo(page):
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        control = control.nextInFocusChain()
