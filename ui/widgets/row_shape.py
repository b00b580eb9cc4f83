"""One painted row of a list: what it says, where each part goes in a given width, and how it is drawn.

Knows no list and no service.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from ui.widgets.tag import Tone, paint_tag, tag_size
from ui.widgets.tokens import look

_NEW_LINE = "\u2028"
_LONGEST = 2_000
"""Characters of one text in a row: what was pasted by the hundred thousand may not hold up the list."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """``key`` is what the signals carry. ``title`` is bold, ``beside`` follows it, ``lines`` go below, ``notes`` muted;
    what is longer than a few hundred words is cut off with "…".

    ``lead`` stands in a column before (a time of day), ``tag`` and the words of the button ``action`` after; ``marks``
    are further tags below the text. Where the row ``opens`` something, its title looks like a link; where there is
    ``more`` to do with it, three dots say so.
    """

    key: object
    title: str
    beside: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    lead: str = ""
    tag: str = ""
    tone: Tone = Tone.NEUTRAL
    action: str = ""
    opens: bool = False
    more: bool = False

    @property
    def spoken(self) -> str:
        """All that the row says, in the order of reading."""
        parts = (self.lead, self.title, self.beside, *self.lines, *self.notes, *self.marks, self.tag, self.action)
        return ". ".join(" ".join(part.split()).rstrip(".") for part in parts if part)


class RowShape:
    """The parts of one row placed in ``width``; rectangles are relative to the row's corner.

    ``title`` is where a click opens the row.
    """

    NARROW: ClassVar[int] = 300
    """Pixels at 100 % below which the tag and the button go under the text."""

    def __init__(self, row: Row, width: int, lead_width: int, font: QFont) -> None:
        self._row, self._width, self._font = row, width, font
        edge, gap = look().space(1.5), look().space(2.5)
        tag = tag_size(row.tag, row.tone, font) if row.tag else QSize(0, 0)
        press = _button_size(row.action, font) if row.action else QSize(0, 0)
        dots = QSize(look().px(26), max(press.height(), look().px(26))) if row.more else QSize(0, 0)
        if row.more:
            press += QSize(dots.width() + look().space(1), 0)
        aside = max(tag.width(), press.width())
        room = width - 2 * edge - lead_width
        below = bool(aside) and room - aside - look().space(4) < look().px(self.NARROW)
        words = room - (0 if below or not aside else aside + look().space(4))
        self._text = _text_layout(row, max(words, look().px(60)), font)
        text_height = round(self._text.boundingRect().height())
        marks = QRect(edge + lead_width, gap + text_height + look().space(1.5), max(words, look().px(60)), 0)
        self._marks = _tags_below(row.marks, marks, font)
        if self._marks:
            text_height = self._marks[-1].bottom() + 1 - gap
        self._lead = QRect(edge, gap, lead_width, QFontMetrics(font).height())
        self._at = QPoint(edge + lead_width, gap)
        title = QFontMetrics(_bold(font)).horizontalAdvance(_one_line(row.title))
        self.title = QRect(self._at, QSize(min(title, words), QFontMetrics(font).height()))
        under = gap + text_height + look().space(2)
        if below:
            lower = max(0, (press.height() - tag.height()) // 2)
            self._tag = QRect(QPoint(self._at.x(), under + lower), tag)
            start = self._at.x() + (tag.width() + look().space(2) if row.tag else 0)
            if row.tag and press.width() and start + press.width() > width - edge:  # each on a line of its own
                self._tag.moveTop(under)
                start, under = self._at.x(), under + tag.height() + look().space(2)
            self._press = QRect(QPoint(start, under), press)
            self.height = max(self._tag.bottom(), self._press.bottom()) + 1 + gap
        else:
            right = width - edge
            self._tag = QRect(QPoint(right - tag.width(), gap), tag)
            top = gap + (tag.height() + look().space(2) if row.tag else 0)
            self._press = QRect(QPoint(right - press.width(), top), press)
            stack = self._press.bottom() if row.action else self._tag.bottom() if row.tag else 0
            self.height = max(gap + text_height, stack + 1) + gap
        self._dots = QRect(QPoint(self._press.right() + 1 - dots.width(), self._press.y()), dots)
        if row.more:
            self._press.setRight(self._dots.left() - look().space(1) - 1)

    @property
    def text(self) -> str:
        """What is written, as drawn."""
        return self._text.text()

    @property
    def button(self) -> QRect | None:
        """Where the button is; None for a row without one."""
        return self._press if self._row.action else None

    @property
    def dots(self) -> QRect | None:
        """Where a click shows what more can be done; None for a row without."""
        return self._dots if self._row.more else None

    @staticmethod
    def lead_width(leads: Iterable[str], bold: QFont) -> int:
        """The width of the column that holds all of ``leads``."""
        widest = max((QFontMetrics(bold).horizontalAdvance(lead) for lead in leads if lead), default=0)
        return widest + look().space(4) if widest else 0

    def paint(self, painter: QPainter, corner: QPoint, *, current: bool, last: bool) -> None:
        painter.save()
        painter.translate(corner)
        row, colours = self._row, look()
        if current:
            painter.fillRect(0, 0, self._width, self.height, colours.colour("selected"))
            painter.fillRect(0, 0, colours.px(3), self.height, colours.colour("selected_border"))
        if not last:
            painter.setPen(colours.colour("border"))
            painter.drawLine(0, self.height - 1, self._width, self.height - 1)
        painter.setPen(colours.colour("text"))
        if row.lead:
            painter.setFont(_bold(self._font))
            painter.drawText(self._lead, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine, row.lead)
        self._text.draw(painter, QPointF(self._at))
        for words, place in zip(row.marks, self._marks, strict=True):
            paint_tag(painter, place, words, Tone.INFO, self._font)
        if row.tag:
            paint_tag(painter, self._tag, row.tag, row.tone, self._font)
        if row.action:
            _paint_button(painter, self._press, row.action, self._font)
        if row.more:
            _paint_dots(painter, self._dots)
        painter.restore()


def _text_layout(row: Row, width: int, font: QFont) -> QTextLayout:
    """All lines of a row in one layout: one paragraph with forced breaks, so that it costs one shaping."""
    title = _one_line(row.title)
    first = f"{title} · {_one_line(row.beside)}" if row.beside else title
    plain = _NEW_LINE.join(filter(None, (first, *map(_one_line, row.lines))))
    notes = "".join(_NEW_LINE + _one_line(note) for note in row.notes)
    layout = QTextLayout(plain + notes, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    strong, muted = QTextCharFormat(), QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    if row.opens:
        strong.setForeground(look().colour("link"))
    muted.setForeground(look().colour("muted"))
    layout.setFormats([_range(0, _units(title), strong), _range(_units(plain), _units(notes), muted)])
    layout.beginLayout()
    top = 0.0
    leading = look().px(2)
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() + leading
    layout.endLayout()
    return layout


def _tags_below(marks: Iterable[str], place: QRect, font: QFont) -> list[QRect]:
    """Where each goes from the corner of ``place`` on, in as many lines as its width asks for."""
    found: list[QRect] = []
    corner = place.topLeft()
    for words in marks:
        size = tag_size(words, Tone.INFO, font)
        if found and corner.x() + size.width() > place.right() + 1:
            corner = QPoint(place.left(), found[-1].bottom() + 1 + look().space(1))
        found.append(QRect(corner, size))
        corner += QPoint(size.width() + look().space(2), 0)
    return found


def _one_line(text: str) -> str:
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return " ".join(short.split())


def _units(text: str) -> int:
    """Length as Qt counts it: two for a character outside the basic plane."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _range(start: int, length: int, manner: QTextCharFormat) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = start, length, manner
    return part


def _button_size(words: str, font: QFont) -> QSize:
    metrics = QFontMetrics(_bold(font))
    return QSize(metrics.horizontalAdvance(words) + 2 * look().space(3), metrics.height() + look().space(3))


def _paint_button(painter: QPainter, rect: QRect, words: str, font: QFont) -> None:
    colours = look()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.colour("control_border"), 1))
    painter.setBrush(colours.colour("surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), colours.size("radius"), colours.size("radius"))
    painter.setFont(_bold(font))
    painter.setPen(colours.colour("text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)


def _paint_dots(painter: QPainter, rect: QRect) -> None:
    colours, dot = look(), look().px(4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.colour("text"))
    middle = QRectF(rect).center()
    for place in (-1, 0, 1):
        centre = QPointF(middle.x() + place * look().px(7), middle.y())
        painter.drawEllipse(centre, dot / 2, dot / 2)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
