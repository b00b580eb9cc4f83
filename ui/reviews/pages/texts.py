"""Two pages of plain texts: what protects, and children and victims."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from PySide6.QtCore import Signal

from app.domain.circles import Circle
from app.domain.kinds import kinds_of
from app.domain.protective_factors import ProtectiveFactor
from app.domain.records import Room
from app.domain.reviews import ReviewEntry
from app.services.beside import Beside
from ui.reviews.evidence_card import EvidenceCard
from ui.reviews.held_card import HeldCard, held_rows
from ui.reviews.last_review import last_considered, last_words
from ui.reviews.parts import Part
from ui.widgets.list_card import ListCard
from ui.widgets.restricted_card import RestrictedCard
from ui.widgets.step_page import StepPage
from ui.widgets.text_box import TextBox


class ProtectionPage(StepPage[ReviewEntry, Part]):
    """Protective factors stand beside risk factors everywhere."""

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        super().__init__(Part.PROTECTION, _("What protects?"))
        hint = _("What helps and who supports; say so if nothing does yet")
        self._protective = self.ask("protective", TextBox(_("Protective factors"), hint))
        self._protective.set_value(entry.considered.protective)
        helped = [(past, past.rating.helped) for past in beside.evidence]
        held = HeldCard(_("Protective factors as recorded"), beside.records, (ProtectiveFactor, Circle), beside.today)
        last = last_words(beside, last_considered(beside).protective)
        self.show_beside(*last, held, EvidenceCard(_("What helped since"), helped))

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        return replace(entry, considered=replace(entry.considered, protective=self._protective.value))


class PeoplePage(StepPage[ReviewEntry, Part]):
    """Asked for and not required: a review without either is raised as a blind spot.

    What is recorded of them is hidden until it is asked for: ``show_wanted``, then `show_restricted`.
    """

    show_wanted = Signal()

    def __init__(self, beside: Beside, entry: ReviewEntry) -> None:
        more = _("By initials or role only, never a victim’s identity or contact details.")
        super().__init__(Part.PEOPLE, _("Which children and victims were considered?"), more)
        hint = _("Who is where the person lives or visits, and what keeps them safe")
        self._children = self.ask("children", TextBox(_("Children"), hint, optional=True))
        hint = _("Actual and potential victims, and what keeps them safe")
        self._victims = self.ask("victims", TextBox(_("Victims"), hint, optional=True))
        self._children.set_value(entry.considered.children)
        self._victims.set_value(entry.considered.victims)
        last = last_considered(beside)
        hidden = RestrictedCard(_("Children, victims and enquiries are recorded."))
        hidden.setVisible(bool(beside.hidden))
        hidden.show_wanted.connect(self.show_wanted)
        self._hidden, self._shown = hidden, ListCard(Room.CHILDREN_AND_VICTIMS.label)
        self._rows = held_rows(beside.hidden, kinds_of(Room.CHILDREN_AND_VICTIMS), beside.today)
        self.show_beside(*last_words(beside, last.children, last.victims), hidden, self._shown)

    def show_restricted(self, _noted: object = None) -> None:
        """Once the audit says so."""
        self._hidden.hide()
        self._shown.set_rows(self._rows)
        self._shown.list.setFocus()

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        considered = replace(entry.considered, children=self._children.value, victims=self._victims.value)
        return replace(entry, considered=considered)
