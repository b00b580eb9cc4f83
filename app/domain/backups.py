"""Which backups are kept for how long: the plan alone, from the moments at which they were made.

Must not know files, or whether a backup is sound.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta

ALL_FOR = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many days, weeks and months that have a backup keep their newest one."""

_FAR_AHEAD = 400
"""Days: longer than nine months, after which nothing of today is kept."""

Period = Callable[[datetime], tuple[int, ...]]


def kept(made: Collection[datetime], now: datetime) -> set[datetime]:
    """Those of ``made`` to keep: all of two days, and the newest of 12 days, 10 weeks and 9 months that have one.

    Counted by backups, not by age, so that a long absence or a wrong clock drops nothing. What claims to be made
    after ``now`` is kept and counts for nothing. Days, weeks (from Monday) and months are those of the moments' own
    time zone: give all of them in one.
    """
    past = sorted((moment for moment in made if moment <= now), reverse=True)
    keep = {moment for moment in made if moment > now - ALL_FOR}
    for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        keep |= _newest_of(past, period, count)
    return keep


def dropped_on(made_at: datetime, made: Collection[datetime], now: datetime) -> date:
    """The day on which the backup of ``made_at`` is dropped if one is made each day at this hour from now on."""
    left = {*made, made_at}
    for days in range(_FAR_AHEAD):
        later = now + timedelta(days=days)
        left = kept({*left, later}, later)
        if made_at not in left:
            return later.date()
    return made_at.date() + timedelta(days=_FAR_AHEAD)  # it claims to be made in the future


def _newest_of(newest_first: Iterable[datetime], period: Period, count: int) -> set[datetime]:
    newest: dict[tuple[int, ...], datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
        if len(newest) == count:
            break
    return set(newest.values())


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.toordinal(),)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar())[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)
