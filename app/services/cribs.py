"""Cribs for ARMS and OASys, put together from what is recorded about a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from app.domain import cribs
from app.domain.cribs import Crib, CribEntry, Form, Material
from app.domain.marks import Mark, marks_by_entry
from app.domain.people import Person
from app.services.desk import Desk
from app.store import entries, marks, people, records
from app.store.engine import Connection


@dataclass(frozen=True, kw_only=True)
class CribPage:
    person: Person
    crib: Crib


@cache
def headings() -> tuple[CribEntry, ...]:
    """What bears on which heading. Raises ReferenceDamaged."""
    return cribs.load_cribs((files("resources") / "cribs.toml").read_text(encoding="utf-8"))


def read(desk: Desk, person_id: UUID, form: Form) -> CribPage:
    """The crib for a form, as of today. Raises NotFound."""
    with desk.read() as db:
        person = people.get(db, person_id)
        material = Material(
            sessions=tuple(entries.all_of(db, person_id)),
            records=records.current(db, person_id),
            marks=_marks(db, person_id),
        )
    return CribPage(person=person, crib=cribs.crib(form, headings(), material, desk.today()))


def _marks(db: Connection, person_id: UUID) -> dict[UUID, tuple[Mark, ...]]:
    found = marks_by_entry(marks.of_person(db, person_id))
    return {subject: tuple(standing) for subject, standing in found.items()}
