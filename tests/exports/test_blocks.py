"""The shapes of an export on the page."""

from collections.abc import Sequence

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.exports.blocks import bullets, prose
from app.exports.document import BODY, ITEM, Sheet, build
from app.exports.text import LONGEST_PIECE
from tests.exports.reading import gaps

LONG = "He came on time and said so. " * 100


def between_lines(story: Sequence[Flowable]) -> list[float]:
    return gaps(build(Sheet(title="A note", running="", draft=False), story), letter="H")


@pytest.mark.parametrize("style", [BODY, ITEM], ids=["prose", "bullets"])
def test_a_long_paragraph_has_no_gap_where_it_is_cut_and_a_blank_line_makes_one(style: ParagraphStyle) -> None:
    def laid_out(text: str) -> list[Flowable]:
        return prose(text) if style is BODY else bullets([text])

    one = between_lines(laid_out(LONG))
    two = between_lines(laid_out(f"{LONG}\n\n{LONG}"))
    assert len(LONG) > LONGEST_PIECE
    assert one == pytest.approx([style.leading] * len(one), abs=0.3)
    assert sorted(two)[-2:] == pytest.approx([style.leading, style.leading + style.spaceAfter], abs=0.3)
