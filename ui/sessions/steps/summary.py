"""Summarise what was discussed."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.text_box import TextBox


class SummaryPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("What you discussed and agreed, as you said it to {name}.").format(name=guide.person.details.called)
        super().__init__(guide, Stop(Step.SUMMARY), _("What is the summary of this session?"), hint)
        self._text = self.ask("summary", TextBox(_("Summary")))
        self.count_characters()
        self._text.set_value(entry.summary)
        self.beside_text(_of_summary)

    def write(self, entry: Entry) -> Entry:
        return replace(entry, summary=self._text.value)


def _of_summary(entry: Entry) -> str:
    return entry.summary
