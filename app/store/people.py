"""The people on the caseload as they are now, and every change made to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from app.domain.changes import ADDED, FieldChange
from app.domain.people import Change, Details, Person, Rosh
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Shape, get_one, many

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("added_at", Moment, nullable=False),
    Column("name", Text, nullable=False),
    Column("preferred_name", Text, nullable=False),
    Column("crn", Text, nullable=False),
    Column("date_of_birth", Date),
    Column("sex", Text),
    Column("language", Text, nullable=False),
    Column("interpreter", Boolean, nullable=False),
    Column("adjustments", Text, nullable=False),
    Column("staff_alerts", Text, nullable=False),
    Column("risk_to_self", Text, nullable=False),
    Column("index_offence", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("address_type", Text),
    Column("household", Text, nullable=False),
    Column("practitioners", Text, nullable=False),
    Column("rar_days_allowed", Integer),
    Column("status", Text),
    Column("sentence_start", Date),
    Column("release_date", Date),
    Column("licence_end", Date),
    Column("sentence_end", Date),
    *(Column(f"rosh_{field.name}", Text) for field in fields(Rosh)),
    Column("mappa_category", Integer),
    Column("mappa_level", Integer),
    Column("tier", Text, nullable=False),
    Column("registered", Boolean, nullable=False),
    Column("contact_days", Integer),
)

person_changes = seal(
    Table(
        "person_changes",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("position", Integer, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("field", Text, nullable=False),
        Column("before", Text, nullable=False),
        Column("after", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

a_person = Shape(
    people.c.id,
    people.c.added_at,
    details=Shape(
        *(people.c[field.name] for field in fields(Details) if field.name != "rosh"),
        rosh=Shape(**{field.name: people.c[f"rosh_{field.name}"] for field in fields(Rosh)}),
    ),
)

_change = person_changes.c
_this_person = bindparam("person_id", type_=Id)

_a_change = Shape(_change.at, _change.field, _change.before, _change.after, by=officers.c.name)

_PERSON = select(*a_person.columns).where(people.c.id == _this_person)
_SAME_CRN = select(people.c.id).where(people.c.crn.collate("NOCASE") == bindparam("crn"))
_CHANGES = (
    select(*_a_change.columns)
    .join_from(person_changes, officers, officers.c.id == _change.officer_id)
    .where(_change.person_id == _this_person)
    .order_by(_change.at.desc(), _change.position)
)


def get(db: Connection, person_id: UUID) -> Person:
    """Raises NotFound."""
    return get_one(db, _PERSON, a_person, Person, person_id=person_id)


def with_crn(db: Connection, crn: str) -> UUID | None:
    """Who already has this CRN, in capitals or not."""
    found: UUID | None = db.execute(_SAME_CRN, {"crn": crn}).scalar()
    return found


def add(db: Connection, person: Person, officer_id: UUID, change_id: UUID) -> None:
    """Add the person, and the change with which the history begins."""
    db.execute(insert(people), {"id": person.id, "added_at": person.added_at, **_row(person.details)})
    add_changes(db, person.id, officer_id, person.added_at, [(change_id, FieldChange(ADDED, "", ""))])


def replace_details(db: Connection, person_id: UUID, details: Details) -> None:
    """Put the new details in place of the old; the caller records what changed."""
    db.execute(update(people).where(people.c.id == person_id), _row(details))


def add_changes(
    db: Connection, person_id: UUID, officer_id: UUID, at: datetime, changed: Iterable[tuple[UUID, FieldChange]]
) -> None:
    """Add one row a field, each with its id."""
    common = {"person_id": person_id, "officer_id": officer_id, "at": at}
    made = [
        common | {"id": change_id, "position": position} | change._asdict()
        for position, (change_id, change) in enumerate(changed)
    ]
    if made:
        db.execute(insert(person_changes), made)


def changes(db: Connection, person_id: UUID) -> tuple[Change, ...]:
    """Newest first, those of one edit in its order; ``field`` is the field's key."""
    return many(db, _CHANGES, _a_change, Change, person_id=person_id)


def _row(details: Details) -> dict[str, Any]:
    rosh = {f"rosh_{key}": value for key, value in vars(details.rosh).items()}
    return {key: value for key, value in vars(details).items() if key != "rosh"} | rosh
