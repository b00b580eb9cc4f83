"""A question with its answers stacked as cards, one to choose or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.widgets.choice_card import CheckCard, RadioCard
from ui.widgets.field import Field
from ui.widgets.naming import identify, slug
from ui.widgets.tokens import look

Option = tuple[str, str, str]
"""Key, label and hint (may be empty)."""

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class ChoiceList(Field):
    """Nothing is chosen at first. Digits choose, arrows move, Space ticks. ``chosen`` when the officer chose.

    ``picked``: by a digit, as somebody does who is about to go on; nobody does so with an arrow or by looking around.
    """

    chosen = Signal()
    picked = Signal()

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        hint: str = "",
        *,
        several: bool = False,
        optional: bool = False,
        show_question: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``show_question`` is off where the page's heading is the question; it is spoken all the same."""
        super().__init__(question, hint, optional=optional, parent=parent)
        self._several = several
        self._label.setVisible(show_question)
        identify(self, slug(question), question)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not several)
        self._cards: list[RadioCard | CheckCard] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(look().space(2))
        self._layout.addLayout(self._stack)
        self.chosen.connect(self.changed)
        self.set_options(options)

    @property
    def value(self) -> str | None:
        """The key chosen; None when none is."""
        return next(iter(self.values), None)

    @property
    def values(self) -> list[str]:
        """The keys chosen, in the order of the options."""
        return [card.key for card in self._cards if card.isChecked()]

    def set_value(self, key: str | None) -> None:
        self.set_values([key] if key is not None else [])

    def set_values(self, keys: Iterable[str]) -> None:
        """Choose ``keys`` without sending ``chosen``."""
        wanted = set(keys)
        self._group.setExclusive(False)
        for card in self._cards:
            card.setChecked(card.key in wanted)
        self._group.setExclusive(not self._several)
        self._place_tab_stop()

    def pick(self, number: int) -> None:
        """Choose the answer with this number, as its digit does; nothing where there are fewer."""
        if number <= len(self._cards):
            card = self._cards[number - 1]
            card.setFocus(Qt.FocusReason.TabFocusReason)
            card.click()
            self.picked.emit()

    def set_options(self, options: Sequence[Option]) -> None:
        """Other answers; keeps those chosen that are still there."""
        kept = self.values
        for card in self._cards:
            self._group.removeButton(card)
            self._stack.removeWidget(card)
            card.hide()
            card.deleteLater()
        digits = [str(number) if len(options) > 1 and number < 10 else "" for number in range(1, len(options) + 1)]
        self._cards = [self._add_card(digit, *option) for digit, option in zip(digits, options, strict=True)]
        self._controls = list(self._cards)
        self.set_values(kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched in self._cards and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take_key(self._cards.index(watched), event)
        return super().eventFilter(watched, event)

    def _description(self, control: QWidget) -> str:
        return control.hint if isinstance(control, RadioCard | CheckCard) else super()._description(control)

    def _add_card(self, digit: str, key: str, label: str, hint: str) -> RadioCard | CheckCard:
        card = (CheckCard if self._several else RadioCard)(key, label, hint, digit)
        identify(card, f"{slug(self.label)}-{key}", label)
        card.setAccessibleDescription(hint)
        card.clicked.connect(self._on_clicked)
        card.installEventFilter(self)
        self._group.addButton(card)
        self._stack.addWidget(card)
        return card

    def _on_clicked(self) -> None:
        self._place_tab_stop()
        self.chosen.emit()

    def _take_key(self, here: int, event: QKeyEvent) -> bool:
        """Digits choose, arrows move (and choose, in a list of radios); any other key is left to the card."""
        digit = event.text() if event.text() in "123456789" else ""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if digit:
            self.pick(int(digit))
        elif event.key() in _STEPS:
            there = self._cards[(here + _STEPS[event.key()]) % len(self._cards)]
            there.setFocus(Qt.FocusReason.TabFocusReason)
            if not self._several:
                there.click()
        else:
            return False
        return True

    def _place_tab_stop(self) -> None:
        """Tab stops at each tick, but once in a list of radios: at the chosen one, or at the first."""
        if not self._cards:
            return
        stop = next((card for card in self._cards if card.isChecked()), self._cards[0])
        for card in self._cards:
            stops = self._several or card is stop
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._cards[0] if self._several else stop)
