"""Reviews done, and the events that bring a risk review forward."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
)

from app.domain.considered import Considered
from app.domain.marks import Mark
from app.domain.reviews import Event, EventKind, Review
from app.store.columns import Id
from app.store.marks import is_marked
from app.store.officers import an_officer, officers
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Part, Shape, get_one, many

reviews = seal(
    Table(
        "reviews",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("subject", Id),  # the session, of an absence, or the record that it is about, if it is about one
        Column("done_on", Date, nullable=False),
        Column("changed", Boolean, nullable=False),
        Column("note", Text, nullable=False),
        Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
        Column("recorded_at", Moment, nullable=False),
        Column("considered", Text, nullable=False),  # as JSON; empty: not asked for
        Column("children_or_victims", Boolean, nullable=False),  # whether it has an entry on either
        sqlite_with_rowid=False,
    )
)

events = seal(
    Table(
        "events",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("id", Id, primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id")),  # none: an edit of the person's details
        Column("position", Integer, nullable=False),  # among those written together
        Column("kind", Text, nullable=False),
        Column("happened_on", Date, nullable=False),
        Column("recorded_at", Moment, nullable=False),
        Column("reason", Text, nullable=False),
        sqlite_with_rowid=False,
    )
)

_review, _event = reviews.c, events.c

_a_review = Shape(
    _review.id,
    _review.person_id,
    _review.kind,
    _review.subject,
    _review.done_on,
    _review.changed,
    _review.note,
    _review.recorded_at,
    officer=an_officer,
)
_typed_in_restricted = and_(_event.kind == EventKind.DECIDED.value, is_marked(_event.session_id, Mark.RESTRICTED))
told_reason = case((_typed_in_restricted, ""), else_=_event.reason)
"""The reason of an event; blank for what was typed in a session that is marked as restricted."""
_an_event = Shape(_event.kind, _event.recorded_at, _event.position, on=_event.happened_on, reason=told_reason)
_its_own_event = Shape(_event.kind, _event.reason, _event.position, on=_event.happened_on)

_this_person = bindparam("person_id", type_=Id)
reviews_of_person = Part(
    _a_review,
    select(*_a_review.columns)
    .join_from(reviews, officers, officers.c.id == _review.officer_id)
    .where(_review.person_id == _this_person),
)
_CONSIDERED = select(_review.considered).where(
    _review.person_id == _this_person, _review.id == bindparam("review_id", type_=Id)
)
_ALL_CONSIDERED = select(_review.id, _review.considered).where(
    _review.person_id == _this_person, _review.considered != ""
)
_OF_KIND = reviews_of_person.chosen.where(_review.kind == bindparam("wanted")).order_by(
    _review.done_on.desc(), _review.recorded_at.desc()
)
_ONE = reviews_of_person.chosen.where(_review.id == bindparam("review_id", type_=Id))
events_of_person = Part(_an_event, select(*_an_event.columns).where(_event.person_id == _this_person))

_OF_SESSION = (
    select(*_its_own_event.columns)
    .where(_event.person_id == _this_person, _event.session_id == bindparam("session_id", type_=Id))
    .order_by(_event.position)
)


def events_of_session(db: Connection, person_id: UUID, session_id: UUID) -> tuple[Event, ...]:
    """What signing this session brought forward, in its own words also where it is restricted."""
    return many(db, _OF_SESSION, _its_own_event, Event, person_id=person_id, session_id=session_id)


def of_kind(db: Connection, person_id: UUID, kind: str) -> tuple[Review, ...]:
    """The reviews of one kind, newest first, without what they considered."""
    return many(db, _OF_KIND, _a_review, Review, person_id=person_id, wanted=kind)


def get(db: Connection, person_id: UUID, review_id: UUID) -> Review:
    """The review with what it considered, which lists of reviews leave out. Raises NotFound."""
    review = get_one(db, _ONE, _a_review, Review, person_id=person_id, review_id=review_id)
    body = db.execute(_CONSIDERED, {"person_id": person_id, "review_id": review_id}).scalar_one()
    return replace(review, considered=msgspec.json.decode(body, type=Considered) if body else None)


def all_considered(db: Connection, person_id: UUID) -> dict[UUID, Considered]:
    """What each of the person's reviews considered; nothing of one that did not say so or cannot be read."""
    found = {}
    for row in db.execute(_ALL_CONSIDERED, {"person_id": person_id}):
        with suppress(msgspec.DecodeError):
            found[row.id] = msgspec.json.decode(row.considered, type=Considered)
    return found


def exists(db: Connection, review_id: UUID) -> bool:
    """Whether anybody has this review; reads every review, for a draft that is gone."""
    return db.execute(select(_review.id).where(_review.id == review_id)).first() is not None


def days(db: Connection, person_id: UUID, ids: Collection[UUID]) -> dict[UUID, date]:
    """The day of each of these reviews, as far as they are the person's."""
    rows = select(_review.id, _review.done_on).where(_review.person_id == person_id, _review.id.in_(ids))
    return {row.id: row.done_on for row in db.execute(rows)}


def linking(db: Connection, person_id: UUID, entry_id: UUID) -> tuple[date, ...]:
    """The days of the person's reviews that link this entry or are about it."""
    links = or_(_review.subject == entry_id, func.instr(_review.considered, str(entry_id)) > 0)
    return tuple(db.execute(select(_review.done_on).where(_review.person_id == person_id, links)).scalars())


def add(db: Connection, review: Review, officer_id: UUID) -> None:
    row = {key: value for key, value in vars(review).items() if key != "officer"}
    considered = review.considered
    db.execute(
        insert(reviews),
        row
        | {
            "officer_id": officer_id,
            "considered": msgspec.json.encode(considered).decode() if considered else "",
            "children_or_victims": considered is not None and considered.children_or_victims,
        },
    )


def add_events(
    db: Connection,
    person_id: UUID,
    happened: Iterable[tuple[UUID, Event]],
    at: datetime,
    session_id: UUID | None = None,
) -> None:
    """Add events with their ids; ``session_id`` is the session that caused them, if one did."""
    made = [
        {
            "person_id": person_id,
            "id": event_id,
            "session_id": session_id,
            "position": position,
            "kind": event.kind,
            "happened_on": event.on,
            "recorded_at": at,
            "reason": event.reason,
        }
        for position, (event_id, event) in enumerate(happened)
    ]
    if made:
        db.execute(insert(events), made)
