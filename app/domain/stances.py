"""The person's stance towards the offence: a dated note that nobody rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.records import Ask, Body, How, Room


@dataclass(frozen=True, kw_only=True)
class Stance(Body):
    """What the person says of the offence; what is noted of it in a session stays with that session."""

    KIND: ClassVar = "stance"
    ROOM: ClassVar = Room.PLAN

    noted_on: date | None = None
    words: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Stance towards the offence")

    @classmethod
    def adding(cls) -> str:
        return _("Add a note on stance")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(key="noted_on", label=_("Day"), how=How.DAY, needed=_("Enter the day")),
            Ask(
                key="words",
                label=_("Note"),
                how=How.TEXT,
                hint=_(
                    "Not rated: research finds that denial and empathy for victims are not associated with sexual "
                    "reoffending. A note made in a session is not repeated here."
                ),
                needed=_("Enter the note"),
            ),
        )

    @property
    def title(self) -> str:
        return self.words

    @property
    def on(self) -> date | None:
        return self.noted_on
