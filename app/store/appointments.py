"""Appointments made: the newest one made is the one that counts, until a session answers it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Table,
    Text,
    and_,
    func,
    insert,
    literal_column,
    or_,
    select,
)

from app.domain.tasks import Appointment
from app.store.columns import Id
from app.store.people import people
from app.store.schema import Moment, metadata, seal
from app.store.sessions import sessions
from app.store.shapes import Shape, first

appointments = seal(
    Table(
        "appointments",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("made_at", Moment, primary_key=True),
        Column("id", Id, primary_key=True),
        Column("at", Moment, nullable=False),
        Column("place", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

_made, _session = appointments.c, sessions.c
_others = appointments.alias("others").c

_NEWEST = select(func.max(_others.made_at)).where(_others.person_id == people.c.id).scalar_subquery()

# A session answers an appointment when it took place then or later, or earlier on that day (UTC) and was signed after
# the appointment was made, because somebody came early. One known not to take place, signed before its time, answers
# only what was made before for that day.
_took_place = _session.held_at <= _session.signed_at
_ANSWERED = (
    select(_session.id)
    .where(
        _session.person_id == _made.person_id,
        _session.held_at >= func.substr(_made.at, 1, 10),
        or_(
            and_(_took_place, or_(_session.held_at >= _made.at, _session.signed_at > _made.made_at)),
            and_(
                ~_took_place,
                func.substr(_session.held_at, 1, 10) == func.substr(_made.at, 1, 10),
                _session.signed_at > _made.made_at,
            ),
        ),
    )
    .exists()
)
an_appointment = Shape(_made.id, _made.person_id, _made.at, _made.place)
is_newest = _made.made_at == _NEWEST
is_next = and_(is_newest, ~_ANSWERED)
"""Whether the appointment of this row is the newest of its row of ``people``, and no session has answered it yet."""

# However much was made or recorded since, an appointment stays open until something is recorded on its local day, or
# unless another was made in its place before its time. Only the latest twelve are looked at, or a long course would
# slow down each morning.
_LOOKED_AT = 12
_LOCALLY: ColumnElement[str] = literal_column("'localtime'")
_since = first(
    select(_others.made_at).where(_others.person_id == people.c.id).order_by(_others.made_at.desc()),
    skip=_LOOKED_AT - 1,
).scalar_subquery()
_REPLACED = (
    select(_others.id)
    .where(_others.person_id == _made.person_id, _others.made_at > _made.made_at, _others.made_at < _made.at)
    .exists()
)
_RECORDED = (
    select(_session.id)
    .where(
        _session.person_id == _made.person_id,
        _session.held_at >= func.date(_made.at, literal_column("'-1 day'")),
        _session.held_at < func.date(_made.at, literal_column("'+2 days'")),
        func.date(_session.held_at, _LOCALLY) == func.date(_made.at, _LOCALLY),
        _session.signed_at > _made.made_at,
    )
    .exists()
)
is_unanswered = and_(_made.made_at >= func.coalesce(_since, literal_column("''")), ~_REPLACED, ~_RECORDED)
"""Whether nothing is recorded about the appointment of this row, of a person of the outer ``people``."""


def add(db: Connection, appointment: Appointment, made_at: datetime) -> None:
    db.execute(insert(appointments), vars(appointment) | {"made_at": made_at})
