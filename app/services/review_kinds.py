"""Which kinds of review can be recorded for a person, and about what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem, NotFound
from app.domain.deadlines import Flag, asked
from app.domain.facts import Facts
from app.domain.orders import Order
from app.domain.people import Person
from app.domain.rule_edits import RuleBook
from app.domain.starts import kinds_of_one
from app.services import rules
from app.services.desk import Desk
from app.store import facts


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
    with desk.read() as db:
        known, book = facts.of_person(db, person_id), rules.in_force(db)
    titles, found = rules.review_titles(book), asked(book.rules, known, desk.today())
    return Choices(
        person=known.person,
        titles=titles,
        about={
            kind: tuple(sorted((flag for flag in found if flag.kind == kind), key=_since))
            for kind in _kinds_of_one(book) & titles.keys()
        },
    )


def check_kind(book: RuleBook, known: Facts, kind: str, subject: UUID | None) -> list[FieldProblem]:
    """Whether there is such a kind, about such a subject. Raises NotFound for one that is not the person's."""
    if kind not in rules.review_titles(book):
        return [FieldProblem(field="kind", sentence=_("Choose what was reviewed"))]
    if subject is None and kind in _kinds_of_one(book):
        return [FieldProblem(field="subject", sentence=_("Choose what it is about"))]
    if subject is not None and subject not in {one.session_id for one in known.absences} | _orders(known):
        raise NotFound
    return []


def _orders(known: Facts) -> set[UUID]:
    return {one.id for one in known.records if one.kind == Order.KIND}


def _kinds_of_one(book: RuleBook) -> set[str]:
    return kinds_of_one(entry.rule for entry in book.entries)


def _since(flag: Flag) -> date:
    return flag.since or flag.due
