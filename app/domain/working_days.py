"""Working days in England and Wales: Monday to Friday without bank holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FRIDAY = 4


def is_working_day(day: date) -> bool:
    return day.weekday() <= _FRIDAY and day not in _bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``, or before it for a negative count."""
    step = timedelta(days=1 if count > 0 else -1)
    for _each in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  # 50 ms to import, needed only once a rule counts days

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))  # Wales keeps the same days
