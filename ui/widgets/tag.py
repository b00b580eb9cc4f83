"""A small state in words, in a tone and with a sign, so that the colour never speaks alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.icons import paint_icon
from ui.widgets.tokens import look


class Tone(StrEnum):
    """How a state is meant; each but *neutral* has a sign of its own."""

    NEUTRAL = "neutral"
    INFO = "info"
    ATTENTION = "attention"
    DANGER = "danger"
    SUCCESS = "success"


SIGNS = {
    Tone.INFO: "info",
    Tone.ATTENTION: "clock-alert",
    Tone.DANGER: "triangle-alert",
    Tone.SUCCESS: "circle-check",
}


class Tag(QWidget):
    """One or two words; read by a screen reader as its text."""

    def __init__(self, text: str, tone: Tone | str = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tone = Tone(tone)
        self._text = text
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        return self._text

    @property
    def tone(self) -> Tone:
        return self._tone

    def set_state(self, text: str, tone: Tone | str) -> None:
        self._text, self._tone = text, Tone(tone)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return tag_size(self._text, self._tone, self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_tag(QPainter(self), self.rect(), self._text, self._tone, self.font())


def tag_size(text: str, tone: Tone, font: QFont) -> QSize:
    """The room that a tag takes."""
    metrics = QFontMetrics(_bold(font))
    width = metrics.horizontalAdvance(text) + 2 * look().space(2.5) + _sign_width(tone)
    return QSize(width, max(metrics.height() + look().space(1.5), look().px(24)))


def paint_tag(painter: QPainter, rect: QRect, text: str, tone: Tone, font: QFont) -> None:
    """Draw a tag into ``rect``; lists that paint their rows use it too."""
    current = look()
    edge = current.space(2.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current.colour(f"{tone}_back"))
    painter.drawRoundedRect(QRectF(rect), current.px(3), current.px(3))
    if tone in SIGNS:
        side = current.px(15)
        place = QRectF(rect.x() + edge, rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, SIGNS[tone], f"{tone}_text", place)
    painter.setFont(_bold(font))
    painter.setPen(current.colour(f"{tone}_text"))
    words = rect.adjusted(edge + _sign_width(tone), 0, -edge, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _sign_width(tone: Tone) -> int:
    return look().px(15 + 5) if tone in SIGNS else 0


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
