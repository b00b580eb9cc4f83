"""The few shapes that exports are made of: paragraphs of user text, labelled facts, lists, two columns.

Every text passes through here, so that none reaches the layout uncleaned or unescaped. Must not know what it says.
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from app.exports.document import BODY, BOLD, H2, H3, INK, ITEM, LABEL, REGULAR, RULE, WASH, WIDTH, glyphs
from app.exports.text import drawable, paragraphs

LONGEST_FACT = 400
"""Characters of a fact in the title block; a longer one is cut with an ellipsis, since a table row cannot be parted."""
MOST_LINES_IN_A_COLUMN = 40
"""Lines before two columns are set one below the other: a table row cannot be parted between pages."""
SHORT_ANSWER = 34
"""Characters of an answer on one line that may stand beside another."""
LONGEST_ANSWER, MOST_ANSWER_LINES = 600, 12
"""Characters and typed lines of an answer beside its question; a longer one goes below it, for pages to part."""
COLUMN_GAP = 6 * mm
ROOM_FOR_A_LABEL = 16 * mm
"""Points below which a label goes to the next page with its text."""
ALERT = HexColor("#8a1f1f")
_PLAIN = TableStyle(  # names the font, which would otherwise be Helvetica
    [
        ("FONT", (0, 0), (-1, -1), REGULAR, 10.5),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
)
_ANSWERS = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (0, -1), 3.5),  # the smaller labels stand on the answers' base line
        ("TOPPADDING", (2, 0), (2, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ],
    parent=_PLAIN,
)
_QUESTION = ParagraphStyle("question", LABEL, spaceBefore=0)
_ANSWER = ParagraphStyle("answer", BODY, spaceAfter=0)
_PAIR = (38 * mm, WIDTH - 38 * mm)
_PAIRS = (38 * mm, WIDTH / 2 - 38 * mm) * 2


def prose(text: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    """User text as paragraphs; none at all for an empty text."""
    return [part for pieces in paragraphs(drawable(text, glyphs())) for part in _paragraph(pieces, style)]


def line(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """One short paragraph, such as a heading or a sentence of our own with the officer's words in it."""
    pieces = (piece for paragraph in paragraphs(drawable(text, glyphs())) for piece in paragraph)
    return Paragraph("<br/>".join(pieces), style)


def section(title: str, content: Sequence[Flowable]) -> list[Flowable]:
    """A heading over its content; nothing when there is no content."""
    return [CondPageBreak(24 * mm), line(title, H2), *content] if content else []


def sub_section(title: str, content: Sequence[Flowable]) -> list[Flowable]:
    """A sub-heading over its content; nothing when there is no content."""
    return [CondPageBreak(20 * mm), line(title, H3), *content] if content else []


def labelled(label: str, text: str) -> list[Flowable]:
    """A small label over the text; nothing when there is no text."""
    found = prose(text)
    return [CondPageBreak(ROOM_FOR_A_LABEL), line(label, LABEL), *found] if found else []


def bullets(texts: Iterable[str]) -> list[Flowable]:
    found: list[Flowable] = []
    for text in texts:
        for number, pieces in enumerate(paragraphs(drawable(text, glyphs()))):
            found += _paragraph(pieces, ITEM, mark=None if number else "•")
    return found


def _paragraph(pieces: Sequence[str], style: ParagraphStyle, mark: str | None = None) -> list[Flowable]:
    """One paragraph to the eye: no gap where it is cut into pieces. ``mark`` stands before it."""
    cut = ParagraphStyle(f"{style.name}, cut", style, spaceAfter=0)
    last = len(pieces) - 1
    return [
        Paragraph(piece, style if number == last else cut, bulletText=None if number else mark)
        for number, piece in enumerate(pieces)
    ]


def facts(rows: Sequence[tuple[str, str]]) -> Flowable:
    """Names and values in two columns of pairs, ruled lightly; rows without a value are left out."""
    kept = [row for row in rows if row[1].strip()]
    half = (len(kept) + 1) // 2
    label = ParagraphStyle("fact-label", LABEL, spaceBefore=0)
    value = ParagraphStyle("fact", BODY, spaceAfter=0)

    def pair(index: int) -> list[Flowable]:
        if index >= len(kept):
            return [line("", label), line("", value)]
        name, text = kept[index]
        return [line(name, label), line(_shortened(text), value)]

    cells = [[*pair(row), *pair(row + half)] for row in range(half)]
    narrow, wide = 26 * mm, WIDTH / 2 - 26 * mm
    table = Table(cells, colWidths=[narrow, wide, narrow, wide])
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
                ("LINEABOVE", (0, 0), (-1, 0), 0.5, RULE),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (0, -1), 4.5),  # the smaller labels stand on the values' base line
                ("TOPPADDING", (2, 0), (2, -1), 4.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ],
            parent=_PLAIN,
        )
    )
    return table


def answers(rows: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Questions with their answers, in their order: two beside each other where both are short, a long answer below
    its question."""
    found: list[Flowable] = []
    for length, group in groupby(((name, text.strip()) for name, text in rows if text.strip()), _length):
        kept = list(group)
        if length is _Length.LONG:
            found += [part for name, text in kept for part in labelled(name, text)]
            continue
        each = 2 if length is _Length.SHORT and len(kept) > 1 else 1
        kept += [("", "")] * (len(kept) % each)
        cells = [[cell for row in kept[at : at + each] for cell in _pair(row)] for at in range(0, len(kept), each)]
        found.append(Table(cells, colWidths=_PAIRS if each == 2 else _PAIR, style=_ANSWERS))
    return [*found, Spacer(0, 1.5 * mm)] if found else []


class _Length(Enum):
    SHORT = auto()
    MIDDLE = auto()
    LONG = auto()


def _length(row: tuple[str, str]) -> _Length:
    text = row[1]
    if len(text) <= SHORT_ANSWER and "\n" not in text:
        return _Length.SHORT
    return _Length.LONG if len(text) > LONGEST_ANSWER or text.count("\n") >= MOST_ANSWER_LINES else _Length.MIDDLE


def _pair(row: tuple[str, str]) -> tuple[Flowable, Flowable]:
    return line(row[0], _QUESTION), line(row[1], _ANSWER)


def _shortened(text: str) -> str:
    even = " ".join(text.split())
    return even if len(even) <= LONGEST_FACT else f"{even[:LONGEST_FACT]} …"


def columns(cells: Sequence[tuple[str, str]]) -> Flowable:
    """A row of equal boxes, each a label over one value: the clocks."""
    each = WIDTH / len(cells)
    table = Table([[[line(name, LABEL), line(value)] for name, value in cells]], colWidths=[each] * len(cells))
    table.setStyle(
        TableStyle([("BACKGROUND", (0, 0), (-1, -1), WASH), ("LEFTPADDING", (0, 0), (-1, -1), 6)], parent=_PLAIN)
    )
    return table


def beside(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> list[Flowable]:
    """Labelled texts in two columns; one below the other when a column would be long, so that pages can part them."""
    sides = [[(label, text) for label, text in side if text.strip()] for side in (left, right)]
    widths = [WIDTH * 0.6, WIDTH * 0.4]
    heights = [_lines(side, width - COLUMN_GAP) for side, width in zip(sides, widths, strict=True)]
    if not all(sides) or max(heights) > MOST_LINES_IN_A_COLUMN:
        return [flowable for side in sides for label, text in side for flowable in labelled(label, text)]
    laid = [[part for label, text in side for part in (line(label, LABEL), *prose(text))] for side in sides]
    table = Table([laid], colWidths=widths)
    table.setStyle(
        TableStyle(
            [
                ("RIGHTPADDING", (0, 0), (0, 0), COLUMN_GAP),
                ("LEFTPADDING", (1, 0), (1, 0), COLUMN_GAP),
                ("LINEBEFORE", (1, 0), (1, 0), 0.5, RULE),
            ],
            parent=_PLAIN,
        )
    )
    return [table]


def _lines(side: Iterable[tuple[str, str]], width: float) -> float:
    """About how many lines the labels and texts fill."""
    drawn = [drawable(text, glyphs()) for pair in side for text in pair]
    size = BODY.fontSize
    return sum(1 + text.count("\n") + pdfmetrics.stringWidth(text, REGULAR, size) / width for text in drawn)


def notice(title: str, text: str) -> Flowable:
    """A framed sentence that must not be missed, in words and not by colour alone."""
    bold = ParagraphStyle("notice", BODY, fontName=BOLD, textColor=ALERT, spaceAfter=0)
    table = Table([[[line(title, bold), line(text)]]], colWidths=[WIDTH])
    table.setStyle(
        TableStyle(
            [("BOX", (0, 0), (-1, -1), 1.2, ALERT), ("LEFTPADDING", (0, 0), (-1, -1), 8)],
            parent=_PLAIN,
        )
    )
    return table
