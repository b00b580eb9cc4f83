"""A store as large as a caseload of some months, with notes of the usual length, and all of its rows to compare."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.ratings import Level
from app.domain.sessions import Entry
from app.domain.tasks import NewTask
from app.services import sessions
from app.services.desk import Desk
from app.store.schema import metadata
from tests.builders import a_full_case, add_person, an_entry
from tests.desks import Clock, a_new_store

PEOPLE, SESSIONS = 60, 8
NOTE = "He spoke about work, his sister and the move, and was open about what went badly. " * 12

Rows = dict[str, Counter[tuple[object, ...]]]


def a_caseload(folder: Path, clock: Clock) -> tuple[Desk, str]:
    """An open store of some 3,700 rows, and its recovery key."""
    desk, key = a_new_store(folder, clock)
    a_full_case(desk)
    for number in range(PEOPLE):
        person = add_person(desk, crn=f"X{number:06}", index_offence=NOTE[:300])
        with desk.change("sign", "session", count=SESSIONS) as db:
            for _week in range(SESSIONS):
                clock.move(days=7)
                now = clock()
                draft = sessions.Draft(
                    id=desk.new_id(),
                    person_id=person.id,
                    started_at=now,
                    written_at=now,
                    entry=a_long_entry(now - timedelta(hours=1)),
                )
                sessions.seal(desk, db, draft, now)
    return desk, key


def a_long_entry(held_at: datetime) -> Entry:
    tasks = (NewTask(what="Ring the GP", who="Officer"),)
    entry = an_entry(held_at=held_at, check_in=NOTE, progress=NOTE, tasks=tasks)
    ratings = tuple(replace(one, level=Level.EMERGING, evidence=NOTE[:400]) for one in entry.ratings)
    return replace(entry, ratings=ratings)


def rows_of(desk: Desk) -> Rows:
    """Every row by table; those of the audit without number and mac, which a gap before them changes."""
    with desk.read() as db:
        found = {name: Counter(map(tuple, db.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in metadata.tables}
    found["audit"] = Counter(row[1:-1] for row in found["audit"])
    return found
