"""How a run chart looks on the screen: names, levels, days, lines and marks. Where they go it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from gettext import gettext as _
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QStaticText
from PySide6.QtWidgets import QApplication

from app.domain.days import day_words
from app.domain.run_chart import Frame, Kind, Mark, Span, Track, latest_words, shape
from ui.widgets.tokens import Theme, look, make_look

NAMES = 236
"""Width of the names at the left, in pixels at 100 %."""
MARK = 11
"""Width and height of a mark, in pixels at 100 %."""
_DAY_WIDTH = 150
_BOX = 340
_LONGEST = 300  # characters of a reading in the box; the table has the rest
_COLOURS = {Kind.RATED: "accent", Kind.HAPPENED: "text", Kind.HELPED: "success_text"}


class Brush:
    """Paints ``tracks`` in the look in force when it is made; all words are made then, none while painting."""

    def __init__(self, tracks: Sequence[Track], span: Span) -> None:
        self._look = look()
        self._tracks, self._span = tracks, span
        self._bold = QFont(QApplication.font())
        self._bold.setBold(True)
        self._tiny = QFont(QApplication.font())
        self._tiny.setPixelSize(self._look.size("tiny"))
        width = self._look.px(NAMES)
        self._names = [_prepared(one.name, self._bold, width) for one in tracks]
        self._latest = [_prepared(latest_words(one), self._tiny, width) for one in tracks]
        self._heights = {
            kind: [(words, words.size()) for words in (_prepared(one, self._tiny) for one in kind.heights)]
            for kind in {one.kind for one in tracks}
        }
        days = [(day, _prepared(day_words(span.first + timedelta(days=day)), self._tiny)) for day in span.ticks()]
        self._days = [(day, words, round(words.size().width())) for day, words in days]
        self._lines = [[QPolygonF([QPointF(*corner) for corner in line]) for line in one.lines] for one in tracks]

    def lay_out_names(self, width: int) -> list[int]:
        """The height that the name and the latest words of each track take in this width."""
        for words in (*self._names, *self._latest):
            if words.textWidth() != width:  # setting it lays the words out again
                words.setTextWidth(width)
        pairs = zip(self._names, self._latest, strict=True)
        return [ceil(name.size().height() + latest.size().height()) for name, latest in pairs]

    def paint(
        self, painter: QPainter, frames: Sequence[Frame], marks: Sequence[Sequence[Mark]], above: Sequence[int]
    ) -> None:
        """``frames`` and ``marks`` of each track, in order, and how far ``above`` its top level its name begins."""
        painter.setFont(self._tiny)
        painter.setPen(self._look.colour("muted"))
        self._paint_days(painter, frames[-1])
        self._paint_heights(painter, frames)
        self._paint_names(painter, frames, above)
        ratio = device_ratio(painter)
        with in_device_pixels(painter, ratio):
            self._paint_grid(painter, frames, ratio)
        self._paint_lines(painter, frames)
        with in_device_pixels(painter, ratio):
            for one, placed in zip(self._tracks, marks, strict=True):
                self._paint_marks(painter, one.kind, placed, ratio)

    def paint_reading(self, painter: QPainter, track: Track, place: int, frame: Frame, canvas: QRect) -> None:
        """Where the reader is: a line down the day, a ring around the mark, and the words in a box beside it."""
        point = track.points[place]
        x, y = self._span.x(self._span.day(point.on), frame), frame.y(point.level)
        side = self._look.px(MARK)
        painter.setPen(self._pen("text", painter))
        painter.drawLine(x, frame.top - self._look.space(2), x, frame.base)
        ratio = device_ratio(painter)
        with in_device_pixels(painter, ratio):
            self._paint_marks(painter, track.kind, [(x, y, point.level)], ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(QPointF(x, y), side * 0.75, side * 0.75)
        self._paint_box(painter, track.reading(place), QPoint(x, y), canvas)

    def _paint_box(self, painter: QPainter, words: str, at: QPoint, canvas: QRect) -> None:
        """Above the mark where there is room, otherwise below it; never outside ``canvas``."""
        if len(words) > _LONGEST:
            words = _("{beginning} … (the table has it whole)").format(beginning=words[:_LONGEST].rstrip())
        pad, clear = self._look.space(2), self._look.px(MARK)
        wide = min(self._look.px(_BOX), canvas.width()) - 2 * pad
        flags = Qt.TextFlag.TextWrapAnywhere if " " not in words else Qt.TextFlag.TextWordWrap
        painter.setFont(self._tiny)
        text = QFontMetrics(self._tiny).boundingRect(QRect(0, 0, wide, canvas.height()), flags, words)
        box = QRect(0, 0, text.width() + 2 * pad, text.height() + 2 * pad)
        box.moveCenter(at)
        box.moveLeft(min(max(canvas.left(), box.left()), canvas.right() - box.width()))
        box.moveBottom(at.y() - clear)
        if box.top() < canvas.top():
            box.moveTop(min(at.y() + clear, canvas.bottom() - box.height()))
        painter.setBrush(self._look.colour("surface"))
        painter.drawRoundedRect(box, pad / 2, pad / 2)
        painter.drawText(box.adjusted(pad, pad, -pad, -pad), flags, words)

    def _paint_grid(self, painter: QPainter, frames: Sequence[Frame], ratio: float) -> None:
        """Filled, not drawn, which is far faster: the levels, the bases, and a line down each marked day."""
        border, strong = self._look.colour("border"), self._look.colour("control_border")
        thick, happened = max(1, round(ratio)), self._happened(frames[0])
        left, wide = round(frames[0].left * ratio), round((frames[0].right - frames[0].left) * ratio)
        fill = painter.fillRect
        for one in frames:
            for x in happened:
                fill(round(x * ratio), round(one.top * ratio), thick, round((one.base - one.top) * ratio), border)
            for level in range(one.heights):
                fill(left, round(one.y(level) * ratio), wide, thick, border)
            fill(left, round(one.base * ratio), wide, thick, strong)

    def _happened(self, frame: Frame) -> set[int]:
        """Where the days lie on which something is marked below the factors."""
        days = {day for one in self._tracks if one.kind is Kind.HAPPENED for day in one.days}
        return {self._span.x(day, frame) for day in days}

    def _paint_marks(self, painter: QPainter, kind: Kind, marks: Sequence[Mark], ratio: float) -> None:
        side = round(self._look.px(MARK) * ratio)
        half = side // 2
        pictures = {level: _picture(kind, level, side, self._look.theme) for level in (None, *range(kind.levels))}
        if ratio != 1:
            marks = [(round(x * ratio), round(y * ratio), level) for x, y, level in marks]
        draw = painter.drawPixmap
        for x, y, level in marks:
            draw(x - half, y - half, pictures[level])

    def _paint_lines(self, painter: QPainter, frames: Sequence[Frame]) -> None:
        painter.setPen(self._pen("accent", painter, self._look.px(1)))
        for lines, frame in zip(self._lines, frames, strict=True):
            painter.save()
            painter.translate(frame.left, frame.top)
            painter.scale((frame.right - frame.left) / max(self._span.days, 1), frame.step)
            for line in lines:
                painter.drawPolyline(line)
            painter.restore()

    def _paint_heights(self, painter: QPainter, frames: Sequence[Frame]) -> None:
        clear = self._look.px(MARK)
        for one, frame in zip(self._tracks, frames, strict=True):
            for level, (words, size) in enumerate(self._heights[one.kind]):
                place = QPointF(frame.left - clear - size.width(), frame.y(level) - size.height() / 2)
                painter.drawStaticText(place, words)

    def _paint_names(self, painter: QPainter, frames: Sequence[Frame], above: Sequence[int]) -> None:
        left = self._look.space(1)
        tops = [frame.top - up for frame, up in zip(frames, above, strict=True)]
        for name, latest, top in zip(self._names, self._latest, tops, strict=True):
            painter.drawStaticText(QPointF(left, top + name.size().height()), latest)
        painter.setFont(self._bold)
        painter.setPen(self._look.colour("text"))
        for name, top in zip(self._names, tops, strict=True):
            painter.drawStaticText(left, top, name)

    def _paint_days(self, painter: QPainter, frame: Frame) -> None:
        """As many of the days as there is room for, the first and the last always."""
        room, last = (frame.right - frame.left) // self._look.px(_DAY_WIDTH), len(self._days) - 1
        fits = (step for step in (1, 2) if last % step == 0 and last // step < max(room, 2))
        apart = next(fits, max(last, 1))
        down = self._look.space(1)
        for day, words, wide in self._days[::apart]:
            x = self._span.x(day, frame)
            left = min(max(frame.left, x - wide // 2), frame.right - wide)
            painter.drawLine(x, frame.base, x, frame.base + down)
            painter.drawStaticText(left, frame.base + down, words)

    def _pen(self, role: str, painter: QPainter, wide: int = 1) -> QPen:
        """Whole pixels of the device, so that lines are sharp and equal at any ratio."""
        pen = QPen(self._look.colour(role), max(1.0, float(round(wide * device_ratio(painter)))))
        pen.setCosmetic(True)
        return pen


def device_ratio(painter: QPainter) -> float:
    """Pixels of the device to one of the program's, before anything else is scaled."""
    return painter.deviceTransform().m11()


@contextmanager
def in_device_pixels(painter: QPainter, ratio: float) -> Iterator[None]:
    """Whole numbers are pixels of the screen until the end, whatever its ratio: nothing is blurred between two."""
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    at = painter.deviceTransform()
    painter.translate(round(at.dx()) - at.dx(), round(at.dy()) - at.dy())
    yield
    painter.restore()


def _prepared(words: str, font: QFont, width: int = -1) -> QStaticText:
    """Plain text, laid out before it is painted."""
    prepared = QStaticText(words)
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.setTextWidth(width)
    prepared.prepare(font=font)
    return prepared


@cache
def _picture(kind: Kind, level: int | None, side: int, theme: Theme) -> QPixmap:
    """A mark of ``side`` pixels of the device; ``theme`` is the one in force."""
    current = make_look(theme, 1.0)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    form = shape(kind, level)
    colour = current.colour(_COLOURS[kind] if level is not None else "muted")
    painter.setPen(Qt.PenStyle.NoPen if form.filled else QPen(colour, side / 7))
    painter.setBrush(colour if form.filled else current.colour("surface"))
    if form.corners:
        painter.drawPolygon(QPolygonF([QPointF(x * side, y * side) for x, y in form.corners]))
    else:
        painter.drawEllipse(QRectF(side / 4, side / 4, side / 2, side / 2))
    painter.end()
    return pixmap
