"""Reading a PDF back, as a reader would, to see what is on its pages."""

import io
from itertools import pairwise

import pikepdf
import pypdfium2


def pages(pdf: bytes, passphrase: str | None = None) -> list[str]:
    """The text of each page in the order in which it was drawn, line ends as spaces."""
    document = pypdfium2.PdfDocument(pdf, password=passphrase)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def gaps(pdf: bytes, letter: str) -> list[float]:
    """Points from each line of print that has this letter, which stands on the line, to the next on the same page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: list[float] = []
        for page in document:
            sheet = page.get_textpage()
            places = [at for at, one in enumerate(sheet.get_text_range()) if one == letter]
            lines = {round(sheet.get_charbox(at)[1], 1) for at in places}
            found += [above - below for above, below in pairwise(sorted(lines, reverse=True))]
        return found
    finally:
        document.close()


def in_order(whole: str, *parts: str) -> bool:
    """Whether each part stands in the text after the one before it."""
    places = [whole.find(part) for part in parts]
    return all(place >= 0 for place in places) and all(one < other for one, other in pairwise(places))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font that any page can use, and whether its outlines are embedded."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                found[str(thing.BaseFont)] = "/FontFile2" in thing.get("/FontDescriptor", {})
    return found


def images(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in document.objects
        )
