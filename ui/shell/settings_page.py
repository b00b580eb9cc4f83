"""The room for how Sightline looks on this computer."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.shell.settings import LARGEST, SMALLEST, STEP, Settings
from ui.widgets.buttons import LinkButton
from ui.widgets.choice import ChoiceList
from ui.widgets.page import Page
from ui.widgets.tokens import Theme


class SettingsPage(Page):
    """``look_changed`` after a choice, which counts at once; ``officer_opened`` leads to the officer's own details."""

    look_changed = Signal()
    officer_opened = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Settings"), _("How Sightline looks on this computer. A choice counts at once."), parent=parent
        )
        self._settings = settings
        self._theme = ChoiceList(
            _("Theme"),
            [
                (Theme.SYSTEM, _("As the computer"), _("Light or dark, as other programs")),
                (Theme.LIGHT, _("Light"), ""),
                (Theme.DARK, _("Dark"), ""),
            ],
        )
        sizes = range(SMALLEST, LARGEST + STEP, STEP)
        self._size = ChoiceList(_("Text size"), [(str(size), _("{size} %").format(size=size), "") for size in sizes])
        for choice in (self._theme, self._size):
            choice.chosen.connect(self._on_chosen)
            self.add(choice)
        officer = LinkButton(_("About you: name, role, office and SPO on your notes"))
        officer.clicked.connect(self.officer_opened)
        self.add(officer)
        self.setFocusProxy(self._theme)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force, which the menu may have changed."""
        self._theme.set_value(self._settings.theme)
        self._size.set_value(str(self._settings.text_size))

    def _on_chosen(self) -> None:
        self._settings.set_theme(Theme(self._theme.value or Theme.SYSTEM))
        self._settings.set_text_size(int(self._size.value or SMALLEST))
        self.look_changed.emit()
