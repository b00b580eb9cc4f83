"""The order of the guide's pages: one a step, five for the acute factors. Pure: must not know any widget."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from app.domain.handover import too_long
from app.domain.ratings import Factor
from app.domain.sessions import Draft, Entry, Step, steps
from app.domain.signing import Missing, missing
from ui.widgets.step_list import Step as ListedStep
from ui.widgets.step_list import StepState


class Stop(NamedTuple):
    """A page of the guide: a step, and which factor in the step that has five pages."""

    step: Step
    factor: Factor | None = None


def stops(entry: Entry) -> list[Stop]:
    """Every page for this place and outcome, in order."""
    found: list[Stop] = []
    for step in steps(entry):
        found += [Stop(step, factor) for factor in Factor] if step is Step.FACTORS else [Stop(step)]
    return found


def stop_of(one: Missing) -> Stop:
    """The page on which something missing is entered."""
    return Stop(one.step, Factor(one.field.partition(".")[0]) if one.step is Step.FACTORS else None)


def missing_at(entry: Entry, stop: Stop, now: datetime) -> list[Missing]:
    """What is missing on one page; the last page shows all of it."""
    return [one for one in missing(entry, now) if stop.step is Step.CHECK or stop_of(one) == stop]


def neighbour(entry: Entry, stop: Stop, ways: int) -> Stop | None:
    """The page ``ways`` further on (negative: back); ``None`` where the guide begins or ends."""
    order = stops(entry)
    place = order.index(stop) + ways
    return order[place] if 0 <= place < len(order) else None


def first_stop(entry: Entry, step: Step, now: datetime) -> Stop:
    """Where a step is entered: its page, or the first factor page with something missing.

    A step that this place and outcome no longer ask for leads to the first page.
    """
    pages = [stop for stop in stops(entry) if stop.step is step]
    open_pages = [stop for stop in pages if missing_at(entry, stop, now)] if step is Step.FACTORS else []
    return (open_pages or pages or [Stop(Step.START)])[0]


def visited_before(draft: Draft) -> set[Step]:
    """The steps that were passed when this draft was left."""
    order = steps(draft.entry)
    return set(order[: order.index(draft.step)]) if draft.step in order else set()


def listed(entry: Entry, current: Step, visited: Collection[Step], now: datetime) -> list[ListedStep]:
    """The steps with their states, as the step list shows them."""
    unfinished = {*(one.step for one in missing(entry, now)), *too_long(entry)}
    return [ListedStep(step.value, step.label, _state(step, current, visited, unfinished)) for step in steps(entry)]


def _state(step: Step, current: Step, visited: Collection[Step], unfinished: Collection[Step]) -> StepState:
    if step is current:
        return StepState.CURRENT
    if step not in visited or step is Step.CHECK:
        return StepState.NOT_STARTED
    return StepState.ATTENTION if step in unfinished else StepState.DONE
