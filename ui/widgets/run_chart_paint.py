"""How a run chart looks: names, levels, days, lines and marks. Where they go it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from gettext import gettext as _

from PySide6.QtCore import QLine, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QStaticText
from PySide6.QtWidgets import QApplication

from app.domain.days import day_words
from app.domain.ratings import Level
from ui.widgets.run_chart_shape import LEVELS, Frame, Point, Span, Track
from ui.widgets.tokens import Theme, look, make_look

NAMES = 236
"""Width of the names at the left, in pixels at 100 %."""
MARK = 11
"""Width and height of a mark, in pixels at 100 %."""
_LEVELS = (Level.NONE_SEEN, Level.EMERGING, Level.PRESENT, Level.ACT_TODAY)
_DAY_WIDTH = 150


def latest_words(points: Sequence[Point]) -> str:
    """The latest rating first, then what came after it if that was a gap. ``points`` in order of day."""
    rated = [point for point in points if point.level is not None]
    if not rated:
        return points[-1].label if points else _("No session yet")
    last, end = rated[-1], points[-1]
    if end is last:
        return _("{rating}, {day}").format(rating=last.label, day=day_words(last.on))
    return _("{rating}, {day}; then {gap}, {gap_day}").format(
        rating=last.label, day=day_words(last.on), gap=end.label, gap_day=day_words(end.on)
    )


class Brush:
    """Paints ``tracks`` in the look in force when it is made; all words are made then, none while painting."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self._look = look()
        self._tracks = tracks
        self._bold = QFont(QApplication.font())
        self._bold.setBold(True)
        self._tiny = QFont(QApplication.font())
        self._tiny.setPixelSize(self._look.size("tiny"))
        width = self._look.px(NAMES)
        self._names = [_prepared(one.name, self._bold, width) for one in tracks]
        self._latest = [_prepared(latest_words(one.points), self._tiny, width) for one in tracks]
        levels = [_prepared(level.label, self._tiny) for level in _LEVELS]
        self._levels = [(words, words.size()) for words in levels]

    def paint(self, painter: QPainter, frames: Sequence[Frame], span: Span, *, narrow: bool) -> None:
        """``frames``: one for each track, in order. ``narrow``: names above the lines, not beside them."""
        self._paint_grid(painter, frames)
        for name, latest, frame in zip(self._names, self._latest, frames, strict=True):
            self._paint_words(painter, name, latest, frame, narrow=narrow)
        self._paint_days(painter, frames[-1], span)
        self._paint_lines(painter, frames, span)
        side = self._look.px(MARK)
        ratio = painter.device().devicePixelRatio()
        shapes = {level: _mark(level, side, ratio, self._look.theme) for level in (None, *range(LEVELS))}
        for one, frame in zip(self._tracks, frames, strict=True):
            for x, y, level in one.marks(span, frame, side):
                painter.drawPixmap(x - side // 2, y - side // 2, shapes[level])

    def paint_reading(self, painter: QPainter, point: Point, frame: Frame, span: Span) -> None:
        """Where the reader is: a line down the day and a ring around the mark."""
        x = span.x(span.day(point.on), frame)
        side = self._look.px(MARK)
        half = side // 2
        mark = _mark(point.level, side, painter.device().devicePixelRatio(), self._look.theme)
        painter.setPen(QPen(self._look.colour("text"), float(self._look.px(1))))
        painter.drawLine(x, frame.top - self._look.space(2), x, frame.base)
        painter.drawPixmap(x - half, frame.y(point.level) - half, mark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(QPointF(x, frame.y(point.level)), half * 1.5, half * 1.5)

    def _paint_grid(self, painter: QPainter, frames: Sequence[Frame]) -> None:
        grid = [QLine(one.left, one.y(level), one.right, one.y(level)) for one in frames for level in range(LEVELS)]
        painter.setPen(QPen(self._look.colour("border"), 1.0))
        painter.drawLines(grid)
        painter.setPen(QPen(self._look.colour("control_border"), 1.0))
        painter.drawLines([QLine(one.left, one.base, one.right, one.base) for one in frames])

    def _paint_lines(self, painter: QPainter, frames: Sequence[Frame], span: Span) -> None:
        pen = QPen(self._look.colour("accent"), float(self._look.px(1)))
        pen.setCosmetic(True)
        painter.setPen(pen)
        for one, frame in zip(self._tracks, frames, strict=True):
            painter.save()
            painter.translate(frame.left, frame.top)
            painter.scale((frame.right - frame.left) / max(span.days, 1), frame.step)
            for line in one.lines:
                painter.drawPolyline(line)
            painter.restore()

    def _paint_words(
        self, painter: QPainter, name: QStaticText, latest: QStaticText, frame: Frame, *, narrow: bool
    ) -> None:
        painter.setFont(self._tiny)
        painter.setPen(self._look.colour("muted"))
        for level, (words, size) in enumerate(self._levels):
            left = frame.left - self._look.px(MARK) - size.width()
            painter.drawStaticText(QPointF(left, frame.y(level) - size.height() / 2), words)
        place = QPointF(self._look.space(1), frame.top - self._look.space(12 if narrow else 2))
        width = frame.right if narrow else self._look.px(NAMES)
        for words in (name, latest):
            if words.textWidth() != width:  # setting it lays the words out again
                words.setTextWidth(width)
        painter.drawStaticText(place + QPointF(0, name.size().height()), latest)
        painter.setFont(self._bold)
        painter.setPen(self._look.colour("text"))
        painter.drawStaticText(place, name)

    def _paint_days(self, painter: QPainter, frame: Frame, span: Span) -> None:
        painter.setFont(self._tiny)
        painter.setPen(self._look.colour("muted"))
        metrics = QFontMetrics(self._tiny)
        down = self._look.space(1)
        for day in span.ticks(max(2, (frame.right - frame.left) // self._look.px(_DAY_WIDTH))):
            words = day_words(span.first + timedelta(days=day))
            wide = metrics.horizontalAdvance(words)
            x = span.x(day, frame)
            left = min(max(frame.left, x - wide // 2), frame.right - wide)
            painter.drawLine(x, frame.base, x, frame.base + down)
            painter.drawText(left, frame.base + down + metrics.ascent() + 1, words)


def _prepared(words: str, font: QFont, width: int = -1) -> QStaticText:
    """Plain text, laid out before it is painted."""
    prepared = QStaticText(words)
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.setTextWidth(width)
    prepared.prepare(font=font)
    return prepared


@cache
def _mark(level: int | None, side: int, ratio: float, theme: Theme) -> QPixmap:
    """The mark of a level, sharp on a screen of ``ratio`` device pixels to one; ``theme`` is the one in force."""
    current = make_look(theme, 1.0)
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current.colour("accent"))
    whole = QRectF(0, 0, side, side)
    small = whole.adjusted(side / 4, side / 4, -side / 4, -side / 4)
    if level is None:
        painter.setPen(QPen(current.colour("muted"), side / 7))
        painter.setBrush(current.colour("surface"))
        painter.drawEllipse(small)
    elif level == 0:
        painter.drawEllipse(small)
    elif level == 1:
        painter.drawPolygon(_corners(side, ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))))
    elif level == 2:
        painter.drawRect(whole.adjusted(side * 0.14, side * 0.14, -side * 0.14, -side * 0.14))
    else:
        painter.drawPolygon(_corners(side, ((0.5, 0), (1, 0.95), (0, 0.95))))
    painter.end()
    return pixmap


def _corners(side: int, parts: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x * side, y * side) for x, y in parts])
