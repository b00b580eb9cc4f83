"""What every field shares: a label above, a hint, a problem said at the field, and one signal."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.label import Text
from ui.widgets.naming import identify, restyle, slug, without_mnemonic
from ui.widgets.tokens import look


class Field(QWidget):
    """A label, a hint and a control. ``changed`` is sent when the person at the keyboard changes the value."""

    changed = Signal()

    def __init__(self, label: str, hint: str = "", *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._label = Text(_("{label} (optional)").format(label=label) if optional else label, strong=True)
        self._hint = _line(hint, "hint")
        self._problem = _line("", "problem")
        self._about = ""
        self._controls: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look().space(1))
        for part in (self._label, self._hint, self._problem):
            self._layout.addWidget(part)

    def set_problem(self, sentence: str | None) -> None:
        """Say ``sentence`` at the field, or take it away."""
        self._problem.setText(sentence or "")
        self._problem.setVisible(bool(sentence))
        for control in self._controls:
            restyle(control, "problem", "true" if sentence else "false")
        self._describe()

    @property
    def problem(self) -> str | None:
        """The sentence said at the field now."""
        return self._problem.text() or None

    def set_hint(self, hint: str) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._describe()

    def set_about(self, words: str) -> None:
        """What this field is about, spoken with it; to the eye it stands above."""
        self._about = words
        self._describe()

    def _describe(self) -> None:
        for control in self._controls:
            control.setAccessibleDescription(" ".join(filter(None, (self.problem, self._description(control)))))

    def _description(self, control: QWidget) -> str:
        """What a screen reader says after the name of ``control``: the hint of the field, unless it has its own."""
        del control
        return " ".join(filter(None, (self._about, self._hint.text())))

    def _hold(self, control: QWidget, label: QLabel | None = None) -> None:
        """Take in the control that the label belongs to; the first also takes the focus of the field."""
        identifier = slug(self.label)
        label = label or self._label
        label.setText(without_mnemonic(label.text()))
        label.setBuddy(control)
        identify(control, identifier, self.label)
        control.setAccessibleDescription(self._hint.text())
        if not self._controls:
            self.setFocusProxy(control)
            self.setObjectName(f"{identifier}-field")
        self._controls.append(control)


def _line(words: str, role: str) -> Text:
    line = Text(words)
    line.set_role(role)
    if not words:
        line.hide()  # and never shown here: without a parent yet, it would come up as a window
    return line
