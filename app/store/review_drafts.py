"""Unsigned reviews: one row each, changed in place at every autosave; a person has one of a kind and subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    text,
)

from app.domain.case_problems import ReviewUnreadable
from app.domain.reviews import ReviewDraft, ReviewEntry
from app.store.columns import Id
from app.store.engine import Store
from app.store.schema import Moment, as_text, metadata
from app.store.shapes import Fields, Part, Shape, value

review_drafts = Table(
    "review_drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Id),  # as of `reviews`
    Column("started_at", Moment, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("body", Text, nullable=False),  # the entry as JSON
    UniqueConstraint("person_id", "kind", "subject"),
    # To SQLite two rows without a subject differ.
    Index("ix_review_drafts_of_none", "person_id", "kind", unique=True, sqlite_where=text("subject IS NULL")),
)


@dataclass(frozen=True, kw_only=True)
class ReviewDraftOutline:
    """That a review of this kind is begun, without what was typed; ``subject``: about what."""

    id: UUID
    person_id: UUID
    kind: str
    started_at: datetime
    written_at: datetime
    subject: UUID | None = None


_draft = review_drafts.c
_outlined = _draft.id, _draft.person_id, _draft.kind, _draft.subject, _draft.started_at, _draft.written_at
an_outline = Shape(*_outlined)
_a_draft = Shape(*_outlined, entry=_draft.body)
_this_person = _draft.person_id == bindparam("person_id", type_=Id)
_READ = select(*_a_draft.columns).where(_draft.id == bindparam("draft_id", type_=Id))
_OF_KIND = select(*_a_draft.columns).where(
    _this_person, _draft.kind == bindparam("kind"), _draft.subject.is_not_distinct_from(bindparam("subject", type_=Id))
)
outlines_of_person = Part(an_outline, select(*an_outline.columns).where(_this_person))
_SAVE = "UPDATE review_drafts SET body = :body, written_at = :now WHERE id = :id AND body != :body"
_OWNER = select(_draft.person_id).where(_draft.id == bindparam("draft_id", type_=Id))
_WRITTEN_AT = select(_draft.written_at).where(_draft.id == bindparam("draft_id", type_=Id))


def read(db: Connection, draft_id: UUID) -> ReviewDraft | None:
    """Raises ReviewUnreadable."""
    row = db.execute(_READ, {"draft_id": draft_id}).first()
    return None if row is None else _draft_of(_a_draft.fields(row))


def of_kind(db: Connection, person_id: UUID, kind: str, subject: UUID | None) -> ReviewDraft | None:
    """The person's unsigned review of this kind about this subject. Raises ReviewUnreadable."""
    row = db.execute(_OF_KIND, {"person_id": person_id, "kind": kind, "subject": subject}).first()
    return None if row is None else _draft_of(_a_draft.fields(row))


def owner(db: Connection, draft_id: UUID) -> UUID | None:
    """Whose unsigned review this is."""
    found: UUID | None = db.execute(_OWNER, {"draft_id": draft_id}).scalar()
    return found


def add(db: Connection, draft: ReviewDraft) -> None:
    row = {key: value for key, value in vars(draft).items() if key != "entry"}
    db.execute(insert(review_drafts), row | {"body": _body(draft.entry)})


def save(store: Store, draft: ReviewDraft, now: datetime) -> datetime | None:
    """Write the entry if it differs and return when it last changed; ``None`` when there is no such draft."""
    if store.write_alone(_SAVE, {"body": _body(draft.entry), "now": as_text(now), "id": draft.id.bytes}):
        return now
    with store.read() as db:
        found: datetime | None = db.execute(_WRITTEN_AT, {"draft_id": draft.id}).scalar()
    return found


def remove(db: Connection, draft_id: UUID) -> bool:
    """Whether there was such a draft."""
    return db.execute(delete(review_drafts).where(_draft.id == draft_id)).rowcount > 0


def _draft_of(fields: Fields) -> ReviewDraft:
    try:
        return value(fields | {"entry": msgspec.json.decode(fields["entry"])}, ReviewDraft)
    except msgspec.DecodeError:
        raise ReviewUnreadable from None  # the error itself would show what was typed


def _body(entry: ReviewEntry) -> str:
    return msgspec.json.encode(entry).decode()
