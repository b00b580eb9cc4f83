"""Signed sessions whose text is not yet copied into the official record. Must not read a note."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from app.domain.handover import Uncopied
from app.domain.marks import Mark
from app.store.marks import is_marked
from app.store.people import people
from app.store.schema import Moment
from app.store.sessions import sessions
from app.store.shapes import first

MOST = 200

_session = sessions.c
_open = ~is_marked(_session.id, Mark.COPIED)
_OPEN = (
    select(_session.id, _session.person_id, people.c.name, _session.held_at, _session.signed_at)
    .join_from(sessions, people, people.c.id == _session.person_id)
    .where(_session.signed_at >= bindparam("since", type_=Moment), _open)
)
_NEWEST = first(_OPEN.order_by(_session.signed_at.desc()), MOST)
_NUMBER = select(func.count()).select_from(sessions).where(_open)


def uncopied(db: Connection, since: datetime) -> tuple[Uncopied, ...]:
    """The newest 200 signed since that moment, newest first."""
    return tuple(Uncopied(*row) for row in db.execute(_NEWEST, {"since": since}))


def number(db: Connection) -> int:
    """How many there are, whenever they were signed."""
    found: int = db.execute(_NUMBER).scalar_one()
    return found
