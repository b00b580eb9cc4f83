"""Adding a person, or editing one. Nothing typed is lost: a problem keeps it, and leaving asks once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblem, FieldProblems, LooksLikeThirdParty
from app.domain.editing import check_details
from app.domain.people import Details, Person
from app.domain.problems import Problem
from app.services import people
from app.services.desk import Desk
from app.services.people import PersonPage
from ui.people.details_form import DetailsForm
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page
from ui.widgets.question_box import ask_to_keep, leave_page


class PersonFormPage(Page):
    """``person_id`` is None for somebody new. Ctrl+Enter saves, Escape leaves."""

    person_saved = Signal(object)
    form_left = Signal()

    def __init__(
        self, desk: Desk, background: Background, person_id: UUID | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Edit details") if person_id else _("Add a person"), parent=parent)
        self._desk = desk
        self._background = background
        self._person_id = person_id
        self._before = Details()
        self._ready = False
        self._build_parts()
        self._connect_signals()
        self._fill_in()

    @property
    def subject(self) -> UUID | None:
        """The id of the person being edited."""
        return self._person_id

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be saved."""
        return not self._ready or self._form.read() == (self._before, [])

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is unsaved."""
        leave_page(self, go, settled=self.settled)

    def save(self) -> None:
        """Check and save; problems are said at the fields and above them, and keep what was typed."""
        self._save_as(sure=False)

    def _save_as(self, *, sure: bool) -> None:
        details, unread = self._form.read()
        missed = {problem.field for problem in unread}
        checked = check_details(details, self._desk.today())
        problems = unread + [problem for problem in checked if problem.field not in missed]
        if problems:
            self._show_problems(problems)
            return
        self._save.setEnabled(False)
        work = (
            partial(people.edit, self._desk, self._person_id, details, sure=sure)
            if self._person_id
            else partial(people.add, self._desk, details, sure=sure)
        )
        self._background.run(work, self._on_saved, self._on_failed)

    def _build_parts(self) -> None:
        self._problems = ErrorSummary()
        self._form = DetailsForm()
        self._form.hide()  # half built it would show its first fields squashed
        self._save = PrimaryButton(_("Save"))
        self._save.setEnabled(False)
        self._cancel = SecondaryButton(_("Cancel"))
        self._cancel.setShortcut("Escape")
        self.add(self._problems)
        self.add(self._form)
        self.set_footer(self._save, self._cancel)

    def _connect_signals(self) -> None:
        self._form.built.connect(self._on_built)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._on_cancel_clicked)

    def _on_cancel_clicked(self) -> None:
        self.leave(self.form_left.emit)

    def _fill_in(self) -> None:
        if self._person_id:
            work = partial(people.page, self._desk, self._person_id)
            self._background.run(work, self._on_loaded, self._on_failed)
        else:
            self._form.show_details(Details())

    def _on_loaded(self, page: PersonPage) -> None:
        details = page.person.details
        self.set_heading(_("Edit details"), details.name)
        self._form.show_details(details)

    def _on_built(self) -> None:
        self._before, _none = self._form.read()
        self._ready = True
        self._form.show()
        self._save.setEnabled(True)
        self._form.fields["name"].setFocus()

    def _on_saved(self, person: Person) -> None:
        self._before, _none = self._form.read()
        self.person_saved.emit(person.id)

    def _on_failed(self, problem: Problem) -> None:
        self._save.setEnabled(self._ready)
        if isinstance(problem, LooksLikeThirdParty):
            self._show_problems(problem.problems)
            ask_to_keep(self, problem.sentence, partial(self._save_as, sure=True))
        elif isinstance(problem, FieldProblems):
            self._show_problems(problem.problems)
        else:
            self._problems.show_problems([(None, problem.sentence)])

    def _show_problems(self, problems: list[FieldProblem]) -> None:
        order = list(self._form.fields)
        shown = sorted(problems, key=lambda problem: order.index(problem.field) if problem.field in order else -1)
        self._problems.show_problems([(self._form.fields.get(one.field), one.sentence) for one in shown])
        self.scroll_to_top()
