"""Recall to prison: that it was decided, and when the request was sent. The decision is made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.people import Details, Status
from app.domain.records import Around, Ask, Body, How, Room, reversed_days


@dataclass(frozen=True, kw_only=True)
class Recall(Body):
    """One decision to recall; ``requested_on`` is blank until the request is sent."""

    KIND: ClassVar = "recall"
    ROOM: ClassVar = Room.PRISON
    RULED: ClassVar = True

    decided_on: date | None = None
    decided_by: str = ""
    why: str = ""
    requested_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Recall")

    @classmethod
    def adding(cls) -> str:
        return _("Record a decision to recall")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="decided_on",
                label=_("Decided on"),
                how=How.DAY,
                hint=_("Sightline records the decision and never makes it."),
                needed=_("Enter the day of the decision"),
            ),
            Ask(
                key="decided_by",
                label=_("Decided by"),
                hint=_("The role, such as the SPO."),
                needed=_("Enter who decided"),
            ),
            Ask(key="why", label=_("Why"), how=How.TEXT, needed=_("Enter why")),
            Ask(key="requested_on", label=_("Request sent on"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        return _("Decision to recall")

    @property
    def on(self) -> date | None:
        return self.decided_on

    def standing(self, _today: date) -> str:
        return _("Request sent") if self.requested_on else _("Request not sent")

    def check(self, around: Around) -> list[FieldProblem]:
        """Of whom it is only when it is new: a release may have been entered anew since."""
        sentence = _("The request cannot be sent before the decision")
        found = reversed_days(self.decided_on, self.requested_on, "requested_on", sentence)
        if around.before is None and _never_released(around.details, around.today):
            words = _("Only somebody released on licence can be recalled: check the status and the release date")
            found.append(FieldProblem(field="decided_on", sentence=words))
        return found


def _never_released(details: Details, today: date) -> bool:
    """As far as it is recorded: without a status or a release date, or once supervision has ended, nothing says so."""
    if details.status is Status.CUSTODY:
        return details.release_date is not None and details.release_date > today
    return details.status is Status.COMMUNITY_ORDER
