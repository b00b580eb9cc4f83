"""Which programmes and interventions were considered; that none were is said, never left blank.

Programmes are underused (practice rules, section 5; confidence: high).
"""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.programmes import ProgrammeRecord
from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.answers import programme_words
from ui.reviews.held_card import HeldCard
from ui.reviews.last_review import last_considered, last_words
from ui.reviews.parts import Part
from ui.widgets.choice import ChoiceList
from ui.widgets.step_page import StepPage
from ui.widgets.text_box import TextBox

_NONE = "none"


class ProgrammesPage(StepPage[ReviewEntry, Part]):
    """A text, or the tick that says there is none; that is not offered where a record says otherwise."""

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        super().__init__(Part.PROGRAMMES, _("Which programmes and interventions were considered?"))
        hint = _("Each with what came of it: eligible, referred, started, completed, declined, and why")
        self._programmes = self.ask("programmes", TextBox(_("Programmes considered"), hint))
        options = [(_NONE, _("None were considered"), _("Said here, so that it cannot be overlooked"))]
        held = [one for one in beside.records if isinstance(one.body, ProgrammeRecord)]
        self._none = ChoiceList(_("Or"), options, several=True)
        self._programmes.set_value(entry.considered.programmes)
        if held:
            self._none.hide()  # the records say otherwise
        else:
            self._none.set_value(_NONE if entry.considered.no_programmes else None)
        self.ask("no_programmes", self._none)
        self.show_beside(
            *last_words(beside, programme_words(last_considered(beside))),
            HeldCard(_("Programmes as recorded"), held, (ProgrammeRecord,), beside.today),
        )

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        considered = replace(
            entry.considered, programmes=self._programmes.value, no_programmes=self._none.value is not None
        )
        return replace(entry, considered=considered)
