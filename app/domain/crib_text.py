"""A crib as plain text, to be copied into the form that it is for. Must not know where the text goes."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from app.domain.cribs import Crib, Evidence, Heading
from app.domain.days import day_words
from app.domain.marks import Mark


def crib_text(crib: Crib) -> str:
    """Each heading with its entries, newest first, and what has no recent evidence; a blank line between headings.

    What could not be read is said first.
    """
    parts = [crib.fault] if crib.fault else []
    return "\n\n".join([*parts, *("\n".join(_lines(heading)) for heading in crib.headings)])


def evidence_label(one: Evidence) -> str:
    """Where an entry comes from, its day, and the marks that bear on it; the source of a session names its day."""
    day = day_words(one.on)
    marks = [mark.label for mark in one.marks if mark is not Mark.COPIED]
    return " · ".join([one.source, *([] if day in one.source else [day]), *marks])


def _lines(heading: Heading) -> Iterator[str]:
    yield heading.title
    if heading.gap:
        yield heading.gap
    for one in heading.evidence:
        yield _("{label}: {words}").format(label=evidence_label(one), words=one.words)
