"""Nouns with their numbers, one below the other, as a screen reader reads them too: words only."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _


def lines(counted: Iterable[tuple[str, int]]) -> str:
    """``Signed sessions: 12``, a line each."""
    return "\n".join(_("{noun}: {number}").format(noun=noun, number=number) for noun, number in counted)
