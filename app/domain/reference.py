"""Reference data that ships as text: how sure we are of its source, and how such a text is read.

Must not know where the text lies nor what it is about.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from gettext import gettext as _
from typing import TypeVar

import msgspec

from app.domain.problems import Problem

Entry = TypeVar("Entry", bound=msgspec.Struct)


class Confidence(StrEnum):
    """How sure we are of a rule or prompt, shown beside it wherever it is shown."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> str:
        return {
            Confidence.HIGH: _("read in an official or primary text"),
            Confidence.MEDIUM: _("secondary or older text"),
            Confidence.LOW: _("general knowledge: check with your local policy"),
        }[self]


class ReferenceDamaged(Problem):
    """A file of reference data cannot be read; ``where`` is its line and the key of the entry."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            _(
                "Sightline’s own reference data cannot be read ({where}: {fault}). Your records are safe. "
                "Mend that line, or install Sightline again."
            ).format(where=where, fault=fault)
        )


def read_entries(text: str, table: str, shape: type[Entry]) -> tuple[Entry, ...]:
    """The ``[[table]]`` entries of a TOML text, each checked against ``shape``.

    Raises ReferenceDamaged, naming line, key of the entry and fault.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ReferenceDamaged(table, str(fault)) from None
    raw = document.pop(table, [])
    if document or not isinstance(raw, list):
        raise ReferenceDamaged(table, _("only [[{table}]] entries may stand here").format(table=table))
    header = re.compile(rf"^[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]", re.MULTILINE)
    lines = [text.count("\n", 0, found.start()) + 1 for found in header.finditer(text)]
    entries = []
    for index, one in enumerate(raw):
        try:
            entries.append(msgspec.convert(one, shape))
        except msgspec.ValidationError as fault:
            line = lines[index] if index < len(lines) else 0
            key = one.get("key", "?") if isinstance(one, dict) else "?"
            where = _("{table}, line {line}, {key}").format(table=table, line=line, key=key)
            raise ReferenceDamaged(where, str(fault)) from None
    return tuple(entries)
