"""What stands beside a draft while it is guided, as it was known on the day of its session. Reads nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from app.domain.circumstances import Situation
from app.domain.deadlines import Flag
from app.domain.facts import Facts, local_day
from app.domain.people import Person
from app.domain.prompts import Prompt, choose, words_of
from app.domain.ratings import PastRating
from app.domain.records import Record
from app.domain.sessions import Claim, Draft, Entry, Information, Session, Step
from app.domain.tasks import Task
from app.services import rules
from app.store.sessions import Mark


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A draft with what stands beside it.

    ``held`` are the 20 newest signed sessions in which the person was seen, newest first; ``course`` is how each signed
    session ended that was to take place by now, ``history`` how it was rated, both oldest first; ``flags`` leaves out
    that this very draft is unsigned. ``known`` are the facts that the rules see, ``records`` all as they now are;
    ``on`` is the day of which it is asked what holds: today, or that of a late entry. But for ``known``, what is marked
    as restricted is here without its words.
    """

    draft: Draft
    known: Facts
    on: date
    held: tuple[Session, ...]
    course: tuple[Mark, ...]
    history: tuple[PastRating, ...]
    open_tasks: tuple[Task, ...]
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    records: tuple[Record, ...]

    @property
    def person(self) -> Person:
        return self.known.person

    @property
    def last(self) -> Session | None:
        """The latest signed session in which the person was seen."""
        return self.held[0] if self.held else None

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of the held sessions, looked for at every change of the entry."""
        return words_of(session.entry for session in self.held)

    @property
    def news(self) -> tuple[tuple[date, Information], ...]:
        """What agencies were told or told us in that session and since, each with its day."""
        entry = self.last.entry if self.last else Entry()
        return tuple((local_day(entry.held_at), one) for one in entry.information if entry.held_at)


def prompts_for(guide: Guide, entry: Entry, steps: Collection[Step] = tuple(Step)) -> tuple[Prompt, ...]:
    """The prompts at ``steps`` that fit the case and what has been entered so far; reads nothing from the store."""
    situation = Situation(
        details=guide.person.details,
        today=guide.on,
        entry=entry,
        held=[session.entry for session in guide.held],
        said=guide.said,
        changes=entry.changes + (guide.last.entry.changes if guide.last else ()),
        history=guide.history,
        last_outcome=guide.course[-1].outcome if guide.course else None,
        tasks=guide.open_tasks,
        claims=guide.claims,
        records=guide.records,
        heard=guide.known.heard,
        flags=guide.flags,
        visited=guide.known.home_visit_at is not None,
        reviewed_victims=any(review.children_or_victims for review in guide.known.reviews),
    )
    return choose([one for one in rules.prompts() if one.step in steps], situation)


def as_of(guide: Guide, entry: Entry) -> Guide:
    """The guide as it was known when the session of ``entry`` took place: for a late entry, less what came after.

    Orders and conditions are those in force on its day, whenever they were recorded. A task or claim of a later session
    stays when the entry settles it already.
    """
    at = entry.held_at
    if at is None or local_day(at) > guide.on:
        return guide
    then = replace(guide, on=local_day(at), draft=replace(guide.draft, entry=entry))
    if guide.course and guide.course[-1].held_at >= at:
        return _less_what_came_after(then, entry, at)
    return guide if then.on == guide.on else then


def _less_what_came_after(guide: Guide, entry: Entry, at: datetime) -> Guide:
    history = tuple(past for past in guide.history if past.held_at < at)
    earlier = {past.session_id for past in history}
    ticked = {check.task_id for check in entry.task_checks}
    settled = {(check.session_id, check.factor) for check in entry.claim_checks}
    return replace(
        guide,
        held=tuple(one for one in guide.held if one.id in earlier),
        course=tuple(mark for mark in guide.course if mark.held_at < at),
        history=history,
        open_tasks=tuple(one for one in guide.open_tasks if one.session_id in earlier or one.id in ticked),
        claims=tuple(
            one for one in guide.claims if one.session_id in earlier or (one.session_id, one.factor) in settled
        ),
    )
