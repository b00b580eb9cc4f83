"""User text made fit for a page: cleaned, drawable, escaped, and cut into pieces that lay out fast.

Must not know what the text is about, nor where on a page it goes.
"""

import re
import unicodedata
from collections.abc import Collection
from itertools import islice
from xml.sax.saxutils import escape

LONGEST_PIECE = 1_500
"""Characters in one paragraph of the layout: its time grows with the square of the length."""
LONGEST_WORD = 80
"""Characters without a space before a break is put in."""
MOST_LINES = 40
"""Typed lines in one paragraph of the layout: parting a long one over many pages takes long too."""

_DROPPED = {"Cc", "Cf", "Cs", "Cn"}  # control, format (bidirectional marks, joiners), half surrogates, unassigned
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0)}
_LOOKALIKES = {"\u2010": "-", "\u2011": "-"}
_LONG_WORD = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
_LINE_END = re.compile(r"\n")
_BLANK_LINES = re.compile(r"\n\s*\n")


def drawable(text: str, glyphs: Collection[int]) -> str:
    """``text`` with every character that ``glyphs`` (code points of the font) can draw, the others named in words.

    ``\\n`` stays; other controls, half surrogates, format and unassigned characters go; 👍 becomes “[thumbs up]”.
    """
    even = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    parts: list[str] = []
    after_name = False
    for character in even:
        drawn = _drawn(character, glyphs)
        named = len(drawn) > 1
        parts.append(f" {drawn}" if named and after_name else drawn)
        after_name = named or (after_name and not drawn)
    return "".join(parts)


def _drawn(character: str, glyphs: Collection[int]) -> str:
    code = ord(character)
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in _DROPPED or code in _SELECTORS:
        return "\n" if character in "\x0b\x0c\x85" else ""
    if code in glyphs:
        return character
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return "\n"
    name = unicodedata.name(character, f"character {code:04x}").lower().removesuffix(" sign")
    return _LOOKALIKES.get(character, f"[{name}]")


def paragraphs(text: str) -> list[list[str]]:
    """Drawable ``text`` as escaped mark-up, nothing in which is read as mark-up: for each paragraph its pieces.

    Blank lines part paragraphs, other line ends become breaks. A piece is one paragraph of the layout and has at most
    1,500 characters, before escaping, and 40 lines.
    """
    whole = _LONG_WORD.sub(r"\1\n", text.strip())
    return [_pieces(paragraph.strip()) for paragraph in _BLANK_LINES.split(whole) if paragraph.strip()]


def _pieces(rest: str) -> list[str]:
    found: list[str] = []
    while rest:
        end = _end_of_piece(rest)
        found.append(escape(rest[:end].rstrip()).replace("\n", "<br/>"))
        rest = rest[end:].lstrip()
    return found


def _end_of_piece(text: str) -> int:
    """Where to cut: after a sentence if there is one in the second half, else at white space."""
    lines = list(islice(_LINE_END.finditer(text, 0, LONGEST_PIECE), MOST_LINES))
    if len(lines) == MOST_LINES:
        return lines[-1].end()
    if len(text) <= LONGEST_PIECE:
        return len(text)
    for mark in (". ", "\n", " "):
        at = text.rfind(mark, LONGEST_PIECE // 2, LONGEST_PIECE)
        if at > 0:
            return at + len(mark)
    return LONGEST_PIECE
