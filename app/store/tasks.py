"""Tasks set in sessions and how they stood at each check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
)

from app.domain.tasks import Task, TaskCheck, TaskOutcome
from app.store.columns import Id
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, get_one, many, written_out

tasks = seal(
    Table(
        "tasks",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("id", Id, nullable=False, unique=True),
        Column("what", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("due_on", Date),
        Column("set_on", Date, nullable=False),
        sqlite_with_rowid=False,
    )
)

task_checks = seal(
    Table(
        "task_checks",
        metadata,
        Column("task_id", Id, ForeignKey("tasks.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), index=True),  # none: on Today
        Column("position", Integer, nullable=False),
        Column("checked_at", Moment, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("outcome", Text, nullable=False),
        Column("note", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

_task, _check = tasks.c, task_checks.c

a_task = Shape(
    _task.id, _task.person_id, _task.session_id, _task.what, _task.who, _task.due_on, _task.set_on, _task.position
)

_CLOSING = written_out(outcome for outcome in TaskOutcome if outcome.closes)


is_open = ~select(_check.id).where(_check.task_id == _task.id, _check.outcome.in_(_CLOSING)).exists()
"""Whether no check has closed the task of this row: *partly* and *not done* leave it open."""

open_of_person = Part(
    a_task, select(*a_task.columns).where(_task.person_id == bindparam("person_id", type_=Id), is_open)
)

_TASK = select(*a_task.columns).where(_task.id == bindparam("task_id", type_=Id))
_CHECKED_IN = (
    select(*a_task.columns)
    .where(_task.id.in_(select(_check.task_id).where(_check.session_id == bindparam("checked_in", type_=Id))))
    .order_by(_task.set_on, _task.session_id, _task.position)
)


def get(db: Connection, task_id: UUID) -> Task:
    """Raises NotFound."""
    return get_one(db, _TASK, a_task, Task, task_id=task_id)


def checked_in(db: Connection, session_id: UUID) -> tuple[Task, ...]:
    """The earlier tasks that this session ticked off."""
    return many(db, _CHECKED_IN, a_task, Task, checked_in=session_id)


def add(db: Connection, rows: Iterable[Task]) -> None:
    """Add the tasks of one session, in their order."""
    made = [vars(task) | {"position": position} for position, task in enumerate(rows)]
    if made:
        db.execute(insert(tasks), made)


def add_checks(
    db: Connection,
    checks: Iterable[tuple[UUID, TaskCheck]],
    officer_id: UUID,
    at: datetime,
    session_id: UUID | None = None,
) -> None:
    """Add checks with their ids, made in a session or (``session_id`` none) on Today."""
    common = {"officer_id": officer_id, "checked_at": at, "session_id": session_id}
    made = [
        vars(check) | common | {"id": check_id, "position": position}
        for position, (check_id, check) in enumerate(checks)
    ]
    if made:
        db.execute(insert(task_checks), made)
