"""Unsigned sessions: one row each, changed in place at every autosave, at most one for a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.domain.case_problems import DraftUnreadable
from app.domain.sessions import Draft
from app.store.columns import Id
from app.store.engine import Store
from app.store.schema import Moment, as_text, metadata
from app.store.shapes import Fields, Part, Shape, value

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), nullable=False, unique=True),
    Column("started_at", Moment, nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("step", Text, nullable=False),
    Column("body", Text, nullable=False),  # the entry as JSON
)

_same = drafts.c.body == bindparam("new_body")
a_draft = Shape(
    drafts.c.id,
    drafts.c.person_id,
    drafts.c.started_at,
    drafts.c.written_at,
    drafts.c.step,
    entry=drafts.c.body,
)
_READ = select(*a_draft.columns).where(drafts.c.id == bindparam("draft_id", type_=Id))
draft_of_person = Part(a_draft, select(*a_draft.columns).where(drafts.c.person_id == bindparam("person_id", type_=Id)))
_SAVE = "UPDATE drafts SET body = :body, step = :step, written_at = :now WHERE id = :id AND body != :body"
_STEP = (
    update(drafts)
    .where(drafts.c.id == bindparam("draft_id", type_=Id), drafts.c.step != bindparam("new_step"))
    .values(step=bindparam("new_step"))
)
_WRITTEN_AT = select(drafts.c.written_at).where(drafts.c.id == bindparam("draft_id", type_=Id))


def read(db: Connection, draft_id: UUID) -> Draft | None:
    """Raises DraftUnreadable."""
    row = db.execute(_READ, {"draft_id": draft_id}).first()
    return None if row is None else draft_of(a_draft.fields(row))


def draft_of(fields: Fields) -> Draft:
    """The draft with its entry taken out of the JSON that it is kept in. Raises DraftUnreadable."""
    try:
        return value(fields | {"entry": msgspec.json.decode(fields["entry"])}, Draft)
    except msgspec.DecodeError:
        raise DraftUnreadable from None  # the error itself would show what was typed


def outline(fields: Fields) -> Draft:
    """The draft if it can be read, otherwise one with nothing in its entry: for pages that only lead to it."""
    try:
        return draft_of(fields)
    except DraftUnreadable:
        return value(fields | {"entry": {}}, Draft)


def add(db: Connection, draft: Draft) -> None:
    db.execute(
        insert(drafts),
        {
            "id": draft.id,
            "person_id": draft.person_id,
            "started_at": draft.started_at,
            "written_at": draft.written_at,
            "step": draft.step,
            "body": _body(draft),
        },
    )


def save(store: Store, draft: Draft, now: datetime) -> datetime | None:
    """Write what differs and return when the entry last changed; ``None`` when there is no such draft.

    In transactions of its own. Nothing is written when nothing differs; a step alone is no change of the entry.
    """
    values = {"body": _body(draft), "step": draft.step, "now": as_text(now), "id": draft.id.bytes}
    if store.write_alone(_SAVE, values):
        return now
    with store.begin() as db:
        db.execute(_STEP, {"draft_id": draft.id, "new_step": draft.step})
        return db.execute(_WRITTEN_AT, {"draft_id": draft.id}).scalar()


def remove(db: Connection, draft_id: UUID) -> bool:
    """Whether there was such a draft."""
    return db.execute(delete(drafts).where(drafts.c.id == draft_id)).rowcount > 0


def _body(draft: Draft) -> str:
    return msgspec.json.encode(draft.entry).decode()
