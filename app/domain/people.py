"""The person on probation: who they are, their sentence and status, and what an edit must satisfy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        return {Sex.MALE: _("Male"), Sex.FEMALE: _("Female")}[self]


class Status(StrEnum):
    """Where the sentence stands; decides which review rules apply."""

    CUSTODY = "custody"
    LICENCE = "licence"
    COMMUNITY_ORDER = "community_order"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {
            Status.CUSTODY: _("In custody"),
            Status.LICENCE: _("On licence"),
            Status.COMMUNITY_ORDER: _("Community order"),
            Status.ENDED: _("Ended"),
        }[self]


class AddressType(StrEnum):
    OWN_HOME = "own_home"
    RENTED = "rented"
    FAMILY = "family"
    APPROVED_PREMISES = "approved_premises"
    SUPPORTED = "supported"
    PRISON = "prison"
    HOSPITAL = "hospital"
    TEMPORARY = "temporary"
    NO_FIXED_ABODE = "no_fixed_abode"

    @property
    def label(self) -> str:
        return {
            AddressType.OWN_HOME: _("Own home"),
            AddressType.RENTED: _("Rented home"),
            AddressType.FAMILY: _("With family or friends"),
            AddressType.APPROVED_PREMISES: _("Approved premises"),
            AddressType.SUPPORTED: _("Supported accommodation"),
            AddressType.PRISON: _("Prison"),
            AddressType.HOSPITAL: _("Hospital"),
            AddressType.TEMPORARY: _("Temporary accommodation"),
            AddressType.NO_FIXED_ABODE: _("No fixed abode"),
        }[self]


class RoshLevel(StrEnum):
    """Risk of serious harm as assessed elsewhere and entered by the officer; never changed by the program."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"

    @property
    def label(self) -> str:
        return {
            RoshLevel.LOW: _("Low"),
            RoshLevel.MEDIUM: _("Medium"),
            RoshLevel.HIGH: _("High"),
            RoshLevel.VERY_HIGH: _("Very high"),
        }[self]


class RoshGroup(StrEnum):
    CHILDREN = "children"
    PUBLIC = "public"
    KNOWN_ADULT = "known_adult"
    STAFF = "staff"
    PRISONERS = "prisoners"

    @property
    def label(self) -> str:
        return {
            RoshGroup.CHILDREN: _("Children"),
            RoshGroup.PUBLIC: _("Public"),
            RoshGroup.KNOWN_ADULT: _("Known adult"),
            RoshGroup.STAFF: _("Staff"),
            RoshGroup.PRISONERS: _("Prisoners"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Rosh:
    """Risk of serious harm to each group, in the community and in custody (``None``: not assessed)."""

    community_children: RoshLevel | None = None
    community_public: RoshLevel | None = None
    community_known_adult: RoshLevel | None = None
    community_staff: RoshLevel | None = None
    community_prisoners: RoshLevel | None = None
    custody_children: RoshLevel | None = None
    custody_public: RoshLevel | None = None
    custody_known_adult: RoshLevel | None = None
    custody_staff: RoshLevel | None = None
    custody_prisoners: RoshLevel | None = None

    def level(self, group: RoshGroup, *, custody: bool) -> RoshLevel | None:
        found: RoshLevel | None = getattr(self, f"{'custody' if custody else 'community'}_{group.value}")
        return found

    @property
    def highest(self) -> RoshLevel | None:
        """The highest of all, which drives the review rules; ``None`` while nothing is assessed."""
        known = [level for level in vars(self).values() if level is not None]
        return max(known, key=list(RoshLevel).index, default=None)


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything the officer can type about a person; ``None`` or an empty text is *not recorded*."""

    name: str = ""
    preferred_name: str = ""
    crn: str = ""
    date_of_birth: date | None = None
    sex: Sex | None = None
    language: str = ""
    interpreter: bool = False
    adjustments: str = ""
    staff_alerts: str = ""
    risk_to_self: str = ""
    index_offence: str = ""
    address: str = ""
    address_type: AddressType | None = None
    household: str = ""
    practitioners: str = ""
    rar_days_allowed: int | None = None
    status: Status | None = None
    sentence_start: date | None = None
    release_date: date | None = None
    licence_end: date | None = None
    sentence_end: date | None = None
    rosh: Rosh = Rosh()
    mappa_category: int | None = None
    mappa_level: int | None = None
    tier: str = ""
    registered: bool = False
    contact_days: int | None = None

    @property
    def called(self) -> str:
        """The name to use in sentences."""
        return self.preferred_name or self.name


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person on the caseload with the details as they are now."""

    id: UUID
    added_at: datetime
    details: Details


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field changed by one edit; ``before`` and ``after`` are as shown to the officer."""

    at: datetime
    by: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class MappaMeeting:
    """A MAPPA meeting that was held, with the level it set."""

    id: UUID
    person_id: UUID
    held_on: date
    level: int
    summary: str


@dataclass(frozen=True, kw_only=True)
class MappaAction:
    """An action from a MAPPA meeting; ``done_on`` is ``None`` while it is open."""

    id: UUID
    person_id: UUID
    action: str
    owner: str
    due_on: date | None
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FieldProblem:
    """A field of a form and the sentence that says what is missing or wrong."""

    field: str
    sentence: str


OLDEST = date(1900, 1, 1)
TIERS = ("A", "B", "C", "D", "E", "F", "G")
MAPPA_CATEGORIES, MAPPA_LEVELS = (1, 2, 3, 4), (1, 2, 3)
LONGEST_NAME, LONGEST_CRN = 200, 20
"""Characters; both stand in the head of every note."""


def check_details(details: Details, today: date) -> list[FieldProblem]:
    """What stops these details from being kept, in the order of the form; empty when nothing does."""
    found: list[FieldProblem] = []

    def say(field: str, sentence: str) -> None:
        found.append(FieldProblem(field=field, sentence=sentence))

    if not details.name.strip():
        say("name", _("Enter the person’s name"))
    elif len(details.name) > LONGEST_NAME:
        say("name", _("Use at most 200 characters here"))
    if not details.crn.strip():
        say("crn", _("Enter the CRN"))
    elif len(details.crn) > LONGEST_CRN:
        say("crn", _("A CRN has at most 20 characters"))
    born = details.date_of_birth
    if born is not None and not OLDEST <= born < today:
        say("date_of_birth", _("Date of birth must be in the past and after 1900"))
    if details.status is None:
        say("status", _("Choose where the sentence stands"))
    found += _check_dates(details, today)
    found += _check_levels(details)
    for field, value, least, sentence in (
        ("rar_days_allowed", details.rar_days_allowed, 0, _("RAR days must be a number from 0 to 365")),
        ("contact_days", details.contact_days, 1, _("Days between contacts must be a number from 1 to 365")),
    ):
        if value is not None and not least <= value <= 365:
            say(field, sentence)
    return found


def _check_levels(details: Details) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if details.mappa_category is not None and details.mappa_category not in MAPPA_CATEGORIES:
        found.append(FieldProblem(field="mappa_category", sentence=_("Choose category 1, 2, 3 or 4")))
    elif details.mappa_level is not None and details.mappa_category is None:
        sentence = _("Choose the MAPPA category that goes with this level")
        found.append(FieldProblem(field="mappa_category", sentence=sentence))
    if details.mappa_level is not None and details.mappa_level not in MAPPA_LEVELS:
        found.append(FieldProblem(field="mappa_level", sentence=_("Choose level 1, 2 or 3")))
    if details.tier and details.tier not in TIERS:
        found.append(FieldProblem(field="tier", sentence=_("Choose a tier from A to G")))
    return found


def _check_dates(details: Details, today: date) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    latest = today + timedelta(days=100 * 365)
    for field in ("sentence_start", "release_date", "licence_end", "sentence_end"):
        value = getattr(details, field)
        if value is not None and not OLDEST <= value <= latest:
            sentence = _("This date must be after 1900 and within the next 100 years")
            found.append(FieldProblem(field=field, sentence=sentence))
    return found or _check_order(details, today)


def _check_order(details: Details, today: date) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    start, release = details.sentence_start, details.release_date
    if start and start > today:
        found.append(FieldProblem(field="sentence_start", sentence=_("The sentence cannot start in the future")))
    if start and release and release < start:
        found.append(FieldProblem(field="release_date", sentence=_("Release is before the start of the sentence")))
    licence_end, sentence_end = details.licence_end, details.sentence_end
    if start and licence_end and licence_end < start:
        sentence = _("The end of the licence is before the start of the sentence")
        found.append(FieldProblem(field="licence_end", sentence=sentence))
    elif licence_end and sentence_end and licence_end > sentence_end:
        found.append(FieldProblem(field="licence_end", sentence=_("The licence cannot end after the sentence")))
    if start and sentence_end and sentence_end < start:
        sentence = _("The end of the sentence is before its start")
        found.append(FieldProblem(field="sentence_end", sentence=sentence))
    if details.status is Status.LICENCE and release is None:
        found.append(FieldProblem(field="release_date", sentence=_("Enter the release date of a person on licence")))
    if details.status is Status.LICENCE and release and release > today:
        found.append(
            FieldProblem(
                field="release_date",
                sentence=_("A person on licence was released in the past; choose In custody until release"),
            )
        )
    return found


def unrecorded(details: Details) -> list[str]:
    """Facts that review rules work from and that are not recorded, in words: without them nothing falls due by them."""
    wanted = [
        (details.rosh.highest, _("risk of serious harm")),
        (details.sentence_start, _("start of the sentence")),
    ]
    if details.status is Status.LICENCE:
        wanted.append((details.licence_end, _("end of the licence")))
    elif details.status is Status.COMMUNITY_ORDER:
        wanted.append((details.sentence_end, _("end of the order")))
    elif details.status is Status.CUSTODY:
        wanted.append((details.release_date, _("release")))
    return [words for value, words in wanted if value is None]
