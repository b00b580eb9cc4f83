"""The order of the guide's pages: one a step, five for the acute factors. Pure: must not know any widget."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.domain.handover import too_long
from app.domain.ratings import Factor
from app.domain.sessions import Entry, Step, steps
from app.domain.signing import Missing, missing
from ui.widgets.guide_route import Route, Wanting


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


def wanting(found: Iterable[Missing]) -> list[Wanting[Stop]]:
    """What stops signing, each with its page."""
    return [Wanting(stop=stop_of(one), field=one.field, sentence=one.sentence) for one in found]


def route(entry: Entry, now: datetime) -> Route[Stop]:
    """The way through the guide; a step whose text is too long to copy needs attention too."""
    return Route(stops(entry), _step, wanting(missing(entry, now)), too_long(entry))


def _step(stop: Stop) -> Step:
    return stop.step
