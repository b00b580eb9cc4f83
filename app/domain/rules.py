"""Review rules as data: to whom a duty applies, what starts its clock, how long it runs, and how sure we are.

Must not know any person nor today: what a rule means for somebody is worked out in ``deadlines``.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from typing import Annotated

import msgspec

from app.domain.people import Details, RoshLevel, Status
from app.domain.reference import Confidence
from app.domain.working_days import add_working_days

Count = Annotated[int, msgspec.Meta(ge=0, le=1200)]
Words = Annotated[str, msgspec.Meta(min_length=1)]
Key = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$")]


class Settle(StrEnum):
    """What the officer does to settle a flag."""

    REVIEW = "review"
    SESSION = "session"
    DRAFT = "draft"
    MEETING = "meeting"
    RECORD = "record"
    PERSON = "person"


class Duty(StrEnum):
    """Whose duty it is; the person's own duties are towards the police, and the officer asks."""

    PRACTITIONER = "practitioner"
    SPO = "spo"
    PERSON = "person"
    POM = "pom"


class Start(StrEnum):
    """The recorded fact that starts a clock."""

    SUPERVISION_STARTED = "supervision_started"
    TAKEN_ON = "taken_on"
    SUPERVISION_ENDS = "supervision_ends"
    DRAFT_UNSIGNED = "draft_unsigned"
    APPOINTMENT_PASSED = "appointment_passed"
    SESSION_MISSED = "session_missed"
    ABSENCE_UNEXPLAINED = "absence_unexplained"
    SECOND_ABSENCE = "second_absence"
    RECALL_DECIDED = "recall_decided"
    NOTIFICATION_STARTED = "notification_started"
    NOTIFIED_DETAILS_CHANGED = "notified_details_changed"
    LAST_NOTIFIED = "last_notified"
    LAST_NOTIFIED_NO_FIXED_ABODE = "last_notified_no_fixed_abode"
    FOREIGN_TRAVEL = "foreign_travel"
    STAY_WHERE_A_CHILD_LIVES = "stay_where_a_child_lives"
    PREVENTION_ORDER_ENDS = "prevention_order_ends"
    RISK_ORDER_ENDS = "risk_order_ends"
    RELEASED_WITH_POLYGRAPH = "released_with_polygraph"
    POLYGRAPH_HELD = "polygraph_held"
    DETERMINATE_RELEASE = "determinate_release"
    PAROLE_OR_TARIFF = "parole_or_tariff"
    EARLY_ALLOCATION_RELEASE = "early_allocation_release"
    SENTENCED_SHORT_OF_RELEASE = "sentenced_short_of_release"
    CIRCLE_STARTED = "circle_started"
    COMMUNITY_TIME_STARTED = "community_time_started"


ENDS = (Start.SUPERVISION_ENDS, Start.PREVENTION_ORDER_ENDS, Start.RISK_ORDER_ENDS)
"""Starts that are an end: nothing falls due after them."""


class Interval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of the calendar; months first (to the month's last day where it is shorter), working days last.

    Hours count as whole days, begun ones too: due days are days.
    """

    months: Count = 0
    weeks: Count = 0
    days: Count = 0
    working_days: Count = 0
    hours: Count = 0

    def __bool__(self) -> bool:
        return any((self.months, self.weeks, self.days, self.working_days, self.hours))

    def after(self, day: date) -> date:
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        return self._moved(day, -1)

    @property
    def words(self) -> str:
        """``6 months``, ``15 working days``, ``8 months and 14 days``."""
        parts = []
        if self.months:
            parts.append(ngettext("{count} month", "{count} months", self.months).format(count=self.months))
        if self.weeks:
            parts.append(ngettext("{count} week", "{count} weeks", self.weeks).format(count=self.weeks))
        if self.days:
            parts.append(ngettext("{count} day", "{count} days", self.days).format(count=self.days))
        if self.working_days:
            words = ngettext("{count} working day", "{count} working days", self.working_days)
            parts.append(words.format(count=self.working_days))
        if self.hours:
            parts.append(ngettext("{count} hour", "{count} hours", self.hours).format(count=self.hours))
        words = ""
        for part in parts:
            words = _("{first} and {second}").format(first=words, second=part) if words else part
        return words

    def _moved(self, day: date, sign: int) -> date:
        day = _add_months(day, sign * self.months)
        day += timedelta(days=sign * (7 * self.weeks + self.days + -(-self.hours // 24)))
        return add_working_days(day, sign * self.working_days)


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plain conditions on what is recorded about a person; what is left out is not asked, and all others must hold."""

    status: tuple[Status, ...] = ()
    rosh: tuple[RoshLevel, ...] = ()
    rosh_not: tuple[RoshLevel, ...] = ()
    registered: bool | None = None
    mappa_level: tuple[int, ...] = ()
    own_frequency: bool | None = None

    def holds(self, details: Details) -> bool:
        """Whether it holds; somebody whose status is not recorded is taken to be supervised in the community."""
        status, rosh = details.status or Status.COMMUNITY_ORDER, details.rosh.highest
        return (
            (not self.status or status in self.status)
            and (not self.rosh or rosh in self.rosh)
            and rosh not in self.rosh_not
            and self.registered in (None, details.registered)
            and (not self.mappa_level or details.mappa_level in self.mappa_level)
            and self.own_frequency in (None, details.contact_days is not None)
        )


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One review rule. Recording something of ``kind`` settles it.

    A rule that ``repeats`` counts from the last time it was done, and from ``start`` while it never was; any other
    rule counts from each ``start`` that was not followed by its kind. ``before`` counts back from the start. The
    flag is shown from ``warning`` before the due day. ``who`` ends the sentence "every 6 months, for …". ``edited``
    is set where the officer changed or added it, and stands in no file.
    """

    key: Key
    kind: Key
    title: Words
    why: Words
    who: Words
    applies: Annotated[tuple[Condition, ...], msgspec.Meta(min_length=1)]
    start: Start
    repeats: bool
    interval: Interval
    warning: Interval
    duty: Duty
    settle: Settle
    source: Words
    confidence: Confidence
    as_at: date
    before: bool = False
    edited: bool = False

    def __post_init__(self) -> None:
        if self.repeats and not self.interval:
            raise ValueError(_("a rule that repeats needs an interval longer than nothing"))
        if self.repeats and self.before:
            raise ValueError(_("a rule that repeats cannot count back from its start"))
        if self.start in ENDS and (self.repeats or (self.interval and not self.before)):
            raise ValueError(_("a rule that starts at an end falls due on that day or before it, and once"))

    def due(self, since: date) -> date:
        """The due day when the clock started, or the duty was last done, on ``since``."""
        return self.interval.before(since) if self.before else self.interval.after(since)

    def applies_to(self, details: Details) -> bool:
        return any(condition.holds(details) for condition in self.applies)

    @property
    def words(self) -> str:
        """The interval and for whom, as one phrase: ``every 6 months, for high or very high risk …``."""
        if not self.interval:
            words = _("on the day, for {who}")
            if self.warning:
                words = _("on the day, shown from {warning} before, for {who}")
        elif self.repeats:
            words = _("every {interval}, for {who}")
        else:
            words = _("{interval} before, for {who}") if self.before else _("within {interval}, for {who}")
        return words.format(interval=self.interval.words, warning=self.warning.words, who=_(self.who))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
