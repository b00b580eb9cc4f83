"""Versions of the officer who keeps the store: sealed rows refer to the version that was true then."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Connection, Table, Text, insert, literal_column, select

from app.domain.officers import Officer
from app.store.columns import Id
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Shape, first

officers = seal(
    Table(
        "officers",
        metadata,
        Column("id", Id, primary_key=True),
        Column("recorded_at", Moment, nullable=False),
        Column("name", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("spo", Text, nullable=False),
    )
)

an_officer = Shape(officers.c.name, officers.c.role, officers.c.office, officers.c.spo)

_NEWEST = first(
    select(officers.c.id, *an_officer.columns).order_by(
        officers.c.recorded_at.desc(), literal_column("officers.rowid").desc()
    )
)


def current(db: Connection) -> tuple[UUID, Officer] | None:
    """The newest version with its id; ``None`` before the first was recorded."""
    row = db.execute(_NEWEST).first()
    return row and (row.id, Officer(name=row.name, role=row.role, office=row.office, spo=row.spo))


def add(db: Connection, version_id: UUID, officer: Officer, at: datetime) -> None:
    """Add a version; earlier ones stay as they were."""
    row = {"id": version_id, "recorded_at": at, "name": officer.name, "role": officer.role}
    db.execute(insert(officers), row | {"office": officer.office, "spo": officer.spo})
