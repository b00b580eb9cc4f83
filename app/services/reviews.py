"""Recording that a review was done. What it settles is computed from it, never stored."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.people import FieldProblem
from app.domain.problems import FieldProblems
from app.domain.reviews import NewReview, Review, check_review
from app.domain.texts import cleaned
from app.services import officers, rules
from app.services.desk import Desk
from app.store import people, reviews


def record(desk: Desk, review: NewReview) -> Review:
    """Seal a review with the officer as now. Raises FieldProblems and NotFound."""
    review = cleaned(review)
    problems = check_review(review, desk.today())
    if all(rule.kind != review.kind for rule in rules.rules()):
        problems.append(FieldProblem(field="kind", sentence=_("Choose what was reviewed")))
    if problems or review.changed is None:
        raise FieldProblems(problems)
    with desk.change("record", "review", review.person_id) as db:
        people.get(db, review.person_id)
        officer_id, officer = officers.signing(db)
        sealed = Review(
            id=desk.new_id(),
            person_id=review.person_id,
            kind=review.kind,
            done_on=review.done_on,
            changed=review.changed,
            note=review.note,
            officer=officer,
            recorded_at=desk.now(),
        )
        reviews.add(db, sealed, officer_id)
    return sealed
