"""The menu bar: every command of the program, each with its shortcut, so that the menus are its list.

Knows no room: rooms and pages of the window add their commands by ``add``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from ui.widgets.naming import identify
from ui.widgets.tokens import Theme


class Menus:
    """``file``, ``edit``, ``person``, ``go``, ``view`` and ``help`` are the menus; ``add`` puts a command into one."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._of_case: list[QAction] = []
        self.file = self._menu(_("&File"), "menu-file")
        self.edit = self._menu(_("&Edit"), "menu-edit")
        self.person = self._menu(_("&Person"), "menu-person")
        self.go = self._menu(_("&Go"), "menu-go")
        self.view = self._menu(_("&View"), "menu-view")
        self.help = self._menu(_("&Help"), "menu-help")
        self._build_edit()

    def add(self, menu: QMenu, words: str, shortcut: str, slot: Callable[[], object]) -> QAction:
        """A command at the end of ``menu``; ``shortcut`` such as "Ctrl+N", or empty."""
        action = QAction(words, self._window)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(partial(_call, slot))
        menu.addAction(action)
        return action

    def add_to_case(self, menu: QMenu, words: str, shortcut: str, slot: Callable[[], object]) -> None:
        """As `add`, for what can be done only while the case is in view."""
        self._of_case.append(self.add(menu, words, shortcut, slot))

    def add_themes(self, chosen: Theme, slot: Callable[[Theme], object]) -> None:
        """The theme, one of three."""
        menu = self.view.addMenu(_("Theme"))
        group = QActionGroup(self._window)
        words = {Theme.SYSTEM: _("As the computer"), Theme.LIGHT: _("Light"), Theme.DARK: _("Dark")}
        for theme, label in words.items():
            action = self.add(menu, label, "", partial(slot, theme))
            action.setCheckable(True)
            action.setChecked(theme is chosen)
            group.addAction(action)

    def show_open(self, *, opened: bool) -> None:
        """While locked only what makes sense there."""
        for menu in (self.edit, self.person, self.go):
            menu.menuAction().setVisible(opened)
            menu.setEnabled(opened)
        for action in self._of_case:
            action.setVisible(opened)
            action.setEnabled(opened)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every command that has a shortcut: its words and the keys as this system writes them."""
        actions = [
            action
            for menu in (self.file, self.edit, self.person, self.go, self.view, self.help)
            for action in menu.actions()
        ]
        return [
            (action.text().replace("&", ""), action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for action in actions
            if not action.shortcut().isEmpty()
        ]

    def _menu(self, words: str, identifier: str) -> QMenu:
        menu = QMenu(words, self._window)  # made here: one that the menu bar makes can lose its Python side
        self._window.menuBar().addMenu(menu)
        identify(menu, identifier)
        return menu

    def _build_edit(self) -> None:
        commands = (
            (_("Undo"), "Ctrl+Z", "undo"),
            (_("Redo"), "Ctrl+Shift+Z", "redo"),
            (_("Cut"), "Ctrl+X", "cut"),
            (_("Copy"), "Ctrl+C", "copy"),
            (_("Paste"), "Ctrl+V", "paste"),
            (_("Select all"), "Ctrl+A", "selectAll"),
        )
        for words, shortcut, name in commands:
            self.add(self.edit, words, shortcut, partial(_do_in_focus, name))


def _call(slot: Callable[[], object], _checked: object = None) -> None:
    slot()


def _do_in_focus(name: str) -> None:
    """Text boxes know these commands by the same names; for anything else there is nothing to do."""
    command = getattr(QApplication.focusWidget(), name, None)
    if command:
        command()
