"""What is due with a person, why, and the one thing to do about each; and what is not recorded, so that nothing is."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.absences import DECIDE, JUDGE
from app.domain.deadlines import Due, Flag
from app.domain.people import unrecorded
from app.domain.problems import Problem
from app.domain.rules import Settle
from app.services import deadlines
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from ui.widgets.background import Background
from ui.widgets.flag_row import flag_row
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.saved_note import announce


class DueCard(ListCard):
    """Each signal says what the officer asked for; ``changed`` that something is no longer put off."""

    changed = Signal()
    failed = Signal(Problem)
    session_wanted = Signal()
    meeting_wanted = Signal()
    edit_wanted = Signal()
    absences_wanted = Signal()
    review_wanted = Signal(str, object)
    form_wanted = Signal(object)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        hint = _("R records a review, S starts a session, Space does what the button says.")
        super().__init__(_("Due"), "RS", hint, empty=_("Nothing is due."), parent=parent)
        self._desk, self._background, self._person_id = desk, background, person_id
        self._unrecorded = Text(muted=True)
        self.add(self._unrecorded)
        self.list.row_acted.connect(self._on_acted)
        self.list.letter_pressed.connect(self._on_letter)

    def show_content(self, content: Content) -> None:
        today, facts = self._desk.today(), unrecorded(content.person.details)
        wanting = _("Not recorded, so that no review can fall due by it: {facts}.")
        self._unrecorded.setText(wanting.format(facts=", ".join(facts)))
        self._unrecorded.setVisible(bool(facts))
        self.set_rows([flag_row(flag, today, key=flag) for flag in content.flags])

    def _on_letter(self, flag: Flag, letter: str) -> None:
        if letter == "S":
            self.session_wanted.emit()
        elif flag.kind in (JUDGE, DECIDE):
            self.absences_wanted.emit()
        elif flag.settle is Settle.REVIEW:
            self.review_wanted.emit(flag.kind, flag.subject)
        elif flag.form:
            self.form_wanted.emit(flag.form)

    def _on_acted(self, flag: Flag) -> None:
        if flag.group(self._desk.today()) is Due.DEFERRED:
            work = partial(deadlines.take_back, self._desk, self._person_id, flag.kind, flag.subject)
            self._background.run(work, self._on_taken_back, self.failed.emit)
        elif flag.kind in (JUDGE, DECIDE):
            self.absences_wanted.emit()
        elif flag.settle is Settle.REVIEW:
            self.review_wanted.emit(flag.kind, flag.subject)
        elif flag.settle is Settle.MEETING:
            self.meeting_wanted.emit()
        elif flag.settle is Settle.PERSON:
            self.edit_wanted.emit()
        elif flag.form:
            self.form_wanted.emit(flag.form)
        else:
            self.session_wanted.emit()

    def _on_taken_back(self, _result: object) -> None:
        announce(self, _("No longer put off: it is due on its own day again"))
        self.changed.emit()
