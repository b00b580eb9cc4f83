"""One answer as a card: a round or square mark, a label, a hint and the digit that chooses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from ui.widgets.icons import paint_icon
from ui.widgets.tokens import look

_MARK = 24
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

_Mark = Callable[[QPainter, QRectF, bool], None]
"""Draws the round or square mark into its place, checked or not, with the pen and brush of its frame."""

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # at run time the real button comes second in each class below


class _Card(_Button):
    """Painting by hand keeps the mark round and sharp at every text size, and the words plain text."""

    key: str
    label: str
    hint: str
    digit: str
    _mark: _Mark

    def sizeHint(self) -> QSize:
        width = look().px(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(180), look().px(44))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = self._words_width(width)
        height = _height(self._bold(), self.label, words)
        if self.hint:
            height += look().space(0.5) + _height(self.font(), self.hint, words)
        return max(height, look().px(_MARK)) + 2 * look().space(2.5)

    def hitButton(self, pos: object) -> bool:
        del pos  # the whole card is the target
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        line = current.px(2)
        painter.setPen(QPen(current.colour("text" if self.isEnabled() else "disabled"), line))
        painter.setBrush(current.colour("surface"))
        place = QRectF(current.space(3.5), current.space(2.5), current.px(_MARK), current.px(_MARK))
        self._mark(painter, place.adjusted(line / 2, line / 2, -line / 2, -line / 2), self.isChecked())
        self._paint_words(painter)

    def _paint_card(self, painter: QPainter) -> None:
        current = look()
        chosen = self.isChecked()
        line = current.px(2) if chosen else 1
        painter.setPen(QPen(current.colour("selected_border" if chosen else "border"), line))
        painter.setBrush(current.colour("selected" if chosen else "hover" if self.underMouse() else "surface"))
        inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(inside, current.size("radius"), current.size("radius"))

    def _paint_words(self, painter: QPainter) -> None:
        current = look()
        words = QRect(self._words_left(), current.space(2.5), self._words_width(self.width()), self.height())
        painter.setFont(self._bold())
        painter.setPen(current.colour("text" if self.isEnabled() else "disabled"))
        label_height = _height(self._bold(), self.label, words.width())
        top = max(0, current.px(_MARK) - QFontMetrics(self._bold()).height()) // 2
        painter.drawText(words.translated(0, top), _WRAP, self.label)
        painter.setFont(self.font())
        painter.setPen(current.colour("muted"))
        if self.hint:
            painter.drawText(words.translated(0, top + label_height + current.space(0.5)), _WRAP, self.hint)
        if self.digit:
            small = QFont(self.font())
            small.setPixelSize(current.size("tiny"))
            painter.setFont(small)
            edge = self.rect().adjusted(0, current.space(2.5), -current.space(3.5), 0)
            painter.drawText(edge, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.digit)

    def _words_left(self) -> int:
        return look().space(3.5) + look().px(_MARK) + look().space(2.5)

    def _words_width(self, width: int) -> int:
        return max(1, width - self._words_left() - look().space(8))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _describe(self, key: str, label: str, hint: str, digit: str, mark: _Mark) -> None:
        self.key, self.label, self.hint, self.digit, self._mark = key, label, hint, digit, mark
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class RadioCard(_Card, QRadioButton):
    """One of several answers."""

    def __init__(self, key: str, label: str, hint: str, digit: str) -> None:
        QRadioButton.__init__(self)
        self._describe(key, label, hint, digit, _paint_round)


class CheckCard(_Card, QCheckBox):
    """Any number of answers."""

    def __init__(self, key: str, label: str, hint: str, digit: str) -> None:
        QCheckBox.__init__(self)
        self._describe(key, label, hint, digit, _paint_square)


def _paint_round(painter: QPainter, place: QRectF, checked: bool) -> None:  # noqa: FBT001 (as `_Mark`)
    painter.drawEllipse(place)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("text"))
        radius = look().px(_MARK) * 0.27
        painter.drawEllipse(place.center(), radius, radius)


def _paint_square(painter: QPainter, place: QRectF, checked: bool) -> None:  # noqa: FBT001 (as `_Mark`)
    painter.drawRoundedRect(place, look().px(2), look().px(2))
    if checked:
        edge = place.width() * 0.13
        paint_icon(painter, "check", "text", place.adjusted(edge, edge, -edge, -edge))


def _height(font: QFont, words: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height()
