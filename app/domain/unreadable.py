"""What stands for a record whose answers cannot be read, so that it bars nothing else of the person.

What is kept stays as it is: such a record is shown, marked and counted, and neither changed nor taken out. Must not
know how answers are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from gettext import gettext as _
from typing import ClassVar

from app.domain.records import Ask, Body, Record, Room


@dataclass(frozen=True, kw_only=True)
class Unreadable(Body):
    """``ROOM`` is that of the kind it was kept as, so that what is restricted stays so; the last if that is unknown."""

    KIND: ClassVar = "unreadable"
    ROOM: Room = Room.QUESTIONS  # type: ignore[misc]  # of every other kind it is one for the whole class

    @classmethod
    def name(cls) -> str:
        return _("Entry of a kind not known here")

    @classmethod
    def adding(cls) -> str:
        return ""

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return ()

    @property
    def title(self) -> str:
        return _("This entry cannot be read. It is kept as it is: ask for help to restore it.")


def any_unreadable(records: Iterable[Record]) -> bool:
    return any(isinstance(one.body, Unreadable) for one in records)
