"""Words on a page: plain text, wrapped, never read as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.naming import restyle


class Text(QLabel):
    """A paragraph. ``muted`` for what is said in passing, ``strong`` for what must be seen."""

    def __init__(
        self, text: str = "", *, muted: bool = False, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setProperty("role", "muted" if muted else "strong" if strong else "text")
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Another manner of the style sheet: ``muted``, ``strong``, ``hint``, ``problem`` …"""
        restyle(self, "role", role)


class OneLine(Text):
    """On one line where there is room for it, and wrapped only where there is not."""

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.fontMetrics().height())
