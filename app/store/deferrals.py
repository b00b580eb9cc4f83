"""Official dates, deferrals, suspensions of contact and judgements of absences: added with a reason, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)

from app.domain.absences import Judgement
from app.domain.deferrals import Deferral, OfficialDate, Suspension
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Shape, first, many


def _by_the_officer(name: str, *columns: Column[Any], about: Sequence[Column[Any]] = ()) -> Table:
    """A sealed table of one person's rows: ``columns``, and in which order, by whom and when they were recorded.

    ``position`` grows with each row of the person: which is the newest must not hang on a clock that was set back.
    ``about`` comes into the key.
    """
    return seal(
        Table(
            name,
            metadata,
            Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
            *about,
            Column("id", Id, primary_key=True),
            *columns,
            Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
            Column("recorded_at", Moment, nullable=False),
            Column("position", Integer, nullable=False),
            sqlite_with_rowid=False,
        )
    )


official_dates = _by_the_officer(
    "official_dates",
    Column("kind", Text, nullable=False),
    Column("due_on", Date),  # none: withdrawn
    Column("system", Text, nullable=False),
    Column("note", Text, nullable=False),
)

deferrals = _by_the_officer(
    "deferrals",
    Column("kind", Text, nullable=False),
    Column("subject", Id),  # the draft, session or appointment that the duty is about
    Column("due_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("reason", Text, nullable=False),
)

suspensions = _by_the_officer(
    "suspensions",
    Column("since", Date, nullable=False),
    Column("until", Date),  # none: resumed from `since` on
    Column("reason", Text, nullable=False),
)

absence_judgements = _by_the_officer(
    "absence_judgements",
    Column("acceptable", Boolean, nullable=False),
    Column("reason", Text),
    Column("evidence", Text, nullable=False),
    Column("seen_on", Date),
    about=[Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True)],
)

_official, _deferral, _suspension, _judgement = (
    official_dates.c,
    deferrals.c,
    suspensions.c,
    absence_judgements.c,
)


def _shape(table: Table, *columns: Column[Any]) -> Shape:
    """With the place in the order of recording, the moment and the officer's name."""
    by = select(officers.c.name).where(officers.c.id == table.c.officer_id).scalar_subquery()
    return Shape(*columns, table.c.position, table.c.recorded_at, by=by)


an_official_date = _shape(official_dates, _official.kind, _official.due_on, _official.system, _official.note)
a_deferral = _shape(deferrals, _deferral.kind, _deferral.subject, _deferral.due_on, _deferral.until, _deferral.reason)
a_suspension = _shape(suspensions, _suspension.since, _suspension.until, _suspension.reason)
_a_judgement = _shape(
    absence_judgements,
    _judgement.session_id,
    _judgement.acceptable,
    _judgement.reason,
    _judgement.evidence,
    _judgement.seen_on,
)


def _newest_first(table: Table, shape: Shape) -> Select[tuple[object, ...]]:
    of_person = table.c.person_id == bindparam("person_id", type_=Id)
    return select(*shape.columns).where(of_person).order_by(table.c.position.desc(), table.c.recorded_at.desc())


_JUDGEMENTS = _newest_first(absence_judgements, _a_judgement)


def latest_judgement(person_id: Column[UUID], session_id: Column[UUID]) -> Select[tuple[bool]]:
    """Whether the absence of this session was judged acceptable, by the newest judgement."""
    return first(
        select(_judgement.acceptable)
        .where(_judgement.person_id == person_id, _judgement.session_id == session_id)
        .order_by(_judgement.position.desc(), _judgement.recorded_at.desc())
    )


def judgements_of(db: Connection, person_id: UUID) -> tuple[Judgement, ...]:
    """All that were recorded, newest first."""
    return many(db, _JUDGEMENTS, _a_judgement, Judgement, person_id=person_id)


def add(
    db: Connection,
    person_id: UUID,
    row_id: UUID,
    officer_id: UUID,
    one: OfficialDate | Deferral | Suspension | Judgement,
) -> None:
    """Add one of the four as the person's newest; ``officer_id`` stands for its ``by``."""
    tables: Mapping[type, Table] = {
        OfficialDate: official_dates,
        Deferral: deferrals,
        Suspension: suspensions,
        Judgement: absence_judgements,
    }
    table = tables[type(one)]
    newest = select(func.coalesce(func.max(table.c.position), 0)).where(table.c.person_id == person_id)
    row = {key: value for key, value in vars(one).items() if key != "by"}
    row |= {"person_id": person_id, "id": row_id, "officer_id": officer_id}
    db.execute(insert(table).values(row | {"position": newest.scalar_subquery() + 1}))
