"""The parts of a review in their order, which of them a kind of review has, and what is wanting in each.

Pure: must not know any widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.considered import CONSIDERED_IN
from app.domain.reviews import ReviewEntry, check_entry
from ui.widgets.guide_route import Route, Wanting


class Part(StrEnum):
    """A page of a review."""

    SLOW_FACTORS = "slow_factors"
    PROTECTION = "protection"
    PEOPLE = "people"
    PROGRAMMES = "programmes"
    QUESTIONS = "questions"
    DECISION = "decision"
    CHECK = "check"

    @property
    def label(self) -> str:
        return {
            Part.SLOW_FACTORS: _("Slow factors"),
            Part.PROTECTION: _("What protects"),
            Part.PEOPLE: _("Children and victims"),
            Part.PROGRAMMES: _("Programmes"),
            Part.QUESTIONS: _("The inspectorate’s questions"),
            Part.DECISION: _("Decision"),
            Part.CHECK: _("Check and sign"),
        }[self]


_SHORT = (Part.DECISION, Part.CHECK)
_PARTS = dict.fromkeys(CONSIDERED_IN, tuple(Part))

_PART_OF = {
    "slow_factors": Part.SLOW_FACTORS,
    "protective": Part.PROTECTION,
    "children": Part.PEOPLE,
    "victims": Part.PEOPLE,
    "programmes": Part.PROGRAMMES,
    "answers": Part.QUESTIONS,
}


def parts(kind: str) -> tuple[Part, ...]:
    """The pages that a kind of review has: a short one asks for its decision alone."""
    return _PARTS.get(kind, _SHORT)


def part_of(problem: FieldProblem) -> Part:
    """The page on which something missing is entered."""
    return _PART_OF.get(problem.field.partition(".")[0], Part.DECISION)


def wanting(problems: Iterable[FieldProblem]) -> list[Wanting[Part]]:
    """What stops signing, each with its page."""
    return [Wanting(stop=part_of(one), field=one.field, sentence=one.sentence) for one in problems]


def route(kind: str, entry: ReviewEntry, person_id: UUID, today: date) -> Route[Part]:
    """The way through a review of this kind."""
    return Route(parts(kind), _itself, wanting(check_entry(kind, entry, person_id, today)))


def has_words(entry: ReviewEntry, begun: ReviewEntry) -> bool:
    """Whether anything was answered since it was ``begun``; where the officer was, and the day offered, are none."""
    return replace(entry, part="", done_on=None) != begun


def _itself(part: Part) -> Part:
    """A part is page and step in one."""
    return part
