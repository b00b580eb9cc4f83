"""Pages stay as quick with 100,000 sessions as with 1,000: SQLite finds rows by key and never reads a table through."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.services import people, sessions
from app.services.desk import Desk
from app.services.today import today
from tests.builders import a_full_case, an_entry

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


@pytest.mark.parametrize("page", ["person", "more", "session", "guide", "sign", "today", "list"])
def test_no_page_reads_a_growing_table_through(desk: Desk, page: str) -> None:
    person, _earlier, session = a_full_case(desk)
    draft = sessions.start(desk, person.id).draft
    with recorded(desk) as sent:
        match page:
            case "person":
                people.page(desk, person.id)
            case "more":
                people.more_sessions(desk, person.id, desk.now())
            case "session":
                sessions.read(desk, session.id)
            case "guide":
                sessions.open_draft(desk, draft.id)
            case "sign":
                sessions.sign(desk, type(draft)(**vars(draft) | {"entry": an_entry()}))
            case "today":
                today(desk)
            case "list":
                people.list_people(desk)
    steps = plan(desk, sent)
    assert any("SEARCH sessions" in step for step in steps)
    scanned = {step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING}
    assert not scanned


def test_a_persons_page_takes_five_statements(desk: Desk) -> None:
    person, _earlier, _session = a_full_case(desk)
    with recorded(desk) as sent:
        page = people.page(desk, person.id)
    assert len(sent) == 5
    assert len(page.sessions) == page.session_count == 2
