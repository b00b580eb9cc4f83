"""What was recorded in the sessions of one story, as entries that can be signed.

The story's own words come first, otherwise phrases that all stories share. Must not know the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from app.domain.agencies import Agency, AgencyType
from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.ratings import Level, Rating
from app.domain.sessions import ActDecision, Entry, Information
from app.domain.tasks import NewTask, Task, TaskCheck, TaskOutcome
from app.services.demonstration.diary import Slot
from app.services.demonstration.rating import RatingTeller, setting
from app.services.demonstration.stories import OUTCOMES, Moment, Phase, Phrases, Story, Template
from app.services.demonstration.wording import Wording

MOST_OPEN_TASKS = 2


class Teller:
    """Tells one person's sessions in their order."""

    def __init__(self, story: Story, phrases: Phrases, chance: Random) -> None:
        self._story, self._phrases, self._chance = story, phrases, chance
        self._wording = Wording(story, chance)
        self._ratings = RatingTeller(story, phrases, self._wording)
        self._templates: dict[str, Template] = {}
        self._tries: dict[UUID, int] = {}
        self._rar_days = 0
        known = _agencies(story)
        self._news = {
            inside: tuple(one for one in pool if one.agency in known)
            for inside, pool in ((False, phrases.information), (True, phrases.custody_information))
        }

    def tell(self, slot: Slot, session_id: UUID, tasks: Sequence[Task], then: tuple[datetime, Place] | None) -> Entry:
        """One session's entry; ``tasks`` are those open before it, ``then`` when and where they meet next."""
        moment = slot.phase.moment(slot.index)
        outcome = OUTCOMES[slot.phase.flow[slot.index]]
        entry = Entry(
            place=moment.place or self._place(slot.phase, outcome),
            outcome=outcome,
            held_at=slot.at,
            next_at=then[0] if then else None,
            next_place=then[1] if then else None,
        )
        if not outcome.held:
            return self._missed(entry, outcome, slot.phase, moment)
        return self._seen(entry, slot, moment, session_id, tasks)

    def review_note(self, kind: str) -> str:
        """A sentence for a review of ``kind``."""
        return self._wording.phrase(self._phrases.reviews[kind])

    def small_addendum(self) -> str:
        """Something left out of a note, now and then; mostly nothing."""
        return self._wording.phrase(self._phrases.addenda["general"]) if self._wording.one_in(90) else ""

    def _seen(self, entry: Entry, slot: Slot, moment: Moment, session_id: UUID, tasks: Sequence[Task]) -> Entry:
        wording, shared, phase = self._wording, self._phrases, slot.phase
        claim_checks = self._ratings.claim_checks(slot)
        ratings = self._ratings.ratings(slot, entry.place, session_id)
        tone = _tone(phase, entry.outcome, ratings)
        exercise, progress = wording.phrase(shared.interventions[tone]), wording.phrase(shared.progress[tone])
        told = replace(
            entry,
            check_in=wording.filled(moment.check_in) or self._check_in(slot, ratings[0], entry.place, tone),
            progress=progress,
            ratings=ratings,
            intervention=exercise,
            stance=wording.filled(moment.stance) or self._now_and_then(16, shared.stance["general"]),
            safeguarding=wording.filled(moment.safeguarding)
            or self._now_and_then(4, shared.safeguarding["custody" if phase.inside else "general"]),
            summary=wording.phrase(shared.summaries[tone]),
            task_checks=tuple(self._task_check(task, ratings[-1]) for task in tasks),
            claim_checks=claim_checks,
            information=self._information(phase, moment, tone),
            tasks=self._new_tasks(slot, entry.next_at, tasks),
            rar_day=self._rar_day(),
            action=(moment.action or Action.FIRST_WARNING) if entry.outcome is Outcome.FAILED_TO_COMPLY else None,
            decisions=_decisions(ratings, moment),
            changes=moment.changes,
            changes_assessment=bool(moment.change_note),
            decision_note=wording.filled(moment.change_note) or wording.phrase(shared.decisions[tone]),
        )
        if entry.place is Place.PRISON_VISIT:  # its form has no steps for these, and one for release
            release = wording.phrase(shared.release["general"])
            return replace(told, progress=f"{progress} {exercise}", intervention="", summary="", release=release)
        return told

    def _missed(self, entry: Entry, outcome: Outcome, phase: Phase, moment: Moment) -> Entry:
        inside = phase.inside and outcome is Outcome.ACCEPTABLE_ABSENCE
        pool = self._phrases.absences["custody_absence" if inside else outcome]
        note = self._wording.filled(moment.note) or self._wording.phrase(pool)
        reason = None
        if outcome is Outcome.ACCEPTABLE_ABSENCE:
            kind, note = note.split("|", 1)
            reason = AbsenceReason(kind.lower())
        action = moment.action or (Action.FIRST_WARNING if outcome.missed else Action.NO_FURTHER_ACTION)
        return replace(entry, absence_reason=reason, absence_note=note, action=action)

    def _check_in(self, slot: Slot, mood: Rating, place: Place | None, tone: str) -> str:
        """An opening that fits place and mood, then a piece of life: the story's, in its order, or an everyday one."""
        openings = self._phrases.openings[setting(slot.phase, place)]
        level = mood.level if mood.level and mood.level.is_concern else Level.NONE_SEEN
        if level is Level.NONE_SEEN and tone == "concern":
            level = Level.EMERGING
        parts = [self._wording.phrase(openings.get(level, openings[Level.NONE_SEEN]))]
        own = self._own_life(slot)
        if own:
            parts.append(own)
        if not own or (tone == "general" and self._wording.one_in(4)):
            parts.append(self._wording.phrase(self._phrases.life[slot.phase.everyday]))
        return " ".join(parts)

    def _own_life(self, slot: Slot) -> str:
        """The phase's sentences spread over the sessions in which the person was seen, each told once."""
        life, flow = slot.phase.life, slot.phase.flow
        held = [index for index in range(len(flow)) if OUTCOMES[flow[index]].held]
        turns = {held[turn * len(held) // len(life)]: text for turn, text in enumerate(life)}
        return self._wording.filled(turns.get(slot.index, ""))

    def _task_check(self, task: Task, compliance: Rating) -> TaskCheck:
        """Most tasks are done, fewer when engagement is poor, and none stays open for ever."""
        tries = self._tries[task.id] = self._tries.get(task.id, 0) + 1
        done, partly = (0.3, 0.6) if compliance.level and compliance.level.is_concern else (0.8, 0.93)
        draw = self._chance.random()
        if draw < done or tries > 2:
            outcome = TaskOutcome.DONE
        else:
            outcome = TaskOutcome.PARTLY if draw < partly else TaskOutcome.NOT_DONE
        text: str = getattr(self._templates[task.what], outcome)
        return TaskCheck(task_id=task.id, outcome=outcome, note=self._wording.filled(text))

    def _new_tasks(self, slot: Slot, then: datetime | None, before: Sequence[Task]) -> tuple[NewTask, ...]:
        if len(before) >= MOST_OPEN_TASKS or self._wording.one_in(4):
            return ()
        shared = self._phrases
        templates = {"custody": shared.custody_tasks, "premises": shared.premises_tasks, "general": shared.tasks}
        template = self._wording.deal(templates[slot.phase.everyday])
        what = self._wording.filled(template.what)
        self._templates[what] = template
        due = then.date() if then else slot.at.date() + timedelta(days=slot.phase.every)
        return (NewTask(what=what, who=template.who or self._wording.name, due_on=due),)

    def _information(self, phase: Phase, moment: Moment, tone: str) -> tuple[Information, ...]:
        if moment.information:
            return tuple(self._agreed(one) for one in moment.information)
        if tone in ("concern", "act_today") or not self._wording.one_in(6):
            return ()
        pool = self._news[phase.inside]
        return (self._agreed(self._wording.deal(pool)),) if pool else ()

    def _agreed(self, one: Information) -> Information:
        return replace(one, what=self._wording.filled(one.what), reason=self._wording.filled(one.reason))

    def _now_and_then(self, one_in: int, pool: Sequence[str]) -> str:
        return self._wording.phrase(pool) if self._wording.one_in(one_in) else ""

    def _rar_day(self) -> bool:
        allowed = self._story.details.rar_days_allowed or 0
        counts = self._rar_days < allowed * 2 // 3 and self._wording.one_in(2)
        self._rar_days += counts
        return counts

    def _place(self, phase: Phase, outcome: Outcome) -> Place:
        if phase.place is Place.OFFICE and outcome is Outcome.COMPLIED:
            return self._chance.choices((Place.OFFICE, Place.HOME_VISIT, Place.PHONE), (84, 12, 4))[0]
        if phase.inside:
            return self._chance.choices((Place.PRISON_VISIT, Place.VIDEO), (75, 25))[0]
        return phase.place


def _tone(phase: Phase, outcome: Outcome | None, ratings: Sequence[Rating]) -> str:
    """Which phrases fit the session as a whole: a crisis, something clearly there, custody, or an ordinary day."""
    levels = {rating.level for rating in ratings}
    if Level.ACT_TODAY in levels:
        return "act_today"
    if phase.inside:
        return "custody"
    return "concern" if Level.PRESENT in levels or outcome is Outcome.FAILED_TO_COMPLY else "general"


def _agencies(story: Story) -> set[str]:
    """The agencies that the story's records list, by the names that notes use."""
    listed = [one for one in story.records if one.get("kind") == Agency.KIND]
    return {one.get("team") or AgencyType(one["type"]).label for one in listed}


def _decisions(ratings: Sequence[Rating], moment: Moment) -> tuple[ActDecision, ...]:
    return tuple(
        ActDecision(factor=rating.factor, told=moment.told, decided=moment.decided, why=moment.why)
        for rating in ratings
        if rating.level is Level.ACT_TODAY
    )
