"""Contact with the person: suspended or not, until when and why; suspend, renew, resume, and what was put off."""

from __future__ import annotations

from datetime import date, timedelta
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.people.contact_dialogs import ResumeDialog, SuspendDialog
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import Text
from ui.widgets.tag import Tag, Tone


class ContactCard(Card):
    """``changed`` when contact was suspended or resumed; the other signals go to the pages of this person."""

    changed = Signal()
    deferrals_opened = Signal(object)
    absences_opened = Signal(object)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Contact"), parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._suspended_until: date | None = None
        self._tag = Tag(_("Contact is suspended"), Tone.ATTENTION)
        self._words = Text()
        self._suspend = SecondaryButton(_("Suspend contact…"))
        self._resume = SecondaryButton(_("Resume contact…"))
        self._absences = LinkButton(_("Missed contact"))
        self._deferrals = LinkButton(_("Deferral history"))
        buttons = FlowLayout()
        for button in (self._suspend, self._resume):
            buttons.addWidget(button)
        for part in (self._tag, self._words, buttons, self._absences, self._deferrals):
            self.add(part)
        self._suspend.clicked.connect(self._on_suspend_clicked)
        self._resume.clicked.connect(self._on_resume_clicked)
        self._absences.clicked.connect(self._on_absences_clicked)
        self._deferrals.clicked.connect(self._on_deferrals_clicked)

    @property
    def first_control(self) -> QWidget:
        """Where the keyboard starts, as of `ListCard`."""
        return self._suspend

    def show_content(self, content: Content) -> None:
        span = content.suspended
        self._suspended_until = span.until if span else None
        words = _("Contact is not suspended.")
        if span:
            words = _("From {since} until {until}: {reason}").format(
                since=day_words(span.since), until=day_words(span.until), reason=span.reason
            )
        self._words.setText(words)
        self._tag.setVisible(span is not None)
        self._resume.setVisible(span is not None)
        self._suspend.set_words(_("Renew the suspension…") if span else _("Suspend contact…"))
        missed = _("Missed contact: {count}").format(count=len(content.absences))
        self._absences.set_words(missed if content.absences else _("Missed contact"))

    def _on_suspend_clicked(self) -> None:
        first = self._suspended_until + timedelta(days=1) if self._suspended_until else self._desk.today()
        self._ask(SuspendDialog(self._desk, self._background, self._person_id, first, self))

    def _on_resume_clicked(self) -> None:
        self._ask(ResumeDialog(self._desk, self._background, self._person_id, self))

    def _on_absences_clicked(self) -> None:
        self.absences_opened.emit(self._person_id)

    def _on_deferrals_clicked(self) -> None:
        self.deferrals_opened.emit(self._person_id)

    def _ask(self, dialog: FormDialog) -> None:
        dialog.saved.connect(self.changed)
        dialog.open()
