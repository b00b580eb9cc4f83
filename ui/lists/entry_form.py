"""The fields of one entry of a reference list. Knows the domain, and no service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.case_problems import FieldProblem
from app.domain.problems import Problem
from app.domain.reference import Confidence
from app.domain.reference_lists import SHAPES, Band, Entry, Programme, ProgrammeType, ReferenceList, Tool
from app.domain.rules import Interval
from ui.widgets.choice import ChoiceList
from ui.widgets.date_box import DateBox
from ui.widgets.field import Field
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look

_YES = "yes"
_MOST_MONTHS = 1200


class EntryForm(QWidget):
    """``fields`` leads from a problem to its place; ``before`` is None for a new entry."""

    def __init__(self, which: ReferenceList, before: Entry | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which = which
        self._before = before
        self._today = today
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().space(5))
        self._build_name()
        if which is ReferenceList.TOOLS:
            self._build_tool(before if isinstance(before, Tool) else None)
        else:
            self._build_programme(before if isinstance(before, Programme) else None)
        self._build_grounds(before)

    def read(self) -> tuple[Entry, list[FieldProblem]]:
        """The entry as typed, and what is not chosen or cannot be read: there the entry says something of its own."""
        values: dict[str, Any] = {"key": self._before.key if self._before else "new", "name": self._name.value}
        problems = self._read_grounds(values)
        problems += self._read_tool(values) if self._which is ReferenceList.TOOLS else self._read_programme(values)
        return SHAPES[self._which](**values), problems

    def _build_name(self) -> None:
        self._name = LineBox(_("Name"), _("What it is called now"))
        self._name.set_value(self._before.name if self._before else "")
        self._bind(name=self._name)

    # ── A tool ───────────────────────────────────────────────────────────────────────────────────────

    def _build_tool(self, before: Tool | None) -> None:
        self._former = TextBox(_("Earlier names"), _("One on each line, the oldest first."), optional=True)
        self._former.set_value("\n".join(before.former) if before else "")
        bands = [(band.value, band.label, "") for band in Band]
        hint = _("Tick none where its result is entered in words.")
        self._bands = ChoiceList(_("Bands that it gives"), bands, hint, several=True, optional=True)
        self._bands.set_values(before.bands if before else ())
        self._men_only = ChoiceList(_("For whom"), [(_YES, _("It does not apply to women"), "")], several=True)
        self._men_only.set_value(_YES if before and before.men_only else None)
        hint = _("In months. Leave it empty where a result never gets stale.")
        self._stale = LineBox(_("How old a result may be"), hint, optional=True, width=6)
        self._stale.set_value(self._months_of(before))
        self._bind(former=self._former, bands=self._bands, men_only=self._men_only, stale_after=self._stale)

    def _read_tool(self, values: dict[str, Any]) -> list[FieldProblem]:
        before = self._before if isinstance(self._before, Tool) else None
        typed = self._stale.value.strip()
        values["former"] = tuple(line.strip() for line in self._former.value.splitlines() if line.strip())
        values["aliases"] = before.aliases if before else ()
        values["bands"] = tuple(Band(key) for key in self._bands.values)
        values["men_only"] = bool(self._men_only.value)
        if typed == self._months_of(before):
            values["stale_after"] = before.stale_after if before else None
        elif typed and not (typed.isdecimal() and 0 < int(typed[:9]) <= _MOST_MONTHS):
            sentence = _("Type the months as a whole number, such as 12")
            return [FieldProblem(field="stale_after", sentence=sentence)]
        else:
            values["stale_after"] = Interval(months=int(typed)) if typed else None
        return []

    def _months_of(self, tool: Tool | None) -> str:
        """As the box shows it."""
        return str(tool.stale_after.months) if tool and tool.stale_after else ""

    # ── A programme ──────────────────────────────────────────────────────────────────────────────────

    def _build_programme(self, before: Programme | None) -> None:
        self._type = ChoiceList(_("What it is"), [(one.value, one.label, "") for one in ProgrammeType])
        self._type.set_value(before.type if before else None)
        hint = _("One that is not stays in the list, for what was done earlier.")
        self._current = ChoiceList(
            _("Offered"), [(_YES, _("It is offered to people who start now"), hint)], several=True
        )
        self._current.set_value(_YES if before is None or before.current else None)
        self._bind(type=self._type, current=self._current)

    def _read_programme(self, values: dict[str, Any]) -> list[FieldProblem]:
        values["current"] = bool(self._current.value)
        values["type"] = ProgrammeType(self._type.value or ProgrammeType.TOOLKIT)
        if self._type.value is None:
            return [FieldProblem(field="type", sentence=_("Choose what it is"))]
        return []

    # ── On what grounds ──────────────────────────────────────────────────────────────────────────────

    def _build_grounds(self, before: Entry | None) -> None:
        self._source = TextBox(_("Source"), _("Where this comes from, such as your region’s directory and its date"))
        self._source.set_value(before.source if before else "")
        sure = [(one.value, one.label[:1].upper() + one.label[1:], "") for one in Confidence]
        self._confidence = ChoiceList(_("How sure is the source?"), sure)
        self._confidence.set_value(before.confidence if before else None)
        self._as_at = DateBox(_("Checked on"))
        self._as_at.set_value(before.as_at if before else self._today)
        self._bind(source=self._source, confidence=self._confidence, as_at=self._as_at)

    def _read_grounds(self, values: dict[str, Any]) -> list[FieldProblem]:
        found = []
        values["source"] = self._source.value
        values["confidence"] = Confidence(self._confidence.value or Confidence.LOW)
        if self._confidence.value is None:
            found.append(FieldProblem(field="confidence", sentence=_("Say how sure the source is")))
        sentence, typed = _("Enter the day on which it was checked"), None
        try:
            typed = self._as_at.value()
        except Problem as problem:
            sentence = problem.sentence
        values["as_at"] = typed or self._today
        if typed is None:
            found.append(FieldProblem(field="as_at", sentence=sentence))
        return found

    def _bind(self, **fields: Field) -> None:
        for field in fields.values():
            self._column.addWidget(field)
        self.fields |= fields


def in_order(form: EntryForm, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
    """As the form asks; what belongs to none of its fields comes last."""
    order = list(form.fields)
    return sorted(problems, key=lambda one: order.index(one.field) if one.field in order else len(order))
