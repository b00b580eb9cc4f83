"""Today, the news and the calendar of a whole caseload, against the raw statements that fetch the same facts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import msgspec

from app.domain.agencies import Agency, AgencyType
from app.domain.formulation import Formulation
from app.domain.notifications import Notification, NotificationType
from app.domain.orders import Condition, ConditionType
from app.domain.plans import Plan
from app.domain.protective_factors import ProtectiveFactor
from app.services import vault
from app.services.calendar import eight_weeks
from app.services.desk import Desk
from app.services.today import news_since, today
from tests.bench.big_store import a_large_store
from tests.bench.ratio import Line, compare
from tests.bench.store_lines import _driver, _ignore, _recorded
from tests.builders import a_meeting, an_action, an_order
from tests.desks import Clock

_TEXT = "A paragraph of the usual length. " * 12
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
    _keep_records(desk)
    desk.store.checkpoint()
    return desk


def _keep_records(desk: Desk) -> None:
    """A usual case around the sessions of everybody: some of each kind that rules and blind spots ask about."""
    order_id = uuid4()
    kept = [
        Formulation(individual=_TEXT, interpersonal=_TEXT, community=_TEXT, society=_TEXT),
        Plan(supervision=_TEXT, monitoring=_TEXT, interventions=_TEXT, victim_safety=_TEXT, contingency=_TEXT),
        an_order(),
        *(Condition(order=order_id, type=kind, wording="Not to do this. " * 5) for kind in list(ConditionType)[:6]),
        Notification(type=NotificationType.YEARLY, day=date(2026, 1, 5), confirmed_on=date(2026, 1, 6)),
        Agency(type=AgencyType.POLICE),
        ProtectiveFactor(what="Work", evidence="Payslips"),
        an_action(due=date(2026, 2, 2)),
        a_meeting(),
    ]
    with desk.write() as db:
        for body in kept:
            db.exec_driver_sql(
                "INSERT INTO records SELECT people.id, ?, 1, ?, ?, '', officers.id, people.added_at"
                " FROM people, (SELECT id FROM officers LIMIT 1) AS officers",
                (uuid4().bytes, body.KIND, msgspec.json.encode(body).decode()),
            )


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
