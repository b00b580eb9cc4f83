"""Shows a widget in a window that has the focus, as tests of keys and focus need it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.gradual import Gradual


def in_window(qtbot: QtBot, *widgets: QWidget, width: int = 800, height: int = 600) -> QWidget:
    """A window in focus that holds ``widgets`` below each other."""
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
    window.resize(width, height)
    return active(qtbot, window)


def active(qtbot: QtBot, window: QWidget) -> QWidget:
    """``window`` shown, and with the focus; closed at the end of the test."""
    qtbot.kept = [*getattr(qtbot, "kept", []), window]  # or Python could drop it, even while it is painted
    qtbot.addWidget(window)
    return shown(qtbot, window)


def shown(qtbot: QtBot, window: QWidget) -> QWidget:
    """As `active`, for a window that is closed by its own test."""
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def fill(window: QWidget) -> None:
    """Let the event loop turn until every part that comes gradually is there."""
    while not all(part.complete for part in window.findChildren(Gradual)):
        QApplication.processEvents()


def focus() -> QWidget | None:
    return QApplication.focusWidget()
