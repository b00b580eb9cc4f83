"""Prison work: when the community offender manager becomes responsible for a person."""

from __future__ import annotations

from uuid import UUID

from app.domain import prisons
from app.domain.prisons import Handover, Prison
from app.domain.records import bodies
from app.services import rules
from app.services.desk import Desk
from app.store import people, records


def handover(desk: Desk, person_id: UUID) -> Handover | None:
    """By the rules as they stand; None out of custody, and while the prison or the days are not recorded.

    Raises NotFound.
    """
    with desk.read() as db:
        details, book = people.get(db, person_id).details, rules.in_force(db)
        found = bodies(Prison, records.current(db, person_id))
    return prisons.handover(found[0], details, book.rules) if found else None
