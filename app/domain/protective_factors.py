"""What protects: each factor with since when and by what it is known. They stand beside the risk factors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.circles import Circle
from app.domain.days import day_words
from app.domain.records import Around, Ask, Body, How, Record, Room, bodies, reversed_days


@dataclass(frozen=True, kw_only=True)
class ProtectiveFactor(Body):
    KIND: ClassVar = "protective_factor"
    ROOM: ClassVar = Room.PLAN
    RULED: ClassVar = True

    what: str = ""
    since: date | None = None
    evidence: str = ""
    ended: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Protective factors")

    @classmethod
    def adding(cls) -> str:
        return _("Add a protective factor")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="what", label=_("What protects"), needed=_("Enter what protects")),
            Ask(key="since", label=_("Since"), how=How.DAY),
            Ask(
                key="evidence",
                label=_("Evidence"),
                how=How.TEXT,
                hint=_("What shows it, and who says so."),
                needed=_("Enter what shows it"),
            ),
            Ask(key="ended", label=_("Ended"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.since

    def standing(self, _today: date) -> str:
        return _("Ended") if self.ended else ""

    def check(self, _around: Around) -> list[FieldProblem]:
        return reversed_days(self.since, self.ended, "ended", _("It ends before it begins"))


def protective_words(records: Iterable[Record], today: date) -> str:
    """What protects as it stands, a line each, as a review begins with it: a circle that runs is named too."""
    found, words = list(records), _("{what}: {evidence}")
    lines = [
        words.format(what=one.what, evidence=one.evidence.strip())
        for one in bodies(ProtectiveFactor, found)
        if one.ended is None
    ]
    lines += [
        _("A Circle of Support and Accountability since {day}").format(day=day_words(one.start))
        for one in bodies(Circle, found)
        if one.start and one.running(today)
    ]
    return "\n".join(lines)
