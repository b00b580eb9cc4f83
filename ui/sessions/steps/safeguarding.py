"""Children and victims; who needs to know: what bears on them today, and information given to or had from agencies."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.sessions import Entry, Information, InformationWay, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.sessions.rows import Row, Rows
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.line_box import LineBox
from ui.widgets.text_box import TextBox


class SafeguardingPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("Use initials or a role for children and victims, never their names or where they can be reached.")
        super().__init__(guide, Stop(Step.SAFEGUARDING), _("Does anything today bear on a child or a victim?"), hint)
        label = _("Children, actual and potential victims")
        self._text = self.ask("safeguarding", TextBox(label, optional=True))
        self._text.set_value(entry.safeguarding)
        self.fields.addWidget(Heading(_("Who needs to know"), 2))
        self.fields.addWidget(Text(_("Information given to an agency, or received from one."), muted=True))
        self._rows = Rows(InformationRow, _("Add information shared"), self.changed.emit)
        for one in entry.information:
            self._rows.append().fill(one)
        self.fields.addWidget(self._rows)
        self.beside_text(_of_safeguarding)

    def write(self, entry: Entry) -> Entry:
        shared = tuple(row.value() for row in self._rows.filled())
        return replace(entry, safeguarding=self._text.value, information=shared)

    def field(self, name: str) -> QWidget | None:
        return self._rows.field(name) if name.startswith("information.") else super().field(name)


class InformationRow(Row):
    def __init__(self) -> None:
        super().__init__(_("Information"))
        self._way = Select(_("Way"), [(one.value, one.label) for one in InformationWay])
        self._agency = LineBox(_("Agency"))
        self._what = TextBox(_("What was shared"))
        self._reason = LineBox(_("Lawful reason for sharing"))
        self._way.set_value(InformationWay.RECEIVED)
        self.fields = {"way": self._way, "agency": self._agency, "what": self._what, "reason": self._reason}
        for field in self.fields.values():
            self.add(field)

    def value(self) -> Information:
        way = InformationWay(self._way.value or InformationWay.RECEIVED)
        return Information(way=way, agency=self._agency.value, what=self._what.value, reason=self._reason.value)

    def fill(self, one: Information) -> None:
        self._way.set_value(one.way)
        self._agency.set_value(one.agency)
        self._what.set_value(one.what)
        self._reason.set_value(one.reason)


def _of_safeguarding(entry: Entry) -> str:
    return entry.safeguarding
