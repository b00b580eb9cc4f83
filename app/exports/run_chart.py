"""The run chart on paper, from the same layout as on the screen, and its latest sessions in words below it.

Must not know whose run it is or where it comes from. Each factor stands alone; nothing here adds or ranks them.
"""

from collections.abc import Sequence
from datetime import timedelta
from gettext import gettext as _

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from app.domain.days import day_words
from app.domain.run_chart import (
    Frame,
    Kind,
    Series,
    Shape,
    Span,
    Track,
    by_day,
    frames,
    latest_words,
    shape,
    span_of,
    track,
)
from app.exports.blocks import line
from app.exports.document import BOLD, INK, MUTED, REGULAR, RULE, WASH, WIDTH, glyphs, style
from app.exports.text import drawable

SESSIONS = 6
"""How many of the latest sessions stand in words below the drawing."""
_PARTS = 10  # of a point: the layout counts in whole ones
_STEP, _HEAD, _FOOT, _MARK = 80, 90, 50, 50
_NAMES, _LEVELS = 1300, 1900
_SIZE, _LEADING = 7.5, 9
_LONGEST = 200  # characters of a cell: a row cannot be parted between pages
_ACCENT = HexColor("#1d5a9e")
_COLOURS = {Kind.RATED: _ACCENT, Kind.HAPPENED: INK, Kind.HELPED: HexColor("#0a4a31")}
_CELL = style("run-cell", 7.5)
_HEADING = style("run-heading", 7.5, fontName=BOLD)
_SHARES = (52, 55, 55, 55, 55, 55, 85, 70)


def run_chart(series: Sequence[Series]) -> list[Flowable]:
    """The drawing, and the latest six sessions with what happened since the first of them; nothing if there is none."""
    sessions = sorted({point.on for one in series if one.kind is Kind.RATED for point in one.points})
    span = span_of(series)
    if not sessions or span is None:
        return []
    since = sessions[-SESSIONS:][0]
    rows = [(day_words(day), *words) for day, words in by_day(series) if day >= since]
    return [RunChart(series, span), Spacer(0, 2 * mm), _in_words((_("Day"), *(one.name for one in series)), rows)]


class RunChart(Flowable):
    """One step line a factor and a lane of marks each for what happened and what helped, as wide as the page."""

    def __init__(self, series: Sequence[Series], span: Span) -> None:
        super().__init__()
        glyphs()  # registers the font that the words are measured in
        self._span = span
        self._tracks = [track(one, span) for one in series]
        sides = _LEVELS, round(WIDTH * _PARTS) - _MARK
        self._frames = frames(self._tracks, sides, _STEP, _HEAD, _FOOT)
        self.width, self.height = WIDTH, self._frames[-1].base / _PARTS + 2 * _LEADING

    def wrap(self, _wide: float, _high: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        for one, frame in zip(self._tracks, self._frames, strict=True):
            self._draw_grid(frame)
            self._draw_words(one, frame)
            self._draw_lines(one, frame)
            for x, y, level in one.marks(self._span, frame, _MARK):
                colour = MUTED if level is None else _COLOURS[one.kind]
                self._draw_mark(shape(one.kind, level), colour, x, y)
        self._draw_days(self._frames[-1])

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Points from the lower left corner, as paper counts."""
        return x / _PARTS, self.height - y / _PARTS

    def _draw_grid(self, frame: Frame) -> None:
        canvas = self.canv
        days = {day for one in self._tracks if one.kind is Kind.HAPPENED for day in one.days}
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(RULE)
        for level in range(frame.heights):
            canvas.line(*self._at(frame.left, frame.y(level)), *self._at(frame.right, frame.y(level)))
        for x in (self._span.x(day, frame) for day in days):
            canvas.line(*self._at(x, frame.top), *self._at(x, frame.base))
        canvas.setStrokeColor(MUTED)
        canvas.line(*self._at(frame.left, frame.base), *self._at(frame.right, frame.base))

    def _draw_words(self, one: Track, frame: Frame) -> None:
        """The name and its latest words first, then the levels: so is it read aloud."""
        canvas, middle = self.canv, _SIZE * 0.35
        x, y = self._at(0, frame.top)
        for font, colour, words in ((BOLD, INK, one.name), (REGULAR, MUTED, latest_words(one))):
            canvas.setFont(font, _SIZE)
            canvas.setFillColor(colour)
            for text in simpleSplit(drawable(words, glyphs()), font, _SIZE, _NAMES / _PARTS):
                canvas.drawString(x, y - middle, text)
                y -= _LEADING
        for level, words in enumerate(one.kind.heights):
            x, y = self._at(frame.left - _MARK, frame.y(level))
            canvas.drawRightString(x, y - middle, drawable(words, glyphs()))

    def _draw_lines(self, one: Track, frame: Frame) -> None:
        canvas = self.canv
        canvas.setStrokeColor(_ACCENT)
        canvas.setLineWidth(0.8)
        for corners in one.lines:
            path = canvas.beginPath()
            places = [self._at(self._span.x(day, frame), frame.top + down * frame.step) for day, down in corners]
            path.moveTo(*places[0])
            for place in places[1:]:
                path.lineTo(*place)
            canvas.drawPath(path)

    def _draw_mark(self, form: Shape, colour: Color, x: int, y: int) -> None:
        canvas = self.canv
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(colour)
        canvas.setFillColor(colour if form.filled else white)
        if not form.corners:
            canvas.circle(*self._at(x, y), _MARK / _PARTS / 4, stroke=int(not form.filled), fill=1)
            return
        path = canvas.beginPath()
        places = [self._at(x + (across - 0.5) * _MARK, y + (down - 0.5) * _MARK) for across, down in form.corners]
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        path.close()
        canvas.drawPath(path, stroke=int(not form.filled), fill=1)

    def _draw_days(self, frame: Frame) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(MUTED)
        canvas.setStrokeColor(MUTED)
        ticks = self._span.ticks()
        for day in ticks if len(ticks) < 4 else ticks[:: len(ticks) // 2]:
            words = drawable(day_words(self._span.first + timedelta(days=day)), glyphs())
            wide = pdfmetrics.stringWidth(words, REGULAR, _SIZE)
            x, y = self._at(self._span.x(day, frame), frame.base)
            canvas.line(x, y, x, y - 2)
            left = min(max(frame.left / _PARTS, x - wide / 2), frame.right / _PARTS - wide)
            canvas.drawString(left, y - 2 - _SIZE, words)


def _in_words(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Flowable:
    cells = [[line(words, _HEADING) for words in head]]
    cells += [[line(_shortened(words), _CELL) for words in row] for row in rows]
    shares = _SHARES if len(head) == len(_SHARES) else (1,) * len(head)
    table = Table(cells, colWidths=[WIDTH * share / sum(shares) for share in shares], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), REGULAR, 7.5),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), WASH),
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return table


def _shortened(words: str) -> str:
    even = " ".join(words.split())
    return even if len(even) <= _LONGEST else f"{even[:_LONGEST]} …"
