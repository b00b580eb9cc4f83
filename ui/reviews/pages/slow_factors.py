"""The slow factors, each with the day of the last evidence and words. Not rated: no level, no total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from gettext import gettext as _

from PySide6.QtWidgets import QLineEdit, QPushButton

from app.domain.arms import Arms
from app.domain.considered import SlowFactor, SlowFactorNote
from app.domain.reviews import ReviewEntry
from app.domain.tools import ToolResult
from app.services.beside import Beside
from ui.reviews.answers import slow_words
from ui.reviews.evidence_card import EvidenceCard
from ui.reviews.held_card import HeldCard
from ui.reviews.last_review import last_considered, last_line
from ui.reviews.parts import Part
from ui.widgets.card import Card
from ui.widgets.date_box import DateBox
from ui.widgets.naming import identify
from ui.widgets.step_page import StepPage, read_or_blank
from ui.widgets.text_box import TextBox


class SlowFactorsPage(StepPage[ReviewEntry, Part]):
    """A card for each."""

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        hint = _("They change over months and are looked at in a review, not in each session.")
        super().__init__(Part.SLOW_FACTORS, _("What is the last evidence on each slow factor?"), hint)
        self._boxes: dict[SlowFactor, tuple[DateBox, TextBox]] = {}
        self.ask_gradually(self._cards(beside, entry))
        seen = [(past, past.rating.evidence) for past in beside.evidence]
        held = HeldCard(_("Tool results"), beside.records, (Arms, ToolResult), beside.today)
        self.show_beside(EvidenceCard(_("Seen or said since the last review"), seen), held)

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        notes = tuple(self._note(factor, entry) for factor in SlowFactor)
        return replace(entry, considered=replace(entry.considered, slow_factors=notes))

    def _cards(self, beside: Beside, entry: ReviewEntry) -> Iterator[Card]:
        last = last_considered(beside)
        for factor in SlowFactor:
            note = entry.considered.slow_factor(factor)
            card = Card(factor.label)
            for line in last_line(beside, slow_words(last.slow_factor(factor))):
                card.add(line)
            day = DateBox(_("Day of the last evidence"), optional=True)
            words = TextBox(_("What it was, or that there is none"))
            day.set_value(note.evidence_on)
            words.set_value(note.words)
            for part in (words.control, *day.findChildren(QLineEdit), *day.findChildren(QPushButton)):
                identify(part, f"{factor}-{part.objectName()}")
            for name, field in (("evidence_on", day), ("words", words)):
                field.set_about(factor.label)
                card.add(self.take_in(f"slow_factors.{factor}.{name}", field))
            self._boxes[factor] = day, words
            yield card

    def _note(self, factor: SlowFactor, entry: ReviewEntry) -> SlowFactorNote:
        """As it stands in the boxes, or as it was while they are not made yet."""
        if factor not in self._boxes:
            return entry.considered.slow_factor(factor)
        day, words = self._boxes[factor]
        return SlowFactorNote(factor=factor, evidence_on=read_or_blank(day.value), words=words.value)
