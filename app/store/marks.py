"""The marks put on sessions, reviews and records, and taken off again. Added to and never changed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    insert,
    literal_column,
    select,
)

from app.domain.marks import Mark, Marking
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, first, many

markings = seal(
    Table(
        "markings",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("subject", Id, nullable=False, index=True),  # a session, review or record
        Column("mark", Text, nullable=False),
        Column("put", Boolean, nullable=False),
        Column("reason", Text, nullable=False),
        Column("on_day", Date),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

_marking = markings.c
_this_person = bindparam("person_id", type_=Id)
_marked_by = select(officers.c.name).where(officers.c.id == _marking.officer_id).scalar_subquery()

_a_marking = Shape(
    _marking.subject,
    _marking.mark,
    _marking.put,
    _marking.reason,
    _marking.recorded_at,
    _marking.position,
    on=_marking.on_day,
    by=_marked_by,
)

markings_of_person = Part(_a_marking, select(*_a_marking.columns).where(_marking.person_id == _this_person))

_OF_PERSON = markings_of_person.chosen.order_by(_marking.position)
_NEXT = select(func.coalesce(func.max(_marking.position), 0) + 1).where(_marking.person_id == _this_person)


def of_person(db: Connection, person_id: UUID) -> tuple[Marking, ...]:
    """All that were put on the person's entries or taken off, oldest first."""
    return many(db, _OF_PERSON, _a_marking, Marking, person_id=person_id)


def add(db: Connection, person_id: UUID, one: Marking, officer_id: UUID) -> None:
    """Add it after all the others, whatever the clock says."""
    position = db.execute(_NEXT, {"person_id": person_id}).scalar_one()
    row = {key: value for key, value in vars(one).items() if key not in ("by", "on")}
    own = {"person_id": person_id, "position": position, "on_day": one.on, "officer_id": officer_id}
    db.execute(insert(markings), row | own)


def is_marked(subject: Column[UUID], mark: Mark) -> ColumnElement[bool]:
    """Whether the latest of the markings of this mark puts it on."""
    latest = (
        select(_marking.put)
        .where(_marking.subject == subject, _marking.mark == mark.value)
        .order_by(_marking.position.desc())
    )
    return func.coalesce(first(latest).scalar_subquery(), 0) == literal_column("1")
