"""The dark rail at the left: the rooms, and at its foot what is not a room. Narrow windows show icons only."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.heading import Heading
from ui.widgets.icons import icon
from ui.widgets.naming import identify, restyle, without_mnemonic
from ui.widgets.tokens import look

_WIDTH = 210  # in pixels at 100 %
_COLLAPSED = 60


class Rail(QFrame):
    """``chosen`` carries the key of the button pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        identify(self, "rail", _("Rooms"))
        self._collapsed = False
        self._labels: dict[QPushButton, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._name = Heading(_("Sightline"), 3)
        self._rooms, self._feet = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, look().space(3))
        layout.setSpacing(0)
        layout.addWidget(self._name)
        layout.addLayout(self._rooms)
        layout.addStretch(1)
        layout.addLayout(self._feet)
        self._fit()

    def add_room(self, key: str, label: str, icon_name: str) -> None:
        self._rooms.addWidget(self._room_button(key, label, icon_name))

    def add_foot_room(self, key: str, label: str, icon_name: str) -> None:
        """A room seldom wanted, at the foot."""
        self._feet.addWidget(self._room_button(key, label, icon_name))

    def add_command(self, key: str, label: str, icon_name: str) -> None:
        """What is no room, such as the lock; at the foot."""
        self._feet.addWidget(self._button(key, label, icon_name))

    def mark(self, key: str) -> None:
        """Show which room is in view."""
        for one, button in self._buttons.items():
            button.setChecked(one == key)
            button.setAccessibleDescription(_("in view") if one == key else "")

    def focus_room(self) -> None:
        """Put the focus on the room in view, or on the first button."""
        buttons = list(self._buttons.values())
        shown = [button for button in buttons if button.isChecked()]
        (shown or buttons)[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def collapsed(self) -> bool:
        return self._collapsed

    def collapse(self, *, collapsed: bool) -> None:
        """Icons only, their words as tooltips; or both."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _room_button(self, key: str, label: str, icon_name: str) -> QPushButton:
        button = self._button(key, label, icon_name)
        button.setCheckable(True)
        return button

    def _button(self, key: str, label: str, icon_name: str) -> QPushButton:
        button = QPushButton(icon(icon_name, "rail_text"), "")
        button.setProperty("role", "rail")
        button.setAutoDefault(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        identify(button, f"rail-{key}", label)
        button.clicked.connect(partial(self._on_clicked, key))
        self._buttons[key] = button
        self._labels[button] = label
        self._fit()
        return button

    def _on_clicked(self, key: str) -> None:
        self.mark("")  # until the place has changed: a page may ask to stay
        self.chosen.emit(key)

    def _fit(self) -> None:
        current = look()
        edge = current.space(4)
        self.setFixedWidth(current.px(_COLLAPSED if self._collapsed else _WIDTH))
        self._name.setVisible(not self._collapsed)
        self._name.setContentsMargins(edge, current.space(5), edge, current.space(4))
        for button, label in self._labels.items():
            button.setText("" if self._collapsed else without_mnemonic(label))
            button.setToolTip(label if self._collapsed else "")
            restyle(button, "collapsed", str(self._collapsed).lower())
            button.setIconSize(QSize(current.px(20 if self._collapsed else 28), current.px(20)))
