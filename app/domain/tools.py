"""Results of assessment tools, recorded as others scored them and never calculated.

Old names stay in old records. The program says what is stale and what does not apply to a woman; it never says what a
band means. Sources and confidence of each tool stand in the reference list (practice rules, section 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import ClassVar

from app.domain.case_problems import FieldProblem
from app.domain.days import is_overdue
from app.domain.people import Details, Sex
from app.domain.records import Around, Ask, Body, How, Room
from app.domain.reference_lists import Band, Tool, bare

_ARMS = ("arms", "activeriskmanagementsystem", "armsactiveriskmanagementsystem")


@dataclass(frozen=True, kw_only=True)
class ToolResult(Body):
    """One result: ``tool`` is its name as on that day, ``words`` what it gave where that is no band."""

    KIND: ClassVar = "tool_result"
    ROOM: ClassVar = Room.TOOLS
    RULED: ClassVar = True

    tool: str = ""
    version: str = ""
    band: Band | None = None
    words: str = ""
    scored_on: date | None = None
    scored_by: str = ""
    applies_anyway: str = ""
    note: str = ""

    @classmethod
    def name(cls) -> str:
        return _("Tool results")

    @classmethod
    def adding(cls) -> str:
        return _("Add a tool result")

    @classmethod
    def asks(cls) -> tuple[Ask, ...]:
        return (
            Ask(
                key="tool",
                label=_("Tool"),
                hint=_("The name that it had on that day. For an ARMS assessment add that instead."),
                offers="tools",
                needed=_("Enter the tool"),
            ),
            Ask(key="version", label=_("Version")),
            Ask(
                key="band",
                label=_("Band"),
                how=How.CHOICE,
                choices=Band,
                hint=_("As scored elsewhere: it is recorded here and never calculated."),
            ),
            Ask(
                key="words",
                label=_("Result in words"),
                hint=_("Where the tool gives no band, or says more than a band."),
            ),
            Ask(key="scored_on", label=_("Scored on"), how=How.DAY, needed=_("Enter the day on which it was scored")),
            Ask(key="scored_by", label=_("Scored by"), needed=_("Enter who scored it")),
            Ask(
                key="applies_anyway",
                label=_("Why it is recorded although it does not apply"),
                hint=_("Only where the program has said that the tool does not apply to this person."),
            ),
            Ask(key="note", label=_("Anything else"), how=How.TEXT),
        )

    @property
    def title(self) -> str:
        result = self.band.label if self.band else self.words
        return _("{tool}: {result}").format(tool=self.tool, result=result)

    @property
    def on(self) -> date | None:
        return self.scored_on

    def standing_among(self, around: Around) -> str:
        if any(self._is_before(one.body, around) for one in around.of(self.KIND)):
            return _("Earlier")
        return _("Stale") if stale(self, around.lists.tool(self.tool), around.today) else ""

    def check(self, around: Around) -> list[FieldProblem]:
        tool = around.lists.tool(self.tool)
        if bare(self.tool) in _ARMS:
            words = _("ARMS has a record of its own: leave this one and choose Add an ARMS assessment")
            return [FieldProblem(field="tool", sentence=words)]
        found = self._check_band(tool)
        if tool and not_applicable(tool, around.details) and not self.applies_anyway.strip():
            words = _("{tool} does not apply to women: change the tool, or enter here why it is recorded")
            found.append(FieldProblem(field="applies_anyway", sentence=words.format(tool=tool.name)))
        others = [one.body for one in around.of(self.KIND) if isinstance(one.body, ToolResult)]
        if any(self._is_same_tool(one, around) and one.scored_on == self.scored_on for one in others):
            words = _("A result of this tool on this day is recorded already: change that one")
            found.append(FieldProblem(field="scored_on", sentence=words))
        return found

    def _check_band(self, tool: Tool | None) -> list[FieldProblem]:
        if tool is None or self.band is None:
            if tool and tool.bands:
                return [FieldProblem(field="band", sentence=_("Choose the band"))]
            if self.band is None and not self.words.strip():
                return [FieldProblem(field="words", sentence=_("Enter the result in words"))]
        elif not tool.bands:
            return [FieldProblem(field="band", sentence=_("This tool has no bands: enter its result in words"))]
        elif self.band not in tool.bands:
            bands = ", ".join(band.label.lower() for band in tool.bands)
            sentence = _("This tool has the bands {bands}").format(bands=bands)
            return [FieldProblem(field="band", sentence=sentence)]
        return []

    def _is_same_tool(self, other: ToolResult, around: Around) -> bool:
        """Under whichever of its names."""
        ours, theirs = around.lists.tool(self.tool), around.lists.tool(other.tool)
        return ours == theirs if ours else bare(self.tool) == bare(other.tool)

    def _is_before(self, other: Body, around: Around) -> bool:
        return (
            isinstance(other, ToolResult)
            and self._is_same_tool(other, around)
            and other.scored_on is not None
            and self.scored_on is not None
            and other.scored_on > self.scored_on
        )


def stale(result: ToolResult, tool: Tool | None, today: date) -> bool:
    """Whether the result is older than its tool allows; on the last day it is not yet. Never of a tool without a limit.

    The sexual predictors are run again after five years in the community (practice rules, section 4; confidence: high);
    the other limits are in the reference list with their confidence.
    """
    if tool is None or tool.stale_after is None or result.scored_on is None:
        return False
    return is_overdue(tool.stale_after.after(result.scored_on), today)


def not_applicable(tool: Tool, details: Details) -> bool:
    """Whether the tool does not apply to this person: some are for men only (practice rules, section 5)."""
    return tool.men_only and details.sex is Sex.FEMALE
