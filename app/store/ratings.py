"""Signed ratings of the five acute factors, kept together by person so that a run of years is read in one sweep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Select,
    Table,
    Text,
    bindparam,
    case,
    column,
    insert,
    select,
    table,
    text,
    union_all,
)

from app.domain.ratings import Factor, Level, PastRating, Rating
from app.domain.sessions import Session
from app.store.columns import Id
from app.store.schema import Moment, metadata, seal
from app.store.shapes import Shape, first, many, written_out

SAID = "basis = 'said' AND trim(evidence) != ''"
"""The index of claims is used only by queries that say exactly this."""

ratings = seal(
    Table(
        "ratings",
        metadata,
        Column("person_id", Id, ForeignKey("people.id"), primary_key=True),
        Column("session_id", Id, ForeignKey("sessions.id"), primary_key=True),
        Column("factor", Text, primary_key=True),
        Column("held_at", Moment, nullable=False),
        Column("level", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("basis", Text),
        Column("confirmed_by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("helped", Text, nullable=False),
        Column("done", Text, nullable=False),
        Index("ix_ratings_latest", "person_id", "factor", "held_at", "level"),
        # Evidence that rests on the person's word alone: the few rows among which Today looks for open claims.
        Index("ix_ratings_said", "person_id", "factor", "held_at", "session_id", sqlite_where=text(SAID)),
        sqlite_with_rowid=False,
    )
)

_rating = ratings.c
_this_person = bindparam("person_id", type_=Id)

columns_of_rating = (
    _rating.factor,
    _rating.level,
    _rating.evidence,
    _rating.basis,
    _rating.confirmed_by,
    _rating.reason,
    _rating.helped,
    _rating.done,
)
factor_order = case({factor.value: place for place, factor in enumerate(Factor)}, value=_rating.factor)

_past = Shape(_rating.session_id, _rating.held_at, rating=Shape(*columns_of_rating))
_bare = Shape(_rating.session_id, _rating.held_at, rating=Shape(_rating.factor, _rating.level))

_HISTORY = select(*_past.columns).where(_rating.person_id == _this_person)

_GAPS = written_out(level for level in Level if level.is_gap)
_RATED = _rating.person_id == _this_person, _rating.level.not_in(_GAPS)
_sessions = table("sessions", column("id", Id), column("signed_at", Moment))  # their file imports this one
_SIGNED_BEFORE = (
    select(_sessions.c.signed_at).where(_sessions.c.id == _rating.session_id).scalar_subquery()
    < bindparam("signed_at", type_=Moment),
    _rating.held_at < bindparam("held_at", type_=Moment),
)


_NEWEST = select(*_bare.columns).where(*_RATED).order_by(_rating.held_at.desc())
_LAST_THREE = first(_NEWEST.where(_rating.factor == bindparam("factor")), 3)


def _before(factor: Factor) -> Select[Any]:
    return select(first(_NEWEST.where(_rating.factor == factor.value, *_SIGNED_BEFORE)).subquery())


_ONE_BEFORE = union_all(*map(_before, Factor))


def history(db: Connection, person_id: UUID) -> tuple[PastRating, ...]:
    """Every signed rating of the person, oldest first; those of one session in the order of the factors."""
    return tuple(sorted(many(db, _HISTORY, _past, PastRating, person_id=person_id), key=_when))


def last_three(db: Connection, person_id: UUID, factor: Factor) -> tuple[PastRating, ...]:
    """The last three ratings of a factor that are not gaps, without their texts: enough to see two rises."""
    return many(db, _LAST_THREE, _bare, PastRating, person_id=person_id, factor=factor)


def levels_before(db: Connection, session: Session) -> tuple[PastRating, ...]:
    """The last rating of each factor, without its texts, that took place and was signed before this session."""
    when = {"held_at": session.entry.held_at, "signed_at": session.signed_at}
    return many(db, _ONE_BEFORE, _bare, PastRating, person_id=session.person_id, **when)


def add(db: Connection, person_id: UUID, session_id: UUID, held_at: datetime, rated: Iterable[Rating]) -> None:
    """Add the ratings of one session."""
    common = {"person_id": person_id, "session_id": session_id, "held_at": held_at}
    made = [common | vars(rating) for rating in rated]
    if made:
        db.execute(insert(ratings), made)


_ORDER = {factor: place for place, factor in enumerate(Factor)}


def _when(past: PastRating) -> tuple[datetime, UUID, int]:
    return past.held_at, past.session_id, _ORDER[past.rating.factor]
