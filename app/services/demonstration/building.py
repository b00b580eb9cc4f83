"""Puts the told stories into a store: a person at a time, each in one audited transaction.

The stories are dated back from the clock's day, and the store's own clock is set to each moment while it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

from app.domain.absences import DECIDE, Judgement
from app.domain.changes import changes, moved
from app.domain.considered import CONSIDERED_IN
from app.domain.deferrals import Deferral, OfficialDate, Suspension
from app.domain.facts import local_day
from app.domain.marks import Mark, Marking
from app.domain.officers import Officer
from app.domain.people import Person
from app.domain.places import Outcome
from app.domain.ratings import Rating
from app.domain.reviews import Event, EventKind, Review
from app.domain.sessions import Addendum, Draft, Entry, LifeChange, Session, Step
from app.domain.working_days import add_working_days
from app.services import officers, rules, sessions
from app.services.demonstration.considering import considered
from app.services.demonstration.diary import Diary, Slot
from app.services.demonstration.filing import CaseFile, Days, session_name, versions
from app.services.demonstration.standing import PastReview, Stage, reviews_done, stages
from app.services.demonstration.stories import Moment, Official, Story, phrases
from app.services.demonstration.telling import Teller
from app.services.desk import Desk
from app.store import cases, deferrals, drafts, marks, people, records, reviews
from app.store import sessions as sealed

SEED = "Sightline demonstration"
OFFICER = Officer(
    name="Eleri Maddocks", role="Probation officer", office="Harbour House, Carreg Las", spo="Joanne Whitbread"
)
WARNED_BEFORE = timedelta(days=365)
NOT_COPIED_YET = timedelta(days=6)
"""How long the newest sessions wait until they are copied into NDelius."""

Progress = Callable[[int, int], object]


@dataclass
class Hands:
    """A clock that shows the moment it was set to."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


def fill(desk: Desk, everyone: Sequence[Story], progress: Progress) -> None:
    """Write these people into an empty store. ``progress`` hears how many of how many are done."""
    diary = Diary(desk.today())
    progress(0, len(everyone))
    officers.record(desk, OFFICER)
    for number, story in enumerate(everyone, start=1):
        _Case(desk, story, diary).write()
        progress(number, len(everyone))


class _Case:
    """One person being written; the transaction is open while ``write`` runs."""

    def __init__(self, desk: Desk, story: Story, diary: Diary) -> None:
        self._now, self._today = desk.now(), desk.today()
        self._hands = Hands(self._now)
        self._desk = replace(desk, clock=self._hands)
        self._story = story
        self._chance = Random(f"{SEED} {story.details.crn}")  # noqa: S311  # the same stories each time
        self._teller = Teller(story, phrases(), self._chance)
        self._slots = diary.slots(story, self._chance)
        self._next = diary.next(story)
        self._events: list[Event] = []
        self._absences: list[Session] = []
        self._signed: list[Session] = []

    def write(self) -> None:
        course = stages(self._story, self._slots, self._today)
        self._set(datetime.combine(course[0].since, time(9, 5)).astimezone())
        person = Person(id=self._desk.new_id(), added_at=self._desk.now(), details=course[0].details)
        self._id = person.id
        with self._desk.change("add", "person", person.id) as self._db:
            self._officer_id, _officer = officers.signing(self._db)
            people.add(self._db, person, self._officer_id, self._desk.new_id())
            self._case = CaseFile(person.id, OFFICER.name, self._desk.new_id)
            self._edit(course)
            for index, slot in enumerate(self._slots):
                self._session(slot, self._slots[index + 1] if index + 1 < len(self._slots) else None)
            days = Days(self._slots, course[-1].details, self._today)
            self._file(days)
            self._review(course[-1], days)
            self._judge()
            self._put_off()
            self._copy()
            self._set(self._now)

    def _set(self, moment: datetime) -> None:
        self._hands.moment = min(moment, self._now)

    def _edit(self, course: Sequence[Stage]) -> None:
        """Later details with their history, as an edit would have kept them."""
        for before, stage in pairwise(course):
            self._set(datetime.combine(stage.since, time(8, 40)).astimezone())
            made = [(self._desk.new_id(), change) for change in changes(before.details, stage.details)]
            people.replace_details(self._db, self._id, stage.details)
            people.add_changes(self._db, self._id, self._officer_id, self._desk.now(), made)
            if stage.moved and moved(before.details, stage.details):
                event = Event(kind=EventKind.LIFE_CHANGE, on=stage.since, reason=LifeChange.ADDRESS.label)
                reviews.add_events(self._db, self._id, [(self._desk.new_id(), event)], self._desk.now())
                self._events.append(event)

    def _session(self, slot: Slot, following: Slot | None) -> None:
        self._set(slot.at)
        session_id = self._case.ids[session_name(slot)] = self._desk.new_id()
        then = (following.at, following.phase.place) if following else self._next
        entry = self._teller.tell(slot, session_id, cases.get(self._db, self._id).tasks, then)
        if following is None and self._story.draft is not None:
            self._draft(session_id, slot, entry)
        else:
            self._sign(session_id, slot, entry)

    def _sign(self, session_id: UUID, slot: Slot, entry: Entry) -> None:
        signed_at = self._signed_at(slot)
        written_at = signed_at - timedelta(minutes=self._chance.randint(1, 9))
        draft = Draft(id=session_id, person_id=self._id, started_at=slot.at, written_at=written_at, entry=entry)
        self._set(signed_at)
        session = sessions.seal(self._desk, self._db, draft, signed_at)
        happened = reviews.events_of_session(self._db, self._id, session_id)
        self._events += happened
        self._signed.append(session)
        if entry.outcome is not None and entry.outcome.missed:
            self._absences.append(session)
        self._add(session, slot.phase.moment(slot.index))

    def _signed_at(self, slot: Slot) -> datetime:
        """Mostly within hours, now and then next working day, seldom late."""
        same_day = slot.at + timedelta(minutes=self._chance.randint(35, 130))
        draw = self._chance.random()
        days = 0 if draw < 0.84 else 1 if draw < 0.97 else 3
        later = add_working_days(slot.at.date(), days) if days else slot.at.date()
        signed_at = same_day.replace(year=later.year, month=later.month, day=later.day)
        return signed_at if signed_at < self._now else min(same_day, self._now)

    def _add(self, session: Session, moment: Moment) -> None:
        """Addenda: the story's, and seldom a small one."""
        told = [(one.days, one.text) for one in moment.addenda]
        small = self._teller.small_addendum() if session.entry.outcome and session.entry.outcome.held else ""
        if small and not told:
            told.append((1, small))
        for days, text in told:
            at = session.signed_at + timedelta(days=days, minutes=17)
            if at < self._now:
                self._set(at)
                addendum = Addendum(id=self._desk.new_id(), added_at=at, by=OFFICER.name, text=text)
                sealed.add_addendum(self._db, session.id, addendum, self._officer_id)

    def _draft(self, draft_id: UUID, slot: Slot, entry: Entry) -> None:
        """The latest session as it was left: everything after the step is still empty."""
        step = self._story.draft or Step.START
        entry = replace(entry, changes_assessment=None, decision_note="", next_at=None, next_place=None, tasks=())
        if step is Step.FACTORS:
            blank = tuple(Rating(factor=rating.factor) for rating in entry.ratings[2:])
            entry = replace(entry, ratings=entry.ratings[:2] + blank, intervention="", safeguarding="", summary="")
        written_at = min(slot.at + timedelta(minutes=52), self._now)
        drafts.add(
            self._db,
            Draft(id=draft_id, person_id=self._id, started_at=slot.at, written_at=written_at, step=step, entry=entry),
        )

    def _file(self, days: Days) -> None:
        """The records of the case and the marks put on them, each in its hour of its day."""
        for number, version in enumerate(versions(self._story, days)):
            self._set(datetime.combine(version.on, time(17, 10)).astimezone() + timedelta(seconds=number))
            made, happened = self._case.keep(version, self._desk.now())
            for record in made:
                records.add(self._db, record, self._officer_id)
            reviews.add_events(
                self._db, self._id, [(self._desk.new_id(), event) for event in happened], self._desk.now()
            )
            self._events += happened
        for marked in self._story.marks:
            self._set(datetime.combine(days.day(marked.kept), time(17, 40)).astimezone())
            self._mark(self._case.ids[marked.of], marked.mark, marked.reason, put=marked.put)
        self._events.sort(key=_event_day)

    def _copy(self) -> None:
        """All but the newest sessions are copied into NDelius, on the working day after they were signed."""
        for session in self._signed:
            on = add_working_days(local_day(session.signed_at), 1)
            if on + NOT_COPIED_YET < self._today:
                self._set(datetime.combine(on, time(8, 50)).astimezone())
                self._mark(session.id, Mark.COPIED, "", on=on)

    def _mark(self, subject: UUID, mark: Mark, reason: str, *, put: bool = True, on: date | None = None) -> None:
        now = self._desk.now()
        made = Marking(subject=subject, mark=mark, put=put, reason=reason, by=OFFICER.name, recorded_at=now, on=on)
        marks.add(self._db, self._id, made, self._officer_id)

    def _review(self, last: Stage, days: Days) -> None:
        done = reviews_done(self._story, last.details, rules.rules(), self._answers(), self._today, self._chance)
        done += [PastReview(kind=kind, on=days.day(on)) for kind, told in self._story.done.items() for on in told]
        for review in [*done, *self._breach_decisions()]:
            self._set(datetime.combine(review.on, time(16, 20)).astimezone())
            note = self._teller.review_note(f"{review.kind}_changed" if review.changed else review.kind)
            looked_at = None
            if review.kind in CONSIDERED_IN:
                standing = self._case.standing(review.on)
                looked_at = considered(standing, self._signed, review.on, changed=review.changed)
            reviews.add(
                self._db,
                Review(
                    id=self._desk.new_id(),
                    person_id=self._id,
                    kind=review.kind,
                    subject=review.subject,
                    done_on=review.on,
                    changed=review.changed,
                    note=note,
                    officer=OFFICER,
                    recorded_at=self._desk.now(),
                    considered=looked_at,
                ),
                self._officer_id,
            )

    def _judge(self) -> None:
        """Nobody in these stories ever showed a reason for a failure to attend."""
        for session in self._absences:
            day = add_working_days(_day_of(session), 6)
            if session.entry.outcome is not Outcome.FAILED_TO_ATTEND or day >= self._today or self._left_open(day):
                continue
            self._set(datetime.combine(day, time(16, 40)).astimezone())
            judgement = Judgement(
                session_id=session.id,
                acceptable=False,
                reason=None,
                evidence=self._teller.review_note("absence_evidence"),
                seen_on=None,
                by=OFFICER.name,
                recorded_at=self._desk.now(),
            )
            deferrals.add(self._db, self._id, self._desk.new_id(), self._officer_id, judgement)

    def _put_off(self) -> None:
        for told in (self._story.deferred, self._story.suspended):
            if told is None:
                continue
            since, until = self._today - timedelta(days=told.ago), self._today + timedelta(days=told.until)
            self._set(datetime.combine(since, time(15, 10)).astimezone())
            now, by = self._desk.now(), OFFICER.name
            made: Deferral | Suspension
            if told.kind:
                due = self._today + timedelta(days=self._story.reviews[told.kind])
                made = Deferral(
                    kind=told.kind, subject=None, due_on=due, until=until, reason=told.reason, by=by, recorded_at=now
                )
            else:
                made = Suspension(since=since, until=until, reason=told.reason, by=by, recorded_at=now)
            deferrals.add(self._db, self._id, self._desk.new_id(), self._officer_id, made)
        if self._story.official is not None:
            self._set_official(self._story.official)

    def _set_official(self, told: Official) -> None:
        self._set(datetime.combine(self._today - timedelta(days=told.ago), time(15, 20)).astimezone())
        made = OfficialDate(
            kind=told.kind,
            due_on=self._today + timedelta(days=told.due),
            system=told.system,
            note=told.note,
            by=OFFICER.name,
            recorded_at=self._desk.now(),
        )
        deferrals.add(self._db, self._id, self._desk.new_id(), self._officer_id, made)

    def _answers(self) -> list[date]:
        """The days on which events were answered by a risk review; one answers what happened in the days before it."""
        found: list[date] = []
        for event in self._events:
            day = event.on + timedelta(days=self._chance.randint(3, 9))
            answered = bool(found) and event.on < found[-1]
            if not answered and day < self._today and not self._left_open(event.on):
                found.append(day)
        return found

    def _breach_decisions(self) -> list[PastReview]:
        """A second missed session within twelve months asked for a decision, which was made."""
        days = [(_day_of(session), session.id) for session in self._absences]
        return [
            PastReview(kind=DECIDE, on=later + timedelta(days=4), subject=session_id)
            for (earlier, _id), (later, session_id) in pairwise(days)
            if later - earlier <= WARNED_BEFORE and not self._left_open(later)
        ]

    def _left_open(self, day: date) -> bool:
        return (self._today - day).days <= self._story.unreviewed


def _event_day(event: Event) -> date:
    return event.on


def _day_of(session: Session) -> date:
    return local_day(session.entry.held_at or session.signed_at)
