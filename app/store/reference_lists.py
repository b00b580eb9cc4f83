"""The officer's edits of the reference lists: added with a reason, never changed. Of nobody on the caseload."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, insert, select

from app.domain.reference_lists import ListEdit
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, many

reference_edits = seal(
    Table(
        "reference_edits",
        metadata,
        Column("id", Id, primary_key=True),
        Column("list", Text, nullable=False),
        Column("body", Text, nullable=False),  # the whole list as JSON; empty where it was reset
        Column("reason", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

_edit = reference_edits.c
_an_edit = Shape(_edit.list, _edit.body, _edit.reason, _edit.at, by=officers.c.name)
all_edits = Part(
    _an_edit, select(*_an_edit.columns).join_from(reference_edits, officers, officers.c.id == _edit.officer_id)
)
"""In no order."""
_ALL = all_edits.chosen.order_by(_edit.at.desc(), _edit.id.desc())


def every(db: Connection) -> tuple[ListEdit, ...]:
    """All of them, newest first."""
    return many(db, _ALL, _an_edit, ListEdit)


def add(db: Connection, edit_id: UUID, officer_id: UUID, edit: ListEdit) -> None:
    """``officer_id`` stands for its ``by``."""
    row = {key: value for key, value in vars(edit).items() if key != "by"}
    db.execute(insert(reference_edits), row | {"id": edit_id, "officer_id": officer_id})
