"""Pages stay as quick with 100,000 sessions as with 1,000: SQLite finds rows by key and never reads a table through."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from app.domain.places import Place
from app.domain.ratings import Factor, Level
from app.services import people, sessions
from app.services.desk import Desk
from app.services.today import today
from tests.builders import MOMENT, a_full_case, a_missed_entry, an_entry

WEEK = timedelta(weeks=1)
GROWING = (
    "act_decisions",
    "addenda",
    "appointments",
    "claim_checks",
    "events",
    "information",
    "ratings",
    "sessions",
    "task_checks",
    "tasks",
)
"""Tables that grow with every session."""


@contextmanager
def recorded(desk: Desk) -> Iterator[list[tuple[str, object]]]:
    """The statements that the block sends, with their values."""
    sent: list[tuple[str, object]] = []

    def note(_db: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        if statement != "BEGIN IMMEDIATE":
            sent.append((statement, values))

    event.listen(desk.store._engine, "before_cursor_execute", note)
    yield sent
    event.remove(desk.store._engine, "before_cursor_execute", note)


def plan(desk: Desk, sent: list[tuple[str, object]]) -> list[str]:
    """What SQLite does for these statements, a line a step."""
    with desk.read() as db:
        return [
            str(step[3])
            for statement, values in sent
            if statement.startswith(("SELECT", "WITH"))
            for step in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


@pytest.mark.parametrize("page", ["person", "more", "session", "guide", "sign", "missed", "today", "list"])
def test_no_page_reads_a_growing_table_through(desk: Desk, page: str) -> None:
    person, _earlier, session = a_full_case(desk)
    draft = sessions.start(desk, person.id).draft
    with recorded(desk) as sent:
        match page:
            case "person":
                people.page(desk, person.id)
            case "more":
                people.more_sessions(desk, session)
            case "session":
                sessions.read(desk, session.id)
            case "guide":
                sessions.open_draft(desk, draft.id)
            case "sign":
                rising = an_entry({Factor.MOOD: Level.PRESENT}, next_at=MOMENT + WEEK, next_place=Place.OFFICE)
                sessions.sign(desk, replace(draft, entry=rising))
            case "missed":
                sessions.sign(desk, replace(draft, entry=a_missed_entry()))
            case "today":
                today(desk)
            case "list":
                people.list_people(desk)
    steps = plan(desk, sent)
    assert {step.split()[1] for step in steps if step.startswith("SEARCH")} & set(GROWING)
    scanned = {step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING}
    assert not scanned


def test_today_finds_open_claims_in_their_own_index_and_the_list_does_not_look_for_them(desk: Desk) -> None:
    a_full_case(desk)
    with recorded(desk) as sent:
        today(desk)
    assert sum("ix_ratings_said" in step for step in plan(desk, sent)) == len(Factor)
    with recorded(desk) as sent:
        people.list_people(desk)
    assert "claim_checks" not in "".join(statement for statement, _values in sent)


def test_a_persons_page_takes_five_statements(desk: Desk) -> None:
    person, _earlier, _session = a_full_case(desk)
    with recorded(desk) as sent:
        page = people.page(desk, person.id)
    assert len(sent) == 5
    assert len(page.sessions) == page.session_count == 2
