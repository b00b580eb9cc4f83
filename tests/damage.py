"""Damage as disks do it, in chosen pages of a database that nobody has open; and a row that no version could read."""

import random
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from app.domain.records import Record
from app.services.desk import Desk

PAGE = 4096


def pages_of(database: Path) -> int:
    return database.stat().st_size // PAGE


def damage(database: Path, numbers: list[int], seed: int = 1) -> None:
    """Flip a bit somewhere in each of these pages, counted from 1."""
    source = random.Random(seed)
    content = bytearray(database.read_bytes())
    for number in numbers:
        content[(number - 1) * PAGE + source.randrange(16, PAGE)] ^= 1 << source.randrange(8)
    database.write_bytes(content)


def damaged_record(desk: Desk, person_id: UUID, kind: str, body: str, after: Record | None = None) -> UUID:
    """A record of this kind with answers that cannot be read, or the next version of one; its id."""
    record_id = after.id if after else desk.new_id()
    row = text(
        "INSERT INTO records SELECT :person, :id, :revision, :kind, :body, '', officers.id, people.added_at "
        "FROM people, officers WHERE people.id = :person LIMIT 1"
    )
    revision = after.revision + 1 if after else 1
    given = {"person": person_id.bytes, "id": record_id.bytes, "revision": revision, "kind": kind, "body": body}
    with desk.write() as db:
        db.execute(row, given)
    return record_id
