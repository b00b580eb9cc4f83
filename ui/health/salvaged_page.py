"""What a salvage brought: what is whole, what only in part, whom that concerns, and what nobody can tell."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.health import Report
from ui.health.counts import lines
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text
from ui.widgets.page import Page


class SalvagedPage(Page):
    """``finished`` when the officer has read it: the store is open already."""

    finished = Signal()

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        pages = ngettext(
            "{count} page of the database was damaged. What was on it alone is lost, and cannot be counted.",
            "{count} pages of the database were damaged. What was on them alone is lost, and cannot be counted.",
            report.damaged_pages,
        )
        super().__init__(_("What could be salvaged"), pages.format(count=report.damaged_pages), parent=parent)
        self._add_card(_("What to do now"), self._advice(report))
        self._add_card(_("Whose entries to look at first"), "\n".join(report.people))
        in_part = _("Of these only a part is known, such as the day; each says so in its text.")
        self._add_card(_("Only in part"), "\n".join((in_part, lines(report.in_part))) if report.in_part else "")
        self._add_card(_("Whole"), lines(report.whole))
        go = PrimaryButton(_("Open the store"))
        go.clicked.connect(self.finished)
        self.set_footer(go)
        self.setFocusProxy(go)

    def _add_card(self, title: str, words: str) -> None:
        if words:
            card = Card(title)
            card.add(Text(words))
            self.add(card)

    def _advice(self, report: Report) -> str:
        advice = [
            _("Compare each person’s latest entries with what you remember, and enter again what is missing."),
            _("Tell your manager. The disk may be failing: ask whoever looks after this computer."),
        ]
        if report.audit_lost:
            advice.append(_("Rows of the audit that are lost: {count}.").format(count=report.audit_lost))
        if report.quarantined:
            names = ", ".join(report.quarantined)
            advice.append(_("The damaged file is kept in the quarantine folder: {names}.").format(names=names))
        return "\n".join(advice)
