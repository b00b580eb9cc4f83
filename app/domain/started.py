"""That the clock of a rule started, and the form that settles what it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.records import Body


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form of a kind of record: of ``record`` to be changed, or of a new one that begins with ``body``."""

    kind: str
    record: UUID | None = None
    body: Body | None = None


@dataclass(frozen=True, kw_only=True)
class Started:
    """That a clock started: on which day, for which draft, session, appointment or record.

    ``earlier``: the absence before. ``due``: the day that is arranged, in place of the rule's. After ``until`` nothing
    is asked for any more. ``answered_from``: doing it from this day on settles it, where that is not ``on`` itself.
    """

    on: date
    subject: UUID | None = None
    earlier: date | None = None
    due: date | None = None
    until: date | None = None
    answered_from: date | None = None
    form: Form | None = None
