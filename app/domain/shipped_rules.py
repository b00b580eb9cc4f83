"""The review rules as they ship: read from TOML, each by itself, so that a mistake in one hides no other.

Must not know where the text lies nor what the officer edited.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from gettext import gettext as _
from itertools import pairwise

from app.domain.reference import ReferenceDamaged
from app.domain.rule_edits import RuleFault, checked
from app.domain.rules import Rule

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*rules[ \t]*\]\]", re.MULTILINE)
_KEY = re.compile(r"""^[ \t]*key[ \t]*=[ \t]*["']([^"']*)["']""", re.MULTILINE)
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, kw_only=True)
class ShippedRules:
    """Those that can be used, in the order of the text; ``faults`` says of each other one what is wrong, and where."""

    rules: tuple[Rule, ...]
    faults: tuple[str, ...]


def load_rules(text: str) -> ShippedRules:
    """The rules of a TOML text. Raises ReferenceDamaged where not one of them can be used."""
    rules: dict[str, Rule] = {}
    faults: list[str] = []
    starts = [0, *(found.start() for found in _HEADER.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        part, line = text[start:end], text.count("\n", 0, start) + 1
        try:
            for rule in _rules_of(part):
                if rule.key in rules:
                    raise RuleFault("key", _("This key stands twice"))
                rules[rule.key] = rule
        except tomllib.TOMLDecodeError as fault:
            within = _AT_LINE.search(str(fault))
            line += int(within[1]) - 1 if within else 0
            faults.append(_words(part, line, _("This line cannot be read")))
        except RuleFault as fault:
            faults.append(_words(part, line, fault.sentence))
    if not rules:
        raise ReferenceDamaged("rules", faults[0] if faults else _("no rule stands in it"))
    return ShippedRules(rules=tuple(rules.values()), faults=tuple(faults))


def _rules_of(part: str) -> list[Rule]:
    """The rule of a part of the text that begins with its header; none before the first. Raises RuleFault."""
    document = tomllib.loads(part)
    raw = document.pop("rules", [])
    if document or not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise RuleFault("rules", _("Only [[rules]] entries may stand here"))
    return [checked(one) for one in raw]


def _words(part: str, line: int, fault: str) -> str:
    key = next(iter(_KEY.findall(part)), "?")
    words = _("Sightline’s own rule {key} (line {line}) is left out. {fault}. Mend it, or install Sightline again.")
    return words.format(key=key, line=line, fault=fault)
