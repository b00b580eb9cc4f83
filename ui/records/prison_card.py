"""Stands above the records of the prison room: when the COM becomes responsible, and the release itself."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.domain.people import Details, Person, Status
from app.domain.prisons import Handover
from app.domain.problems import Problem
from app.services import prisons
from app.services.desk import Desk
from ui.records.release_dialog import ReleaseDialog
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Text


class PrisonCard(Card):
    """``release_recorded`` once somebody in custody was released."""

    release_recorded = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(_("Handover and release"), parent)
        self._desk, self._background = desk, background
        self._person: Person | None = None
        self._countdown, self._why, self._release = Text(""), Text("", muted=True), Text("")
        self._record = SecondaryButton(_("Record the release…"), "arrow-right")
        for part in (self._countdown, self._why, self._release, self._record):
            self.add(part)
            part.hide()
        self._record.clicked.connect(self._on_release_wanted)

    def show_person(self, person: Person) -> None:
        """The days of this person; the countdown follows once it is worked out."""
        self._person = person
        in_custody = person.details.status is Status.CUSTODY
        self._release.setText(_release_words(person.details))
        self._release.show()
        for part in (self._countdown, self._why, self._record):
            part.setVisible(in_custody)
        if in_custody:
            self._background.run(partial(prisons.handover, self._desk, person.id), self._on_counted, self._on_failed)

    def _on_counted(self, found: Handover | None) -> None:
        unknown = _("The handover cannot be counted yet: enter the prison below, and the release in the details.")
        self._countdown.setText(found.words(self._desk.today()) if found else unknown)
        self._why.setText(found.why if found else "")
        self._why.setVisible(found is not None)

    def _on_failed(self, problem: Problem) -> None:
        self._countdown.setText(problem.sentence)

    def _on_release_wanted(self) -> None:
        if self._person is None:
            return
        dialog = ReleaseDialog(self._desk, self._background, self._person, self.window())
        dialog.saved.connect(self.release_recorded)
        dialog.open()


def _release_words(details: Details) -> str:
    if details.status is not Status.CUSTODY:
        words = _("Not in custody. Released on {day}.") if details.release_date else _("Not in custody.")
    else:
        words = _("Release on {day}.") if details.release_date else _("No release date is recorded.")
    return words.format(day=day_words(details.release_date)) if details.release_date else words
