"""Reviews: starting, saving and signing one with what it considered, or recording only that it was done.

What a review settles is computed from it, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from gettext import gettext as _
from uuid import UUID

from app.domain.absences import titled
from app.domain.case_problems import FieldProblem, FieldProblems, NotFound, ReviewSigned
from app.domain.considered import CONSIDERED_IN, Considered, Link, LinkKind
from app.domain.deadlines import Flag, flags
from app.domain.facts import Facts, local_day
from app.domain.people import Person
from app.domain.ratings import PastRating
from app.domain.reviews import Event, NewReview, Review, ReviewDraft, ReviewEntry, check_entry, check_review
from app.domain.rule_edits import RuleBook
from app.domain.sessions import Session
from app.domain.slow_factors import begun_with
from app.domain.starts import kinds_of_one
from app.domain.texts import cleaned
from app.services import officers, rules, slow_factors
from app.services.desk import Desk
from app.store import cases, facts, ratings, review_drafts, reviews, sessions
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside a review, newest first but for ``flags``.

    ``flags`` say why it is due; ``subject`` is what it is about, such as one absence, whose day is in the ``title``;
    ``last`` is the last review of this kind, with what it considered; ``sessions`` are the 20 newest and ``reviews``
    all, to be linked; ``evidence`` are the ratings since the last review in which something was seen, said or helped;
    ``events`` brought it forward since. ``considers``: the kind says what it considered; ``entry`` is what a new one
    begins with, from the slow and protective factors as they stand.
    """

    person: Person
    kind: str
    subject: UUID | None
    title: str
    today: date
    considers: bool
    flags: tuple[Flag, ...]
    last: Review | None
    sessions: tuple[Session, ...]
    reviews: tuple[Review, ...]
    evidence: tuple[PastRating, ...]
    events: tuple[Event, ...]
    entry: ReviewEntry

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything that can be linked, newest first."""
        held = [
            Link(kind=LinkKind.SESSION, id=one.id, on=local_day(one.entry.held_at))
            for one in self.sessions
            if one.entry.held_at is not None
        ]
        done = [Link(kind=LinkKind.REVIEW, id=one.id, on=one.done_on) for one in self.reviews]
        return tuple(sorted(held + done, key=_day, reverse=True))


@dataclass(frozen=True, kw_only=True)
class ReviewGuide:
    """A draft with what stands beside it."""

    draft: ReviewDraft
    beside: Beside


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The kinds of review that can be recorded, with their titles.

    ``about`` has those that are about one thing each, such as one absence: the flags that ask for one, oldest first.
    """

    person: Person
    titles: Mapping[str, str]
    about: Mapping[str, tuple[Flag, ...]]


def choices(desk: Desk, person_id: UUID) -> Choices:
    """What can be recorded for this person. Raises NotFound."""
    today = desk.today()
    with desk.read() as db:
        known, book = facts.of_person(db, person_id), rules.in_force(db)
    titles = rules.review_titles(book)
    asked = flags(book.rules, known, today, ahead=today + timedelta(days=366))
    return Choices(
        person=known.person,
        titles=titles,
        about={
            kind: tuple(sorted((flag for flag in asked if flag.kind == kind), key=_since))
            for kind in _kinds_of_one(book) & titles.keys()
        },
    )


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
    return ReviewGuide(draft=draft, beside=beside)


def open_draft(desk: Desk, draft_id: UUID) -> ReviewGuide:
    """Carry on with an unsigned review. Raises NotFound, ReviewSigned and ReviewUnreadable."""
    with desk.read() as db:
        draft = review_drafts.read(db, draft_id)
        if draft is None:
            raise _gone(db, draft_id)
    return ReviewGuide(draft=draft, beside=for_review(desk, draft.person_id, draft.kind, draft.subject))


def draft_of(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> ReviewDraft | None:
    """The person's unsigned review of this kind about this subject, if one is begun. Raises ReviewUnreadable."""
    with desk.read() as db:
        return review_drafts.of_kind(db, person_id, kind, subject)


def for_review(desk: Desk, person_id: UUID, kind: str, subject: UUID | None = None) -> Beside:
    """What stands beside a review of this kind.

    Raises FieldProblems for no such kind or without the subject that it needs, and NotFound.
    """
    today = desk.today()
    with desk.read() as db:
        known = facts.of_person(db, person_id)
        case, newest = cases.read_with_sessions(db, person_id)
        past = ratings.history(db, person_id)
        book = rules.book_of(case.rule_edits)
        problems = _check_kind(book, known, kind, subject)
        if problems:
            raise FieldProblems(problems)
        last = next((one for one in case.reviews if one.kind == kind), None)
        last = last and reviews.get(db, person_id, last.id)
    since = last.done_on if last else date.min
    return Beside(
        person=known.person,
        kind=kind,
        subject=subject,
        title=titled(rules.review_titles(book)[kind], subject, known.absences),
        today=today,
        considers=kind in CONSIDERED_IN,
        flags=tuple(
            flag
            for flag in flags(book.rules, known, today)
            if flag.kind == kind and (subject is None or flag.subject == subject)
        ),
        last=last,
        sessions=newest,
        reviews=case.reviews,
        evidence=tuple(one for one in reversed(past) if one.on >= since and _says_something(one)),
        events=tuple(event for event in case.events if event.on >= since),
        entry=ReviewEntry(considered=begun_with(case.records, today)) if kind in CONSIDERED_IN else ReviewEntry(),
    )


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
        considered = _linked(db, saved.person_id, entry.considered) if saved.kind in CONSIDERED_IN else None
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
    """A review with what it considered. Raises NotFound."""
    with desk.read() as db:
        return reviews.get(db, person_id, review_id)


def title(desk: Desk, review: Review) -> str:
    """What its kind is called, with the day of the absence that it is about. Raises NotFound."""
    with desk.read() as db:
        known, book = facts.of_person(db, review.person_id), rules.in_force(db)
    return titled(rules.review_titles(book).get(review.kind, review.kind), review.subject, known.absences)


def record(desk: Desk, review: NewReview) -> Review:
    """Seal, with the officer as now, that a review was done, without what it considered.

    Raises FieldProblems and NotFound.
    """
    review = cleaned(review)
    with desk.change("record", "review", review.person_id) as db:
        known, book = facts.of_person(db, review.person_id), rules.in_force(db)
        problems = check_review(review, desk.today()) + _check_kind(book, known, review.kind, review.subject)
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


def _check_kind(book: RuleBook, known: Facts, kind: str, subject: UUID | None) -> list[FieldProblem]:
    """Whether there is such a kind, about such a subject. Raises NotFound for one that is not the person's."""
    if kind not in rules.review_titles(book):
        return [FieldProblem(field="kind", sentence=_("Choose what was reviewed"))]
    if subject is None and kind in _kinds_of_one(book):
        return [FieldProblem(field="subject", sentence=_("Choose which absence it is about"))]
    if subject is not None and subject not in {one.session_id for one in known.absences}:
        raise NotFound
    return []


def _kinds_of_one(book: RuleBook) -> set[str]:
    return kinds_of_one(entry.rule for entry in book.entries)


def _linked(db: Connection, person_id: UUID, considered: Considered) -> Considered:
    """With the days of the linked entries as the store has them. Raises FieldProblems for one that is not there."""
    wanted = [link for answer in considered.answers for link in answer.links]
    held = sessions.days(db, person_id, [link.id for link in wanted if link.kind is LinkKind.SESSION])
    done = reviews.days(db, person_id, [link.id for link in wanted if link.kind is LinkKind.REVIEW])
    found = held | done
    lost = [answer.question for answer in considered.answers if any(link.id not in found for link in answer.links)]
    if lost:
        sentence = _("A linked entry is not in this person’s record: link another")
        raise FieldProblems([FieldProblem(field=f"answers.{question}", sentence=sentence) for question in lost])
    answers = [replace(one, links=_dated(one.links, found)) for one in considered.answers]
    return replace(considered, answers=tuple(answers))


def _dated(links: Iterable[Link], days: dict[UUID, date]) -> tuple[Link, ...]:
    return tuple(replace(link, on=days[link.id]) for link in links)


def _gone(db: Connection, draft_id: UUID) -> NotFound | ReviewSigned:
    return ReviewSigned() if reviews.exists(db, draft_id) else NotFound()


def _says_something(past: PastRating) -> bool:
    return bool(past.rating.evidence.strip() or past.rating.helped.strip())


def _day(link: Link) -> date:
    return link.on


def _since(flag: Flag) -> date:
    return flag.since or flag.due
