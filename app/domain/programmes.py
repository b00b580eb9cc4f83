"""Programmes and one-to-one toolkits, from being considered to completed or not, each step with its day and reason.

Each further step is a version of the same record, so that its versions are its history. They are recorded because
inspectors found them underused; who is suitable is decided elsewhere (practice rules, section 5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.days import day_words
from app.domain.records import Around, Ask, Body, How, Record, Room, bodies
from app.domain.reference_lists import ProgrammeType


class ProgrammeState(StrEnum):
    CONSIDERED = "considered"
    ELIGIBLE = "eligible"
    REFERRED = "referred"
    NOT_ELIGIBLE = "not_eligible"
    DECLINED = "declined"
    STARTED = "started"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            ProgrammeState.CONSIDERED: _("Considered"),
            ProgrammeState.ELIGIBLE: _("Eligible"),
            ProgrammeState.REFERRED: _("Referred"),
            ProgrammeState.NOT_ELIGIBLE: _("Not eligible"),
            ProgrammeState.DECLINED: _("Declined"),
            ProgrammeState.STARTED: _("Started"),
            ProgrammeState.COMPLETED: _("Completed"),
            ProgrammeState.WITHDRAWN: _("Withdrawn"),
        }[self]

    @property
    def needs_reason(self) -> bool:
        return self in (ProgrammeState.NOT_ELIGIBLE, ProgrammeState.DECLINED, ProgrammeState.WITHDRAWN)

    @property
    def ends(self) -> bool:
        """Whether nothing further is expected; the same programme may then be recorded anew."""
        return self.needs_reason or self is ProgrammeState.COMPLETED


@dataclass(frozen=True, kw_only=True)
class ProgrammeRecord(Body):
    """One programme or toolkit and how far it came; ``state_on`` is the day of that state."""

    KIND: ClassVar = "programme"
    ROOM: ClassVar = Room.PROGRAMMES
    RULED: ClassVar = True

    programme: str = ""
    type: ProgrammeType | None = None
    state: ProgrammeState | None = None
    state_on: date | None = None
    reason: str = ""
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Programmes and toolkits")

    @classmethod
    def adding(cls) -> str:
        return _("Add a programme or toolkit")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="programme",
                label=_("Programme or toolkit"),
                hint=_("Those offered come from the reference list, which you can edit."),
                offers="programmes",
                needed=_("Enter the programme or toolkit"),
            ),
            Ask(
                key="type",
                label=_("What it is"),
                how=How.CHOICE,
                choices=ProgrammeType,
                needed=_("Choose what it is"),
            ),
            Ask(
                key="state",
                label=_("State"),
                how=How.CHOICE,
                choices=ProgrammeState,
                needed=_("Choose how far it has come"),
            ),
            Ask(key="state_on", label=_("Since"), how=How.DAY, needed=_("Enter the day on which it became so")),
            Ask(
                key="reason",
                label=_("Reason"),
                how=How.TEXT,
                hint=_("Needed where the person is not eligible, declined, or was withdrawn."),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        return self.programme

    @property
    def on(self) -> date | None:
        return self.state_on

    def standing(self, _today: date) -> str:
        return self.state.label if self.state else ""

    def check(self, around: Around) -> list[FieldProblem]:
        found = []
        if self.state and self.state.needs_reason and not self.reason.strip():
            found.append(FieldProblem(field="reason", sentence=_("Enter the reason")))
        known = around.lists.programme(self.programme)
        if known and self.type and self.type is not known.type:
            sentence = _("{programme} stands in the reference list as: {type}").format(
                programme=known.name, type=known.type.label
            )
            found.append(FieldProblem(field="type", sentence=sentence))
        if self.state and not self.state.ends and any(self._is_same(one.body) for one in around.of(self.KIND)):
            sentence = _("This is recorded already and not at its end: change that one, so that its history stays")
            found.append(FieldProblem(field="programme", sentence=sentence))
        return found + self._check_order(around.before)

    def _check_order(self, before: Body | None) -> list[FieldProblem]:
        """A further state cannot have begun before the one it follows; the day of one state may be put right."""
        if not isinstance(before, ProgrammeRecord) or before.state is None or before.state is self.state:
            return []
        if before.state_on is None or self.state_on is None or self.state_on >= before.state_on:
            return []
        sentence = _("It was {state} on {day}: this cannot be earlier").format(
            state=before.state.label.lower(), day=day_words(before.state_on)
        )
        return [FieldProblem(field="state_on", sentence=sentence)]

    def _is_same(self, other: Body) -> bool:
        return (
            isinstance(other, ProgrammeRecord)
            and other.programme.strip().casefold() == self.programme.strip().casefold()
            and not (other.state and other.state.ends)
        )


def programmes_words(records: Iterable[Record]) -> str:
    """How far each programme and toolkit has come, a line each, as a review begins with it."""
    words = _("{programme}: {state} since {day}")
    return "\n".join(
        words.format(programme=one.programme, state=one.state.label.lower(), day=day_words(one.state_on))
        for one in bodies(ProgrammeRecord, records)
        if one.state and one.state_on
    )
