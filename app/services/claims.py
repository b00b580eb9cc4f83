"""What rests on the person's word alone: listing it, and settling it outside a session (professional curiosity)."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem, FieldProblems
from app.domain.sessions import Claim, ClaimCheck, open_claims
from app.domain.texts import cleaned
from app.services import officers
from app.services.desk import Desk
from app.store import cases, claims, people, ratings
from app.store.engine import Connection


def unverified(desk: Desk, person_id: UUID) -> Sequence[Claim]:
    """The claims still open, newest first. Raises NotFound."""
    with desk.read() as db:
        people.get(db, person_id)
        return _open(db, person_id)


def settle(desk: Desk, person_id: UUID, check: ClaimCheck) -> None:
    """Record that a claim is confirmed or judged unimportant. Raises FieldProblems, and NotFound."""
    check = cleaned(check)
    if not check.note.strip():
        sentence = _("Enter who confirmed what was said, or why it is unimportant")
        raise FieldProblems([FieldProblem(field="note", sentence=sentence)])
    with desk.change("settle", "claim", check.session_id) as db:
        people.get(db, person_id)
        if (check.session_id, check.factor) not in {(one.session_id, one.factor) for one in _open(db, person_id)}:
            sentence = _("This is settled already: go back to see how")
            raise FieldProblems([FieldProblem(field="outcome", sentence=sentence)])
        officer_id, _officer = officers.signing(db)
        claims.add(db, person_id, check, officer_id, desk.now())


def _open(db: Connection, person_id: UUID) -> Sequence[Claim]:
    return open_claims(ratings.history(db, person_id), cases.get(db, person_id).claim_checks)
