"""Records of the case around the session: what every kind of record shares, and how its answers are asked and read.

A record is never changed: each edit is a further revision of it, so that every earlier version stays readable. What a
kind asks for is described once, in `asks`; the form, the page, the comparison of two versions, the timeline, the search
and the exports all read that description. Must not know the kinds themselves (they are in ``kinds``) nor the store.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.people import Details
from app.domain.reference_lists import NO_LISTS, Lists
from app.domain.reviews import Event

B = TypeVar("B", bound="Body")

OLDEST = date(1900, 1, 1)
LONGEST_LINE, LONGEST_TEXT = 200, 100_000
"""Characters of an answer on one line, and of any other."""


class Room(StrEnum):
    """The rooms of a person's workspace that hold records, in their order."""

    PLAN = "plan"
    ORDERS = "orders"
    TOOLS = "tools"
    PROGRAMMES = "programmes"
    AGENCIES = "agencies"
    CHILDREN_AND_VICTIMS = "children_and_victims"
    PRISON = "prison"
    QUESTIONS = "questions"

    @property
    def label(self) -> str:
        return {
            Room.PLAN: _("Plan and reviews"),
            Room.ORDERS: _("Orders and conditions"),
            Room.TOOLS: _("Tool results"),
            Room.PROGRAMMES: _("Programmes and support"),
            Room.AGENCIES: _("MAPPA and agencies"),
            Room.CHILDREN_AND_VICTIMS: _("Children and victims"),
            Room.PRISON: _("Prison and release"),
            Room.QUESTIONS: _("Open questions"),
        }[self]

    @property
    def restricted(self) -> bool:
        """Whether it is shown only when asked for, with an entry in the audit (practice rules, section 6)."""
        return self is Room.CHILDREN_AND_VICTIMS


class How(StrEnum):
    """How an answer is given; the value is a text, a day, a choice, yes or no, a number, or the id of something."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    RECORD = "record"
    ENTRY = "entry"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One question of a kind of record; ``key`` names the answer's field.

    ``needed`` is the sentence that is said while a required answer is blank. A day may lie in the future only where
    ``ahead`` says so. ``choices`` are those of a CHOICE, ``of`` the kind that a RECORD refers to, ``offers`` the
    reference list whose names are offered for a LINE.
    """

    key: str
    label: str
    how: How = How.LINE
    hint: str = ""
    needed: str = ""
    choices: type[StrEnum] | None = None
    of: str = ""
    offers: str = ""
    ahead: bool = False


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a record is checked against: the person's details, the other records as they now are, and the local day.

    ``before`` is the version whose place it takes, ``lists`` are the reference lists as they stand.
    """

    details: Details
    others: Sequence[Record]
    today: date
    before: Body | None = None
    lists: Lists = NO_LISTS

    def of(self, kind: str) -> list[Record]:
        """Those of this kind whose answers can be read."""
        return [one for one in self.others if kind == one.body.KIND]


class Body(ABC):
    """The answers of one record. A kind is a frozen dataclass below this, whose blank answers are None, False or ''.

    ``RULED``: review rules ask for its facts, so that it is read for everybody on the caseload. ``SINGLE``: a person
    has one of it at a time.
    """

    KIND: ClassVar[str]
    ROOM: ClassVar[Room]
    RULED: ClassVar[bool] = False
    SINGLE: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def name(cls) -> str:
        """The kind in the officer's words, as the heading of its list."""

    @classmethod
    @abstractmethod
    def adding(cls) -> str:
        """The words of the button that adds one."""

    @classmethod
    @abstractmethod
    def asks(cls) -> tuple[Ask, ...]:
        """What is asked, in the order of the form."""

    @property
    @abstractmethod
    def title(self) -> str:
        """One line that names this record in a list."""

    @property
    def on(self) -> date | None:
        """The day at which it stands in the timeline; none where only the day of recording counts."""
        return None

    def standing(self, _today: date) -> str:
        """How it stands, in a word or two beside its title; empty where nothing is to be said."""
        return ""

    def standing_among(self, around: Around) -> str:
        """As `standing`, where that also depends on the other records or on a reference list."""
        return self.standing(around.today)

    def check(self, _around: Around) -> list[FieldProblem]:
        """What this kind's own rules find wrong, beyond what `check` asks of every kind."""
        return []

    def events(self, _before: Body | None, _today: date) -> list[Event]:
        """Why saving this brings the risk review forward; ``before`` is the version that it takes the place of."""
        return []

    def follow_ups(self, _before: Body | None, _today: date) -> list[Body]:
        """Records that saving this makes beside it, such as an action; ``before`` as of `events`."""
        return []

    @classmethod
    def details_after(cls, details: Details, _before: Sequence[Record], _after: Sequence[Record]) -> Details:
        """The person's details once a record of this kind was added, changed or taken out.

        ``before`` and ``after`` are the person's records around it, in the order in which they were first recorded.
        """
        return details


@dataclass(frozen=True, kw_only=True)
class Record:
    """One version of a record. ``revision`` counts from 1; ``removed`` is the reason why it was entered in error."""

    id: UUID
    person_id: UUID
    kind: str
    revision: int
    body: Body
    removed: str
    by: str
    recorded_at: datetime


def check(body: Body, around: Around) -> list[FieldProblem]:
    """What stops a record from being kept, in the order of its form."""
    if body.SINGLE and any(one.kind == body.KIND for one in around.others):
        sentence = _("There is one already, and a person has one at a time: change the one there")
        return [FieldProblem(field=body.asks()[0].key, sentence=sentence)]
    found = [problem for ask in body.asks() for problem in _check_answer(ask, getattr(body, ask.key), around)]
    wrong = {one.field for one in found}
    found += [one for one in body.check(around) if one.field not in wrong]
    places = [ask.key for ask in body.asks()]
    return sorted(found, key=lambda one: places.index(one.field))  # stable: two at one field keep their order


def answers(body: Body, titles: Mapping[UUID, str]) -> list[tuple[Ask, str]]:
    """Each question with its answer in words, empty where it is blank; ``titles`` name what answers refer to."""
    return [(ask, _words(ask, getattr(body, ask.key), titles)) for ask in body.asks()]


def differences(before: Body, after: Body, titles: Mapping[UUID, str]) -> list[tuple[Ask, str, str]]:
    """The questions whose answers differ between two versions, with both in words; none where one cannot be read."""
    if type(before) is not type(after):
        return []
    pairs = zip(answers(before, titles), answers(after, titles), strict=True)
    return [(ask, old, new) for (ask, old), (_same, new) in pairs if old != new]


def bodies(kind: type[B], records: Iterable[Record]) -> list[B]:
    """The answers of those records that are of this kind, in their order."""
    return [one.body for one in records if isinstance(one.body, kind)]


def texts(body: Body) -> Iterator[str]:
    """Everything that was typed, for searching."""
    for ask in body.asks():
        if ask.how in (How.LINE, How.TEXT) and getattr(body, ask.key):
            yield getattr(body, ask.key)


def reversed_days(earlier: date | None, later: date | None, field: str, sentence: str) -> list[FieldProblem]:
    """The problem at ``field`` when a day comes before the one that it must follow."""
    if earlier is None or later is None or later >= earlier:
        return []
    return [FieldProblem(field=field, sentence=sentence)]


def _check_answer(ask: Ask, value: Any, around: Around) -> Iterator[FieldProblem]:
    def say(sentence: str) -> FieldProblem:
        return FieldProblem(field=ask.key, sentence=sentence)

    if value is None or (isinstance(value, str) and not value.strip()):
        if ask.needed:
            yield say(ask.needed)
    elif ask.how is How.DAY:
        latest = around.today.replace(year=around.today.year + 100, day=1)
        if not OLDEST <= value <= latest:
            yield say(_("This date must be after 1900 and within the next 100 years"))
        elif value > around.today and not ask.ahead:
            yield say(_("This date cannot be in the future"))
    elif ask.how is How.LINE and len(value) > LONGEST_LINE:
        yield say(_("Use at most 200 characters here"))
    elif ask.how is How.TEXT and len(value) > LONGEST_TEXT:
        yield say(_("Use at most 100,000 characters here"))
    elif ask.how is How.RECORD and value not in [one.id for one in around.others if one.kind == ask.of]:
        yield say(_("This is no longer in the list: choose another"))


def _words(ask: Ask, value: Any, titles: Mapping[UUID, str]) -> str:
    if value is None or value == "":
        return ""
    if ask.how is How.DAY:
        return day_words(value)
    if ask.how is How.YES_NO:
        return _("Yes") if value else _("No")
    if ask.how in (How.RECORD, How.ENTRY):
        return titles.get(value, _("An entry that is no longer here"))
    return str(getattr(value, "label", value))
