"""What rests on the person's word alone: listing it, and settling it outside a session (professional curiosity)."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem, FieldProblems
from app.domain.marks import marked_restricted
from app.domain.restricted import closed_claims
from app.domain.sessions import Claim, ClaimCheck, Settlement, open_claims
from app.domain.texts import cleaned
from app.services import officers
from app.services.desk import Desk
from app.store import cases, claims, marks, people, ratings
from app.store.engine import Connection


def unverified(desk: Desk, person_id: UUID, *, restricted_shown: bool = False) -> Sequence[Claim]:
    """The claims still open, newest first; those of a restricted session without their words. Raises NotFound."""
    with desk.read() as db:
        people.get(db, person_id)
        found, markings = _open(db, person_id), marks.of_person(db, person_id)
    return found if restricted_shown else closed_claims(found, marked_restricted(markings))


def settled(desk: Desk, person_id: UUID) -> tuple[Settlement, ...]:
    """What became of claims outside a session, newest first; also of those of a restricted session."""
    with desk.read() as db:
        return claims.settlements(db, person_id)


def settle(desk: Desk, person_id: UUID, check: ClaimCheck) -> None:
    """Record that a claim is confirmed, judged unimportant or still open. Raises FieldProblems, and NotFound."""
    check = cleaned(check)
    if not check.note.strip():
        sentence = _("Enter who confirmed it, why it is unimportant, or why it is still open")
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
