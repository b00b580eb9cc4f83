"""When a day has passed, and days and times of day in words, as shown on screen and kept in histories."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from gettext import gettext as _


def is_overdue(due: date, today: date) -> bool:
    """Whether the due day has passed by the local date: due today is due, not overdue (practice rules, section 4)."""
    return due < today


def day_words(on: date) -> str:
    """``3 March 2026``."""
    return _("{day} {month} {year}").format(day=on.day, month=_months()[on.month - 1], year=on.year)


def short_day_words(on: date) -> str:
    """``3 Mar 2026``, for tables."""
    return _("{day} {month} {year}").format(day=on.day, month=_months()[on.month - 1][:3], year=on.year)


def weekday_words(on: date) -> str:
    """``Tuesday 3 March 2026``."""
    return _("{weekday} {day}").format(weekday=_weekdays()[on.weekday()], day=day_words(on))


def weekday_name(on: date) -> str:
    """``Tuesday``."""
    return _weekdays()[on.weekday()]


def day_and_month_words(on: date) -> str:
    """``3 Mar``, where the year is plain from what stands around it."""
    return _("{day} {month}").format(day=on.day, month=_months()[on.month - 1][:3])


def clock_words(at: datetime) -> str:
    """``14:30`` in local time."""
    return f"{at.astimezone():%H:%M}"


def moment_words(at: datetime) -> str:
    """``3 March 2026, 14:30`` in local time."""
    return _("{day}, {time}").format(day=day_words(at.astimezone().date()), time=clock_words(at))


@cache
def _months() -> tuple[str, ...]:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )


@cache
def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
