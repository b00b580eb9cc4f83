"""What is recorded about one person, as far as the review rules ask. Must not know where it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.deferrals import Deferral, OfficialDate, Span, Suspension, spans
from app.domain.people import Details, Person, Status
from app.domain.places import Action, Outcome
from app.domain.ratings import PastRating
from app.domain.records import Record
from app.domain.reviews import Event
from app.domain.sessions import InformationWay, Step
from app.domain.tasks import Appointment

RATING, CONTACT, HOME_VISIT, MAPPA = "rating", "contact", "home_visit", "mappa_review"
RISK_REVIEW, OVERSIGHT = "risk_review", "oversight"
"""Kinds of duty that this program knows by name; the other kinds are known to the rules alone."""


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
    """The latest session in which information went this way between the officer and an agency, as named there."""

    agency: str
    way: InformationWay
    held_at: datetime


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
    ask about, in the order in which they were first recorded; the others of many in any order. ``unreadable``:
    something of this person's cannot be read, so that nothing but the name is here.
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
    unreadable: bool = False

    @property
    def details(self) -> Details:
        return self.person.details

    @property
    def recent(self) -> tuple[PastRating, ...]:
        """The ratings of the two latest held sessions, for blind spots."""
        return self.latest + self.previous

    def last_done(self, kind: str, subject: UUID | None = None) -> date | None:
        """The latest day on which something of this kind was done: a review, or the session or meeting itself.

        With a ``subject``, reviews about another do not count.
        """
        moment = {RATING: self.rated_at, CONTACT: self.seen_at, HOME_VISIT: self.home_visit_at}.get(kind)
        days = [review.on for review in self.reviews if review.answers(kind, subject)]
        if moment is not None:
            days.append(local_day(moment))
        if kind == MAPPA and self.met_on is not None:
            days.append(self.met_on)
        return max(days, default=None)

    def is_settled(self, kind: str, on: date, subject: UUID | None) -> bool:
        """Whether this kind was done on that day or later, or on any day in a review of this very subject."""
        if subject is not None and any((review.kind, review.subject) == (kind, subject) for review in self.reviews):
            return True
        done = self.last_done(kind, subject)
        return done is not None and done >= on

    def recorded_since(self, kind: str, moment: datetime, subject: UUID | None = None) -> bool:
        """Whether something of this kind was recorded after this moment; of a session, whether it took place after.

        With a ``subject``, reviews about another do not count.
        """
        moments = {
            RATING: self.rated_at,
            CONTACT: self.seen_at,
            HOME_VISIT: self.home_visit_at,
            MAPPA: self.met_recorded_at,
        }
        own = moments.get(kind)
        if own is not None and own > moment:
            return True
        return any(review.answers(kind, subject) and review.recorded_at > moment for review in self.reviews)

    def official_date(self, kind: str) -> OfficialDate | None:
        """The official due day that stands, until that kind is done and recorded after it or it is withdrawn."""
        newest = next((one for one in reversed(self.official_dates) if one.kind == kind), None)
        if newest is None or newest.due_on is None:
            return None
        done = self.last_done(kind)  # one of before, written up late, does not answer it
        answered = done is not None and done >= local_day(newest.recorded_at)
        return None if answered and self.recorded_since(kind, newest.recorded_at) else newest

    def open_deferrals(self, kind: str, subject: UUID | None) -> list[Deferral]:
        """The deferrals of a duty since it was last done, as they were recorded; the last is the one that counts."""
        return [
            one
            for one in self.deferrals
            if (one.kind, one.subject) == (kind, subject) and not self.recorded_since(kind, one.recorded_at, subject)
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


def _is_answered(trigger: Trigger, reviews: Iterable[Done]) -> bool:
    return any(review.on >= trigger.event.on and review.recorded_at >= trigger.recorded_at for review in reviews)


def _trigger_day(trigger: Trigger) -> date:
    return trigger.event.on
