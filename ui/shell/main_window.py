"""The window: a gate while locked, the workspace when open, the menus and the status line.

Its title never holds a name. Knows no room and no service: what to show is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.shell.focusing import focus_first
from ui.shell.settings import Settings
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.tokens import Theme, apply_theme, look

if TYPE_CHECKING:  # loaded later: the lock screen is painted without them
    from ui.shell.menus import Menus
    from ui.shell.places import Places
    from ui.shell.seclusion import Seclusion
    from ui.shell.workspace import Room, Workspace

_SIZE = QSize(1280, 760)
_SMALLEST = QSize(640, 480)
_TITLE_BAR = 40  # pixels that the system's frame takes of the screen's height


class MainWindow(QMainWindow):
    """``lock_requested`` and ``close_requested`` are answered by the lock guard, which saves first.

    ``guarding_changed`` when the officer chose other reasons to lock, or other protection of the screen;
    ``secluded`` when one page is about to have the window to itself; ``store_replaced`` carries the desk of a store
    that took the place of the one in use, and the page to read first (with a signal ``finished``) or None.
    """

    lock_requested = Signal()
    close_requested = Signal()
    minimised = Signal()
    guarding_changed = Signal()
    secluded = Signal()
    store_replaced = Signal(object, object)

    def __init__(self, settings: Settings, *, demonstration: bool = False) -> None:
        super().__init__()
        identify(self, "main-window")
        self.setWindowTitle(_("Demonstration – Sightline") if demonstration else _("Sightline"))
        self.settings = settings
        self.workspace: Workspace | None = None
        self._menus: Menus | None = None
        self._lock: QAction | None = None
        self._demonstration = demonstration
        self._may_close = False
        self._gate: QWidget | None = None
        self._secluded: QWidget | None = None
        self._seclusion: Seclusion | None = None
        self._covered: list[QDialog] = []
        self._people = Text()
        self._backup_age = Text()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(_SMALLEST)
        highest = self.screen().availableSize().height() - _TITLE_BAR
        self.resize(_SIZE.width(), min(_SIZE.height(), highest))
        if settings.geometry:
            self.restoreGeometry(settings.geometry)
        QApplication.styleHints().colorSchemeChanged.connect(self.apply_look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def show_gate(self, page: QWidget) -> None:
        """Show one page and nothing else: the lock screen, the first run, or a cover while locking."""
        self._cover_dialogs()
        self._drop_gate()
        self._gate = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._end_seclusion()
        if self.workspace:
            self._show_commands(opened=False)
        focus_first(page)

    def open_rooms(self, rooms: Sequence[Room]) -> Places:
        """Take the rooms in and show the first; once, after unlocking. Returns where pages open on top of them."""
        from ui.shell.workspace import Workspace  # noqa: PLC0415  # see above

        self.workspace = Workspace(rooms)
        self.workspace.lock_chosen.connect(self.lock_requested)
        self._stack.addWidget(self.workspace)
        self._build_go(self.workspace, rooms)
        self._build_status()
        self.uncover()
        self.workspace.places.show_room(rooms[0].key)
        return self.workspace.places

    def drop_case(self) -> None:
        """The pages speak of a store that is gone."""
        if self.workspace:
            self._show_commands(opened=False)
            self._stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None

    def seclude(self, page: QWidget) -> None:
        """Leave ``page`` and nothing else of the window until `end_seclusion`, under a gate and after it too."""
        if self._lock:
            page.addAction(self._lock)  # the menus go with all else
        self._secluded = page
        self._stack.addWidget(page)
        self.secluded.emit()
        self._seclude()

    def end_seclusion(self) -> None:
        """Show the place again that was in view before."""
        page, self._secluded = self._secluded, None
        self._end_seclusion()
        self.uncover()
        if page:
            self._stack.removeWidget(page)
            page.deleteLater()

    def uncover(self) -> None:
        """From a gate to the place that is, or was, in view."""
        if self._secluded:
            self._seclude()
            return
        if self.workspace:
            self._stack.setCurrentWidget(self.workspace)
            self._show_commands(opened=True)
        for dialog in filter(isValid, self._covered):
            dialog.open()
        self._covered = []

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be saved, on the pages or in a dialog that a gate covers."""
        others = [*filter(isValid, self._covered), self._secluded]
        return all(getattr(one, "settled", True) for one in others) and (
            self.workspace is None or self.workspace.places.settled
        )

    def save_now(self) -> None:
        """Have every page save what was typed."""
        save = getattr(self._secluded, "save_now", None)
        if save:
            save()
        if self.workspace:
            self.workspace.places.save_now()

    def set_people_count(self, count: int) -> None:
        """In the status line, where it is also said that the store is encrypted."""
        words = ngettext(
            "{count} person · encrypted on this computer", "{count} people · encrypted on this computer", count
        )
        self._people.setText(words.format(count=count))
        self._fit_status()

    def set_backup_age(self, words: str) -> None:
        """In the status line: how old the newest verified backup is."""
        self._backup_age.setText(words)
        self._fit_status()

    def apply_look(self) -> None:
        """Dress the program as the settings say."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.settings.theme, self.settings.text_size / 100)
        if self.workspace:
            self.workspace.fit()
            self._fit_status()

    def allow_closing(self) -> None:
        """The lock guard has saved and closed the store."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set_geometry(self.saveGeometry())
        self.settings.keep()
        if not self._may_close:
            self.close_requested.emit()
        event.setAccepted(self._may_close)  # at once where nothing is open; otherwise the guard closes when it is done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_status()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized():
            self.minimised.emit()

    @property
    def menus(self) -> Menus:
        """The menu bar, to which rooms may add commands."""
        if self._menus is None:
            self._menus = self._build_menus()
        return self._menus

    def build_menus(self) -> None:
        """Show the menu bar, which the first paint does not wait for."""
        self.menus.show_open(opened=bool(self.workspace))

    def _seclude(self) -> None:
        from ui.shell.seclusion import Seclusion  # noqa: PLC0415  # not before the lock screen is painted

        if self._secluded and self.workspace:
            self._cover_dialogs()
            self._seclusion = Seclusion(self, self._stack, self.workspace, self._secluded, self._covered.append)
            self._seclusion.begin()
            self._drop_gate()
            focus_first(self._secluded)

    def _end_seclusion(self) -> None:
        """Nothing of what was taken away is in view yet."""
        if self._seclusion:
            self._seclusion.end()
            self._seclusion.deleteLater()
            self._seclusion = None

    def _drop_gate(self) -> None:
        if self._gate:
            self._stack.removeWidget(self._gate)
            self._gate.deleteLater()
            self._gate = None

    def _cover_dialogs(self) -> None:
        opened = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        self._covered += opened
        for dialog in opened:
            dialog.hide()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A dialog keeps the keys from the window below, and the lock has to work there too."""
        dialog = new.window() if new else None
        if self._lock and self.isVisible() and isinstance(dialog, QDialog):
            dialog.addAction(self._lock)

    def _show_commands(self, *, opened: bool) -> None:
        self.menus.show_open(opened=opened)
        self.statusBar().setVisible(opened)

    def _build_menus(self) -> Menus:
        from ui.shell.menus import Menus  # noqa: PLC0415  # see above

        menus = Menus(self)
        self._lock = menus.add(menus.file, _("Lock"), "Ctrl+L", self.lock_requested.emit)
        menus.add(menus.file, _("Close Sightline"), "Ctrl+Q", self.close)
        menus.add_themes(self.settings.theme, self._on_theme_chosen)
        menus.add(menus.view, _("Larger text"), "Ctrl++", partial(self._on_text_size, 1))
        menus.add(menus.view, _("Smaller text"), "Ctrl+-", partial(self._on_text_size, -1))
        menus.add(menus.view, _("Text at 100 %"), "Ctrl+0", partial(self._on_text_size, 0))
        menus.add(menus.help, _("Keyboard shortcuts"), "Ctrl+/", self._on_shortcuts)
        return menus

    def _build_go(self, workspace: Workspace, rooms: Sequence[Room]) -> None:
        menus = self.menus
        for number, room in enumerate(rooms, 1):
            menus.add(menus.go, room.label, f"Ctrl+{number}", partial(workspace.places.show_room, room.key))
        menus.go.addSeparator()
        menus.add(menus.go, _("Back"), "Alt+Left", workspace.places.go_back)
        menus.add(menus.go, _("Other pane"), "F6", workspace.go_to_other_pane)

    def _build_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        if self._demonstration:
            note = Text(_("Demonstration: invented people"), strong=True)
            note.setWordWrap(False)
            bar.addWidget(note)
        for part in (self._backup_age, self._people):
            part.setWordWrap(False)
            bar.addPermanentWidget(part)

    def _fit_status(self) -> None:
        """Where there is no room for all of it the number of people goes, and nothing is cut off."""
        if self.workspace and not self._seclusion:
            parts = self.statusBar().findChildren(Text)
            wanted = sum(part.sizeHint().width() + look().space(4) for part in parts)
            self._people.setVisible(wanted <= self.width())

    def _on_theme_chosen(self, theme: Theme) -> None:
        self.settings.set_theme(theme)
        self.apply_look()

    def _on_text_size(self, way: int) -> None:
        self.settings.change_text_size(way)
        self.apply_look()

    def _on_shortcuts(self) -> None:
        from ui.shell.shortcuts import Shortcuts  # noqa: PLC0415  # not before the lock screen is painted

        Shortcuts(self.menus.shortcuts(), self).open()
