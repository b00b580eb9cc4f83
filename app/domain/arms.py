"""ARMS, the Active Risk Management System, as police and probation completed it elsewhere.

Seven risk and four protective factors, each with a priority for work: a priority is no level, and nothing here is
totalled (practice rules, section 5; the names of the factors, confidence: low).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Ask, Body, How, Room


class Priority(StrEnum):
    """How soon work is wanted on a factor; not how much risk it stands for."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return {
            Priority.HIGH: _("High priority"),
            Priority.MEDIUM: _("Medium priority"),
            Priority.LOW: _("Low priority"),
            Priority.NOT_KNOWN: _("Not said in the source"),
        }[self]


class ArmsFactor(StrEnum):
    """Risk factors first, then the protective ones, in the order of the form."""

    OPPORTUNITY = "opportunity"
    PREOCCUPATION = "preoccupation"
    INTERESTS = "interests"
    CONGRUENCE = "congruence"
    HOSTILITY = "hostility"
    SELF_MANAGEMENT = "self_management"
    INFLUENCES = "influences"
    DESISTANCE = "desistance"
    RELATIONSHIP = "relationship"
    ROUTINE = "routine"
    INVESTMENT = "investment"

    @property
    def label(self) -> str:
        return {
            ArmsFactor.OPPORTUNITY: _("Opportunity"),
            ArmsFactor.PREOCCUPATION: _("Sexual preoccupation"),
            ArmsFactor.INTERESTS: _("Offence-related sexual interests"),
            ArmsFactor.CONGRUENCE: _("Emotional congruence with children"),
            ArmsFactor.HOSTILITY: _("Hostile orientation"),
            ArmsFactor.SELF_MANAGEMENT: _("Poor self-management"),
            ArmsFactor.INFLUENCES: _("Anti-social influences"),
            ArmsFactor.DESISTANCE: _("Commitment to desist"),
            ArmsFactor.RELATIONSHIP: _("Intimate relationship"),
            ArmsFactor.ROUTINE: _("Employment or positive routine"),
            ArmsFactor.INVESTMENT: _("Social investment"),
        }[self]

    @property
    def protective(self) -> bool:
        return self in (
            ArmsFactor.DESISTANCE,
            ArmsFactor.RELATIONSHIP,
            ArmsFactor.ROUTINE,
            ArmsFactor.INVESTMENT,
        )


@dataclass(frozen=True, kw_only=True)
class Arms(Body):
    """One completed ARMS; each field of a factor holds its priority."""

    KIND: ClassVar = "arms"
    ROOM: ClassVar = Room.TOOLS
    RULED: ClassVar = True

    completed_on: date | None = None
    by_whom: str = ""
    opportunity: Priority | None = None
    preoccupation: Priority | None = None
    interests: Priority | None = None
    congruence: Priority | None = None
    hostility: Priority | None = None
    self_management: Priority | None = None
    influences: Priority | None = None
    desistance: Priority | None = None
    relationship: Priority | None = None
    routine: Priority | None = None
    investment: Priority | None = None
    source: str = ""
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("ARMS assessments")

    @classmethod
    def adding(cls) -> str:
        return _("Add an ARMS assessment")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="completed_on", label=_("Completed on"), how=How.DAY, needed=_("Enter the day of the assessment")),
            Ask(key="by_whom", label=_("Completed by"), needed=_("Enter who completed it")),
            *(_priority_of(factor) for factor in ArmsFactor),
            Ask(
                key="source",
                label=_("Where it comes from"),
                hint=_("Such as OASys, or the police team that sent it."),
                needed=_("Enter where it comes from"),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return _("ARMS by {whom}").format(whom=self.by_whom)

    @property
    def on(self) -> date | None:
        return self.completed_on

    def standing_among(self, around: Around) -> str:
        others = [one.body.on for one in around.of(self.KIND)]
        later = any(on and self.completed_on and on > self.completed_on for on in others)
        return _("Earlier") if later else ""

    def check(self, around: Around) -> list[FieldProblem]:
        if all(one.body.on != self.completed_on for one in around.of(self.KIND)):
            return []
        sentence = _("An ARMS of this day is recorded already: change that one")
        return [FieldProblem(field="completed_on", sentence=sentence)]


def _priority_of(factor: ArmsFactor) -> Ask:
    hint = _("A risk factor. A priority for work, not a level of risk; check its name with your local policy.")
    if factor.protective:
        hint = _("A protective factor. A priority for work on it; check its name with your local policy.")
    return Ask(
        key=factor.value,
        label=factor.label,
        how=How.CHOICE,
        choices=Priority,
        hint=hint,
        needed=_("{factor}: choose its priority").format(factor=factor.label),
    )
