"""Leaves one page of the window and nothing else of it, neither on the screen nor in the accessibility tree.

The page covers first, then all else is taken away; and back in the other order, so that no frame shows both. Knows
no room.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QToolTip, QWidget

from ui.shell.lock_warning import LockWarning


class Seclusion(QObject):
    """``stack`` is in the middle of ``window``, ``behind`` what it else shows.

    A dialog that comes up meanwhile, of work that was still under way, goes to ``hold_back`` unseen, unless it is the
    page's own or the warning before a lock.
    """

    def __init__(
        self,
        window: QMainWindow,
        stack: QStackedWidget,
        behind: QWidget,
        page: QWidget,
        hold_back: Callable[[QDialog], object],
    ) -> None:
        super().__init__(window)
        self._window, self._stack, self._behind, self._page = window, stack, behind, page
        self._hold_back = hold_back
        self._menu_bar, self._status_bar = window.menuBar(), window.statusBar()

    def begin(self) -> None:
        QToolTip.hideText()
        self._stack.setCurrentWidget(self._page)
        self._stack.removeWidget(self._behind)
        for bar in (self._menu_bar, self._status_bar):
            bar.setParent(None)  # a hidden one would stay in the tree
        app = QApplication.instance()
        if app:
            app.installEventFilter(self)

    def end(self) -> None:
        """Put back what was taken away, still covered by what is in view."""
        app = QApplication.instance()
        if app:
            app.removeEventFilter(self)
        self._stack.addWidget(self._behind)
        self._window.setMenuBar(self._menu_bar)
        self._window.setStatusBar(self._status_bar)
        self._menu_bar.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt tells of showing before it shows, so that such a dialog never comes onto the screen."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QDialog) and not self._may_show(watched):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, partial(self._take_back, watched))
        return False

    def _may_show(self, dialog: QDialog) -> bool:
        return isinstance(dialog, LockWarning) or dialog.parentWidget() is self._page

    def _take_back(self, dialog: QDialog) -> None:
        dialog.hide()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        self._hold_back(dialog)
