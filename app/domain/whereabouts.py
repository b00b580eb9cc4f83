"""Where the officer was when the program locked: what unlocking returns to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """A room or a page by its name, and what it is about.

    ``subject`` is the id of a draft or a session, ``detail`` a word of the program's own such as a factor or the kind
    of a review: never a name and never a text.
    """

    page: str
    person_id: UUID | None = None
    subject: UUID | None = None
    detail: str = ""
