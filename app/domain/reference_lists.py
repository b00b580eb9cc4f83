"""Reference lists that the officer may edit: tools and programmes, each entry with its source and as-at date.

An edit keeps the whole list as it then stood, with a reason; the newest that can be read counts. Records keep the name
that was right when they were made, whatever becomes of the list. Must not know any person nor where the text lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from gettext import gettext as _
from typing import Any, TypeVar

import msgspec

from app.domain.case_problems import FieldProblem
from app.domain.people import Details, Sex
from app.domain.reference import Confidence, ReferenceDamaged, read_entries
from app.domain.rules import Interval, Key, Words

LONGEST_NAME = 200
"""Characters of a name: what fits the line of a record on which it is offered."""
_BETWEEN = re.compile(r"[\s/\-‐‑–—]+")


class ReferenceList(StrEnum):
    TOOLS = "tools"
    PROGRAMMES = "programmes"

    @property
    def label(self) -> str:
        return {
            ReferenceList.TOOLS: _("Assessment tools"),
            ReferenceList.PROGRAMMES: _("Programmes and toolkits"),
        }[self]


class Band(StrEnum):
    """The bands that tools give, in their order; never worked out here."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def label(self) -> str:
        return {
            Band.LOW: _("Low"),
            Band.MEDIUM: _("Medium"),
            Band.HIGH: _("High"),
            Band.VERY_HIGH: _("Very high"),
        }[self]


class ProgrammeType(StrEnum):
    ACCREDITED = "accredited"
    TOOLKIT = "toolkit"

    @property
    def label(self) -> str:
        return {
            ProgrammeType.ACCREDITED: _("Accredited programme"),
            ProgrammeType.TOOLKIT: _("One-to-one toolkit"),
        }[self]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry says. ``key`` names it for good, also when its name changes."""

    key: Key
    name: Words
    source: Words
    confidence: Confidence
    as_at: date

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes or went by."""
        return (self.name,)


class Tool(Entry, frozen=True, kw_only=True):
    """An assessment tool. ``former``: its earlier names, oldest first; ``bands``: in their order, if it has any.

    ``aliases``: what else it is called, by which it is known but which is not offered.
    ``men_only``: it does not apply to women. A result older than ``stale_after`` is stale.
    """

    former: tuple[Words, ...] = ()
    aliases: tuple[Words, ...] = ()
    bands: tuple[Band, ...] = ()
    men_only: bool = False
    stale_after: Interval | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former, *self.aliases)


class Programme(Entry, frozen=True, kw_only=True):
    """An accredited programme or a toolkit; one that is not ``current`` is offered last, for what was done earlier."""

    type: ProgrammeType
    current: bool = True


SHAPES: dict[ReferenceList, type[Tool | Programme]] = {
    ReferenceList.TOOLS: Tool,
    ReferenceList.PROGRAMMES: Programme,
}
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists as they stand, which records are checked against."""

    tools: tuple[Tool, ...] = ()
    programmes: tuple[Programme, ...] = ()

    def tool(self, name: str) -> Tool | None:
        """The tool that goes or went by this name, however it is spelled."""
        return _named(self.tools, name)

    def programme(self, name: str) -> Programme | None:
        return _named(self.programmes, name)

    def tool_names(self, details: Details) -> tuple[str, ...]:
        """The names to offer, today's first; a woman's pathway leaves out what is for men only (practice rules, 5)."""
        fitting = [tool for tool in self.tools if not (tool.men_only and details.sex is Sex.FEMALE)]
        return (*(tool.name for tool in fitting), *(name for tool in fitting for name in tool.former))

    def programme_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in sorted(self.programmes, key=_earlier_last))


NO_LISTS = Lists()


@dataclass(frozen=True, kw_only=True)
class ListEdit:
    """``body`` is the whole list as JSON after the edit, empty if it was reset; ``by`` the officer's name as then."""

    list: ReferenceList
    body: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list as it stands with its edits, newest first; ``edited``: it is no longer the list that ships.

    ``unreadable`` are the edits that were passed over, because they cannot be read.
    """

    entries: tuple[Tool, ...] | tuple[Programme, ...]
    edited: bool = False
    edits: tuple[ListEdit, ...] = ()
    unreadable: tuple[ListEdit, ...] = ()


def bare(name: str) -> str:
    """A name for comparing: spaces, slashes, hyphens and capital letters do not matter."""
    return _BETWEEN.sub("", name).casefold()


def load_list(which: ReferenceList, text: str) -> tuple[Tool, ...] | tuple[Programme, ...]:
    """The entries of a TOML text, in its order. Raises ReferenceDamaged with line, key and fault."""
    entries = read_entries(text, which.value, SHAPES[which])
    keys: set[str] = set()
    names: set[str] = set()
    for entry in entries:
        own = set(map(bare, entry.names))
        if entry.key in keys or own & names:
            raise ReferenceDamaged(entry.key, _("this key or name stands twice"))
        keys.add(entry.key)
        names |= own
    return entries  # type: ignore[return-value]  # all of the shape that belongs to this list


def page_of(shipped: tuple[Tool, ...] | tuple[Programme, ...], edits: Iterable[ListEdit]) -> ListPage:
    """The list with its edits, which come newest first, over the one that ships."""
    made = tuple(edits)
    for passed, edit in enumerate(made):
        if not edit.body:
            return ListPage(entries=shipped, edits=made, unreadable=made[:passed])
        entries = _read(edit.list, edit.body)
        if entries is not None:
            return ListPage(entries=entries, edited=True, edits=made, unreadable=made[:passed])
    return ListPage(entries=shipped, edits=made, unreadable=made)


def check_entry(entry: Entry, others: Sequence[Entry], today: date) -> list[FieldProblem]:
    """What stops an entry from being kept beside the ``others`` of its list."""
    found = []
    if not entry.name.strip():
        found.append(FieldProblem(field="name", sentence=_("Enter the name")))
    elif any(len(name) > LONGEST_NAME for name in entry.names):
        found.append(FieldProblem(field="name", sentence=_("Use at most 200 characters here")))
    else:
        taken = {bare(name) for other in others for name in other.names}
        if not taken.isdisjoint(map(bare, entry.names)):
            found.append(FieldProblem(field="name", sentence=_("This name is in the list already: change that entry")))
    if not entry.source.strip():
        found.append(FieldProblem(field="source", sentence=_("Enter where this comes from")))
    if entry.as_at > today:
        found.append(FieldProblem(field="as_at", sentence=_("This date cannot be in the future")))
    return found


@lru_cache(maxsize=16)
def _read(which: ReferenceList, body: str) -> tuple[Tool, ...] | tuple[Programme, ...] | None:
    shape: Any = SHAPES[which]
    try:
        return tuple(msgspec.json.decode(body, type=list[shape]))
    except (msgspec.DecodeError, UnicodeError):
        return None


def _named(entries: Iterable[E], name: str) -> E | None:
    wanted = bare(name)
    return next((one for one in entries if wanted in map(bare, one.names)), None)


def _earlier_last(programme: Programme) -> bool:
    return not programme.current
