""" "There is a problem": says at the top of a page, in the same words as at the fields, what must be put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.field import Field
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.tokens import look

Target = QWidget | Callable[[], object] | None


class ErrorSummary(QFrame):
    """Hidden until `show_problems`; then it takes the focus, and each sentence leads to its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "summary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        identify(self, "error-summary", _("There is a problem"))
        self._layout = QVBoxLayout(self)
        edge = look().space(4)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(look().space(2))
        self._layout.addWidget(Heading(_("There is a problem"), 3))
        self._fields: list[Field] = []
        self._lines: list[QWidget] = []
        self.hide()

    def show_problems(self, problems: Sequence[tuple[Target, str]]) -> None:
        """Pairs of the field (None: the page as a whole) and its sentence. Fields say the sentence as well.

        For a field on another page give what goes there.
        """
        self.clear()
        for field, sentence in problems:
            self._add(field, sentence)
        for before, line in pairwise((self, *self._lines)):
            self.setTabOrder(before, line)
        self.setAccessibleDescription(" ".join(sentence for _field, sentence in problems))
        self.setVisible(bool(problems))
        if problems:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take back all that was said, at the fields as well."""
        for field in self._fields:
            field.set_problem(None)
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._fields, self._lines = [], []
        self.hide()

    def _add(self, field: Target, sentence: str) -> None:
        if field is None:
            line: QWidget = Text(sentence, strong=True)
        else:
            line = _Link(sentence)
            identify(line, f"problem-{len(self._lines) + 1}", sentence)
            go = partial(field.setFocus, Qt.FocusReason.OtherFocusReason) if isinstance(field, QWidget) else field
            line.clicked.connect(go)
        if isinstance(field, Field):
            field.set_problem(sentence)
            self._fields.append(field)
        self._layout.addWidget(line)
        self._lines.append(line)


class _Link(QPushButton):
    """A sentence to press that wraps, as no button of Qt's does."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence
        self.setProperty("role", "problem-link")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = look().space(0.5)
        place = QRect(0, 0, max(1, width - 2 * edge), 10_000)
        words = QFontMetrics(self._font()).boundingRect(place, Qt.TextFlag.TextWordWrap, self._sentence)
        return max(words.height() + 2 * edge, look().px(24))

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self._font()).horizontalAdvance(self._sentence) + look().space(2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(120), look().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = look().space(0.5)
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(look().colour("danger"))
        painter.drawText(self.rect().adjusted(edge, edge, -edge, 0), Qt.TextFlag.TextWordWrap, self._sentence)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setUnderline(True)
        return font
