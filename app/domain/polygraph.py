"""Polygraph examinations: when they are due and held, and what the person disclosed.

An examination promotes disclosure; it gives no verdict on truth, so the outcome is words and never a result (HM
Inspectorate of Probation, evidence page on sexual offending; confidence: high). What is disclosed brings the risk
review forward and becomes an action.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.actions import Action, ActionOrigin
from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.records import Around, Ask, Body, How, Room
from app.domain.reviews import Event, EventKind
from app.domain.sessions import LifeChange

_VERDICT = re.compile(r"\W*((it was|s?he|they|was|has)\W+)*(a\W+)?(pass|passed|fail|failed)(\W+(it|this|the test))?\W*")


@dataclass(frozen=True, kw_only=True)
class PolygraphExamination(Body):
    """One examination, first as due and then as held; ``outcome`` and ``disclosures`` are words alone."""

    KIND: ClassVar = "polygraph_examination"
    ROOM: ClassVar = Room.PROGRAMMES
    RULED: ClassVar = True

    due_on: date | None = None
    held_on: date | None = None
    outcome: str = ""
    disclosures: str = ""
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Polygraph examinations")

    @classmethod
    def adding(cls) -> str:
        return _("Add a polygraph examination")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="due_on", label=_("Due on"), how=How.DAY, ahead=True),
            Ask(key="held_on", label=_("Held on"), how=How.DAY),
            Ask(
                key="outcome",
                label=_("Outcome"),
                how=How.TEXT,
                hint=_("Whether there was a disclosure or a significant response. An examination gives no verdict."),
            ),
            Ask(
                key="disclosures",
                label=_("What was disclosed"),
                how=How.TEXT,
                hint=_("It brings the risk review forward and becomes an action. Name no victim or child."),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return _("Polygraph examination")

    @property
    def on(self) -> date | None:
        return self.held_on or self.due_on

    def standing(self, today: date) -> str:
        if self.held_on:
            return _("Held")
        return _("Overdue") if self.due_on and self.due_on < today else _("Due")

    def check(self, around: Around) -> list[FieldProblem]:
        found = []
        if self.held_on is None:
            if self.due_on is None:
                found.append(FieldProblem(field="due_on", sentence=_("Enter when it is due, or when it was held")))
            if self.outcome.strip() or self.disclosures.strip():
                found.append(FieldProblem(field="held_on", sentence=_("Enter the day on which it was held")))
        elif not self.outcome.strip():
            sentence = _("Enter whether there was a disclosure or a significant response")
            found.append(FieldProblem(field="outcome", sentence=sentence))
        elif _VERDICT.fullmatch(self.outcome.casefold()):
            sentence = _("An examination gives no verdict: enter what was disclosed and any significant response")
            found.append(FieldProblem(field="outcome", sentence=sentence))
        if self.held_on and any(one.body.on == self.held_on and _held(one.body) for one in around.of(self.KIND)):
            sentence = _("An examination of this day is recorded already: change that one")
            found.append(FieldProblem(field="held_on", sentence=sentence))
        return found

    def events(self, before: Body | None, today: date) -> list[Event]:
        if not self._discloses_anew(before):
            return []
        return [Event(kind=EventKind.LIFE_CHANGE, on=today, reason=LifeChange.DISCLOSURE.label)]

    def follow_ups(self, before: Body | None, _today: date) -> list[Body]:
        if not self._discloses_anew(before) or self.held_on is None:
            return []
        words = _("Follow up what was disclosed in the polygraph examination of {day}")
        what = words.format(day=day_words(self.held_on))
        return [Action(what=what, owner=_("Probation practitioner"), origin=ActionOrigin.POLYGRAPH)]

    def _discloses_anew(self, before: Body | None) -> bool:
        """Whether something is disclosed that the version before did not say; a corrected wording counts too."""
        said = before.disclosures.strip() if isinstance(before, PolygraphExamination) else ""
        return self.disclosures.strip() not in ("", said)


def _held(body: Body) -> bool:
    return isinstance(body, PolygraphExamination) and body.held_on is not None
