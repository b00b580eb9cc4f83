"""The sheet every export is drawn on: font, styles, protective marking, page numbers, the DRAFT mark, encryption.

Must not know what is printed on it.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache, partial
from gettext import gettext as _
from importlib.resources import files
from typing import Any, NamedTuple

import pikepdf
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from app.exports.text import drawable

REGULAR, BOLD = "Atkinson", "Atkinson-Bold"
_FACES = {
    REGULAR: "Regular",
    BOLD: "Bold",
    "Atkinson-Italic": "Italic",
    "Atkinson-BoldItalic": "BoldItalic",
}
INK, MUTED, RULE, WASH = HexColor("#14211d"), HexColor("#4a5753"), HexColor("#b9c3bf"), HexColor("#f1f4f2")
MARGIN, HEAD, FOOT = 20 * mm, 25 * mm, 23 * mm
WIDTH = A4[0] - 2 * MARGIN
"""Points between the margins."""
_APPENDIX = "appendix"


class Sheet(NamedTuple):
    """What stands on every page besides the content."""

    title: str
    """The document's title: no personal name, since readers show it in their window."""
    running: str
    """The line at the foot that says which note this page belongs to."""
    draft: bool


@cache
def glyphs() -> frozenset[int]:
    """The code points that the embedded font can draw; the font is registered on the first call."""
    fonts = {name: _font(name, face) for name, face in _FACES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic="Atkinson-Italic", boldItalic="Atkinson-BoldItalic"
    )
    return frozenset(fonts[REGULAR].face.charToGlyph)


def _font(name: str, face: str) -> TTFont:
    file = files("resources") / "fonts" / f"AtkinsonHyperlegibleNext-{face}.ttf"
    return TTFont(name, io.BytesIO(file.read_bytes()))


def style(name: str, size: float = 10.5, **settings: Any) -> ParagraphStyle:
    """A paragraph style, ``size`` in points; every font that could default to Helvetica is named."""
    fixed: dict[str, Any] = {
        "fontName": REGULAR,
        "bulletFontName": REGULAR,
        "fontSize": size,
        "leading": size * 1.38,
        "textColor": INK,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    return ParagraphStyle(name, **(fixed | settings))


TITLE = style("title", 20, fontName=BOLD, spaceAfter=1 * mm)
H2 = style("heading", 13, fontName=BOLD, spaceBefore=5 * mm, spaceAfter=1.5 * mm)
H3 = style("sub-heading", 11, fontName=BOLD, spaceBefore=3 * mm, spaceAfter=1 * mm)
BODY = style("body", spaceAfter=1.5 * mm)
LABEL = style("label", 9, fontName=BOLD, textColor=MUTED, spaceBefore=0.5 * mm)
SMALL = style("small", 9, textColor=MUTED, spaceAfter=1 * mm)
ITEM = style("item", leftIndent=4.5 * mm, bulletIndent=0.5 * mm, spaceAfter=1 * mm)


def build(sheet: Sheet, story: Sequence[Flowable], appendix: Sequence[Flowable] = ()) -> bytes:
    """The PDF of ``story`` on ``sheet``, A4, not encrypted.

    ``appendix`` is restricted: it begins on a page of its own, and each of its pages says what it is.
    """
    glyphs()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, title=drawable(sheet.title, glyphs()), author="", creator="Sightline", lang="en-GB"
    )
    frame = Frame(
        MARGIN,
        FOOT,
        WIDTH,
        A4[1] - HEAD - FOOT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    pages = (("note", _draw_draft_mark), (_APPENDIX, _draw_appendix_page))
    document.addPageTemplates([PageTemplate(name, [frame], onPage=partial(draw, sheet)) for name, draw in pages])
    whole = [*story, NextPageTemplate(_APPENDIX), PageBreak(), *appendix] if appendix else [*story]
    document.build(whole, canvasmaker=partial(_PagedCanvas, partial(_draw_head_and_foot, sheet)))
    return out.getvalue()


def encrypted(pdf: bytes, key: str) -> bytes:
    """The PDF under AES-256 (revision 6); ``key`` is in NFKC, as readers bring what is typed to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=key, user=key, R=6, aes=True, metadata=True))
    return out.getvalue()


class _PagedCanvas(Canvas):
    """Keeps finished pages back until their number is known, then draws the head and foot of each."""

    def __init__(self, finish: Callable[[Canvas, int, int], None], *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings | {"initialFontName": REGULAR})
        self._finish = finish
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 — ReportLab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the stubs leave out how a canvas begins a page

    def save(self) -> None:
        pages = self._kept
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._finish(self, number, len(pages))
            Canvas.showPage(self)
        Canvas.save(self)


def _draw_head_and_foot(sheet: Sheet, canvas: Canvas, number: int, count: int) -> None:
    wide, high = A4
    canvas.saveState()
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 10)
    canvas.drawCentredString(wide / 2, high - 14 * mm, _("OFFICIAL-SENSITIVE"))
    canvas.drawCentredString(wide / 2, 10 * mm, _("OFFICIAL-SENSITIVE"))
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, 19 * mm, wide - MARGIN, 19 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 9)
    canvas.drawString(MARGIN, 15 * mm, drawable(sheet.running, glyphs()))
    place = _("Page {number} of {count}").format(number=number, count=count)
    canvas.drawRightString(wide - MARGIN, 15 * mm, place)
    canvas.restoreState()


def _draw_draft_mark(sheet: Sheet, canvas: Canvas, _document: BaseDocTemplate) -> None:
    """The mark lies under the text, pale enough to read through."""
    if not sheet.draft:
        return
    canvas.saveState()
    canvas.setFillColor(Color(0.55, 0.1, 0.1, alpha=0.13))
    canvas.setFont(BOLD, 58)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(52)
    canvas.drawCentredString(0, 0, _("DRAFT – not signed"))
    canvas.restoreState()


def _draw_appendix_page(sheet: Sheet, canvas: Canvas, document: BaseDocTemplate) -> None:
    """A sheet of the appendix that lies apart from the others says so itself."""
    _draw_draft_mark(sheet, canvas, document)
    canvas.saveState()
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 19 * mm, _("Restricted appendix: keep apart from the rest"))
    canvas.restoreState()
