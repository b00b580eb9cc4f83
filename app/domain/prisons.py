"""Prison work: where the person is, when the community offender manager (COM) takes over from the prison offender
manager (POM), what is done before release, and intelligence from custody.

The days are the rules' own, so that an edited rule moves the countdown too (practice rules, section 4; confidence:
high). Release, sentence and licence stand in the person's details and are not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from gettext import ngettext
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.editing import check_details
from app.domain.people import AddressType, Details, Status
from app.domain.records import Around, Ask, Body, How, Room, reversed_days
from app.domain.reviews import Event, EventKind
from app.domain.rules import Interval, Rule, Start
from app.domain.sessions import LifeChange

SHORT = Interval(months=10)
"""With no more than this to release when sentenced, the COM is responsible from the start (confidence: high)."""


class SentenceType(StrEnum):
    DETERMINATE = "determinate"
    PAROLE_ELIGIBLE = "parole_eligible"
    INDETERMINATE = "indeterminate"

    @property
    def label(self) -> str:
        return {
            SentenceType.DETERMINATE: _("Determinate"),
            SentenceType.PAROLE_ELIGIBLE: _("Parole-eligible"),
            SentenceType.INDETERMINATE: _("Indeterminate"),
        }[self]


@dataclass(frozen=True, kw_only=True)
class Prison(Body):
    """``parole_on`` is the parole eligibility date, or the end of the tariff of an indeterminate sentence."""

    KIND: ClassVar = "prison"
    ROOM: ClassVar = Room.PRISON
    RULED: ClassVar = True
    SINGLE: ClassVar = True

    establishment: str = ""
    pom: str = ""
    com: str = ""
    sentence: SentenceType | None = None
    early_allocation: bool = False
    parole_on: date | None = None

    @classmethod
    def name(cls) -> str:
        return _("Prison")

    @classmethod
    def adding(cls) -> str:
        return _("Enter the prison")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="establishment", label=_("Establishment"), needed=_("Enter the establishment")),
            Ask(key="pom", label=_("Prison offender manager (POM)")),
            Ask(key="com", label=_("Community offender manager (COM)")),
            Ask(
                key="sentence",
                label=_("Sentence type"),
                how=How.CHOICE,
                choices=SentenceType,
                needed=_("Choose the sentence type"),
            ),
            Ask(
                key="early_allocation",
                label=_("Early allocation"),
                how=How.YES_NO,
                hint=_("Whether it is allocated early is decided elsewhere."),
            ),
            Ask(
                key="parole_on",
                label=_("Parole eligibility date or end of tariff"),
                how=How.DAY,
                hint=_("Not for a determinate sentence without parole: there the release counts."),
                ahead=True,
            ),
        )

    @property
    def title(self) -> str:
        return self.establishment

    @property
    def waits_for_parole(self) -> bool:
        return self.sentence in (SentenceType.PAROLE_ELIGIBLE, SentenceType.INDETERMINATE)

    def check(self, around: Around) -> list[FieldProblem]:
        start = around.details.sentence_start
        if self.parole_on is None:
            sentence = _("Enter the parole eligibility date or the end of the tariff") if self.waits_for_parole else ""
        elif self.sentence is SentenceType.DETERMINATE:
            sentence = _("A determinate sentence has no such date: leave it blank, or choose another sentence type")
        else:
            sentence = _("This is before the start of the sentence") if start and self.parole_on < start else ""
        return [FieldProblem(field="parole_on", sentence=sentence)] if sentence else []


@dataclass(frozen=True, kw_only=True)
class Handover:
    """The day from which the COM is responsible, and the rule and the day from which it follows."""

    on: date
    why: str

    def words(self, today: date) -> str:
        """The countdown in a sentence."""
        if self.on <= today:
            return _("The community offender manager has been responsible since {day}").format(day=day_words(self.on))
        words = ngettext(
            "{count} day until the community offender manager becomes responsible, on {day}",
            "{count} days until the community offender manager becomes responsible, on {day}",
            (self.on - today).days,
        )
        return words.format(count=(self.on - today).days, day=day_words(self.on))


def handover_start(prison: Prison, details: Details) -> tuple[Start, date] | None:
    """Which of the four rules on the COM counts for this sentence, and the day from which it counts.

    A short time to release goes before early allocation, and that before the type of the sentence. None while the
    release, the parole eligibility date or the end of the tariff is not recorded. Source: practice rules, section 4
    (confidence: high; that the tariff stands for the release of those who wait for parole: medium).
    """
    release = prison.parole_on if prison.waits_for_parole else details.release_date
    if release is None:
        return None
    start = details.sentence_start
    if start is not None and release <= SHORT.after(start):
        return Start.SENTENCED_SHORT_OF_RELEASE, start
    if prison.early_allocation:
        return Start.EARLY_ALLOCATION_RELEASE, release
    return (Start.PAROLE_OR_TARIFF if prison.waits_for_parole else Start.DETERMINATE_RELEASE), release


def handover(prison: Prison, details: Details, rules: Iterable[Rule]) -> Handover | None:
    """When the COM becomes responsible by these rules; None out of custody, and while the day cannot be known."""
    found = handover_start(prison, details)
    if found is None:
        return None
    start, since = found
    rule = next((one for one in rules if one.start is start and one.applies_to(details)), None)
    if rule is None:
        return None
    words = {
        Start.SENTENCED_SHORT_OF_RELEASE: _("From the start of the sentence on {day}: {who}"),
        Start.PAROLE_OR_TARIFF: _("{interval} before parole eligibility or the end of the tariff on {day}: {who}"),
    }.get(start, _("{interval} before release on {day}: {who}"))
    why = words.format(interval=rule.interval.words, day=day_words(since), who=_(rule.who))
    due = rule.due(since)
    return Handover(on=max(due, details.sentence_start or due), why=why)


def check_release(before: Details, after: Details, today: date) -> list[FieldProblem]:
    """What stops a release on licence from being recorded, at the fields of the details ``after`` it."""
    found: list[FieldProblem] = []
    release, licence_end = after.release_date, after.licence_end
    if before.status is not Status.CUSTODY:
        sentence = _("Only somebody in custody is released: the details say that this person is not")
        found.append(FieldProblem(field="release_date", sentence=sentence))
    elif release and release > today:
        found.append(FieldProblem(field="release_date", sentence=_("The release cannot be in the future")))
    found += reversed_days(release, licence_end, "licence_end", _("The licence ends before the release"))
    if not after.address.strip() and after.address_type is not AddressType.NO_FIXED_ABODE:
        sentence = _("Enter the address after release, or choose No fixed abode")
        found.append(FieldProblem(field="address", sentence=sentence))
    wrong = {one.field for one in found}
    return found + [one for one in check_details(after, today) if one.field not in wrong]


@dataclass(frozen=True, kw_only=True)
class ReleaseChecklist(Body):
    """A day for each thing that is done before release; a blank one is still to do."""

    KIND: ClassVar = "release_checklist"
    ROOM: ClassVar = Room.PRISON
    RULED: ClassVar = True
    SINGLE: ClassVar = True

    accommodation: date | None = None
    notification: date | None = None
    conditions: date | None = None
    mappa: date | None = None
    arms: date | None = None
    handover_meeting: date | None = None
    bank_and_identity: date | None = None
    health: date | None = None
    first_appointment: date | None = None
    victim_liaison: date | None = None
    home_visit: date | None = None
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Before release")

    @classmethod
    def adding(cls) -> str:
        return _("Begin the release checklist")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        items = {
            "accommodation": _("Accommodation or approved premises settled"),
            "notification": _("Notification to the police explained"),
            "conditions": _("Licence conditions read through together"),
            "mappa": _("MAPPA level and plan settled"),
            "arms": _("ARMS-informed OASys done"),
            "handover_meeting": _("Handover meeting of POM and COM held"),
            "bank_and_identity": _("Bank account and proof of identity in hand"),
            "health": _("Health: GP, medication and treatment carry on"),
            "first_appointment": _("First appointment made and told"),
            "victim_liaison": _("Victim liaison officer informed"),
            "home_visit": _("First home visit planned"),
        }
        note = Ask(
            key="note",
            label=_("What does not apply, and what else is to do"),
            how=How.TEXT,
            hint=_("This list is general knowledge: check with your local policy."),
        )
        return (*(Ask(key=key, label=label, how=How.DAY) for key, label in items.items()), note)

    @property
    def title(self) -> str:
        return _("Release checklist")

    def standing(self, _today: date) -> str:
        """How many things are still to do."""
        left = sum(getattr(self, ask.key) is None for ask in self.asks() if ask.how is How.DAY)
        return ngettext("{count} to do", "{count} to do", left).format(count=left) if left else _("All done")


@dataclass(frozen=True, kw_only=True)
class CustodyIntelligence(Body):
    """What was learnt of the person in custody, apart from how far it is to be relied on."""

    KIND: ClassVar = "custody_intelligence"
    ROOM: ClassVar = Room.PRISON

    received_on: date | None = None
    source: str = ""
    what: str = ""
    reliability: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Custody intelligence")

    @classmethod
    def adding(cls) -> str:
        return _("Add custody intelligence")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="received_on", label=_("Day"), how=How.DAY, needed=_("Enter the day")),
            Ask(
                key="source",
                label=_("From"),
                hint=_("The department or role. No text from ViSOR."),
                needed=_("Enter from whom it came"),
            ),
            Ask(key="what", label=_("What was learnt"), how=How.TEXT, needed=_("Enter what was learnt")),
            Ask(
                key="reliability",
                label=_("How reliable it is"),
                how=How.TEXT,
                hint=_("In words: who saw it, who else says so, what speaks against it."),
                needed=_("Enter how reliable it is, or that this is not known"),
            ),
        )

    @property
    def title(self) -> str:
        return self.what

    @property
    def on(self) -> date | None:
        return self.received_on

    def events(self, before: Body | None, today: date) -> list[Event]:
        if before is not None:
            return []
        return [Event(kind=EventKind.LIFE_CHANGE, on=today, reason=LifeChange.DISCLOSURE.label)]
