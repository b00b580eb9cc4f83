"""One line of typed text."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.domain.texts import clean
from ui.widgets.field import Field
from ui.widgets.tokens import look

_LONGEST = 200_000  # longer than anything pasted by mistake: what is too long is said, never cut off silently


class LineBox(Field):
    """``width`` is about how many characters are expected; 0 takes the width of the page."""

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint, optional=optional, parent=parent)
        self.control = QLineEdit()
        self.control.setMaxLength(_LONGEST)
        self.control.textEdited.connect(self.changed)
        if width:
            self.control.setMaximumWidth(look().px(width * 9 + 24))
        self.control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout.addWidget(self.control)
        self._hold(self.control)

    @property
    def value(self) -> str:
        return clean(self.control.text())

    def set_value(self, text: str) -> None:
        self.control.setText(clean(text))
        self.control.setCursorPosition(0)
