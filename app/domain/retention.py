"""How long this person's record is kept here, and on whose authority. Nothing is deleted by itself.

Source: Data Protection Act 2018, part 3 (practice rules, section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.days import day_words, is_overdue
from app.domain.records import Ask, Body, How, Room


@dataclass(frozen=True, kw_only=True)
class Retention(Body):
    """The day until which the record is kept, as the authority named says."""

    KIND: ClassVar = "retention"
    ROOM: ClassVar = Room.ORDERS
    SINGLE: ClassVar = True

    until: date | None = None
    authority: str = ""
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("How long the record is kept")

    @classmethod
    def adding(cls) -> str:
        return _("Set how long the record is kept")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="until",
                label=_("Kept until"),
                how=How.DAY,
                ahead=True,
                hint=_("Nothing is deleted by itself: erasing the person is a step of its own."),
                needed=_("Enter the day until which the record is kept"),
            ),
            Ask(
                key="authority",
                label=_("Authority"),
                hint=_("The retention schedule or decision that sets the day. Check with your local policy."),
                needed=_("Enter who or what sets the day"),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return _("Until {day}").format(day=day_words(self.until)) if self.until else ""

    def standing(self, today: date) -> str:
        return _("Day passed: decide whether to erase") if self.until and is_overdue(self.until, today) else ""
