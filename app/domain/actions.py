"""Actions that somebody owes the case, from a MAPPA meeting or elsewhere: open until they are done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.days import is_overdue
from app.domain.mappa import MappaMeeting
from app.domain.records import Around, Ask, Body, How, Record, Room, reversed_days

LONGEST = timedelta(days=3 * 365)
"""How far from today an open action may fall due; farther is a mistyped year."""


class ActionOrigin(StrEnum):
    MAPPA = "mappa"
    POLYGRAPH = "polygraph"
    AGENCY = "agency"
    SAFEGUARDING = "safeguarding"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ActionOrigin.MAPPA: _("MAPPA meeting"),
            ActionOrigin.POLYGRAPH: _("Polygraph disclosure"),
            ActionOrigin.AGENCY: _("Agency"),
            ActionOrigin.SAFEGUARDING: _("Safeguarding"),
            ActionOrigin.OTHER: _("Other"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Action(Body):
    """Something to be done by its owner; ``done_on`` is blank while it is open."""

    KIND: ClassVar = "action"
    ROOM: ClassVar = Room.AGENCIES
    RULED: ClassVar = True

    what: str = ""
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    origin: ActionOrigin | None = None
    meeting: UUID | None = None

    @classmethod
    def name(cls) -> str:
        return _("Actions")

    @classmethod
    def adding(cls) -> str:
        return _("Add an action")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="what", label=_("Action"), how=How.TEXT, needed=_("Enter what is to be done")),
            Ask(
                key="owner",
                label=_("Owner"),
                hint=_("The agency or role that does it"),
                needed=_("Enter who does it"),
            ),
            Ask(key="due", label=_("Due"), how=How.DAY, ahead=True),
            Ask(key="done_on", label=_("Done on"), how=How.DAY),
            Ask(
                key="origin",
                label=_("From"),
                how=How.CHOICE,
                choices=ActionOrigin,
                needed=_("Choose what it comes from"),
            ),
            Ask(key="meeting", label=_("MAPPA meeting"), how=How.RECORD, of=MappaMeeting.KIND),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.done_on

    def late(self, today: date) -> bool:
        return self.done_on is None and self.due is not None and is_overdue(self.due, today)

    def standing(self, today: date) -> str:
        if self.done_on:
            return _("Done")
        return _("Late") if self.late(today) else _("Open")

    def check(self, around: Around) -> list[FieldProblem]:
        found = []
        if self.due and not self.done_on and abs(self.due - around.today) > LONGEST:
            sentence = _("The action must fall due within three years of today; check the year")
            found.append(FieldProblem(field="due", sentence=sentence))
        if self.meeting is None:
            return found
        if self.origin is not ActionOrigin.MAPPA:
            sentence = _("Only an action from a MAPPA meeting belongs to one")
            return [*found, FieldProblem(field="meeting", sentence=sentence)]
        held_on = next((one.body.on for one in around.others if one.id == self.meeting), None)
        found += reversed_days(held_on, self.due, "due", _("It falls due before its meeting"))
        return found + reversed_days(held_on, self.done_on, "done_on", _("It was done before its meeting"))


def open_first(records: Iterable[Record]) -> list[tuple[Record, Action]]:
    """The actions among the records: open ones by the day they are due, those without one next, then those done."""
    found = [(one, one.body) for one in records if isinstance(one.body, Action)]
    return sorted(found, key=_open_and_due)


def _open_and_due(one: tuple[Record, Action]) -> tuple[bool, date]:
    _record, action = one
    return action.done_on is not None, action.due or date.max
