"""What the person said and nobody else: settled outside a session, by confirming it or judging it unimportant.

Those settled in a session are sealed with it. Must not know which claims there are: that follows from the ratings.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Connection, ForeignKey, ForeignKeyConstraint, Table, Text, bindparam, insert, select

from app.domain.sessions import ClaimCheck
from app.store.columns import Id
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape

claim_settlings = seal(
    Table(
        "claim_settlings",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, primary_key=True),
        Column("factor", Text, primary_key=True),
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
_a_settling = Shape(_settling.session_id, _settling.factor, _settling.outcome, _settling.note)

settlings_of_person = Part(
    _a_settling,
    select(*_a_settling.columns).where(_settling.person_id == bindparam("person_id", type_=Id)),
)


def add(db: Connection, person_id: UUID, check: ClaimCheck, officer_id: UUID, at: datetime) -> None:
    """Add it; a claim can be settled outside a session only once."""
    row = vars(check) | {"person_id": person_id, "officer_id": officer_id, "recorded_at": at}
    db.execute(insert(claim_settlings), row)
