"""MAPPA meetings: the latest sets the person's level and category, whose history is that of the person's details."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.people import Details
from app.domain.records import Around, Ask, Body, How, Record, Room, bodies, reversed_days


class MappaLevel(StrEnum):
    ONE = "1"
    TWO = "2"
    THREE = "3"

    @property
    def label(self) -> str:
        return _("Level {level}").format(level=self.value)


class MappaCategory(StrEnum):
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"

    @property
    def label(self) -> str:
        return _("Category {number}").format(number=self.value)


@dataclass(frozen=True, kw_only=True)
class MappaMeeting(Body):
    """A meeting that was held. Without a ``category`` the person's stays as it is."""

    KIND: ClassVar = "mappa_meeting"
    ROOM: ClassVar = Room.AGENCIES
    RULED: ClassVar = True

    held_on: date | None = None
    level: MappaLevel | None = None
    category: MappaCategory | None = None
    summary: str = ""
    minutes_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("MAPPA meetings")

    @classmethod
    def adding(cls) -> str:
        return _("Record a MAPPA meeting")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="held_on", label=_("Day of the meeting"), how=How.DAY, needed=_("Enter the day of the meeting")),
            Ask(
                key="level",
                label=_("Level set by the meeting"),
                how=How.CHOICE,
                hint=_("It becomes the person’s level if no later meeting is recorded."),
                choices=MappaLevel,
                needed=_("Choose the level set by the meeting"),
            ),
            Ask(
                key="category",
                label=_("Category"),
                how=How.CHOICE,
                hint=_("Only if it is new or has changed."),
                choices=MappaCategory,
            ),
            Ask(
                key="summary",
                label=_("Summary"),
                how=How.TEXT,
                hint=_("What was decided, in a few sentences"),
                needed=_("Enter what was decided"),
            ),
            Ask(key="minutes_on", label=_("Minutes received on"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        return _("MAPPA meeting, level {level}").format(level=self.level.value if self.level else "")

    @property
    def on(self) -> date | None:
        return self.held_on

    def standing(self, _today: date) -> str:
        return _("Minutes received") if self.minutes_on else _("Minutes not received")

    def check(self, around: Around) -> list[FieldProblem]:
        same_day = [one for one in bodies(MappaMeeting, around.others) if one.held_on == self.held_on]
        found = []
        if any(one.level is not self.level for one in same_day):
            sentence = _("Another meeting of this day set another level: change that one")
            found.append(FieldProblem(field="level", sentence=sentence))
        if self.level is not None and self.category is None and around.details.mappa_category is None:
            sentence = _("Choose the MAPPA category that goes with this level")
            found.append(FieldProblem(field="category", sentence=sentence))
        return found + reversed_days(
            self.held_on, self.minutes_on, "minutes_on", _("Minutes cannot be received before the meeting")
        )

    @classmethod
    def details_after(cls, details: Details, before: Sequence[Record], after: Sequence[Record]) -> Details:
        """The latest meeting's level and category become the person's when it is another or says something else.

        Taking the only meeting out leaves them as they are, and so does a change of anything else in the latest.
        """
        earlier, latest = (next(iter(newest_first(found)), None) for found in (before, after))
        if latest is None or latest.level is None or (earlier is not None and _sets(earlier) == _sets(latest)):
            return details
        category = int(latest.category) if latest.category else details.mappa_category
        return replace(details, mappa_category=category, mappa_level=int(latest.level)) if category else details


def newest_first(records: Iterable[Record]) -> list[MappaMeeting]:
    """The meetings by the day they were held, of one day the last recorded first.

    The records come in the order in which they were first recorded.
    """
    return sorted(bodies(MappaMeeting, records), key=_held_on)[::-1]


def _held_on(meeting: MappaMeeting) -> date:
    return meeting.held_on or date.min


def _sets(meeting: MappaMeeting) -> tuple[date | None, MappaLevel | None, MappaCategory | None]:
    return meeting.held_on, meeting.level, meeting.category
