"""The place that a lock leaves and the next unlock returns to; kept in the store, never in arguments or settings."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.whereabouts import Place
from app.services.desk import Desk
from app.store import whereabouts


def keep(desk: Desk, places: Sequence[Place]) -> None:
    """Keep the room and the pages on top of it, in this order, instead of what was kept before."""
    with desk.write() as db:
        whereabouts.replace(db, places)


def take(desk: Desk) -> list[Place]:
    """What was kept, once: it is forgotten with this. Empty when the program was closed and not locked."""
    with desk.read() as db:
        places = whereabouts.read(db)
    if places:
        keep(desk, ())
    return places
