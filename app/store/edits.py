"""The officer's edits of the review rules and of the reference lists in one statement. Of nobody on the caseload."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.reference_lists import ListEdit
from app.domain.rule_edits import RuleEdit
from app.store import reference_lists, rule_edits
from app.store.shapes import Bundle, value


@dataclass(frozen=True, kw_only=True)
class Edits:
    """In no order."""

    rules: tuple[RuleEdit, ...]
    lists: tuple[ListEdit, ...]


_EDITS = Bundle({"rules": rule_edits.all_edits, "lists": reference_lists.all_edits})


def every(db: Connection) -> Edits:
    """All of them."""
    return value(_EDITS.read(db), Edits)
