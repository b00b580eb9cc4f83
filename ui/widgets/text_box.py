"""Several lines of plain text in a box that grows with what is typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.domain.texts import clean
from ui.widgets.field import Field

_FEWEST_LINES = 3
_MOST_LINES = 20


class TextBox(Field):
    """Tab leaves it; nothing pasted is read as markup."""

    def __init__(self, label: str, hint: str = "", *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, hint, optional=optional, parent=parent)
        self.control = _Paper()
        self.control.edited.connect(self.changed)
        self._layout.addWidget(self.control)
        self._hold(self.control)

    @property
    def value(self) -> str:
        return clean(self.control.toPlainText())

    def set_value(self, text: str) -> None:
        """Show ``text`` without sending ``changed``."""
        self.control.show_text(clean(text))


class _Paper(QPlainTextEdit):
    """Grows line by line up to a limit, after which it scrolls."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = _FEWEST_LINES
        self._showing = False
        self.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        self._showing = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)  # typing goes on where it stopped
        self._showing = False

    def sizeHint(self) -> QSize:
        edges = self.contentsMargins()
        margin = 2 * int(self.document().documentMargin()) + 2 * self.frameWidth()
        height = self._lines * self.fontMetrics().lineSpacing() + edges.top() + edges.bottom() + margin
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(clean(source.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _on_text_changed(self) -> None:
        self._grow()
        if not self._showing:
            self.edited.emit()

    def _grow(self) -> None:
        """Take the height of the text, looking no further than the limit: a long paste must stay quick."""
        layout = self.document().documentLayout()
        line = self.fontMetrics().lineSpacing()
        lines = 0
        block = self.document().begin()
        while block.isValid() and lines <= _MOST_LINES:
            lines += max(1, round(layout.blockBoundingRect(block).height() / line))
            block = block.next()
        wanted = min(max(lines + 1, _FEWEST_LINES), _MOST_LINES)
        if wanted != self._lines:
            self._lines = wanted
            self.updateGeometry()
        scrolls = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines >= _MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollBarPolicy(scrolls)
