"""Agencies that work with the person, what was told to them and heard from them, and when each was last heard from.

Information goes either way with a lawful reason (practice rules, section 3). Must not know where the facts come from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar
from uuid import UUID

import msgspec

from app.domain.case_problems import FieldProblem
from app.domain.facts import Heard, local_day
from app.domain.records import Around, Ask, Body, How, Record, Room, bodies
from app.domain.reference import Confidence, read_entries
from app.domain.rules import Key, Words
from app.domain.sessions import InformationWay


class AgencyType(StrEnum):
    POLICE = "police"
    CHILDRENS_SERVICES = "childrens_services"
    HEALTH = "health"
    PRISON = "prison"
    HOUSING = "housing"
    EMPLOYER = "employer"
    VICTIM_TEAM = "victim_team"
    APPROVED_PREMISES = "approved_premises"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            AgencyType.POLICE: _("Police (MOSOVO)"),
            AgencyType.CHILDRENS_SERVICES: _("Children’s services"),
            AgencyType.HEALTH: _("Health"),
            AgencyType.PRISON: _("Prison"),
            AgencyType.HOUSING: _("Housing"),
            AgencyType.EMPLOYER: _("Employer"),
            AgencyType.VICTIM_TEAM: _("Probation victim team"),
            AgencyType.APPROVED_PREMISES: _("Approved premises"),
            AgencyType.OTHER: _("Another agency"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Agency(Body):
    """An agency involved with the person; ``ended_on`` is blank while it is."""

    KIND: ClassVar = "agency"
    ROOM: ClassVar = Room.AGENCIES
    RULED: ClassVar = True

    type: AgencyType | None = None
    team: str = ""
    contact: str = ""
    note: str = ""
    ended_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Agencies")

    @classmethod
    def adding(cls) -> str:
        return _("Add an agency")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="type", label=_("Agency"), how=How.CHOICE, choices=AgencyType, needed=_("Choose the agency")),
            Ask(key="team", label=_("Name of the team")),
            Ask(
                key="contact",
                label=_("Contact"),
                how=How.TEXT,
                hint=_("Role, name and telephone number of a professional"),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
            Ask(key="ended_on", label=_("No longer involved since"), how=How.DAY),
        )

    @property
    def title(self) -> str:
        label = "" if self.type in (None, AgencyType.OTHER) else self.type.label
        return _("{agency}, {team}").format(agency=label, team=self.team) if label and self.team else label or self.team

    def standing(self, _today: date) -> str:
        return _("No longer involved") if self.ended_on else ""

    def check(self, around: Around) -> list[FieldProblem]:
        if self.type is AgencyType.OTHER and not self.team.strip():
            return [FieldProblem(field="team", sentence=_("Enter the name of the agency"))]
        agencies = bodies(Agency, around.others)
        if any(_plain(one.title) == _plain(self.title) and not one.ended_on for one in agencies) and not self.ended_on:
            sentence = _("This agency is in the list already: change that entry, or name the team")
            return [FieldProblem(field="team", sentence=sentence)]
        return []


@dataclass(frozen=True, kw_only=True)
class Exchange(Body):
    """Information received from an agency or given to it, outside a session."""

    KIND: ClassVar = "information"
    ROOM: ClassVar = Room.AGENCIES
    RULED: ClassVar = True

    way: InformationWay | None = None
    agency: str = ""
    what: str = ""
    reason: str = ""
    day: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Information in and out")

    @classmethod
    def adding(cls) -> str:
        return _("Add information")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="way",
                label=_("Which way"),
                how=How.CHOICE,
                choices=InformationWay,
                needed=_("Choose which way the information went"),
            ),
            Ask(key="agency", label=_("Agency"), offers="agencies", needed=_("Enter the agency")),
            Ask(key="what", label=_("What"), how=How.TEXT, needed=_("Enter what was said")),
            Ask(
                key="reason",
                label=_("Lawful reason"),
                hint=_("What is offered is general knowledge: check with your local policy."),
                offers="lawful_reasons",
                needed=_("Enter the lawful reason"),
            ),
            Ask(key="day", label=_("Day"), how=How.DAY, needed=_("Enter the day")),
        )

    @property
    def title(self) -> str:
        return _("{way} {agency}").format(way=self.way.label if self.way else "", agency=self.agency)

    @property
    def on(self) -> date | None:
        return self.day


class LawfulReason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason for sharing that is offered, with where it stands and how sure we are of that."""

    key: Key
    name: Words
    source: Words
    confidence: Confidence
    as_at: date

    @property
    def words(self) -> str:
        return _("{reason} ({source})").format(reason=_(self.name), source=_(self.source))


def load_lawful_reasons(text: str) -> tuple[LawfulReason, ...]:
    """The reasons of a TOML text. Raises ReferenceDamaged with line, key and fault."""
    return read_entries(text, "lawful_reasons", LawfulReason)


@dataclass(frozen=True, kw_only=True)
class LastHeard:
    """When an agency was last heard from and last told something; ``listed_on`` is when it was put in the list."""

    agency: str
    heard_on: date | None = None
    told_on: date | None = None
    listed_on: date | None = None


def last_heard(records: Iterable[Record], heard: Iterable[Heard], restricted: Collection[UUID] = ()) -> list[LastHeard]:
    """For each agency that is listed or that information went to or came from, in a session or outside one.

    Information belongs to the listed agency whose title or team it names, or whose sort where only one is listed.
    Agencies that are no longer involved are left out, those whose entry is ``restricted``, or that are known from
    such a session alone, are not named. Capitals and blanks do not matter in names.
    """
    records, heard, unnamed = tuple(records), tuple(heard), _("An agency, restricted")
    listed = {_plain(one.body.title): one for one in records if isinstance(one.body, Agency)}
    agencies = bodies(Agency, records)
    meant = _titles_by_name(agencies) | _titles_by_name(one for one in agencies if not one.ended_on)
    titles = {key: unnamed if one.id in restricted else one.body.title for key, one in listed.items()}
    hidden = {_plain(one.agency) for one in heard if one.restricted}
    latest: dict[tuple[str, InformationWay], date] = {}
    moved = [(one.agency, one.way, local_day(one.held_at)) for one in heard]
    moved += [(one.agency, one.way, one.day) for one in bodies(Exchange, records) if one.way and one.day]
    for name, way, day in sorted(moved, key=_heard_and_latest, reverse=True):  # named as when it was last heard from
        title = meant.get(_plain(name), " ".join(name.split()))
        titles.setdefault(_plain(title), unnamed if _plain(name) in hidden else title)
        latest[_plain(title), way] = max(day, latest.get((_plain(title), way), day))
    involved = {_plain(one.title) for one in agencies if not one.ended_on}
    return [
        LastHeard(
            agency=title,
            heard_on=latest.get((key, InformationWay.RECEIVED)),
            told_on=latest.get((key, InformationWay.GIVEN)),
            listed_on=local_day(listed[key].recorded_at) if key in listed else None,
        )
        for key, title in titles.items()
        if key in involved or key not in listed
    ]


def agency_names(records: Sequence[Record], told: Iterable[str]) -> tuple[str, ...]:
    """The agencies to offer: those listed, those named before in a session or outside one, then the usual sorts."""
    listed = [one.title for one in bodies(Agency, records) if not one.ended_on]
    named = [" ".join(name.split()) for name in (*told, *(one.agency for one in bodies(Exchange, records)))]
    usual = [kind.label for kind in AgencyType if kind is not AgencyType.OTHER]
    offered: dict[str, str] = {}
    for name in (*listed, *named, *usual):
        offered.setdefault(_plain(name), name)
    return tuple(offered.values())


def _heard_and_latest(moved: tuple[str, InformationWay, date]) -> tuple[bool, date]:
    _name, way, day = moved
    return way is InformationWay.RECEIVED, day


def _titles_by_name(agencies: Iterable[Agency]) -> dict[str, str]:
    """The title of an agency by each name that can mean it alone."""
    titles: dict[str, set[str]] = {}
    for agency in agencies:
        for name in (agency.title, agency.team, agency.type.label if agency.type else ""):
            titles.setdefault(_plain(name), set()).add(agency.title)
    return {name: meant.pop() for name, meant in titles.items() if name and len(meant) == 1}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
