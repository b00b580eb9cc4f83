"""The slow factors as a signed review leaves them: one entry feeds both."""

from __future__ import annotations

from uuid import UUID

from app.domain.records import Record
from app.domain.reviews import Review
from app.domain.slow_factors import SlowFactors, after_review
from app.domain.unreadable import Unreadable
from app.services.desk import Desk
from app.store import records
from app.store.engine import Connection


def keep_reviewed(desk: Desk, db: Connection, review: Review, officer_id: UUID) -> None:
    """Keep, in the caller's transaction, a further version with the review's words, unless they stand so already."""
    if review.considered is None:
        return
    found = [one for one in records.current(db, review.person_id) if one.kind == SlowFactors.KIND]
    stood = found[0].body if found else None
    if isinstance(stood, Unreadable):
        return  # it stays as it is, and the review itself holds the words
    body = after_review(stood if isinstance(stood, SlowFactors) else SlowFactors(), review.considered)
    if body == stood:
        return
    kept = Record(
        id=found[0].id if found else desk.new_id(),
        person_id=review.person_id,
        kind=SlowFactors.KIND,
        revision=found[0].revision + 1 if found else 1,
        body=body,
        removed="",
        by=review.officer.name,
        recorded_at=review.recorded_at,
    )
    records.add(db, kept, officer_id)
