"""The officer's own edits of the review rules: what is in force with them, and which of them cannot be used.

An edit is added with a reason and never changed. One that cannot be used is left out and listed with its fault; it
hides no other rule. Must not know any person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from gettext import gettext as _

import msgspec

from app.domain.rules import Rule, Start

EDITABLE = ("title", "why", "who", "applies", "interval", "warning", "duty", "source", "confidence")
"""What the officer may change of a rule that ships; the rest is what the rule is."""


class RuleState(StrEnum):
    """What an edit did to a rule. To reset an added rule is to take it away again."""

    EDITED = "edited"
    OFF = "off"
    ON = "on"
    ADDED = "added"
    RESET = "reset"

    @property
    def label(self) -> str:
        return {
            RuleState.EDITED: _("Edited"),
            RuleState.OFF: _("Switched off"),
            RuleState.ON: _("Switched on"),
            RuleState.ADDED: _("Added"),
            RuleState.RESET: _("Reset"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class RuleEdit:
    """``body`` is the whole rule as JSON, empty where the edit has none; ``by`` is the officer's name as then."""

    rule_key: str
    state: RuleState
    body: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RuleEntry:
    """A rule as it stands; ``shipped`` as it came (``None``: added by the officer), ``edits`` newest first."""

    rule: Rule
    shipped: Rule | None
    off: bool = False
    edits: tuple[RuleEdit, ...] = ()

    @property
    def edited(self) -> bool:
        return self.rule.edited


@dataclass(frozen=True, kw_only=True)
class FaultyEdit:
    """An edit that is left out, and why in a sentence; the rule stands as it was before it."""

    edit: RuleEdit
    sentence: str


@dataclass(frozen=True, kw_only=True)
class RuleBook:
    """Every rule as it stands, those switched off too, in the order of the file and then as added.

    ``damaged`` says of each rule that ships and cannot be used what is wrong with it.
    """

    entries: tuple[RuleEntry, ...]
    faults: tuple[FaultyEdit, ...] = ()
    damaged: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = field(init=False)
    """Those in force."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(entry.rule for entry in self.entries if not entry.off))

    def entry(self, key: str) -> RuleEntry | None:
        return next((entry for entry in self.entries if entry.rule.key == key), None)


class RuleFault(ValueError):
    """What is wrong with a rule: the field and one sentence for the officer."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(sentence)


def checked(raw: Mapping[str, object]) -> Rule:
    """A rule from plain values as in the rules file. Raises RuleFault."""
    start = raw.get("start")
    if isinstance(start, str) and start not in [*Start] and start in (raw.get("key"), raw.get("kind")):
        raise RuleFault("start", _("A rule cannot start from itself: choose a recorded fact as its start"))
    try:
        return msgspec.convert(dict(raw), Rule)
    except msgspec.ValidationError as error:
        raise _told(str(error)) from None


def rule_from(raw: Mapping[str, object]) -> Rule:
    """As `checked`, of the officer's own values: it counts as edited. Raises RuleFault."""
    return msgspec.structs.replace(checked(raw), edited=True)


def rule_book(shipped: Sequence[Rule], edits: Iterable[RuleEdit], damaged: tuple[str, ...] = ()) -> RuleBook:
    """The shipped rules with the edits over them, each in its turn; a reset mends the faults before it."""
    entries = {rule.key: RuleEntry(rule=rule, shipped=rule) for rule in shipped}
    faults: list[FaultyEdit] = []
    for edit in sorted(edits, key=_at):
        before = entries.get(edit.rule_key)
        try:
            after = _with(before, edit)
        except RuleFault as fault:
            faults.append(FaultyEdit(edit=edit, sentence=fault.sentence))
            continue
        if edit.state is RuleState.RESET:
            faults = [fault for fault in faults if fault.edit.rule_key != edit.rule_key]
        if after is None:
            entries.pop(edit.rule_key, None)
        else:
            entries[edit.rule_key] = after
    return RuleBook(entries=tuple(entries.values()), faults=tuple(faults), damaged=damaged)


def plain(rule: Rule) -> dict[str, object]:
    """The rule as plain values, as `rule_from` takes them."""
    made: dict[str, object] = msgspec.to_builtins(rule)
    return made


def _with(before: RuleEntry | None, edit: RuleEdit) -> RuleEntry | None:
    """The entry after this edit; ``None`` when there is no such rule any more."""
    if edit.state is RuleState.RESET:
        if before is None or before.shipped is None:
            return None
        return RuleEntry(rule=before.shipped, shipped=before.shipped, edits=(edit, *before.edits))
    if edit.state in (RuleState.EDITED, RuleState.ADDED):
        rule = _read(edit.body)
        if rule.key != edit.rule_key:
            raise RuleFault("key", _("The edit is of another rule than it says"))
        if before is None:
            return RuleEntry(rule=rule, shipped=None, edits=(edit,))
        return RuleEntry(rule=rule, shipped=before.shipped, off=before.off, edits=(edit, *before.edits))
    if before is None:
        raise RuleFault("key", _("There is no such rule any more"))
    off = edit.state is RuleState.OFF
    return RuleEntry(rule=before.rule, shipped=before.shipped, off=off, edits=(edit, *before.edits))


@lru_cache(maxsize=256)
def _read(body: str) -> Rule:
    try:
        raw = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError):
        raise RuleFault("body", _("The text of this edit cannot be read")) from None
    if not isinstance(raw, dict):
        raise RuleFault("body", _("The text of this edit cannot be read"))
    return rule_from(raw)


def _told(fault: str) -> RuleFault:
    """The fault in a sentence, from what msgspec says."""
    words, _at, place = fault.partition(" - at `$.")
    path = re.findall("[a-z_]+", place)
    quoted = re.findall("`([^`]*)`", words)
    name, named = (path[0], path[-1]) if path else (quoted[-1:] or [""]) * 2
    if "unknown field" in words:
        return RuleFault(name, _("A rule has no “{name}”").format(name=quoted[-1]))
    if "missing required field" in words:
        return RuleFault(name, _("“{name}” is missing").format(name=quoted[-1]))
    if "of length >= 1" in words:
        return RuleFault(name, _("“{name}” is empty").format(name=named))
    if ">= 0" in words:
        return RuleFault(name, _("“{name}” cannot be negative").format(name=named))
    if "<= 1200" in words:
        return RuleFault(name, _("“{name}” is too long: at most 1,200").format(name=named))
    if not place and not quoted:  # a rule's own words
        return RuleFault("interval", words[:1].upper() + words[1:])
    return RuleFault(name, _("“{name}” cannot be used as it is").format(name=named))


def _at(edit: RuleEdit) -> datetime:
    return edit.at
