"""A new passphrase: typed twice, with a strength meter and an offer of six words."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.services import vault
from app.services.vault import Strength
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.field import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.naming import identify
from ui.widgets.saved_note import announce
from ui.widgets.tokens import look

_QUIET = 150  # milliseconds without a key before the strength is worked out
_FULL_METER = 80  # bits


class PassphraseFields(QWidget):
    """``value`` is the passphrase; ``problems`` says what stops it. The strength is worked out off the event loop.

    ``entered`` when Enter is pressed in the last field; ``suggested`` when six words took the place of what was typed.
    """

    entered = Signal()
    suggested = Signal()

    def __init__(self, background: Background, label: str = "", parent: QWidget | None = None) -> None:
        """``label`` where it must be told from the passphrase in use."""
        super().__init__(parent)
        self._background = background
        self._label = label or _("Passphrase")
        self._strength: Strength | None = None
        self._quiet = QTimer(self, interval=_QUIET, singleShot=True)
        self._build()
        self._connect_signals()
        self._show_strength()

    @property
    def value(self) -> str:
        return self._passphrase.value

    def problems(self) -> list[tuple[Field, str]]:
        """Pairs of field and sentence; a passphrase whose strength is not known yet is left to the service."""
        if not self.value:
            return [(self._passphrase, _("Enter a passphrase"))]
        if self._strength and not self._strength.enough:
            sentence = _("This passphrase is too easy to guess: make it longer, or take six words")
            return [(self._passphrase, sentence)]
        if self._again.value != self.value:
            return [(self._again, _("The two passphrases differ: type the same one twice"))]
        return []

    def _build(self) -> None:
        self._passphrase = LineBox(
            self._label, _("A sentence or several words. Nobody can look it up or reset it for you.")
        )
        self._again = LineBox(_("The same passphrase again"))
        self._meter = QProgressBar()
        self._meter.setRange(0, _FULL_METER)
        self._meter.setTextVisible(False)
        identify(self._meter, "passphrase-strength", _("Strength of the passphrase"))
        self._verdict = Text(muted=True)
        self._offer = SecondaryButton(_("Suggest six words"), "key-round")
        self._show = SecondaryButton(_("Show"), "eye")
        self._show.setCheckable(True)
        self._words = Text(strong=True)
        identify(self._words, "suggested-words", _("Suggested passphrase"))
        self._words.hide()
        buttons = FlowLayout(spacing=look().space(3))
        buttons.addWidget(self._offer)
        buttons.addWidget(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().space(3))
        for part in (self._passphrase, self._meter, self._verdict):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self._words)
        layout.addSpacing(look().space(3))
        layout.addWidget(self._again)
        self.setFocusProxy(self._passphrase)
        self._hide_typing(True)

    def _connect_signals(self) -> None:
        self._passphrase.control.textChanged.connect(self._on_typed)
        self._quiet.timeout.connect(self._on_quiet)
        self._offer.clicked.connect(self._on_offer)
        self._show.toggled.connect(self._on_show)
        self._again.control.returnPressed.connect(self.entered)

    def _on_typed(self) -> None:
        self._strength = None
        self._quiet.start()

    def _on_quiet(self) -> None:
        self._background.run(partial(vault.strength, self.value), self._on_measured)

    def _on_measured(self, strength: Strength) -> None:
        self._strength = strength
        self._show_strength()

    def _on_offer(self) -> None:
        self._background.run(vault.suggest_phrase, self._on_suggested)

    def _on_suggested(self, phrase: str) -> None:
        self._words.setText(_("Suggested: {words}\nType it once more below.").format(words=phrase))
        self._words.show()
        self._passphrase.set_value(phrase)
        self._again.set_value("")
        self.suggested.emit()
        self._again.setFocus()
        announce(self._words, self._words.text())

    def _on_show(self, shown: bool) -> None:  # noqa: FBT001  # Qt's signal
        self._show.set_words(_("Hide") if shown else _("Show"))
        self._hide_typing(not shown)

    def _hide_typing(self, hidden: bool) -> None:  # noqa: FBT001
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        for field in (self._passphrase, self._again):
            field.control.setEchoMode(mode)

    def _show_strength(self) -> None:
        strength = self._strength
        if strength is None or not self.value:
            self._meter.setValue(0)
            self._verdict.setText(_("Strength shows as you type. About five uncommon words are enough."))
            return
        self._meter.setValue(min(round(strength.bits), _FULL_METER))
        self._verdict.setText(_("Strong enough") if strength.enough else strength.advice)
