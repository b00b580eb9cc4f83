"""Records of the case: every version of each. They are added to and never changed.

The answers are kept as one text, since no statement asks for a single one. Must not know what any kind means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
)

from app.domain.case_problems import NotFound
from app.domain.kinds import KINDS
from app.domain.records import Body, Record
from app.domain.unreadable import Unreadable
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Fields, Part, Shape, value

records = seal(
    Table(
        "records",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("revision", Integer, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("removed", Text, nullable=False),  # why it was entered in error; empty: it stands
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

_record = records.c
_this_person = bindparam("person_id", type_=Id)
_by = select(officers.c.name).where(officers.c.id == _record.officer_id).scalar_subquery()

a_record = Shape(
    _record.id,
    _record.person_id,
    _record.kind,
    _record.revision,
    _record.body,
    _record.removed,
    _record.recorded_at,
    by=_by,
)

_later = records.alias("later").c
is_newest = (
    ~select(_later.revision)
    .where(_later.person_id == _record.person_id, _later.id == _record.id, _later.revision > _record.revision)
    .exists()
)
"""Whether this row is the latest version of its record."""
stands = _record.removed == ""

current_of_person = Part(
    a_record, select(*a_record.columns).where(_record.person_id == _this_person, is_newest, stands)
)
"""The records of a person as they now are."""

_OF_PERSON = select(*a_record.columns).where(_record.person_id == _this_person)
_CURRENT = _OF_PERSON.where(is_newest, stands).order_by(_record.id)
_EVERY_VERSION = _OF_PERSON.order_by(_record.id, _record.revision)
_VERSIONS = _OF_PERSON.where(_record.id == bindparam("record_id", type_=Id)).order_by(_record.revision)


def current(db: Connection, person_id: UUID) -> tuple[Record, ...]:
    """The person's records as they now are, in the order in which they were first recorded."""
    return _read(db, _CURRENT, person_id=person_id)


def every_version(db: Connection, person_id: UUID) -> tuple[Record, ...]:
    """Every version of each of the person's records, also of those entered in error; those of one record together."""
    return _read(db, _EVERY_VERSION, person_id=person_id)


def versions(db: Connection, person_id: UUID, record_id: UUID) -> tuple[Record, ...]:
    """All versions of one record, oldest first. Raises NotFound."""
    found = _read(db, _VERSIONS, person_id=person_id, record_id=record_id)
    if not found:
        raise NotFound
    return found


def exists(db: Connection, person_id: UUID, record_id: UUID) -> bool:
    """Whether the person has this record, also one that was entered in error."""
    found = select(_record.revision).where(_record.person_id == person_id, _record.id == record_id)
    return db.execute(found).first() is not None


def add(db: Connection, record: Record, officer_id: UUID) -> None:
    """Add a version; of two with one number the second is refused by the key."""
    row = {key: value for key, value in vars(record).items() if key != "by"}
    body = msgspec.json.encode(record.body).decode()
    db.execute(insert(records), row | {"body": body, "officer_id": officer_id})


def with_body(row: Fields) -> Fields:
    """The fields of a record with its answers, or with what stands for those that cannot be read."""
    return row | {"body": _body(row)}


def _body(row: Fields) -> Body:
    kind = KINDS.get(row["kind"])
    if kind is None:
        return Unreadable()
    try:
        answers: Any = msgspec.json.decode(row["body"])
        return msgspec.convert(answers, kind, strict=False)
    except msgspec.DecodeError:
        return Unreadable(ROOM=kind.ROOM)


def _read(db: Connection, statement: Any, **values: object) -> tuple[Record, ...]:
    rows: Sequence[Any] = db.execute(statement, values).all()
    return tuple(value(with_body(a_record.fields(row)), Record) for row in rows)
