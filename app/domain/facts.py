"""What is recorded about one person, as far as the review rules ask. Must not know where it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from uuid import UUID

from app.domain.deferrals import Deferral, OfficialDate, Span, Suspension, spans
from app.domain.people import Details, Person, Status
from app.domain.places import Action, Outcome
from app.domain.ratings import PastRating
from app.domain.records import Record
from app.domain.reviews import Event
from app.domain.sessions import InformationWay, Step
from app.domain.shown_done import Shown, shown_done
from app.domain.tasks import Appointment

RATING, CONTACT, HOME_VISIT, MAPPA = "rating", "contact", "home_visit", "mappa_review"
RISK_REVIEW, OVERSIGHT, BREACH_DECISION = "risk_review", "oversight", "breach_decision"
"""Kinds of duty that this program knows by name; the other kinds are known to the rules alone."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Done:
    """A recorded review: its kind, the day it was done, and when it was recorded here.

    ``children_or_victims``: it has an entry on children or on victims. ``subject``: what it is about, such as the
    session of an absence; without one it is about all there was of its kind by its day.
    """

    kind: str
    on: date
    recorded_at: datetime
    children_or_victims: bool = False
    subject: UUID | None = None

    def answers(self, kind: str, subject: UUID | None) -> bool:
        """Whether it is of this kind and, where a subject is given, not about another."""
        return self.kind == kind and (subject is None or self.subject in (None, subject))


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """An event that brings the risk review forward, and when it was recorded here."""

    event: Event
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A signed session that the person missed, or whose absence was judged later, with what was done about it.

    ``acceptable`` is the latest judgement of its reason, the one that counts (``None``: only the outcome as signed).
    """

    session_id: UUID
    held_at: datetime
    outcome: Outcome
    action: Action | None
    acceptable: bool | None = None

    @property
    def on(self) -> date:
        return local_day(self.held_at)

    @property
    def counts(self) -> bool:
        """Whether it counts as missed: judged unacceptable, or missed and not judged acceptable."""
        return self.outcome.missed if self.acceptable is None else not self.acceptable


@dataclass(frozen=True, kw_only=True)
class Heard:
    """The latest session in which information went this way between the officer and an agency, as named there.

    ``restricted``: that session is marked so.
    """

    agency: str
    way: InformationWay
    held_at: datetime
    restricted: bool = False


@dataclass(frozen=True, kw_only=True)
class Moved:
    """When the name, the address or its type was last changed in the person's details; ``field`` is its key there."""

    field: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Unsigned:
    """The person's unsigned draft; ``held_at`` is ``None`` while the time of the session is not entered."""

    draft_id: UUID
    started_at: datetime
    written_at: datetime
    step: Step
    held_at: datetime | None = None

    @property
    def on(self) -> date:
        return local_day(self.held_at or self.started_at)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Moments are aware; the rules see the local day of each.

    ``rated_at``: latest held session in which a factor was rated; ``seen_at``: latest held face-to-face session;
    ``held_at``: latest held session; ``met_on``: latest MAPPA meeting, ``met_recorded_at``: when one was last recorded;
    ``latest`` and ``previous``: ratings of the two latest held sessions; ``appointment``: the newest made, unless a
    session has answered it; ``unanswered``: of the latest twelve made, those on whose day nothing is recorded and in
    whose place no other was made beforehand. ``official_dates``, ``deferrals`` and ``suspensions`` come as they were
    recorded, the newest last whatever the clock said then; ``records``, as they now are and of the kinds that rules
    ask about, in the order in which they were first recorded; the others of many in any order. ``moved`` holds the
    latest change of each detail that is notified to the police, without what was blank before. ``restricted`` are the
    entries marked so: their words are shown nowhere but where they are asked for. ``unreadable``: something
    of this person's cannot be read, so that nothing but the name is here. ``known_to``: what is said to be done after
    this day settles nothing, where a clock was wrong.
    """

    person: Person
    rated_at: datetime | None = None
    seen_at: datetime | None = None
    held_at: datetime | None = None
    home_visit_at: datetime | None = None
    met_on: date | None = None
    met_recorded_at: datetime | None = None
    latest: tuple[PastRating, ...] = ()
    previous: tuple[PastRating, ...] = ()
    reviews: tuple[Done, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    absences: tuple[Absence, ...] = ()
    draft: Unsigned | None = None
    appointment: Appointment | None = None
    unanswered: tuple[Appointment, ...] = ()
    official_dates: tuple[OfficialDate, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    heard: tuple[Heard, ...] = ()
    records: tuple[Record, ...] = ()
    moved: tuple[Moved, ...] = ()
    restricted: tuple[UUID, ...] = ()
    unreadable: bool = False
    known_to: date = date.max

    @property
    def details(self) -> Details:
        return self.person.details

    @cached_property
    def shown(self) -> Mapping[str, list[Shown]]:
        """What records show as done, by the kind of duty."""
        found: dict[str, list[Shown]] = {}
        for one in shown_done(self.records):
            found.setdefault(one.kind, []).append(one)
        return found

    @property
    def recent(self) -> tuple[PastRating, ...]:
        """The ratings of the two latest held sessions, for blind spots."""
        return self.latest + self.previous

    def last_done(self, kind: str, subject: UUID | None = None) -> date | None:
        """The latest day on which something of this kind was done: a review, or the session or record itself.

        With a ``subject``, reviews about another do not count.
        """
        return max((on for on, _recorded_at in self._done(kind, subject)), default=None)

    def is_settled(self, kind: str, on: date, subject: UUID | None) -> bool:
        """Whether this kind was done on that day or later, or on any day in a review of this very subject."""
        if subject is not None and any((review.kind, review.subject) == (kind, subject) for review in self.reviews):
            return True
        done = self.last_done(kind, subject)
        return done is not None and done >= on

    def official_date(self, kind: str) -> OfficialDate | None:
        """The official due day that stands, until that kind is done and recorded after it or it is withdrawn."""
        newest = next((one for one in reversed(self.official_dates) if one.kind == kind), None)
        if newest is None or newest.due_on is None:
            return None
        return None if self._done_since(kind, None, newest.recorded_at) else newest

    def open_deferrals(self, kind: str, subject: UUID | None) -> list[Deferral]:
        """The deferrals of a duty since it was last done, as they were recorded; the last is the one that counts."""
        return [
            one
            for one in self.deferrals
            if (one.kind, one.subject) == (kind, subject) and not self._done_since(kind, subject, one.recorded_at)
        ]

    def suspended(self, today: date) -> Span | None:
        """The suspension of contact that runs on this day."""
        return next((span for span in spans(self.suspensions) if span.holds(today)), None)

    def open_triggers(self) -> list[Trigger]:
        """Events that no risk review has answered, oldest first.

        A review answers what was recorded before it, if it was done on the day of the event or later.
        """
        reviews = [review for review in self.reviews if review.kind == RISK_REVIEW]
        return sorted((one for one in self.triggers if not _is_answered(one, reviews)), key=_trigger_day)

    def _done_since(self, kind: str, subject: UUID | None, moment: datetime) -> bool:
        """Whether it was done on the day of this moment or later and recorded after it; one of before, written up late,
        does not count."""
        day = local_day(moment)
        return any(on >= day and recorded_at > moment for on, recorded_at in self._done(kind, subject))

    def _done(self, kind: str, subject: UUID | None) -> Iterator[tuple[date, datetime]]:
        """Each day on which it was done, and when that was recorded; of a session, when it took place."""
        moment = {RATING: self.rated_at, CONTACT: self.seen_at, HOME_VISIT: self.home_visit_at}.get(kind)
        found = [] if moment is None else [(local_day(moment), moment)]
        found += [(review.on, review.recorded_at) for review in self.reviews if review.answers(kind, subject)]
        shown = (one for one in self.shown.get(kind, ()) if subject is None or one.subject in (None, subject))
        found += [(one.on, one.recorded_at) for one in shown]
        if kind == MAPPA and self.met_on is not None:
            found.append((self.met_on, self.met_recorded_at or _LONG_AGO))
        return (one for one in found if one[0] <= self.known_to)


def local_day(moment: datetime) -> date:
    return moment.astimezone().date()


def supervision_start(details: Details) -> date | None:
    """The release of a person on licence, otherwise the start of the sentence."""
    return details.release_date if details.status is Status.LICENCE else details.sentence_start


def supervision_end(details: Details) -> date | None:
    """The last day of a licence or a community order, as far as it is recorded."""
    if details.status is Status.LICENCE:
        return details.licence_end or details.sentence_end
    return details.sentence_end if details.status is Status.COMMUNITY_ORDER else None


def is_over(details: Details, today: date) -> bool:
    """Whether supervision has ended, be it that the officer said so or that its last day has passed."""
    end = supervision_end(details)
    return details.status is Status.ENDED or (end is not None and end < today)


def _is_answered(trigger: Trigger, reviews: Iterable[Done]) -> bool:
    return any(review.on >= trigger.event.on and review.recorded_at >= trigger.recorded_at for review in reviews)


def _trigger_day(trigger: Trigger) -> date:
    return trigger.event.on
