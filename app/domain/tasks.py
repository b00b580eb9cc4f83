"""Tasks set in a session and appointments: who does what by when, and when they meet next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.places import Place


class TaskOutcome(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NO_LONGER_NEEDED = "no_longer_needed"

    @property
    def label(self) -> str:
        return {
            TaskOutcome.DONE: _("Done"),
            TaskOutcome.PARTLY: _("Partly done, still open"),
            TaskOutcome.NOT_DONE: _("Not done, still open"),
            TaskOutcome.NO_LONGER_NEEDED: _("No longer needed"),
        }[self]

    @property
    def closes(self) -> bool:
        return self in (TaskOutcome.DONE, TaskOutcome.NO_LONGER_NEEDED)


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task as typed in the guide; ``who`` is a role or a first name (the person, the officer, an agency)."""

    what: str = ""
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task that was set in a signed session."""

    id: UUID
    person_id: UUID
    session_id: UUID
    what: str
    who: str
    due_on: date | None
    set_on: date


@dataclass(frozen=True, kw_only=True)
class TaskCheck:
    """How an earlier task stands, as ticked off in a later session or on Today."""

    task_id: UUID
    outcome: TaskOutcome
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When and where the person is seen next; the newest one made is the one that counts."""

    id: UUID
    person_id: UUID
    at: datetime
    place: Place
