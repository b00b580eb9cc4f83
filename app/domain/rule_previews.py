"""What other rules would do to the flags of one person: which would appear, move or go. Computed and never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from gettext import gettext as _
from uuid import UUID

from app.domain.deadlines import Flag


class Effect(StrEnum):
    """What becomes of a flag."""

    APPEARS = "appears"
    MOVES = "moves"
    GOES = "goes"

    @property
    def label(self) -> str:
        return {Effect.APPEARS: _("Appears"), Effect.MOVES: _("Moves"), Effect.GOES: _("Goes")}[self]


@dataclass(frozen=True, kw_only=True)
class FlagChange:
    """``before`` is ``None`` for a flag that appears, ``after`` for one that goes."""

    before: Flag | None
    after: Flag | None

    @property
    def effect(self) -> Effect:
        if self.before is None:
            return Effect.APPEARS
        return Effect.GOES if self.after is None else Effect.MOVES

    @property
    def flag(self) -> Flag:
        """As it would be, or as it was where it goes."""
        found = self.after or self.before
        if found is None:
            raise ValueError
        return found


def changes(before: Iterable[Flag], after: Iterable[Flag]) -> list[FlagChange]:
    """Flags that only one side has, or that fall due on another day; a flag is its duty, whichever rule asks for it."""
    old, new = {_duty(flag): flag for flag in before}, {_duty(flag): flag for flag in after}
    found = [FlagChange(before=old.get(duty), after=new.get(duty)) for duty in old | new]
    return [one for one in found if one.before is None or one.after is None or one.before.due != one.after.due]


def _duty(flag: Flag) -> tuple[UUID, str, UUID | None]:
    return flag.person_id, flag.kind, flag.subject
