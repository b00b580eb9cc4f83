"""Circles of Support and Accountability: referral, course and minutes; a protective factor.

Source: HM Inspectorate of Probation, evidence page on sexual offending: circles reduce risk and support keeping to
notification (confidence: high). Nobody is named: the coordinator and volunteers stand by their role.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Ask, Body, How, Room, reversed_days


@dataclass(frozen=True, kw_only=True)
class Circle(Body):
    """One circle, from its referral; ``review_on`` is the next review with the volunteers."""

    KIND: ClassVar = "circle"
    ROOM: ClassVar = Room.PROGRAMMES
    RULED: ClassVar = True

    referred_on: date | None = None
    start: date | None = None
    end: date | None = None
    coordinator: str = ""
    review_on: date | None = None
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Circles of Support and Accountability")

    @classmethod
    def adding(cls) -> str:
        return _("Add a circle")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="referred_on",
                label=_("Referred on"),
                how=How.DAY,
                hint=_("A circle is a protective factor."),
                needed=_("Enter the day of the referral"),
            ),
            Ask(key="start", label=_("Circle started on"), how=How.DAY),
            Ask(key="end", label=_("Circle ended on"), how=How.DAY),
            Ask(
                key="coordinator",
                label=_("Coordinator"),
                hint=_("The role and the provider, no volunteer’s name."),
                needed=_("Enter the coordinator’s role"),
            ),
            Ask(key="review_on", label=_("Next review with the volunteers"), how=How.DAY, ahead=True),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return _("Circle, {coordinator}").format(coordinator=self.coordinator)

    @property
    def on(self) -> date | None:
        return self.start or self.referred_on

    def running(self, today: date) -> bool:
        """Whether it has started and not ended; on the day it ends it still runs."""
        return self.start is not None and self.start <= today and (self.end is None or self.end >= today)

    def standing(self, today: date) -> str:
        if self.running(today):
            return _("Running")
        return _("Ended") if self.end else _("Referred")

    def check(self, around: Around) -> list[FieldProblem]:
        found = reversed_days(self.referred_on, self.start, "start", _("The circle starts before its referral"))
        found += reversed_days(
            self.start or self.referred_on, self.end, "end", _("The circle ends before it was referred or started")
        )
        if self.end:
            found += reversed_days(self.review_on, self.end, "review_on", _("The review comes after the circle’s end"))
        if not found and any(self._overlaps(one.body) for one in around.of(self.KIND)):
            sentence = _("Another circle runs in these days: end that one first")
            found.append(FieldProblem(field="start" if self.start else "referred_on", sentence=sentence))
        return found

    def _overlaps(self, other: Body) -> bool:
        """Whether both are open for at least a day beyond the one on which one ends and the other begins."""
        if not isinstance(other, Circle) or other.on is None or self.on is None:
            return False
        return self.on < (other.end or date.max) and other.on < (self.end or date.max)


@dataclass(frozen=True, kw_only=True)
class CircleMeeting(Body):
    """A meeting of a circle, or a report from it, and when its minutes came."""

    KIND: ClassVar = "circle_meeting"
    ROOM: ClassVar = Room.PROGRAMMES
    RULED: ClassVar = True

    circle: UUID | None = None
    held_on: date | None = None
    what: str = ""
    minutes_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Meetings and minutes of a circle")

    @classmethod
    def adding(cls) -> str:
        return _("Record a circle’s meeting")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="circle", label=_("Circle"), how=How.RECORD, of=Circle.KIND, needed=_("Choose the circle")),
            Ask(key="held_on", label=_("Held on"), how=How.DAY, needed=_("Enter the day of the meeting")),
            Ask(
                key="what",
                label=_("What it was about"),
                how=How.TEXT,
                hint=_("Volunteers by their role only."),
                needed=_("Enter what it was about"),
            ),
            Ask(key="minutes_on", label=_("Minutes received on"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.held_on

    def standing(self, _today: date) -> str:
        return "" if self.minutes_on else _("No minutes yet")

    def check(self, around: Around) -> list[FieldProblem]:
        found = reversed_days(
            self.held_on, self.minutes_on, "minutes_on", _("The minutes cannot come before the meeting")
        )
        circle = next((one.body for one in around.of(Circle.KIND) if one.id == self.circle), None)
        if isinstance(circle, Circle):
            found += reversed_days(circle.referred_on, self.held_on, "held_on", _("This is before the referral"))
            found += reversed_days(self.held_on, circle.end, "held_on", _("This is after the end of the circle"))
        return found
