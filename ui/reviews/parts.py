"""The parts of a review in their order, which of them a kind of review has, and what is missing in each.

Pure: must not know any widget.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.case_problems import FieldProblem
from app.domain.considered import CONSIDERED_IN
from app.domain.reviews import ReviewEntry, check_entry
from ui.widgets.step_list import Step, StepState


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


def missing_at(kind: str, entry: ReviewEntry, person_id: UUID, today: date, part: Part) -> list[FieldProblem]:
    """What is missing on one page; the last page shows all of it."""
    found = check_entry(kind, entry, person_id, today)
    return [one for one in found if part is Part.CHECK or part_of(one) is part]


def first_part(kind: str, entry: ReviewEntry) -> Part:
    """Where the draft was left, or the first page."""
    order = parts(kind)
    return next((part for part in order if part == entry.part), order[0])


def neighbour(kind: str, part: Part, ways: int) -> Part | None:
    """The page ``ways`` further on (negative: back); ``None`` where the review begins or ends."""
    order = parts(kind)
    place = order.index(part) + ways
    return order[place] if 0 <= place < len(order) else None


def visited_before(kind: str, entry: ReviewEntry) -> set[Part]:
    """The pages that were passed when this draft was left."""
    order = parts(kind)
    return set(order[: order.index(first_part(kind, entry))])


def listed(kind: str, current: Part, visited: Collection[Part], missing: Collection[FieldProblem]) -> list[Step]:
    """The pages with their states, as the step list shows them."""
    unfinished = {part_of(one) for one in missing}
    return [Step(part.value, part.label, _state(part, current, visited, unfinished)) for part in parts(kind)]


def has_words(entry: ReviewEntry) -> bool:
    """Whether anything was answered; where the officer was, and the day offered, are no answers."""
    return replace(entry, part="", done_on=None) != ReviewEntry()


def _state(part: Part, current: Part, visited: Collection[Part], unfinished: Collection[Part]) -> StepState:
    if part is current:
        return StepState.CURRENT
    if part not in visited or part is Part.CHECK:
        return StepState.NOT_STARTED
    return StepState.ATTENTION if part in unfinished else StepState.DONE
