"""Two entries that contradict each other, linked until it is known what is true (professional curiosity, section 3).

Source: HMPPS, always questioning and seeking verification rather than accepting at face value (confidence: high).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Ask, Body, How, Room


@dataclass(frozen=True, kw_only=True)
class Contradiction(Body):
    """It stays open until it says how it was settled."""

    KIND: ClassVar = "contradiction"
    ROOM: ClassVar = Room.QUESTIONS
    RULED: ClassVar = True

    first: UUID | None = None
    second: UUID | None = None
    what: str = ""
    noticed_on: date | None = None
    settled_on: date | None = None
    settled: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Contradictions")

    @classmethod
    def adding(cls) -> str:
        return _("Link two entries that contradict each other")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="first", label=_("One entry"), how=How.ENTRY, needed=_("Choose the first entry")),
            Ask(key="second", label=_("The other entry"), how=How.ENTRY, needed=_("Choose the second entry")),
            Ask(key="what", label=_("What does not fit"), how=How.TEXT, needed=_("Enter what does not fit")),
            Ask(key="noticed_on", label=_("Noticed on"), how=How.DAY, needed=_("Enter the day")),
            Ask(key="settled_on", label=_("Settled on"), how=How.DAY),
            Ask(key="settled", label=_("What turned out to be true, and how it is known"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.noticed_on

    @property
    def open(self) -> bool:
        return self.settled_on is None

    def standing(self, _today: date) -> str:
        return _("Still open") if self.open else _("Settled")

    def check(self, _around: Around) -> list[FieldProblem]:
        found: list[FieldProblem] = []
        if self.first is not None and self.first == self.second:
            found.append(FieldProblem(field="second", sentence=_("Choose two different entries")))
        if self.settled_on is None and self.settled.strip():
            found.append(FieldProblem(field="settled_on", sentence=_("Enter the day on which it was settled")))
        if self.settled_on is not None and not self.settled.strip():
            found.append(FieldProblem(field="settled", sentence=_("Enter what turned out to be true")))
        if self.settled_on and self.noticed_on and self.settled_on < self.noticed_on:
            found.append(FieldProblem(field="settled_on", sentence=_("It was settled before it was noticed")))
        return found
