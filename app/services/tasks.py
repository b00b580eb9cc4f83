"""Ticking off tasks outside a session, from Today."""

from __future__ import annotations

from app.domain.tasks import TaskCheck
from app.domain.texts import cleaned
from app.services import officers
from app.services.desk import Desk
from app.store import tasks


def check(desk: Desk, check: TaskCheck) -> None:
    """Record how a task stands; *done* and *no longer needed* close it. Raises NotFound."""
    with desk.change("check", "task", check.task_id) as db:
        tasks.get(db, check.task_id)
        officer_id, _officer = officers.signing(db)
        tasks.add_checks(db, [(desk.new_id(), cleaned(check))], officer_id, desk.now())
