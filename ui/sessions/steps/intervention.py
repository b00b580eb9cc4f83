"""Intervention: work on the person's needs and risk today, and an unrated note on their stance."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.text_box import TextBox


class InterventionPage(QuestionPage):
    """Denial and empathy for victims are not associated with sexual reoffending (confidence: high): never rated."""

    def __init__(self, guide: Guide, entry: Entry) -> None:
        hint = _("Target the needs and risks behind the offending.")
        super().__init__(guide, Stop(Step.INTERVENTION), _("What did you work on today?"), hint)
        self._text = self.ask("intervention", TextBox(_("Intervention")))
        self.count_characters()
        why = _(
            "Not rated: research finds that denial and empathy for victims are not associated with sexual reoffending."
        )
        self._stance = self.ask("stance", TextBox(_("Stance towards the offence"), why, optional=True))
        self._text.set_value(entry.intervention)
        self._stance.set_value(entry.stance)
        self.beside_text(_of_intervention)

    def write(self, entry: Entry) -> Entry:
        return replace(entry, intervention=self._text.value, stance=self._stance.value)


def _of_intervention(entry: Entry) -> str:
    return entry.intervention
