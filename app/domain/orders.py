"""Orders that a court made or a sentence brings, each prohibition and condition as a line of its own, and breaches.

Lengths: a Sexual Risk Order runs at least 2 years, a bar on travel at most 5 (practice rules, section 4; confidence:
high). What is a breach is decided elsewhere; it is recorded here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.records import Around, Ask, Body, How, Room, reversed_days
from app.domain.reviews import Event, EventKind
from app.domain.rules import Interval
from app.domain.sessions import LifeChange

SHORTEST_RISK_ORDER, LONGEST_TRAVEL_BAR = Interval(months=24), Interval(months=60)


class OrderType(StrEnum):
    PREVENTION = "shpo"
    RISK = "sro"
    OLD_PREVENTION = "sopo"
    OLD_RISK = "rsho"
    NOTIFICATION = "notification"
    LICENCE = "licence"
    COMMUNITY_ORDER = "community_order"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            OrderType.PREVENTION: _("Sexual Harm Prevention Order (SHPO)"),
            OrderType.RISK: _("Sexual Risk Order (SRO)"),
            OrderType.OLD_PREVENTION: _("Sexual Offences Prevention Order (SOPO, earlier)"),
            OrderType.OLD_RISK: _("Risk of Sexual Harm Order (RSHO, earlier)"),
            OrderType.NOTIFICATION: _("Notification requirements"),
            OrderType.LICENCE: _("Licence"),
            OrderType.COMMUNITY_ORDER: _("Community order"),
            OrderType.OTHER: _("Another order"),
        }[self]


ONE_AT_A_TIME = (OrderType.PREVENTION, OrderType.RISK, OrderType.OLD_PREVENTION, OrderType.OLD_RISK)


@dataclass(frozen=True, kw_only=True)
class Order(Body):
    """An order or set of conditions; its lines are conditions that name it."""

    KIND: ClassVar = "order"
    ROOM: ClassVar = Room.ORDERS
    RULED: ClassVar = True

    type: OrderType | None = None
    court: str = ""
    start: date | None = None
    end: date | None = None
    no_end: bool = False
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Orders")

    @classmethod
    def adding(cls) -> str:
        return _("Add an order")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="type", label=_("Order"), how=How.CHOICE, choices=OrderType, needed=_("Choose the order")),
            Ask(key="court", label=_("Court or authority"), needed=_("Enter the court or authority")),
            Ask(key="start", label=_("Start"), how=How.DAY, ahead=True, needed=_("Enter the day on which it starts")),
            Ask(key="end", label=_("End"), how=How.DAY, ahead=True),
            Ask(key="no_end", label=_("Runs until further order"), how=How.YES_NO),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return self.type.label if self.type else ""

    @property
    def on(self) -> date | None:
        return self.start

    def in_force(self, today: date) -> bool:
        return self.start is not None and self.start <= today and (self.end is None or self.end >= today)

    def standing(self, today: date) -> str:
        if self.in_force(today):
            return _("In force")
        return _("Not yet in force") if self.start and self.start > today else _("Ended")

    def check(self, around: Around) -> list[FieldProblem]:
        if self.end is None and not self.no_end:
            return [FieldProblem(field="end", sentence=_("Enter the end, or say that it runs until further order"))]
        if self.end is not None and self.no_end:
            return [FieldProblem(field="no_end", sentence=_("Either enter an end, or say that there is none"))]
        found = reversed_days(self.start, self.end, "end", _("The order ends before it starts"))
        found += self._overlapping(around)
        if found or self.type is not OrderType.RISK or self.start is None or self.end is None:
            return found
        if self.end < SHORTEST_RISK_ORDER.after(self.start):
            found.append(FieldProblem(field="end", sentence=_("A Sexual Risk Order runs for at least two years")))
        return found

    def _overlapping(self, around: Around) -> list[FieldProblem]:
        """Of one kind of civil order there is one at a time: a new one takes the place of the one before."""
        if self.type not in ONE_AT_A_TIME or self.start is None:
            return []
        last = self.end or date.max
        for other in (one.body for one in around.of(self.KIND)):
            if not isinstance(other, Order) or other.type is not self.type or other.start is None:
                continue
            if other.start <= last and self.start <= (other.end or date.max):
                words = _("Another one of this kind, from {day}, runs at the same time: end that one first")
                return [FieldProblem(field="start", sentence=words.format(day=day_words(other.start)))]
        return []


class ConditionType(StrEnum):
    CONTACT = "contact"
    PLACE = "place"
    INTERNET = "internet"
    WORK = "work"
    TRAVEL = "travel"
    RESIDENCE = "residence"
    POLYGRAPH = "polygraph"
    PROGRAMME = "programme"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ConditionType.CONTACT: _("Contact with people"),
            ConditionType.PLACE: _("Places and zones"),
            ConditionType.INTERNET: _("Devices and the internet"),
            ConditionType.WORK: _("Work and volunteering"),
            ConditionType.TRAVEL: _("Travel abroad"),
            ConditionType.RESIDENCE: _("Residence and curfew"),
            ConditionType.POLYGRAPH: _("Polygraph examination"),
            ConditionType.PROGRAMME: _("Programme or treatment"),
            ConditionType.OTHER: _("Another condition"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Condition(Body):
    """One prohibition or condition, as a line of its order, whose court and days count where it has none of its own."""

    KIND: ClassVar = "condition"
    ROOM: ClassVar = Room.ORDERS
    RULED: ClassVar = True

    order: UUID | None = None
    type: ConditionType | None = None
    wording: str = ""
    start: date | None = None
    end: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Prohibitions and conditions")

    @classmethod
    def adding(cls) -> str:
        return _("Add a prohibition or condition")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="order", label=_("Order"), how=How.RECORD, of=Order.KIND, needed=_("Choose the order it is part of")
            ),
            Ask(
                key="type",
                label=_("What it is about"),
                how=How.CHOICE,
                choices=ConditionType,
                needed=_("Choose what it is about"),
            ),
            Ask(
                key="wording",
                label=_("Wording"),
                how=How.TEXT,
                hint=_("It is shown beside the acute factors in every session, so name no victim or child."),
                needed=_("Enter the wording"),
            ),
            Ask(key="start", label=_("Start, if not with the order"), how=How.DAY, ahead=True),
            Ask(key="end", label=_("End, if not with the order"), how=How.DAY, ahead=True),
        )

    @property
    def title(self) -> str:
        return self.wording

    @property
    def on(self) -> date | None:
        return self.start

    def days(self, order: Order) -> tuple[date | None, date | None]:
        """From when to when it holds: its own days, and never beyond those of its order."""
        starts, ends = (one for one in (self.start, order.start) if one), (one for one in (self.end, order.end) if one)
        return max(starts, default=None), min(ends, default=None)

    def in_force(self, order: Order, today: date) -> bool:
        """Whether it holds on this day, by its own days and those of its order."""
        start, end = self.days(order)
        return start is not None and start <= today and (end is None or end >= today)

    def check(self, around: Around) -> list[FieldProblem]:
        order = next((one.body for one in around.of(Order.KIND) if one.id == self.order), None)
        found = reversed_days(self.start, self.end, "end", _("It ends before it starts"))
        if found or not isinstance(order, Order):
            return found
        start, end = self.days(order)
        found += reversed_days(order.start, self.start, "start", _("It starts before its order does"))
        found += reversed_days(self.start, order.end, "start", _("It starts after its order ends"))
        found += reversed_days(self.end, order.end, "end", _("It ends after its order does"))
        found += reversed_days(order.start, self.end, "end", _("It ends before its order starts"))
        if found:
            return found
        if self.type is ConditionType.TRAVEL and start and end and end > LONGEST_TRAVEL_BAR.after(start):
            found.append(FieldProblem(field="end", sentence=_("A bar on travel runs for at most five years")))
        return found


@dataclass(frozen=True, kw_only=True)
class Breach(Body):
    """That a prohibition or condition was broken, as far as it is known, and what was done about it."""

    KIND: ClassVar = "breach"
    ROOM: ClassVar = Room.ORDERS

    condition: UUID | None = None
    happened_on: date | None = None
    what: str = ""
    known_from: str = ""
    done: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Breaches")

    @classmethod
    def adding(cls) -> str:
        return _("Record a breach")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="condition",
                label=_("Prohibition or condition"),
                how=How.RECORD,
                of=Condition.KIND,
                needed=_("Choose what was broken"),
            ),
            Ask(key="happened_on", label=_("Day"), how=How.DAY, needed=_("Enter the day")),
            Ask(key="what", label=_("What happened"), how=How.TEXT, needed=_("Enter what happened")),
            Ask(key="known_from", label=_("Known from"), needed=_("Enter how it became known")),
            Ask(key="done", label=_("What was done about it"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.happened_on

    def check(self, around: Around) -> list[FieldProblem]:
        line = next((one.body for one in around.of(Condition.KIND) if one.id == self.condition), None)
        if not isinstance(line, Condition):
            return []
        order = next((one.body for one in around.of(Order.KIND) if one.id == line.order), None)
        if not isinstance(order, Order):
            return []
        start, end = line.days(order)
        early = _("This is before the prohibition or condition began")
        late = _("This is after the prohibition or condition ended")
        return [
            *reversed_days(start, self.happened_on, "happened_on", early),
            *reversed_days(self.happened_on, end, "happened_on", late),
        ]

    def events(self, before: Body | None, today: date) -> list[Event]:
        if before is not None:
            return []
        return [Event(kind=EventKind.LIFE_CHANGE, on=today, reason=LifeChange.CONDITION_BROKEN.label)]
