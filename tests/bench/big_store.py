"""A large store for the benchmark: one real person's signed sessions, and many copies of them under other ids."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from app.domain.orders import OrderType
from app.services import records, sessions
from app.services.desk import Desk
from tests.builders import add_person, an_entry, an_order
from tests.desks import Clock, a_new_store

COPIED = ("sessions", "ratings", "records")
RECORDS = 60
"""Records of each person, in three versions each."""


def a_large_store(folder: Path, clock: Clock, *, total: int, own: int = 20, others: int = 500) -> tuple[Desk, UUID]:
    """An open store with ``total`` sessions, of which ``own`` belong to the person whose id comes back.

    ``others`` is how many anybody else has.
    """
    desk, _key = a_new_store(folder, clock)
    target = add_person(desk, crn="X000001").id
    filler = add_person(desk, crn="X000002").id
    each = min(others, total - own)
    for person_id, count in ((target, own), (filler, each)):
        with desk.change("sign", "session", count=count) as db:
            for back in range(count):
                held_at = clock() - timedelta(days=2 * (count - back))
                draft = sessions.Draft(
                    id=desk.new_id(),
                    person_id=person_id,
                    started_at=held_at,
                    written_at=held_at,
                    entry=an_entry(held_at=held_at, check_in="A note of the usual length. " * 30),
                )
                sessions.seal(desk, db, draft, clock())
    for person_id in (target, filler):
        _keep_records(desk, person_id)
    copies = (total - own) // each - 1
    _copy(desk, filler, copies)
    desk.store.checkpoint()
    return desk, target


def _keep_records(desk: Desk, person_id: UUID) -> None:
    wording = "Not to enter any place where children play, nor to stay near one. " * 4
    for number in range(RECORDS):
        kept = records.add(desk, person_id, an_order(type=OrderType.OTHER, court=f"Court {number}", note=wording))
        for change in ("varied", "varied again"):
            kept = records.change(
                desk, kept, an_order(type=OrderType.OTHER, court=f"Court {number}, {change}", note=wording)
            )


def _copy(desk: Desk, filler: UUID, copies: int) -> None:
    with desk.write() as db:
        for _copy_number in range(copies):
            owner = uuid4().bytes
            new_ids: dict[bytes, bytes] = {filler.bytes: owner}
            for table, column in (("people", "id"), *((name, "person_id") for name in COPIED)):
                rows = db.exec_driver_sql(f"SELECT * FROM {table} WHERE {column} = ?", (filler.bytes,))
                names = list(rows.keys())
                ids = {at for at, name in enumerate(names) if name in ("id", "person_id", "session_id")}
                made = [
                    tuple(
                        new_ids.setdefault(value, os.urandom(16)) if at in ids else value
                        for at, value in enumerate(row)
                    )
                    for row in rows
                ]
                places = ", ".join("?" * len(names))
                db.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", made)
