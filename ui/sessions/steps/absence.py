"""What happened when the session was not held: the reason, what was done about it, and the next appointment."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.places import AbsenceReason, Action, Outcome, Place
from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.choice import ChoiceList
from ui.widgets.combo_box import Select
from ui.widgets.heading import Heading
from ui.widgets.moment_box import MomentBox
from ui.widgets.step_page import read_or_blank
from ui.widgets.text_box import TextBox


class AbsencePage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        super().__init__(guide, Stop(Step.ABSENCE), _("What happened, and what did you do about it?"))
        reasons = [(one.value, one.label, "") for one in AbsenceReason]
        self._reason = self.ask("absence_reason", ChoiceList(_("Reason for the absence"), reasons))
        self._note = self.ask("absence_note", TextBox(_("What is known")))
        self._action = self.ask("action", Select(_("Action"), [(one.value, one.label) for one in Action]))
        self.fields.addWidget(Heading(_("Next appointment"), 2))
        self._next = self.ask("next_at", MomentBox(_("Next date"), _("Next time")))
        places = [(one.value, one.label) for one in Place]
        self._next_place = self.ask("next_place", Select(_("Where you meet next"), places))
        self._reason.set_value(entry.absence_reason)
        self._note.set_value(entry.absence_note)
        self._action.set_value(entry.action)
        self._next.set_value(entry.next_at)
        self._next_place.set_value(entry.next_place)
        self.show_beside()

    def enter(self, entry: Entry) -> None:
        super().enter(entry)
        acceptable = entry.outcome is Outcome.ACCEPTABLE_ABSENCE
        self._reason.setVisible(acceptable)
        self._note.set_hint(_("Optional beside the reason above") if acceptable else "")

    def write(self, entry: Entry) -> Entry:
        reason, action, place = self._reason.value, self._action.value, self._next_place.value
        return replace(
            entry,
            absence_reason=AbsenceReason(reason) if reason else None,
            absence_note=self._note.value,
            action=Action(action) if action else None,
            next_at=read_or_blank(self._next.value),
            next_place=Place(place) if place else None,
        )
