"""The person on probation: who they are, their sentence and status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
