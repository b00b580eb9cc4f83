"""The room for how Sightline looks on this computer, and when it locks."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.shell.capture import is_offered
from ui.shell.settings import IDLE_MINUTES, LARGEST, SMALLEST, STEP, Settings
from ui.widgets.buttons import LinkButton
from ui.widgets.choice import ChoiceList
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.page import Page
from ui.widgets.tokens import Theme

_YES = "yes"


class SettingsPage(Page):
    """A choice counts at once: ``look_changed`` or ``guarding_changed`` tells.

    ``officer_opened`` leads to the officer's own details, ``rules_opened`` to the review rules, ``lists_opened`` to the
    reference lists.
    """

    look_changed = Signal()
    guarding_changed = Signal()
    officer_opened = Signal()
    rules_opened = Signal()
    lists_opened = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Settings"), _("How Sightline looks and locks on this computer. A choice counts at once."), parent=parent
        )
        self._settings = settings
        self._build_look()
        self._build_guarding()
        officer = LinkButton(_("About you, as on your notes"))
        officer.clicked.connect(self.officer_opened)
        rules = LinkButton(_("Review rules: what falls due when"))
        rules.clicked.connect(self.rules_opened)
        lists = LinkButton(_("Reference lists: tools and programmes"))
        lists.clicked.connect(self.lists_opened)
        for link in (officer, rules, lists):
            self.add(link)
        self.setFocusProxy(self._theme)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force, which the menu may have changed."""
        self._theme.set_value(self._settings.theme)
        self._size.set_value(str(self._settings.text_size))
        self._idle.set_value(str(self._settings.idle_minutes))
        self._also.set_value(_YES if self._settings.locks_when_minimised else None)
        self._hide.set_value(_YES if self._settings.hides_from_capture else None)

    def _build_look(self) -> None:
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
            choice.chosen.connect(self._on_look_chosen)
            self.add(choice)

    def _build_guarding(self) -> None:
        self.add(Heading(_("Locking"), 2))
        self._idle = ChoiceList(
            _("Lock when nobody is at Sightline for"),
            [(str(minutes), _minutes_words(minutes), _minutes_hint(minutes)) for minutes in IDLE_MINUTES],
            _("It warns you before. Any key or movement of the mouse in its window puts it off."),
        )
        self._also = ChoiceList(_("Also lock"), [(_YES, _("When the window is minimised"), "")], several=True)
        hint = _("Untick this when a screen magnifier shows an empty window.")
        self._hide = ChoiceList(
            _("What others see of the screen"),
            [(_YES, _("Keep Sightline out of screenshots and shared screens"), hint)],
            several=True,
        )
        self._hide.setVisible(is_offered())
        for choice in (self._idle, self._also, self._hide):
            choice.chosen.connect(self._on_guarding_chosen)
            self.add(choice)
        always = _(
            "Where this computer tells it, Sightline also locks when you lock the computer, change user, close the "
            "lid or let it sleep."
        )
        self.add(Text(always, muted=True))
        if not is_offered():
            words = _("This system has no way to keep a window out of screenshots and shared screens.")
            self.add(Text(words, muted=True))

    def _on_look_chosen(self) -> None:
        self._settings.set_theme(Theme(self._theme.value or Theme.SYSTEM))
        self._settings.set_text_size(int(self._size.value or SMALLEST))
        self.look_changed.emit()

    def _on_guarding_chosen(self) -> None:
        self._settings.set_idle_minutes(int(self._idle.value or self._settings.idle_minutes))
        self._settings.set_locks_when_minimised(locks=bool(self._also.value))
        self._settings.set_hides_from_capture(hides=bool(self._hide.value))
        self.guarding_changed.emit()


def _minutes_words(minutes: int) -> str:
    if not minutes:
        return _("However long: never lock by itself")
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def _minutes_hint(minutes: int) -> str:
    return "" if minutes else _("Whoever comes by can then read everything while you are away.")
