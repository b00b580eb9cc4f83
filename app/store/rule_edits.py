"""The officer's edits of the review rules: added with a reason, never changed. Of nobody on the caseload."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, insert, select

from app.domain.rule_edits import RuleEdit
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, many

rule_edits = seal(
    Table(
        "rule_edits",
        metadata,
        Column("id", Id, primary_key=True),
        Column("rule_key", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("body", Text, nullable=False),  # the whole rule as JSON; empty where the edit has none
        Column("reason", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

_edit = rule_edits.c
_an_edit = Shape(_edit.rule_key, _edit.state, _edit.body, _edit.reason, _edit.at, by=officers.c.name)
all_edits = Part(_an_edit, select(*_an_edit.columns).join_from(rule_edits, officers, officers.c.id == _edit.officer_id))
"""In no order."""
_ALL = all_edits.chosen.order_by(_edit.at, _edit.id)


def every(db: Connection) -> tuple[RuleEdit, ...]:
    """All of them, oldest first."""
    return many(db, _ALL, _an_edit, RuleEdit)


def add(db: Connection, edit_id: UUID, officer_id: UUID, edit: RuleEdit) -> None:
    """``officer_id`` stands for its ``by``."""
    row = {key: value for key, value in vars(edit).items() if key != "by"}
    db.execute(insert(rule_edits), row | {"id": edit_id, "officer_id": officer_id})
