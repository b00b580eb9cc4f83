"""The way through a guide: its pages in order, the steps they belong to, and what is wanting on them.

Pure: must not know any widget.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ui.widgets.step_list import Step, StepState

S = TypeVar("S")


class NamedStep(Protocol):
    """A step as the domain or a room lists it; ``value`` is its key."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Wanting(Generic[S]):
    """Something missing, or something that cannot be read: on which page, in which field, and the sentence for it."""

    stop: S
    field: str
    sentence: str


class Route(Generic[S]):
    """``stops`` are the pages in order; several of them may belong to one step. On the last one the draft is signed."""

    def __init__(
        self,
        stops: Sequence[S],
        step_of: Callable[[S], NamedStep],
        wanting: Sequence[Wanting[S]],
        unfinished: Iterable[NamedStep] = (),
    ) -> None:
        """``unfinished`` are steps that need attention although nothing is wanting in them."""
        self.stops = stops
        self.wanting = wanting
        self._step_of = step_of
        self._unfinished = {step.value for step in unfinished}

    def step(self, stop: S) -> str:
        """The key of the step that a page belongs to."""
        return self._step_of(stop).value

    @property
    def labels(self) -> dict[str, str]:
        """The steps in order: of each its key and what it is called."""
        return {self.step(stop): self._step_of(stop).label for stop in self.stops}

    def neighbour(self, stop: S, ways: int) -> S | None:
        """The page ``ways`` further on (negative: back); ``None`` where the guide begins or ends."""
        place = self.stops.index(stop) + ways
        return self.stops[place] if 0 <= place < len(self.stops) else None

    def entrance(self, step: str) -> S:
        """Where a step is entered: its first page with something wanting, or its first page.

        A step that is not on the way leads to the first page of all.
        """
        pages = [stop for stop in self.stops if self.step(stop) == step]
        open_pages = [stop for stop in pages if self.wanting_at(stop)]
        return (open_pages or pages or self.stops)[0]

    def wanting_at(self, stop: S) -> Sequence[Wanting[S]]:
        """What is wanting on one page; the last page shows all of it."""
        return self.wanting if stop == self.stops[-1] else [one for one in self.wanting if one.stop == stop]

    def passed(self, step: str) -> set[str]:
        """The steps before this one."""
        return {self.step(stop) for stop in self.stops[: self.stops.index(self.entrance(step))]} - {step}

    def listed(self, current: S, visited: Collection[str]) -> list[Step]:
        """The steps with their states, as the step list shows them."""
        unfinished = {self.step(one.stop) for one in self.wanting} | self._unfinished
        here, last = self.step(current), self.step(self.stops[-1])

        def state(key: str) -> StepState:
            if key == here:
                return StepState.CURRENT
            if key not in visited or key == last:
                return StepState.NOT_STARTED
            return StepState.ATTENTION if key in unfinished else StepState.DONE

        return [Step(key, label, state(key)) for key, label in self.labels.items()]
