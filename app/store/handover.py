"""Signed sessions whose text is not yet copied into the official record. Must not read a note."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from app.domain.records import Mark
from app.store.people import people
from app.store.records import is_marked
from app.store.schema import Moment
from app.store.sessions import sessions
from app.store.shapes import first

MOST = 200

_session = sessions.c
_since = _session.signed_at >= bindparam("since", type_=Moment)
_OPEN = (
    select(_session.id, _session.person_id, people.c.name, _session.held_at, _session.signed_at)
    .join_from(sessions, people, people.c.id == _session.person_id)
    .where(_since, ~is_marked(_session.id, Mark.COPIED))
)
_NEWEST = first(_OPEN.order_by(_session.signed_at.desc()), MOST)
_NUMBER = select(func.count()).select_from(sessions).where(_since, ~is_marked(_session.id, Mark.COPIED))


class Uncopied(NamedTuple):
    """A signed session that is not ticked off as copied."""

    session_id: UUID
    person_id: UUID
    person_name: str
    held_at: datetime
    signed_at: datetime


def uncopied(db: Connection, since: datetime) -> tuple[Uncopied, ...]:
    """The newest 200 signed since that moment, newest first."""
    return tuple(Uncopied(*row) for row in db.execute(_NEWEST, {"since": since}))


def number(db: Connection, since: datetime) -> int:
    """How many there are since that moment."""
    found: int = db.execute(_NUMBER, {"since": since}).scalar_one()
    return found
