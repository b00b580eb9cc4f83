"""A choice from a list too long for radios."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from ui.widgets.field import Field
from ui.widgets.icons import paint_icon
from ui.widgets.tokens import look


class Select(Field):
    """Options are pairs of key and words. Nothing is chosen at first: ``value`` is None until something is."""

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]],
        hint: str = "",
        *,
        optional: bool = False,
        unchosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``unchosen`` says what no choice means, where it means something: "All", "Not recorded"."""
        super().__init__(label, hint, optional=optional, parent=parent)
        self._unchosen = unchosen or _("Choose")
        self.control = _Box()
        self.control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.control.activated.connect(self.changed)
        self._layout.addWidget(self.control)
        self._hold(self.control)
        self.set_options(options)

    @property
    def value(self) -> str | None:
        key = self.control.currentData()
        return key if isinstance(key, str) else None

    def set_value(self, key: str | None) -> None:
        self.control.setCurrentIndex(max(0, self.control.findData(key)))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; keeps the choice where it is still one."""
        chosen = self.value
        self.control.clear()
        self.control.addItem(self._unchosen, None)
        for key, words in options:
            self.control.addItem(words, key)
        self.set_value(chosen)


class _Box(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # options may come once it is in view
        self.setItemDelegate(QStyledItemDelegate(self))  # heeds the style sheet, which the usual one does not

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = look().px(18)
        place = QRectF(self.width() - side - look().space(2), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, "chevron-down", "text" if self.isEnabled() else "disabled", place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, and never changes an answer on its way past."""
        event.ignore()
