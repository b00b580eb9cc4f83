"""User text on its way to a page: what is dropped, what is named, what is never read as mark-up."""

from xml.sax.saxutils import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports.document import glyphs
from app.exports.text import LONGEST_PIECE, LONGEST_WORD, drawable, paragraphs

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Pŷrson, Sôcond, dŵr", "Pŷrson, Sôcond, dŵr"),
        ("So\u0302cond", "Sôcond"),  # NFC
        ("fine 👍", "fine [thumbs up]"),
        ("👍🏽", "[thumbs up]"),
        ("👍❤️", "[thumbs up] [heavy black heart]"),
        ("مر", "[arabic letter meem] [arabic letter reh]"),
        ("a\x00b\x07c\ud800d\u202ee\u200df\U000e0041", "abcdef"),
        ("a\tb\u00a0c\u3000d\u2011e", "a b\u00a0c d-e"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\ue000", "[character e000]"),
    ],
)
def test_what_the_font_lacks_is_named_and_what_no_page_can_carry_is_dropped(typed: str, drawn: str) -> None:
    assert drawable(typed, glyphs()) == drawn


@given(ANY_TEXT)
def test_everything_drawn_is_in_the_font(typed: str) -> None:
    assert all(character == "\n" or ord(character) in glyphs() for character in drawable(typed, glyphs()))


@given(st.text(st.sampled_from("ab <>&/'\"\n."), max_size=600))
def test_pieces_lose_no_word_and_hold_no_markup(typed: str) -> None:
    parts = [piece for pieces in paragraphs(typed) for piece in pieces]
    plain = [unescape(part.replace("<br/>", "\n")) for part in parts]
    assert "".join("".join(plain).split()) == "".join(typed.split())
    assert all("<" not in part.replace("<br/>", "") for part in parts)


def test_long_texts_are_cut_at_a_sentence_and_long_words_get_breaks() -> None:
    sentence = "He came on time and said so. "
    (parts,) = paragraphs(sentence * 400)
    assert len(parts) > 5
    assert all(len(part) <= LONGEST_PIECE and part.endswith("so.") for part in parts)
    (word,) = paragraphs("w" * 5_000)
    assert all(len(run) <= LONGEST_WORD for part in word for run in part.split("<br/>"))
    assert sum(part.count("w") for part in word) == 5_000


def test_many_lines_are_parted_too() -> None:
    (parts,) = paragraphs("x\n" * 1_000)
    assert max(part.count("<br/>") for part in parts) <= 40


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\n \nthree") == [["one<br/>two"], ["three"]]
    assert paragraphs("  \n ") == []
