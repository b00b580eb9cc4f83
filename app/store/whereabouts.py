"""Where the officer was at the last lock: the room, then each page opened on top of it. Not audited, never sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, delete, insert, select

from app.domain.whereabouts import Place
from app.store.columns import Id
from app.store.schema import metadata

whereabouts = Table(
    "whereabouts",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("page", Text, nullable=False),
    Column("person_id", Id, ForeignKey("people.id")),
    Column("subject", Id),  # a draft or a session: a draft goes when it is signed, so this refers to nothing
    Column("detail", Text, nullable=False),
)

_places = whereabouts.c
_READ = select(_places.page, _places.person_id, _places.subject, _places.detail).order_by(_places.position)


def replace(db: Connection, places: Sequence[Place]) -> None:
    """Forget what was kept, and keep ``places``, the room first."""
    db.execute(delete(whereabouts))
    if places:
        db.execute(insert(whereabouts), [{"position": n, **asdict(place)} for n, place in enumerate(places)])


def read(db: Connection) -> list[Place]:
    """The room first."""
    return [Place(row.page, row.person_id, row.subject, row.detail) for row in db.execute(_READ)]
