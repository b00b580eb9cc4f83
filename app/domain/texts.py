"""Cleaning of typed text: what no store, screen or export could carry is taken out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

T = TypeVar("T")


def clean(text: str) -> str:
    """Text without NUL, other control characters and half surrogates; line ends become ``\\n``, tabs stay."""
    even = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    return "".join(c for c in even if c in "\n\t" or (c >= " " and c != "\x7f" and not "\ud800" <= c <= "\udfff"))


def cleaned(value: T) -> T:
    """The same frozen value (dataclass or tuple, nested) with every text in it cleaned."""
    result: object = value
    if isinstance(value, str) and type(value) is str:
        result = clean(value)
    elif isinstance(value, tuple):
        result = tuple(cleaned(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(value, **{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    return result  # type: ignore[return-value]  # the same shape comes back, which no annotation can say
