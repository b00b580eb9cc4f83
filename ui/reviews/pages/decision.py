"""The day of the review, whether the assessment or plan changed, and a sentence about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from gettext import gettext as _

from app.domain.facts import OVERSIGHT
from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.answers import changed_words
from ui.reviews.last_review import last_words
from ui.reviews.parts import Part
from ui.widgets.choice import ChoiceList
from ui.widgets.date_box import DateBox
from ui.widgets.step_page import StepPage, read_or_blank
from ui.widgets.text_box import TextBox

_CHANGED, _SAME = "changed", "same"


class DecisionPage(StepPage[ReviewEntry, Part]):
    """The day is today's until another is typed."""

    def __init__(self, beside: Beside, entry: ReviewEntry, today: date) -> None:
        super().__init__(Part.DECISION, _questions().get(beside.kind, _("What was decided?")))
        self._day = self.ask("done_on", DateBox(_("Day of the review")))
        options = [
            (_CHANGED, _("Yes, it changed"), ""),
            (_SAME, _("No change"), _("Reviewed, and nothing in the assessment or plan changes")),
        ]
        self._changed = self.ask("changed", ChoiceList(_("Did the assessment or plan change?"), options))
        words = _notes().get(beside.kind, _("What changed, or why nothing did"))
        self._note = self.ask("note", TextBox(words, _("One sentence is enough")))
        self._day.set_value(entry.done_on or today)
        self._changed.set_value({True: _CHANGED, False: _SAME, None: None}[entry.changed])
        self._note.set_value(entry.note)
        last = beside.last
        self.show_beside(*(last_words(beside, last.note, lead=changed_words(last.changed)) if last else []))

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        changed = {_CHANGED: True, _SAME: False}.get(self._changed.value or "")
        return replace(entry, done_on=read_or_blank(self._day.value), changed=changed, note=self._note.value)


def _questions() -> dict[str, str]:
    """Kinds of review whose decision is asked for in words of their own."""
    return {OVERSIGHT: _("What was discussed and decided?")}


def _notes() -> dict[str, str]:
    return {OVERSIGHT: _("What was discussed, and what was decided")}
