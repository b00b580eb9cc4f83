"""Missed contact of one person: the absences that count, their clocks, how each was judged, and what was decided."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.absences import DECIDE, LETTER
from app.domain.days import day_words
from app.domain.deadlines import Flag
from app.domain.facts import Absence
from app.domain.problems import Problem
from app.services import absences, audit
from app.services.absences import Absences
from app.services.desk import Desk
from ui.today.absence_dialogs import DecisionDialog, JudgeDialog
from ui.today.absence_rows import absence_row, decision_row
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.flag_row import due_words
from ui.widgets.flow import FlowLayout
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import Text
from ui.widgets.list_card import ListCard
from ui.widgets.page import Page


class AbsencesPage(Page):
    """Enter opens the session, J judges the absence, L records the letter; decisions are recorded, never made."""

    session_opened = Signal(object)
    person_opened = Signal(object)
    review_started = Signal(object, str, object)

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Missed contact"), wide=True, parent=parent)
        self._desk, self._background = desk, background
        self.subject = person_id
        self._noted = False
        self._flag: Flag | None = None
        self._build_parts()
        self._connect_signals()
        self.refresh()

    def refresh(self) -> None:
        """Fetch everything anew; what is shown stays until then."""
        work = partial(absences.of_person, self._desk, self.subject)
        self._background.run(work, self._on_loaded, self._on_failed)

    def _build_parts(self) -> None:
        self._problem = ErrorSummary()
        self._keys = Text(_("Enter opens the session, J judges the absence, L records the letter."), muted=True)
        hint = self._keys.text()
        nobody = _("No absence of the last 12 months counts as missed.")
        self._counted = ListCard(_("Counted in the last 12 months"), "JL", hint, empty=nobody)
        self._others = ListCard(_("Not counted: judged acceptable, or longer ago"), "JL", hint)
        self._build_decision()
        self._person = SecondaryButton(_("Open the person"))
        self._person.hide()  # until there is something above it for the keyboard to start at
        for part in (self._problem, self._keys, self._counted, self._decision, self._decided, self._others):
            self.add(part)
        row = FlowLayout()
        row.addWidget(self._person)
        self.add(row)

    def _build_decision(self) -> None:
        self._decision = Card(_("A decision is asked for"))
        self._asked = Text()
        self._decide = PrimaryButton(_("Record your decision"))
        yours = Text(_("Sightline counts the absences. The decision is yours, with your SPO."), muted=True)
        for part in (self._asked, yours, self._decide):
            self._decision.add(part)
        self._decision.hide()
        self._decided = ListCard(_("Decisions recorded"))

    def _connect_signals(self) -> None:
        for card in (self._counted, self._others):
            card.list.row_opened.connect(self._on_opened)
            card.list.row_acted.connect(self._on_judged)
            card.list.letter_pressed.connect(self._on_letter)
        self._decide.clicked.connect(self._on_decide_clicked)
        self._person.clicked.connect(self._on_person_clicked)

    def _on_loaded(self, found: Absences) -> None:
        self._problem.clear()
        today = self._desk.today()
        self.set_heading(_("Missed contact"), found.person_name)
        in_year = {one.session_id for one in found.in_year}
        counted = [one for one in found.all if one.session_id in in_year]
        others = [one for one in found.all if one.session_id not in in_year]
        self._counted.set_rows([absence_row(one, found, today) for one in counted])
        self._others.set_rows([absence_row(one, found, today) for one in others])
        self._keys.setVisible(bool(found.all))
        self._flag = next((flag for flag in found.clocks if flag.kind == DECIDE), None)
        self._decision.setVisible(self._flag is not None)
        if self._flag:
            words = _("{why} {due}.")
            self._asked.setText(words.format(why=self._flag.why, due=due_words(self._flag, today)))
        self._decided.set_rows([decision_row(review, found) for review in found.decisions])
        self._person.show()
        if QApplication.focusWidget() in (None, self):
            first = self._counted.list if counted else self._others.list if others else self._person
            first.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._noted:
            self._noted = True
            self._background.run(partial(audit.note_viewed, self._desk, self.subject), _nothing, self._on_failed)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_opened(self, absence: Absence) -> None:
        self.session_opened.emit(absence.session_id)

    def _on_letter(self, absence: Absence, letter: str) -> None:
        if letter == "J":
            self._on_judged(absence)
        else:
            self.review_started.emit(self.subject, LETTER, absence.session_id)

    def _on_judged(self, absence: Absence) -> None:
        words = _("The absence on {day}: {outcome}")
        about = words.format(day=day_words(absence.on), outcome=absence.outcome.label)
        self._ask(JudgeDialog(self._desk, self._background, absence, about, self))

    def _on_decide_clicked(self) -> None:
        if self._flag:
            self._ask(DecisionDialog(self._desk, self._background, self._flag, self))

    def _on_person_clicked(self) -> None:
        self.person_opened.emit(self.subject)

    def _ask(self, dialog: FormDialog) -> None:
        dialog.saved.connect(self.refresh)
        dialog.open()


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
