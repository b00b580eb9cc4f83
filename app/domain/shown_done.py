"""Which records show that a duty was done, so that nothing is entered twice. Must not know rules nor flags.

An examination that was held is the duty done, a yearly notification that the police confirmed, an ARMS that came in:
whoever records one has no review to record beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.arms import Arms
from app.domain.circles import CircleMeeting
from app.domain.notifications import RENEWING, Notification, NotificationType
from app.domain.polygraph import PolygraphExamination
from app.domain.prisons import ReleaseChecklist
from app.domain.records import Body, Record
from app.domain.reference_lists import bare
from app.domain.tools import ToolResult

ARMS, PREDICTOR = "arms", "predictor"
NOTIFICATION, NO_FIXED_ABODE = "notification", "notification_no_fixed_abode"
POLYGRAPH, CIRCLE_REVIEW, HANDOVER = "polygraph", "circle_review", "handover"
"""Kinds of duty that records show as done."""
_PREDICTORS = {
    bare(name)
    for name in (
        "Direct Contact – Sexual Reoffending Predictor",
        "Images and Indirect Contact – Sexual Reoffending Predictor",
        "OSP",
        "OSP/C",
        "OSP/DC",
        "OSP/I",
        "OSP/IIC",
    )
}
"""The sexual predictors under all their names (practice rules, section 5; confidence: high)."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """That a record shows a duty as done on a day; ``subject`` is what it is about, such as one circle."""

    kind: str
    on: date
    recorded_at: datetime
    subject: UUID | None = None


def shown_done(records: Iterable[Record]) -> Iterator[Shown]:
    """Everything that these records show as done, in their order."""
    for one in records:
        kind, on, subject = _of(one.body)
        if kind and on is not None:
            yield Shown(kind=kind, on=on, recorded_at=one.recorded_at, subject=subject)


def _of(body: Body) -> tuple[str, date | None, UUID | None]:
    match body:
        case Notification(type=NotificationType.NO_FIXED_ABODE, confirmed_on=date()):
            return NO_FIXED_ABODE, body.day, None
        case Notification(confirmed_on=date()) if body.type in RENEWING:
            return NOTIFICATION, body.day, None
        case PolygraphExamination():
            return POLYGRAPH, body.held_on, None
        case CircleMeeting():
            return CIRCLE_REVIEW, body.held_on, body.circle
        case Arms():
            return ARMS, body.completed_on, None
        case ToolResult() if bare(body.tool) in _PREDICTORS:
            return PREDICTOR, body.scored_on, None
        case ReleaseChecklist():
            return HANDOVER, body.handover_meeting, None
        case _:
            return "", None, None
