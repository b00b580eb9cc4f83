"""Whose an audit row's subject is: found when it is shown, because the row itself holds ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Select, Table, bindparam, select, union_all

from app.store.appointments import appointments
from app.store.columns import Id
from app.store.drafts import drafts
from app.store.people import people
from app.store.records import records
from app.store.reviews import reviews
from app.store.sessions import sessions
from app.store.tasks import tasks

KEPT_IN: dict[str, tuple[Table, ...]] = {
    "addendum": (sessions,),  # its subject is the session that it was added to
    "appointment": (appointments,),
    "draft": (drafts, sessions),  # the session has the id of its draft
    "entry": (sessions, reviews, records),  # what bears a mark
    "record": (records,),
    "session": (sessions,),
    "task": (tasks,),
}
"""Where the subjects of a kind are, each with its person."""
PERSONAL = frozenset({"case", "crib", "person", "restricted", "review"})
"""Kinds whose subject is the person."""


def of_person(person_id: UUID) -> Select[tuple[UUID]]:
    """The ids of everything about a person that an audit row may have as its subject, their own among them."""
    this = bindparam("this_person", person_id, type_=Id)
    tables = dict.fromkeys(table for group in KEPT_IN.values() for table in group)
    own = [select(people.c.id).where(people.c.id == this)]
    every = union_all(*own, *(select(table.c.id).where(table.c.person_id == this) for table in tables)).subquery()
    return select(every.c.id)


def people_of(db: Connection, subjects: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], UUID]:
    """The person of each subject, given as kind and id; those that are no longer held, or nobody's, are left out."""
    ids: dict[str, set[UUID]] = {}
    for kind, subject in subjects:
        ids.setdefault(kind, set()).add(subject)
    found = {(kind, subject): subject for kind in PERSONAL for subject in ids.get(kind, ())}
    for kind, tables in KEPT_IN.items():
        for table in tables if kind in ids else ():
            held = db.execute(select(table.c.id, table.c.person_id).where(table.c.id.in_(ids[kind])))
            found |= {(kind, subject): person_id for subject, person_id in held}
    return found


def names(db: Connection) -> dict[UUID, str]:
    """The name of everybody in the store."""
    return dict(db.execute(select(people.c.id, people.c.name)).all())
