"""The risk management plan: four pillars and contingency, each version kept and comparable with the one before.

Source of the headings: HM Inspectorate of Probation, evidence page on sexual offending (confidence: high).
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from typing import ClassVar

from app.domain.records import Ask, Body, How, Room


@dataclass(frozen=True, kw_only=True)
class Plan(Body):
    """What is arranged under each heading; that nothing is arranged yet is said, not left blank."""

    KIND: ClassVar = "plan"
    ROOM: ClassVar = Room.PLAN
    RULED: ClassVar = True
    SINGLE: ClassVar = True

    supervision: str = ""
    monitoring: str = ""
    interventions: str = ""
    victim_safety: str = ""
    contingency: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Risk management plan")

    @classmethod
    def adding(cls) -> str:
        return _("Write the plan")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="supervision",
                label=_("Supervision"),
                how=How.TEXT,
                hint=_("Who meets the person, how often, where, and about what."),
                needed=_("Supervision: enter what is arranged, or that nothing is yet"),
            ),
            Ask(
                key="monitoring",
                label=_("Monitoring and control"),
                how=How.TEXT,
                hint=_("Conditions, checks, tags, and which agency watches for what."),
                needed=_("Monitoring and control: enter what is arranged, or that nothing is yet"),
            ),
            Ask(
                key="interventions",
                label=_("Interventions and treatment"),
                how=How.TEXT,
                hint=_("Programmes, one-to-one work, treatment, support, and what each is to change."),
                needed=_("Interventions and treatment: enter what is arranged, or that nothing is yet"),
            ),
            Ask(
                key="victim_safety",
                label=_("Victim safety"),
                how=How.TEXT,
                hint=_("How actual and potential victims are kept safe. Initials or roles only."),
                needed=_("Victim safety: enter what is arranged, or that nothing is yet"),
            ),
            Ask(
                key="contingency",
                label=_("Contingency"),
                how=How.TEXT,
                hint=_("What is to be done, and by whom, if something changes or an arrangement fails."),
                needed=_("Contingency: enter what is arranged, or that nothing is yet"),
            ),
        )

    @property
    def title(self) -> str:
        return _("Four pillars and contingency")
