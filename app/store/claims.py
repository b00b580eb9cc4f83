"""What the person said and nobody else: confirmed, judged unimportant or still open, as found outside a session.

Those settled in a session are sealed with it. Must not know which claims there are: that follows from the ratings.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)

from app.domain.sessions import ClaimCheck, Settlement
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, many

claim_settlings = seal(
    Table(
        "claim_settlings",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("session_id", Id, nullable=False),
        Column("factor", Text, nullable=False),
        Column("outcome", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        ForeignKeyConstraint(
            ["person_id", "session_id", "factor"],
            ["ratings.person_id", "ratings.session_id", "ratings.factor"],
        ),
        sqlite_with_rowid=False,
    )
)

_settling = claim_settlings.c
_this_person = bindparam("person_id", type_=Id)
_a_settling = Shape(_settling.session_id, _settling.factor, _settling.outcome, _settling.note, _settling.position)

settlings_of_person = Part(
    _a_settling,
    select(*_a_settling.columns).where(_settling.person_id == _this_person),
)
_told_by = select(officers.c.name).where(officers.c.id == _settling.officer_id).scalar_subquery()
_a_settlement = Shape(_settling.recorded_at, check=_a_settling, by=_told_by)
_SETTLEMENTS = (
    select(*_a_settlement.columns).where(_settling.person_id == _this_person).order_by(_settling.position.desc())
)
_NEXT = select(func.coalesce(func.max(_settling.position), 0) + 1).where(_settling.person_id == _this_person)


def settlements(db: Connection, person_id: UUID) -> tuple[Settlement, ...]:
    """Each with who recorded it and when, newest first."""
    return many(db, _SETTLEMENTS, _a_settlement, Settlement, person_id=person_id)


def add(db: Connection, person_id: UUID, check: ClaimCheck, officer_id: UUID, at: datetime) -> None:
    """Add it after all the others of this person, whatever the clock says."""
    position = db.execute(_NEXT, {"person_id": person_id}).scalar_one()
    own = {"person_id": person_id, "position": position, "officer_id": officer_id, "recorded_at": at}
    db.execute(insert(claim_settlings), vars(check) | own)
