"""Children, victims and enquiries about them: the restricted room (practice rules, section 6).

By initials or role only: never a victim's identity or contact details, and no text from ViSOR.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.records import Around, Ask, Body, How, Room, reversed_days


class AgeBand(StrEnum):
    UNBORN = "unborn"
    UNDER_FIVE = "under_five"
    FIVE_TO_TEN = "five_to_ten"
    ELEVEN_TO_FIFTEEN = "eleven_to_fifteen"
    SIXTEEN_OR_SEVENTEEN = "sixteen_or_seventeen"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return {
            AgeBand.UNBORN: _("Unborn"),
            AgeBand.UNDER_FIVE: _("Under 5"),
            AgeBand.FIVE_TO_TEN: _("5 to 10"),
            AgeBand.ELEVEN_TO_FIFTEEN: _("11 to 15"),
            AgeBand.SIXTEEN_OR_SEVENTEEN: _("16 or 17"),
            AgeBand.NOT_KNOWN: _("Not known"),
        }[self]


class Whereabouts(StrEnum):
    """Where a child stands to an address at which the person lives or stays."""

    LIVES_THERE = "lives_there"
    STAYS = "stays"
    NEAR = "near"
    ELSEWHERE = "elsewhere"
    NO_CONTACT = "no_contact"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return {
            Whereabouts.LIVES_THERE: _("Lives at the person’s address"),
            Whereabouts.STAYS: _("Visits or stays there"),
            Whereabouts.NEAR: _("Lives near it"),
            Whereabouts.ELSEWHERE: _("Is met elsewhere or online"),
            Whereabouts.NO_CONTACT: _("No contact, as far as is known"),
            Whereabouts.NOT_KNOWN: _("Not known"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Child(Body):
    KIND: ClassVar = "child"
    ROOM: ClassVar = Room.CHILDREN_AND_VICTIMS
    RULED: ClassVar = True

    who: str = ""
    relation: str = ""
    age: AgeBand | None = None
    where: Whereabouts | None = None
    concerns: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Children")

    @classmethod
    def adding(cls) -> str:
        return _("Add a child")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="who", label=_("Initials or role"), hint=_only_initials(), needed=_("Enter initials or a role")),
            Ask(
                key="relation",
                label=_("Relation to the person"),
                hint=_("For example: own child, a partner’s child, a neighbour’s child."),
                needed=_("Enter how the child is related to the person"),
            ),
            Ask(key="age", label=_("Age"), how=How.CHOICE, choices=AgeBand, needed=_("Choose an age, or Not known")),
            Ask(
                key="where",
                label=_("Where the child is"),
                how=How.CHOICE,
                choices=Whereabouts,
                needed=_("Choose where the child is, or Not known"),
            ),
            Ask(key="concerns", label=_("Concerns"), how=How.TEXT, hint=_("No address and no text from ViSOR.")),
        )

    @property
    def title(self) -> str:
        return self.who


class ContactScheme(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return {
            ContactScheme.YES: _("In the scheme"),
            ContactScheme.NO: _("Not in the scheme"),
            ContactScheme.NOT_KNOWN: _("Not known"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Victim(Body):
    """An actual or a potential victim."""

    KIND: ClassVar = "victim"
    ROOM: ClassVar = Room.CHILDREN_AND_VICTIMS

    who: str = ""
    scheme: ContactScheme | None = None
    concerns: str = ""
    exclusions: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Victims")

    @classmethod
    def adding(cls) -> str:
        return _("Add a victim")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="who", label=_("Initials or role"), hint=_only_initials(), needed=_("Enter initials or a role")),
            Ask(
                key="scheme",
                label=_("Victim contact scheme"),
                how=How.CHOICE,
                hint=_("The victim liaison officer (VLO) knows. The victim’s details stay with them."),
                choices=ContactScheme,
                needed=_("Choose whether they are in the scheme, or Not known"),
            ),
            Ask(key="concerns", label=_("Concerns"), how=How.TEXT, hint=_("No address and no text from ViSOR.")),
            Ask(
                key="exclusions",
                label=_("Wishes on exclusion or contact"),
                how=How.TEXT,
                hint=_("What they asked for, without the place where they live."),
            ),
        )

    @property
    def title(self) -> str:
        return self.who

    def standing(self, _today: date) -> str:
        return self.scheme.label if self.scheme in (ContactScheme.YES, ContactScheme.NO) else ""


@dataclass(frozen=True, kw_only=True)
class SafeguardingEnquiry(Body):
    """A question to an agency about a child or an adult at risk, open until it is answered."""

    KIND: ClassVar = "safeguarding_enquiry"
    ROOM: ClassVar = Room.CHILDREN_AND_VICTIMS
    RULED: ClassVar = True

    about: str = ""
    agency: str = ""
    made_on: date | None = None
    answered_on: date | None = None
    result: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Safeguarding enquiries")

    @classmethod
    def adding(cls) -> str:
        return _("Add an enquiry")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="about", label=_("About"), hint=_only_initials(), needed=_("Enter initials or a role")),
            Ask(
                key="agency",
                label=_("To whom"),
                hint=_("For example: children’s services, adult social care, police."),
                needed=_("Enter to whom it was made"),
                offers="agencies",
            ),
            Ask(key="made_on", label=_("Made on"), how=How.DAY, needed=_("Enter the day on which it was made")),
            Ask(key="answered_on", label=_("Answered on"), how=How.DAY),
            Ask(key="result", label=_("Result"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return _("{about}: asked of {agency}").format(about=self.about, agency=self.agency)

    @property
    def on(self) -> date | None:
        return self.made_on

    def standing(self, _today: date) -> str:
        return _("Answered") if self.answered_on else _("No answer yet")

    def check(self, _around: Around) -> list[FieldProblem]:
        if self.answered_on and not self.result.strip():
            return [FieldProblem(field="result", sentence=_("Enter what the answer was"))]
        if self.result.strip() and self.answered_on is None:
            return [FieldProblem(field="answered_on", sentence=_("Enter the day on which it was answered"))]
        return reversed_days(self.made_on, self.answered_on, "answered_on", _("It was answered before it was made"))


def _only_initials() -> str:
    return _("Such as “J. S.” or “neighbour’s son”: no full name, no address, no telephone number.")
