"""The stories of the invented people as they stand in resources/demonstration, read and checked.

Must not know how a note is worded from them, nor any date: a story counts its days back from today.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import msgspec

from app.domain.marks import Mark
from app.domain.people import AddressType, RoshLevel, Sex, Status
from app.domain.places import Action, Outcome, Place
from app.domain.ratings import Factor, Level
from app.domain.sessions import Information, LifeChange, Step

LEVELS = {
    ".": Level.NONE_SEEN,
    "e": Level.EMERGING,
    "p": Level.PRESENT,
    "A": Level.ACT_TODAY,
    "-": Level.NOT_EXPLORED,
    "?": Level.UNABLE_TO_JUDGE,
}
"""One letter a session in the rows ``mood``, ``substances``, … of a phase; what is left out is *None seen*."""
OUTCOMES = {
    ".": Outcome.COMPLIED,
    "x": Outcome.FAILED_TO_COMPLY,
    "s": Outcome.SENT_HOME_SERVICE,
    "a": Outcome.ACCEPTABLE_ABSENCE,
    "u": Outcome.UNACCEPTABLE_ABSENCE,
    "f": Outcome.FAILED_TO_ATTEND,
    "r": Outcome.RESCHEDULED,
}
"""One letter a session in the row ``flow`` of a phase."""

Focus = Literal["children", "adults", "online", "premises", "custody"]
Levels = Annotated[str, msgspec.Meta(pattern="^[.epA?-]*$")]
When = int | str
"""A day: so many days from today, or what happened on it (see `filing`)."""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something added to a session so many days after it."""

    days: int
    text: str


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is particular about one session: ``at`` counts from the start of its phase."""

    at: int
    place: Place | None = None
    check_in: str = ""
    note: str = ""
    action: Action | None = None
    stance: str = ""
    safeguarding: str = ""
    information: tuple[Information, ...] = ()
    told: str = ""
    decided: str = ""
    why: str = ""
    changes: tuple[LifeChange, ...] = ()
    change_note: str = ""
    addenda: tuple[Told, ...] = ()


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where somebody lived during a phase, and on what footing, while it differed from now."""

    status: Status
    address: str
    address_type: AddressType
    household: str = ""


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of a story. ``evidence`` and ``life`` are used in their order, one a session."""

    title: str
    every: int
    place: Place
    flow: Annotated[str, msgspec.Meta(pattern="^[.xsaufr]+$")]
    focus: Focus | None = None
    setting: Setting | None = None
    mood: Levels = ""
    substances: Levels = ""
    preoccupation: Levels = ""
    access: Levels = ""
    compliance: Levels = ""
    life: tuple[str, ...] = ()
    evidence: dict[Factor, tuple[str, ...]] = {}
    moments: tuple[Moment, ...] = ()

    @property
    def inside(self) -> bool:
        return self.place is Place.PRISON_VISIT

    @property
    def everyday(self) -> Literal["custody", "premises", "general"]:
        """Whose everyday phrases fit: life in custody, in approved premises, or at home."""
        if self.inside:
            return "custody"
        return "premises" if self.place is Place.APPROVED_PREMISES else "general"

    def level(self, factor: Factor, index: int) -> Level:
        row: str = getattr(self, factor.value)
        return LEVELS[row[index]] if index < len(row) else Level.NONE_SEEN

    def moment(self, index: int) -> Moment:
        return next((moment for moment in self.moments if moment.at == index), Moment(at=index))


class Marked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mark put on a session or record, or taken off."""

    of: str
    mark: Mark
    kept: When
    reason: str = ""
    put: bool = True


class Official(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The due day of a kind of review in the official system, in days from today, entered some days ``ago``."""

    kind: str
    due: int
    ago: int
    system: str
    note: str


class Next(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The next appointment: days from today, time of day, place."""

    days: int
    time: str
    place: Place


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's details as of today; dates of the sentence are days from today."""

    name: str
    crn: str
    born: date
    sex: Sex
    index_offence: str
    address: str
    address_type: AddressType
    status: Status
    sentence_end: int
    mappa_category: int
    mappa_level: int
    tier: str
    registered: bool
    rosh: dict[str, RoshLevel]
    sentence_start: int | None = None
    release: int | None = None
    licence_end: int | None = None
    preferred_name: str = ""
    language: str = "English"
    interpreter: bool = False
    adjustments: str = ""
    staff_alerts: str = ""
    risk_to_self: str = "None known."
    household: str = ""
    practitioners: str = ""
    rar_days_allowed: int | None = None
    contact_days: int | None = None


class PutOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A duty put off some days ``ago``, or contact suspended since then: until when, in days from today, and why."""

    ago: int
    until: int
    reason: str
    kind: str = ""


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person: ``last`` is how many days ago the latest session was; with ``draft`` it is unsigned, at that step.

    ``reviews`` says in how many days the next review of a kind is due (overdue with a minus); what was brought
    forward within the last ``unreviewed`` days is still to be reviewed.
    """

    focus: Focus
    kin: str
    hobby: str
    last: int
    details: About
    phases: tuple[Phase, ...]
    next: Next | None = None
    draft: Step | None = None
    unverified: bool = False
    unreviewed: int = 0
    reviews: dict[str, int] = {}
    done: dict[str, tuple[When, ...]] = {}
    deferred: PutOff | None = None
    suspended: PutOff | None = None
    official: Official | None = None
    records: tuple[dict[str, Any], ...] = ()
    marks: tuple[Marked, ...] = ()


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A task with what is noted when it is done, partly done or not done."""

    what: str
    done: str
    partly: str
    not_done: str
    who: str = ""


Pool = dict[str, tuple[str, ...]]


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the notes of all share; see the file for how a phrase is filled in."""

    openings: dict[str, Pool]
    life: Pool
    mood: Pool
    substances: Pool
    preoccupation: Pool
    access: dict[Focus, Pool]
    compliance: Pool
    helped: Pool
    done: Pool
    gaps: dict[Level, Pool]
    progress: Pool
    interventions: Pool
    summaries: Pool
    decisions: Pool
    stance: Pool
    safeguarding: Pool
    information: tuple[Information, ...]
    custody_information: tuple[Information, ...]
    release: Pool
    tasks: tuple[Template, ...]
    premises_tasks: tuple[Template, ...]
    custody_tasks: tuple[Template, ...]
    claims: Pool
    absences: Pool
    reviews: Pool
    addenda: Pool


@cache
def stories() -> tuple[Story, ...]:
    """The 24 stories, in the order of their files. Raises msgspec's ValidationError for one that cannot be told."""
    folder = files("resources") / "demonstration" / "people"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(msgspec.convert(tomllib.loads((folder / name).read_text("utf-8")), Story) for name in names)


@cache
def phrases() -> Phrases:
    """The phrases that all stories share."""
    text = (files("resources") / "demonstration" / "phrases.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Phrases)
