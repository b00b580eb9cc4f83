"""The review rules and prompts that ship with the program, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import gettext as _
from importlib.resources import files

from app.domain.prompts import PromptEntry, load_prompts
from app.domain.rules import Rule, Settle, load_rules
from app.domain.starts import is_recorded


@cache
def rules() -> tuple[Rule, ...]:
    """All review rules, those included whose facts are not recorded yet. Raises ReferenceDamaged."""
    return load_rules(_read("rules.toml"))


@cache
def prompts() -> tuple[PromptEntry, ...]:
    """All prompts; ``domain.prompts.choose`` picks those that fit. Raises ReferenceDamaged."""
    return load_prompts(_read("prompts.toml"))


def review_titles() -> Mapping[str, str]:
    """The kinds of review that the officer can record, with their titles, in the order of the rules."""
    return {rule.kind: _(rule.title) for rule in reversed(rules()) if _is_reviewed(rule)}


def _is_reviewed(rule: Rule) -> bool:
    return rule.settle is Settle.REVIEW and is_recorded(rule.start)


def _read(name: str) -> str:
    return (files("resources") / name).read_text(encoding="utf-8")
