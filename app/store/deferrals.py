"""Official dates, deferrals, suspensions of contact and judgements of absences: added with a reason, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Select,
    Table,
    Text,
    bindparam,
    insert,
    select,
)

from app.domain.absences import Judgement
from app.domain.deferrals import Deferral, OfficialDate, Suspension
from app.store.columns import Id
from app.store.officers import officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Shape, first, many

official_dates = seal(
    Table(
        "official_dates",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("due_on", Date),  # none: withdrawn
        Column("system", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

deferrals = seal(
    Table(
        "deferrals",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", Id),  # the draft, session or appointment that the duty is about
        Column("due_on", Date, nullable=False),
        Column("until", Date, nullable=False),
        Column("reason", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

suspensions = seal(
    Table(
        "suspensions",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("since", Date, nullable=False),
        Column("until", Date),  # none: resumed from `since` on
        Column("reason", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

absence_judgements = seal(
    Table(
        "absence_judgements",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("acceptable", Boolean, nullable=False),
        Column("reason", Text),
        Column("evidence", Text, nullable=False),
        Column("seen_on", Date),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
)

_official, _deferral, _suspension, _judgement = (
    official_dates.c,
    deferrals.c,
    suspensions.c,
    absence_judgements.c,
)
_this_person = bindparam("person_id", type_=Id)


def _by(table: Table) -> Column[str]:
    return select(officers.c.name).where(officers.c.id == table.c.officer_id).scalar_subquery()  # type: ignore[return-value]


an_official_date = Shape(
    _official.kind,
    _official.due_on,
    _official.system,
    _official.note,
    _official.recorded_at,
    by=_by(official_dates),
)
a_deferral = Shape(
    _deferral.kind,
    _deferral.subject,
    _deferral.due_on,
    _deferral.until,
    _deferral.reason,
    _deferral.recorded_at,
    by=_by(deferrals),
)
a_suspension = Shape(
    _suspension.since, _suspension.until, _suspension.reason, _suspension.recorded_at, by=_by(suspensions)
)
_a_judgement = Shape(
    _judgement.session_id,
    _judgement.acceptable,
    _judgement.reason,
    _judgement.evidence,
    _judgement.seen_on,
    _judgement.recorded_at,
    by=_by(absence_judgements),
)


def _newest_first(table: Table, shape: Shape) -> Select[tuple[object, ...]]:
    return select(*shape.columns).where(table.c.person_id == _this_person).order_by(table.c.recorded_at.desc())


_OFFICIAL_DATES = _newest_first(official_dates, an_official_date)
_JUDGEMENTS = _newest_first(absence_judgements, _a_judgement)


def latest_judgement(person_id: Column[UUID], session_id: Column[UUID]) -> Select[tuple[bool]]:
    """Whether the absence of this session was judged acceptable, by the latest judgement."""
    return first(
        select(_judgement.acceptable)
        .where(_judgement.person_id == person_id, _judgement.session_id == session_id)
        .order_by(_judgement.recorded_at.desc(), _judgement.id.desc())
    )


def official_dates_of(db: Connection, person_id: UUID) -> tuple[OfficialDate, ...]:
    """All that were recorded, newest first."""
    return many(db, _OFFICIAL_DATES, an_official_date, OfficialDate, person_id=person_id)


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
    """Add one of the four; ``officer_id`` stands for its ``by``."""
    tables: Mapping[type, Table] = {
        OfficialDate: official_dates,
        Deferral: deferrals,
        Suspension: suspensions,
        Judgement: absence_judgements,
    }
    row = {key: value for key, value in vars(one).items() if key != "by"}
    db.execute(insert(tables[type(one)]), row | {"person_id": person_id, "id": row_id, "officer_id": officer_id})
