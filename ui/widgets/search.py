"""Finding a name as it is typed: accents, case and the order of words do not matter."""

from __future__ import annotations

import unicodedata


def matches(typed: str, *texts: str) -> bool:
    """Whether each typed word begins a word of ``texts``; "gwyn pr" finds "Gwŷn Price". Nothing typed finds all."""
    words = [word for text in texts for word in _folded(text).split()]
    return all(any(word.startswith(part) for word in words) for part in _folded(typed).split())


def is_exactly(typed: str, *texts: str) -> bool:
    """Whether one of ``texts`` was typed as a whole."""
    return _folded(typed).split() in [_folded(text).split() for text in texts if text]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(" " if c == "-" else c for c in apart if not unicodedata.combining(c))
