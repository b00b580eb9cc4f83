"""What a room gives its guide: how one kind of draft is asked for, saved, signed and discarded.

Must not know any room: what is guided arrives as calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.domain.problems import Problem
from ui.widgets.guide_route import Route, Wanting
from ui.widgets.step_page import StepPage

E = TypeVar("E")
S = TypeVar("S")
D = TypeVar("D")
D_contra = TypeVar("D_contra", contravariant=True)


class Sign(Protocol[D_contra]):
    """Signs a draft; raises LooksLikeThirdParty instead unless the officer was asked about that and is ``sure``."""

    def __call__(self, draft: D_contra, /, *, sure: bool) -> object: ...


@dataclass(frozen=True, kw_only=True)
class Guided(Generic[E, S, D]):
    """A draft ``D``, whose entry ``E`` is asked for on pages known by their stop ``S``.

    ``save``, ``sign`` and ``discard`` run on the worker thread; the others must be quick.
    """

    entry: E
    """What was typed when the guide is opened."""
    step: str
    """The key of the step at which the draft was left."""
    drafted: Callable[[E, str], D]
    """The draft as it is saved and signed, with this entry and left at this step."""
    route: Callable[[E], Route[S]]
    make_page: Callable[[S, E], StepPage[E, S]]
    made_afresh: Collection[S]
    """As of `GuidePages`; so is the next."""
    follow_the_page_before: Collection[S]
    save: Callable[[D], object]
    sign: Sign[D]
    discard: Callable[[], object]
    refused: Callable[[Problem], list[Wanting[S]]]
    """What a refusal to sign says is wanting or is to be looked at again; empty when it is about no field."""
    sign_words: str
    check_words: str
    discard_words: str

    @property
    def left(self) -> D:
        """The draft as it stood when the guide was opened."""
        return self.drafted(self.entry, self.step)
