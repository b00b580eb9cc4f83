"""The formulation: why this person, at this time, under four headings, in the officer's words.

Source of the headings: HM Inspectorate of Probation, evidence page on sexual offending (confidence: high).
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from typing import ClassVar

from app.domain.records import Ask, Body, How, Room


@dataclass(frozen=True, kw_only=True)
class Formulation(Body):
    """None of the four is left silently blank: that nothing is known yet is an answer too."""

    KIND: ClassVar = "formulation"
    ROOM: ClassVar = Room.PLAN
    RULED: ClassVar = True
    SINGLE: ClassVar = True

    individual: str = ""
    interpersonal: str = ""
    community: str = ""
    society: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Formulation")

    @classmethod
    def adding(cls) -> str:
        return _("Write the formulation")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="individual",
                label=_("Individual"),
                how=How.TEXT,
                hint=_("History, health, attitudes, sexual interests, strengths."),
                needed=_("Individual: enter what is known, or that nothing is known yet"),
            ),
            Ask(
                key="interpersonal",
                label=_("Interpersonal"),
                how=How.TEXT,
                hint=_("Family, partners, friends, isolation, how they relate to others."),
                needed=_("Interpersonal: enter what is known, or that nothing is known yet"),
            ),
            Ask(
                key="community",
                label=_("Community"),
                how=How.TEXT,
                hint=_("Home, work, neighbourhood, services, places and people online."),
                needed=_("Community: enter what is known, or that nothing is known yet"),
            ),
            Ask(
                key="society",
                label=_("Society"),
                how=How.TEXT,
                hint=_("Norms, stigma, culture, the press, what the law and services allow."),
                needed=_("Society: enter what is known, or that nothing is known yet"),
            ),
        )

    @property
    def title(self) -> str:
        return _("Individual, interpersonal, community, society")
