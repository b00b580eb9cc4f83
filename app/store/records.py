"""Records of the case: every version of each, and the marks put on entries. Both are added to and never changed.

The answers are kept as one text, since no statement asks for a single one. Must not know what any kind means.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec
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

from app.domain.case_problems import NotFound
from app.domain.kinds import KINDS
from app.domain.records import Mark, Marking, Record
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Fields, Part, Shape, first, many, value

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

_record, _marking = records.c, markings.c
_this_person = bindparam("person_id", type_=Id)
_by = select(officers.c.name).where(officers.c.id == _record.officer_id).scalar_subquery()
_marked_by = select(officers.c.name).where(officers.c.id == _marking.officer_id).scalar_subquery()

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
_a_marking = Shape(
    _marking.subject,
    _marking.mark,
    _marking.put,
    _marking.reason,
    _marking.recorded_at,
    on=_marking.on_day,
    by=_marked_by,
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
_MARKINGS = select(*_a_marking.columns).where(_marking.person_id == _this_person).order_by(_marking.position)
_NEXT = select(func.coalesce(func.max(_marking.position), 0) + 1).where(_marking.person_id == _this_person)


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


def add(db: Connection, record: Record, officer_id: UUID) -> None:
    """Add a version; of two with one number the second is refused by the key."""
    row = {key: value for key, value in vars(record).items() if key != "by"}
    body = msgspec.json.encode(record.body).decode()
    db.execute(insert(records), row | {"body": body, "officer_id": officer_id})


def markings_of(db: Connection, person_id: UUID) -> tuple[Marking, ...]:
    """All that were put on the person's entries or taken off, oldest first."""
    return many(db, _MARKINGS, _a_marking, Marking, person_id=person_id)


def add_marking(db: Connection, person_id: UUID, one: Marking, officer_id: UUID) -> None:
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


def as_records(rows: Iterable[Fields]) -> tuple[Record, ...]:
    """The records that these fields make up. Raises msgspec.ValidationError for answers that cannot be read."""
    return tuple(value(with_body(row), Record) for row in rows)


def with_body(row: Fields) -> Fields:
    """The fields of a record with its answers read."""
    answers: Any = msgspec.json.decode(row["body"])
    return row | {"body": msgspec.convert(answers, KINDS[row["kind"]], strict=False)}


def _read(db: Connection, statement: Any, **values: object) -> tuple[Record, ...]:
    rows: Sequence[Any] = db.execute(statement, values).all()
    return as_records(a_record.fields(row) for row in rows)
