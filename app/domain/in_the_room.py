"""What the person may see of their own session when both sit at the screen.

A `View` is all that the page in the room is given, so that it cannot show more: no rating, prompt or flag, nobody else,
nothing that an agency said, no order and no CRN.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from gettext import gettext as _

from app.domain.people import Details
from app.domain.places import Place
from app.domain.sessions import Entry, Step, steps
from app.domain.tasks import NewTask, Task


@dataclass(frozen=True, kw_only=True)
class OwnTask:
    what: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class View:
    """``called`` is the person's name, ``today`` and the agenda are of this session, ``next_at`` is after today."""

    called: str
    today: date
    agenda: tuple[str, ...]
    tasks: tuple[OwnTask, ...]
    next_at: datetime | None
    next_place: Place | None
    own_words: str


def agenda(entry: Entry) -> tuple[str, ...]:
    """The headings of the session in plain words, said to the person; without what the officer does alone."""
    words = _plain_words()
    return tuple(words[step] for step in steps(replace(entry, outcome=None)) if step in words)


def own_tasks(details: Details, officer: str, tasks: Iterable[Task | NewTask]) -> tuple[OwnTask, ...]:
    """The tasks that are the person's alone, by the name under *Who*: any other may tell of an agency or somebody else.

    A name that is the ``officer``'s too does not say whose task it is.
    """
    names = (_names(details.name) | _names(details.preferred_name)) - _names(officer)
    return tuple(
        OwnTask(what=task.what.strip(), due_on=task.due_on)
        for task in tasks
        if task.what.strip() and _folded(task.who) in names
    )


def _plain_words() -> dict[Step, str]:
    return {
        Step.CHECK_IN: _("How things have been since we last met"),
        Step.PROGRESS: _("How your tasks went"),
        Step.FACTORS: _("How you are getting on, and what helps"),
        Step.INTERVENTION: _("What we work on today"),
        Step.SAFEGUARDING: _("The people in your life"),
        Step.RELEASE: _("Getting ready for your release"),
        Step.SUMMARY: _("What we take away from today"),
        Step.TASKS: _("What to do before next time"),
        Step.APPOINTMENT: _("When we meet next"),
    }


def _names(name: str) -> set[str]:
    """The whole name and the first."""
    folded = _folded(name)
    return {folded, folded.split(" ")[0]} - {""}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
