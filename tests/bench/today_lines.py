"""Today, the news and the calendar of a whole caseload, against the raw statements that fetch the same facts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.services import vault
from app.services.calendar import eight_weeks
from app.services.desk import Desk
from app.services.today import news_since, today
from tests.bench.big_store import a_large_store
from tests.bench.ratio import Line, compare
from tests.bench.store_lines import _driver, _ignore, _recorded
from tests.desks import Clock

USUAL, MANY = (80, 300), (200, 500)
"""People on the caseload, and sessions of each."""


def lines() -> Iterator[Line]:
    """All measures of what a morning begins with."""
    with tempfile.TemporaryDirectory() as folder:
        usual, many = (_caseload(Path(folder) / str(people), people, each) for people, each in (USUAL, MANY))
        for name, page in (("Today", today), ("News", news_since), ("Eight weeks", eight_weeks)):
            yield _against_raw(name, page, usual)
        yield compare(
            "Today, a person, for 200 people with 100,000 sessions",
            "the same for 80 people with 24,000",
            lambda: _per_person(many, MANY[0]),
            lambda: _per_person(usual, USUAL[0]),
            limit=1.3,
        )
        vault.lock(usual)
        vault.lock(many)


def _caseload(folder: Path, people: int, each: int) -> Desk:
    """Information from an agency with every third session, so that Today has to find the latest."""
    desk, _person = a_large_store(folder, Clock(), total=people * each, own=each, others=each)
    with desk.write() as db:
        db.exec_driver_sql(
            "INSERT INTO information SELECT person_id, id, 0, 'received', 'Police', 'News', 'Prevention of crime'"
            " FROM sessions WHERE rowid % 3 = 0"
        )
    desk.store.checkpoint()
    return desk


def _against_raw(name: str, page: Callable[[Desk], object], desk: Desk) -> Line:
    with _recorded(desk) as sent:
        page(desk)

    def raw() -> None:
        with _driver(desk) as driver:
            driver.execute("BEGIN IMMEDIATE")
            for statement, values in sent:
                driver.execute(statement, values).fetchall()
            driver.execute("ROLLBACK")

    return compare(
        f"{name} for 80 people with 300 sessions each",
        f"its {len(sent)} statements through the bare driver",
        lambda: _ignore(page(desk)),
        raw,
        limit=10,
    )


def _per_person(desk: Desk, people: int) -> float:
    import time

    begin = time.perf_counter()
    page = today(desk)
    assert page.people == people
    return (time.perf_counter() - begin) * 1000 / people
