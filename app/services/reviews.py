"""Reviews: starting, saving and signing one with what it considered, or recording only that it was done.

What a review settles is computed from it, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from gettext import gettext as _
from uuid import UUID

from app.domain.absences import titled
from app.domain.case_problems import FieldProblem, FieldProblems, NotFound, ReviewSigned
from app.domain.considered import CONSIDERED_IN, Considered, Link, LinkKind
from app.domain.marks import marked_restricted
from app.domain.programmes import ProgrammeRecord
from app.domain.records import Record, bodies
from app.domain.restricted import (
    closed_links,
    closed_review,
)
from app.domain.reviews import NewReview, Review, ReviewDraft, ReviewEntry, check_entry, check_review
from app.domain.texts import cleaned
from app.services import officers, rules, slow_factors
from app.services.beside import Beside, for_review, record_link
from app.services.desk import Desk
from app.services.review_kinds import check_kind
from app.store import facts, marks, records, review_drafts, reviews, sessions
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class ReviewGuide:
    """A draft with what stands beside it."""

    draft: ReviewDraft
    beside: Beside


def start(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> ReviewGuide:
    """Open the person's unsigned review of this kind about this subject, or begin one.

    Raises FieldProblems for no such kind or without the subject that it needs, NotFound and ReviewUnreadable.
    """
    beside = for_review(desk, person_id, kind, subject)
    with desk.write() as db:
        draft = review_drafts.of_kind(db, person_id, kind, subject)
        if draft is None:
            now = desk.now()
            draft = ReviewDraft(
                id=desk.new_id(),
                person_id=person_id,
                kind=kind,
                subject=subject,
                started_at=now,
                written_at=now,
                entry=beside.entry,
            )
            review_drafts.add(db, draft)
        draft = _closed(db, draft)
    return ReviewGuide(draft=draft, beside=beside)


def open_draft(desk: Desk, draft_id: UUID) -> ReviewGuide:
    """Carry on with an unsigned review. Raises NotFound, ReviewSigned and ReviewUnreadable."""
    with desk.read() as db:
        draft = review_drafts.read(db, draft_id)
        if draft is None:
            raise _gone(db, draft_id)
        draft = _closed(db, draft)
    return ReviewGuide(draft=draft, beside=for_review(desk, draft.person_id, draft.kind, draft.subject))


def draft_of(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> ReviewDraft | None:
    """The person's unsigned review of this kind about this subject, if one is begun. Raises ReviewUnreadable."""
    with desk.read() as db:
        draft = review_drafts.of_kind(db, person_id, kind, subject)
        return draft and _closed(db, draft)


def save_draft(desk: Desk, draft: ReviewDraft) -> datetime:
    """Write what changed and return when the entry last changed; nothing is written when nothing differs.

    Raises NotFound and ReviewSigned.
    """
    draft = cleaned(draft)
    written_at = review_drafts.save(desk.store, draft, desk.now())
    if written_at is None:
        with desk.read() as db:
            raise _gone(db, draft.id)
    return written_at


def discard_draft(desk: Desk, draft_id: UUID) -> None:
    """Remove an unsigned review for good, at the officer's word. Raises NotFound and ReviewSigned."""
    with desk.read() as db:
        person_id = review_drafts.owner(db, draft_id)
        if person_id is None:
            raise _gone(db, draft_id)
    with desk.change("discard", "review", person_id) as db:
        review_drafts.remove(db, draft_id)


def sign(desk: Desk, draft: ReviewDraft) -> Review:
    """Seal the review with what it considered, with the draft's id; the draft ends with it.

    What it says of the slow factors becomes a further version of their record. Of ``draft`` only the entry counts:
    whose it is and of which kind stand in the store. Raises FieldProblems while something is missing, ReviewSigned the
    second time, NotFound for a discarded draft, ReviewUnreadable.
    """
    entry = cleaned(draft.entry)
    with desk.read() as db:
        saved = review_drafts.read(db, draft.id)
        if saved is None:
            raise _gone(db, draft.id)
    problems = check_entry(saved.kind, entry, saved.person_id, desk.today())
    if problems or entry.done_on is None or entry.changed is None:
        raise FieldProblems(problems)
    with desk.change("sign", "review", saved.person_id) as db:
        considered = None
        if saved.kind in CONSIDERED_IN:
            _check_programmes(entry, records.current(db, saved.person_id))
            considered = _linked(db, saved.person_id, entry.considered)
        officer_id, officer = officers.signing(db)
        review = Review(
            id=saved.id,
            person_id=saved.person_id,
            kind=saved.kind,
            subject=saved.subject,
            done_on=entry.done_on,
            changed=entry.changed,
            note=entry.note,
            officer=officer,
            recorded_at=desk.now(),
            considered=considered,
        )
        reviews.add(db, review, officer_id)
        slow_factors.keep_reviewed(desk, db, review, officer_id)
        review_drafts.remove(db, saved.id)
    return review


def read(desk: Desk, person_id: UUID, review_id: UUID) -> Review:
    """A review with what it considered; linked records that are restricted are not named. Raises NotFound."""
    with desk.read() as db:
        restricted = marked_restricted(marks.of_person(db, person_id))
        return closed_review(reviews.get(db, person_id, review_id), restricted - {review_id})


def title(desk: Desk, review: Review) -> str:
    """What its kind is called, with the day of the absence that it is about. Raises NotFound."""
    with desk.read() as db:
        known, book = facts.of_person(db, review.person_id), rules.in_force(db)
    named = rules.review_titles(book).get(review.kind, review.kind)
    return titled(named, review.subject, known.absences, known.records)


def record(desk: Desk, review: NewReview) -> Review:
    """Seal, with the officer as now, that a review was done, without what it considered.

    Raises FieldProblems and NotFound.
    """
    review = cleaned(review)
    with desk.change("record", "review", review.person_id) as db:
        known, book = facts.of_person(db, review.person_id), rules.in_force(db)
        problems = check_review(review, desk.today()) + check_kind(book, known, review.kind, review.subject)
        if problems or review.changed is None:
            raise FieldProblems(problems)
        officer_id, officer = officers.signing(db)
        sealed = Review(
            id=desk.new_id(),
            person_id=review.person_id,
            kind=review.kind,
            subject=review.subject,
            done_on=review.done_on,
            changed=review.changed,
            note=review.note,
            officer=officer,
            recorded_at=desk.now(),
        )
        reviews.add(db, sealed, officer_id)
    return sealed


def _closed(db: Connection, draft: ReviewDraft) -> ReviewDraft:
    """Linked records that were marked as restricted since are not named; signing takes their titles from the store."""
    restricted = marked_restricted(marks.of_person(db, draft.person_id))
    return replace(draft, entry=replace(draft.entry, considered=closed_links(draft.entry.considered, restricted)))


def _linked(db: Connection, person_id: UUID, considered: Considered) -> Considered:
    """With the days of the linked entries as the store has them. Raises FieldProblems for one that is not there."""
    wanted = [link for answer in considered.answers for link in answer.links]
    held = sessions.days(db, person_id, [link.id for link in wanted if link.kind is LinkKind.SESSION])
    done = reviews.days(db, person_id, [link.id for link in wanted if link.kind is LinkKind.REVIEW])
    kept = {one.id: record_link(one) for one in records.current(db, person_id) if not one.body.ROOM.restricted}
    found = held | done | {one: link.on for one, link in kept.items()}
    lost = [answer.question for answer in considered.answers if any(link.id not in found for link in answer.links)]
    if lost:
        sentence = _("A linked entry is not in this person’s record: link another")
        raise FieldProblems([FieldProblem(field=f"answers.{question}", sentence=sentence) for question in lost])
    answers = [replace(one, links=_as_stored(one.links, found, kept)) for one in considered.answers]
    return replace(considered, answers=tuple(answers))


def _check_programmes(entry: ReviewEntry, known: Iterable[Record]) -> None:
    """Raises FieldProblems where none are said to be considered although the records say otherwise."""
    on = entry.done_on or date.min
    known_then = any(one.state_on and one.state_on <= on for one in bodies(ProgrammeRecord, known))
    if entry.considered.no_programmes and known_then:
        sentence = _("A programme is recorded: name it, with what came of it")
        raise FieldProblems([FieldProblem(field="programmes", sentence=sentence)])


def _as_stored(links: Iterable[Link], days: dict[UUID, date], kept: dict[UUID, Link]) -> tuple[Link, ...]:
    return tuple(kept.get(link.id) or replace(link, on=days[link.id]) for link in links)


def _gone(db: Connection, draft_id: UUID) -> NotFound | ReviewSigned:
    return ReviewSigned() if reviews.exists(db, draft_id) else NotFound()
