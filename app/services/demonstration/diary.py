"""When the sessions of a story took place: counted back from today, on working days, no two at the same time.

Must not know what was said in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from app.domain.places import Place
from app.domain.working_days import add_working_days, is_working_day
from app.services.demonstration.stories import Phase, Story

TIMES = [time(hour, minute) for hour in range(9, 17) for minute in (0, 30)]
"""When sessions begin."""


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One session to be told: the ``index``-th of its phase."""

    phase: Phase
    index: int
    at: datetime
    last_phase: bool

    @property
    def day(self) -> date:
        return self.at.date()


class Diary:
    """The officer's own: it hands out each working half hour once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._taken: set[datetime] = set()

    def slots(self, story: Story, chance: Random) -> list[Slot]:
        """The story's sessions, oldest first; the latest ``story.last`` days ago or on the working day before."""
        found: list[Slot] = []
        day = self.today - timedelta(days=story.last)
        for phase in reversed(story.phases):
            for index in reversed(range(len(phase.flow))):
                at = self.book(day, chance)
                found.append(Slot(phase=phase, index=index, at=at, last_phase=phase is story.phases[-1]))
                day = at.date() - timedelta(days=max(2, phase.every + chance.choice((-1, 0, 0, 0, 1))))
        return found[::-1]

    def book(self, day: date, chance: Random) -> datetime:
        """A free time on ``day``, or on the working day before it."""
        if not is_working_day(day):
            day = add_working_days(day, -1)
        free = [at for at in (_local(day, moment) for moment in TIMES) if at not in self._taken]
        at = chance.choice(free)
        self._taken.add(at)
        return at

    def next(self, story: Story) -> tuple[datetime, Place] | None:
        """When and where they meet next; unless that is today, it falls on a working day."""
        if story.next is None:
            return None
        day = self.today + timedelta(days=story.next.days)
        if story.next.days and not is_working_day(day):
            day = add_working_days(day, 1 if story.next.days > 0 else -1)
        return _local(day, time.fromisoformat(story.next.time)), story.next.place


def _local(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment).astimezone()
