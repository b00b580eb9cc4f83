"""Notification: the duties of a registered person towards the police, which the officer asks about and confirms.

They are the person's own (Sexual Offences Act 2003, part 2; confidence: high). When each falls due is for the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Ask, Body, How, Record, Room, reversed_days


class NotificationType(StrEnum):
    INITIAL = "initial"
    YEARLY = "yearly"
    CHANGE = "change"
    NO_FIXED_ABODE = "no_fixed_abode"
    TRAVEL = "travel"
    CHILD_STAY = "child_stay"

    @property
    def label(self) -> str:
        return {
            NotificationType.INITIAL: _("First notification, after conviction or release"),
            NotificationType.YEARLY: _("Yearly notification"),
            NotificationType.CHANGE: _("Change of details"),
            NotificationType.NO_FIXED_ABODE: _("Weekly notification with no fixed abode"),
            NotificationType.TRAVEL: _("Foreign travel"),
            NotificationType.CHILD_STAY: _("Stay where a child lives"),
        }[self]

    @property
    def lasts(self) -> bool:
        """Whether it is about a time with an end, which may be known of before it begins."""
        return self in (NotificationType.TRAVEL, NotificationType.CHILD_STAY)

    @property
    def blank_details(self) -> str:
        """What to say where the details are blank; empty where the day says enough."""
        return {
            NotificationType.CHANGE: _("Enter what changed"),
            NotificationType.TRAVEL: _("Enter where the journey goes"),
            NotificationType.CHILD_STAY: _("Enter where the person stays"),
        }.get(self, "")


RENEWING = (NotificationType.INITIAL, NotificationType.YEARLY, NotificationType.CHANGE)
"""From the latest of these the next yearly notification counts."""


@dataclass(frozen=True, kw_only=True)
class Notification(Body):
    """One duty to notify: ``day`` is the day it is about, or for a yearly or weekly one the day last notified."""

    KIND: ClassVar = "notification"
    ROOM: ClassVar = Room.ORDERS
    RULED: ClassVar = True

    type: NotificationType | None = None
    day: date | None = None
    until: date | None = None
    details: str = ""
    asked_on: date | None = None
    confirmed_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Notification to the police")

    @classmethod
    def adding(cls) -> str:
        return _("Add a notification")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="type",
                label=_("What for"),
                how=How.CHOICE,
                hint=_("The duty is the person’s own. Ask about it, and record when the police confirmed it."),
                choices=NotificationType,
                needed=_("Choose what it is for"),
            ),
            Ask(
                key="day",
                label=_("Day"),
                how=How.DAY,
                hint=_(
                    "Of conviction or release, of the change, of departure, or on which the stay began; for a yearly "
                    "or weekly one the day last notified."
                ),
                ahead=True,
                needed=_("Enter the day"),
            ),
            Ask(key="until", label=_("Return, or end of the stay"), how=How.DAY, ahead=True),
            Ask(
                key="details",
                label=_("Details"),
                how=How.TEXT,
                hint=_("What changed, where the journey goes, or where the stay is. Name no child."),
            ),
            Ask(key="asked_on", label=_("Asked on"), how=How.DAY),
            Ask(key="confirmed_on", label=_("Confirmed with police on"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        return self.type.label if self.type else ""

    @property
    def on(self) -> date | None:
        return self.day

    def standing(self, _today: date) -> str:
        if self.confirmed_on:
            return _("Confirmed with police")
        return _("Asked, not confirmed") if self.asked_on else _("Not asked yet")

    def check(self, around: Around) -> list[FieldProblem]:
        if self.type is None:
            return []
        found = []
        if not self.details.strip() and self.type.blank_details:
            found.append(FieldProblem(field="details", sentence=self.type.blank_details))
        if not self.type.lasts:
            return found + (self._check_moment(around.today) or self._check_confirmed())
        found += self._check_confirmed()
        found += reversed_days(self.day, self.until, "until", _("It ends before it begins"))
        if self.type is NotificationType.TRAVEL and any(self._overlaps(trip) for trip in _trips(around)):
            sentence = _("Another journey is recorded for these days: change that one")
            found.append(FieldProblem(field="day", sentence=sentence))
        return found

    def _check_moment(self, today: date) -> list[FieldProblem]:
        found = []
        if self.day and self.day > today:
            found.append(FieldProblem(field="day", sentence=_("This date cannot be in the future")))
        if self.until:
            found.append(FieldProblem(field="until", sentence=_("Only foreign travel and a stay have an end")))
        sentence = _("The police cannot have confirmed it before its day")
        return found + reversed_days(self.day, self.confirmed_on, "confirmed_on", sentence)

    def _check_confirmed(self) -> list[FieldProblem]:
        sentence = _("It cannot be confirmed before it was asked about: change one of the two days")
        return reversed_days(self.asked_on, self.confirmed_on, "confirmed_on", sentence)

    def _overlaps(self, other: Notification) -> bool:
        """A journey may begin on the day on which another ends."""
        if self.day is None or other.day is None:
            return False
        if self.day == other.day:
            return True
        return self.day < (other.until or other.day) and other.day < (self.until or self.day)


def unconfirmed(records: Iterable[Record], kind: NotificationType) -> list[tuple[Record, date]]:
    """The records of duties of this kind that the police have not confirmed, with the day of each."""
    return [
        (one, one.body.day)
        for one in records
        if isinstance(one.body, Notification)
        and one.body.type is kind
        and one.body.day is not None
        and one.body.confirmed_on is None
    ]


def last_notified(notifications: Iterable[Notification], kinds: Collection[NotificationType] = RENEWING) -> date | None:
    """The day from which the next notification of these kinds counts; for the yearly one a change moves it.

    That of the latest which the police confirmed; while they confirmed none, of the earliest recorded.
    """
    days = [(one.day, one.confirmed_on) for one in notifications if one.type in kinds and one.day is not None]
    confirmed = [day for day, confirmed_on in days if confirmed_on is not None]
    return max(confirmed, default=None) or min((day for day, _confirmed in days), default=None)


def _trips(around: Around) -> list[Notification]:
    found = [one.body for one in around.of(Notification.KIND)]
    return [one for one in found if isinstance(one, Notification) and one.type is NotificationType.TRAVEL]
