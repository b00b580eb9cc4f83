"""What a database holds, in numbers: for the preview of a backup. Reads no name and no text."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.store.people import people
from app.store.sessions import addenda, sessions


@dataclass(frozen=True)
class Counts:
    """The people's ids, how many signed sessions, and when the last session was signed or added to."""

    people: tuple[UUID, ...]
    sessions: int
    last_entry: datetime | None


def count(db: Connection) -> Counts:
    """As the database is now."""
    ids = tuple(db.execute(select(people.c.id).order_by(people.c.id)).scalars())
    signed, last_signed = db.execute(select(func.count(), func.max(sessions.c.signed_at)).select_from(sessions)).one()
    last_added = db.execute(select(func.max(addenda.c.added_at))).scalar()
    return Counts(ids, signed, max((at for at in (last_signed, last_added) if at is not None), default=None))
