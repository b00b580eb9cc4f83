"""All that a page or the guide needs about one person, apart from facts, ratings and sessions, in one statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from uuid import UUID

from sqlalchemy import Connection

from app.domain.facts import local_day
from app.domain.marks import Marking
from app.domain.records import Record
from app.domain.reference_lists import ListEdit
from app.domain.reviews import Event, Review
from app.domain.rule_edits import RuleEdit
from app.domain.sessions import ClaimCheck, Draft, Session
from app.domain.tasks import Task
from app.store import entries, reference_lists, rule_edits
from app.store.claims import settlings_of_person
from app.store.drafts import draft_of_person, outline
from app.store.marks import markings_of_person
from app.store.records import current_of_person, with_body
from app.store.review_drafts import ReviewDraftOutline, outlines_of_person
from app.store.reviews import events_of_person, reviews_of_person
from app.store.sessions import Mark, claim_checks_of_person, course_of_person
from app.store.shapes import Bundle, Fields, value
from app.store.tasks import open_of_person


@dataclass(frozen=True, kw_only=True)
class Case:
    """Of ``draft`` only an outline is sure: its entry is empty if it cannot be read.

    Reviews and events newest first, tasks (the open ones), the course of sessions, records and markings oldest first.
    ``rule_edits`` and ``list_edits`` are of nobody, in no order.
    """

    draft: Draft | None
    tasks: tuple[Task, ...]
    claim_checks: tuple[ClaimCheck, ...]
    reviews: tuple[Review, ...]
    events: tuple[Event, ...]
    records: tuple[Record, ...]
    markings: tuple[Marking, ...]
    course: tuple[Mark, ...]
    review_drafts: tuple[ReviewDraftOutline, ...]
    rule_edits: tuple[RuleEdit, ...]
    list_edits: tuple[ListEdit, ...]

    @property
    def missed(self) -> tuple[date, ...]:
        """Days on which a session was to take place and the person was not seen."""
        return tuple(local_day(mark.held_at) for mark in self.course if not mark.outcome.held)

    @property
    def rar_days_done(self) -> int:
        return sum(mark.rar_day for mark in self.course)


_PARTS = {
    "draft": draft_of_person,
    "tasks": open_of_person,
    "claim_checks": claim_checks_of_person,
    "claim_settlings": settlings_of_person,
    "reviews": reviews_of_person,
    "events": events_of_person,
    "records": current_of_person,
    "markings": markings_of_person,
    "course": course_of_person,
    "review_drafts": outlines_of_person,
    "rule_edits": rule_edits.all_edits,
    "list_edits": reference_lists.all_edits,
}
_BELONGING = {f"sessions.{name}": part for name, part in entries.BELONGING.items()}

_CASE = Bundle(_PARTS)
_CASE_AND_SESSIONS = Bundle(_PARTS | _BELONGING)


def get(db: Connection, person_id: UUID) -> Case:
    """In one statement. Somebody who is not in the store has an empty case."""
    return _case(_CASE.read(db, person_id=person_id))


def read_with_sessions(db: Connection, person_id: UUID) -> tuple[Case, tuple[Session, ...]]:
    """The case and the newest sessions with all that belongs to them, in two statements."""
    sessions = entries.newest(db, person_id)
    found = _CASE_AND_SESSIONS.read(db, **entries.span(person_id, sessions))
    belonging = {name: found[f"sessions.{name}"] for name in entries.BELONGING}
    return _case(found), entries.assembled(sessions, belonging)


def _case(found: dict[str, list[Fields]]) -> Case:
    draft = next(map(outline, found["draft"]), None)
    in_one_go = sorted(found["events"], key=itemgetter("position"))  # kept by the next sorting, which is stable
    in_order: Fields = {
        "draft": None,
        "tasks": sorted(found["tasks"], key=itemgetter("set_on", "session_id", "position")),
        "claim_checks": found["claim_checks"] + sorted(found["claim_settlings"], key=itemgetter("position")),
        "reviews": sorted(found["reviews"], key=itemgetter("done_on", "recorded_at"), reverse=True),
        "events": sorted(in_one_go, key=itemgetter("on", "recorded_at"), reverse=True),
        "records": [with_body(row) for row in sorted(found["records"], key=itemgetter("id"))],
        "markings": sorted(found["markings"], key=itemgetter("position")),
        "course": sorted(found["course"], key=itemgetter("held_at")),
        "review_drafts": sorted(found["review_drafts"], key=itemgetter("started_at")),
        "rule_edits": found["rule_edits"],
        "list_edits": found["list_edits"],
    }
    return replace(value(in_order, Case), draft=draft)
