"""Who keeps this store: each version is kept, and sealed entries refer to the one that was true then."""

from __future__ import annotations

from uuid import UUID

from app.domain.case_problems import FieldProblems, NoOfficer
from app.domain.officers import Officer, check_officer
from app.domain.texts import cleaned
from app.services.desk import Desk
from app.store import officers
from app.store.engine import Connection


def current(desk: Desk) -> Officer | None:
    """The officer as now; ``None`` before the first run is through."""
    with desk.read() as db:
        found = officers.current(db)
    return found and found[1]


def record(desk: Desk, officer: Officer) -> None:
    """Keep a new version, unless nothing differs. Raises FieldProblems."""
    officer = cleaned(officer)
    problems = check_officer(officer)
    if problems:
        raise FieldProblems(problems)
    if officer == current(desk):
        return
    with desk.change("record", "officer") as db:
        officers.add(db, desk.new_id(), officer, desk.now())


def signing(db: Connection) -> tuple[UUID, Officer]:
    """The version that seals what is written in this transaction. Raises NoOfficer."""
    found = officers.current(db)
    if found is None:
        raise NoOfficer
    return found
