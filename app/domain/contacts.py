"""What is expected of a contact: how often, recorded by when, and whether RAR days are counted. Does no I/O."""

from __future__ import annotations

from datetime import date, datetime
from gettext import gettext as _

from app.domain.days import day_words
from app.domain.people import Details, Status
from app.domain.rules import Interval
from app.domain.sessions import Entry
from app.domain.working_days import add_working_days


def frequency(details: Details) -> Interval:
    """The person's own contact frequency, otherwise a month (practice rules, section 4, confidence: medium)."""
    return Interval(days=details.contact_days) if details.contact_days is not None else Interval(months=1)


def late_warning(entry: Entry, details: Details) -> str:
    """A sentence when the next appointment is later than the contact frequency allows; empty when it is not."""
    if entry.held_at is None or entry.next_at is None:
        return ""
    latest = frequency(details).after(_day(entry.held_at))
    if _day(entry.next_at) <= latest:
        return ""
    return _("This is later than contact is due: see {name} by {day}, or set another contact frequency.").format(
        name=details.called, day=day_words(latest)
    )


def is_late(held_at: datetime | None, recorded_at: datetime) -> bool:
    """Recorded after the next working day (practice rules, section 4, contact recorded; confidence: low)."""
    return held_at is not None and _day(recorded_at) > add_working_days(_day(held_at), 1)


def asks_for_rar(details: Details, entry: Entry) -> bool:
    """RAR days are counted for community orders, and wherever days are allowed or one was already entered."""
    return details.rar_days_allowed is not None or details.status is Status.COMMUNITY_ORDER or entry.rar_day


def _day(at: datetime) -> date:
    return at.astimezone().date()
