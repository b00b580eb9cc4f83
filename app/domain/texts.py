"""Cleaning of typed text: what no store, screen or export could carry is taken out."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import is_not
from typing import Any, TypeVar

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
    """The same frozen value (dataclass or tuple, nested) with every text in it cleaned; itself when all were clean.

    Runs at every autosave, hence asks for the commonest kinds first; an enum's text is ours and stays.
    """
    return _cleaned(value)  # type: ignore[no-any-return]  # the same shape comes back, which no annotation can say


def _cleaned(value: Any) -> Any:
    if type(value) is str:
        return clean(value)
    if type(value) is tuple:
        parts = tuple(map(_cleaned, value))
        return parts if any(map(is_not, parts, value)) else value
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        after = {name: part for name, before in vars(value).items() if (part := _cleaned(before)) is not before}
        return replace(value, **after) if after else value
    return value
