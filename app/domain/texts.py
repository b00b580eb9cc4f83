"""Cleaning of typed text: what no store, screen or export could carry is taken out."""

from __future__ import annotations

import re
from dataclasses import is_dataclass, replace
from typing import TypeVar

T = TypeVar("T")

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Text without NUL, other control characters and half surrogates; line ends become ``\\n``, tabs stay.

    Marks that turn the direction of writing go as well: one in a name would mirror the program's own words beside it.
    """
    if text.replace("\n", "").isprintable():
        return text  # nearly all texts, and several times quicker to see
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def cleaned(value: T) -> T:
    """The same frozen value (dataclass or tuple, nested) with every text in it cleaned."""
    result: object = value
    if isinstance(value, str):
        result = clean(value) if type(value) is str else value  # an enum's text is ours
    elif isinstance(value, tuple):
        result = tuple(cleaned(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        after = {name: cleaned(before) for name, before in vars(value).items()}
        result = replace(value, **after) if after != vars(value) else value
    return result  # type: ignore[return-value]  # the same shape comes back, which no annotation can say
