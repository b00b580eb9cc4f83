"""A crib for ARMS or OASys: under each heading the dated entries that bear on it, to copy or to export.

Shown as it is put together; nothing is judged here and nothing can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.crib_text import crib_text, evidence_label
from app.domain.cribs import Crib, Form, Heading
from app.domain.problems import Problem
from app.services import cribs
from app.services.cribs import CribPage as Content
from app.services.desk import Desk
from ui.widgets.answer_card import AnswerCard
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.gradual import Gradual
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.saved_note import announce


class CribPage(Page):
    """``export_requested`` with the person and the form."""

    export_requested = Signal(object, object)

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID, form: Form, parent: QWidget | None = None
    ) -> None:
        below = _("As recorded, newest first, from the last 12 months. What it means is for you to say.")
        super().__init__(_("Crib for {form}").format(form=form.label), below, parent=parent)
        identify(self, "crib", form.label)
        self._desk, self._background, self._person_id, self._form = desk, background, person_id, form
        self._crib: Crib | None = None
        self._build()
        self.refresh()

    @property
    def subject(self) -> tuple[UUID, Form]:
        """The person and the form."""
        return self._person_id, self._form

    def refresh(self) -> None:
        """Put it together anew; what is shown stays until then."""
        self._background.run(partial(cribs.read, self._desk, self._person_id, self._form), self._show, self._on_failed)

    def _build(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problem = ErrorSummary()
        self._headings = QWidget()
        self._copied = Text("", muted=True)
        self._copied.hide()
        for part in (self._problem, self._copied, self._headings):
            self.add(part)
        self._copy = PrimaryButton(_("Copy all"), "copy")
        self._export = SecondaryButton(_("Export as PDF…"), "download")
        for button in (self._copy, self._export):
            button.setEnabled(False)
        self.set_footer(self._copy, self._export)
        self._copy.clicked.connect(self._on_copy)
        self._export.clicked.connect(self._on_export)
        self.setFocusProxy(self._copy)

    def _show(self, content: Content) -> None:
        self._problem.clear()
        details = content.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        self._crib = content.crib
        fresh = Gradual(_cards(content.crib), self.body.spacing())
        self.body.replaceWidget(self._headings, fresh)
        self._headings.hide()
        self._headings.deleteLater()
        self._headings = fresh
        for button in (self._copy, self._export):
            button.setEnabled(True)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_copy(self) -> None:
        if self._crib:
            QGuiApplication.clipboard().setText(crib_text(self._crib))
            words = _("Copied. It is taken off the clipboard after half a minute, and when Sightline locks.")
            self._copied.setText(words)
            self._copied.show()
            announce(self, words)

    def _on_export(self) -> None:
        self.export_requested.emit(self._person_id, self._form)


def _cards(crib: Crib) -> Iterator[QWidget]:
    if crib.fault:
        yield Text(crib.fault, strong=True)
    for heading in crib.headings:
        yield _card(heading)


def _card(heading: Heading) -> Card:
    """What has no recent evidence says so first."""
    card = AnswerCard(heading.title, [(evidence_label(one), one.words) for one in heading.evidence])
    if heading.gap:
        card.body.insertWidget(1, Text(heading.gap, strong=True))
    grounds = _("What stands here: {source}; {confidence}.")
    card.add(Text(grounds.format(source=heading.source, confidence=heading.confidence.label), muted=True))
    return card
