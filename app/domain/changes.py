"""What an edit of a person's details changed, in the words that the officer sees."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import NamedTuple

from app.domain.days import day_words
from app.domain.people import Details

ADDED = "added"
"""In place of a detail's key: that the person was put on the caseload."""


class FieldChange(NamedTuple):
    """``field`` is the key of the detail; ``before`` and ``after`` are as shown, empty for *not recorded*."""

    field: str
    before: str
    after: str


def changes(before: Details, after: Details) -> list[FieldChange]:
    """One for each detail that differs, in the order of the form; RoSH levels are ``rosh_custody_staff`` and so on."""
    old, new = shown(before), shown(after)
    return [FieldChange(field, old[field], new[field]) for field in old if old[field] != new[field]]


def moved(before: Details, after: Details) -> bool:
    """Whether a recorded address was replaced by another, which asks for a risk review (practice rules, section 4)."""
    old, new = _plain(before.address), _plain(after.address)
    return bool(old and new) and old != new


def shown(details: Details) -> dict[str, str]:
    """Every detail by its key, in words, in the order of the form; empty where nothing is recorded."""
    values = {key: value for key, value in vars(details).items() if key != "rosh"}
    values |= {f"rosh_{key}": value for key, value in vars(details.rosh).items()}
    return {key: _words(value) for key, value in values.items()}


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, StrEnum):
        return str(getattr(value, "label", value))
    if isinstance(value, date):
        return day_words(value)
    return "" if value is None else str(value)


def _plain(address: str) -> str:
    return " ".join(address.casefold().replace(",", " ").split())
