"""Adding a record of any kind, or changing one. Nothing typed is lost: a problem keeps it, and leaving asks once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from gettext import gettext as _
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.case_problems import FieldProblem, FieldProblems, LooksLikeThirdParty
from app.domain.kinds import KINDS
from app.domain.problems import Problem
from app.domain.records import Body, Record
from app.services import records
from app.services.desk import Desk
from ui.records import form_content
from ui.records.form_content import FormContent
from ui.records.record_form import RecordForm
from ui.records.words import LONGEST_TITLE, short
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.gradual import tab_after
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import ask_to_keep, leave_page


class RecordFormPage(Page):
    """``record_id`` is None for a new record of ``kind``, which may be ``begun``. Ctrl+Enter saves, Escape leaves."""

    record_saved = Signal(object)
    form_left = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        person_id: UUID,
        kind: str,
        record_id: UUID | None = None,
        begun: Body | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = KINDS[kind]
        super().__init__(_("Change what is recorded") if record_id else self._kind.adding(), parent=parent)
        identify(self, "record-form")
        self._desk, self._background = desk, background
        self._person_id, self._record_id = person_id, record_id
        self._begun: FormContent | None = None
        self._form: RecordForm | None = None
        self._build_parts()
        self._connect_signals()
        work = partial(form_content.read, desk, person_id, self._kind, record_id, begun)
        background.run(work, self._on_loaded, self._on_failed)

    @property
    def subject(self) -> tuple[UUID, str, UUID | None]:
        """The person, the kind, and the id of the record being changed."""
        return self._person_id, self._kind.KIND, self._record_id

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be saved."""
        return self._form is None or self._form.settled

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go``; asks before, once, where something is unsaved."""
        leave_page(self, go, settled=self.settled)

    def focus_first(self) -> None:
        """On the first field, once it is there."""
        if self._form:
            next(iter(self._form.fields.values())).setFocus()

    def save(self) -> None:
        """Check and save; problems are said at the fields and above them, and keep what was typed."""
        self._save_as(sure=False)

    def _save_as(self, *, sure: bool) -> None:
        if self._form is None or self._begun is None:
            return
        values, problems = self._form.read()
        if problems:
            self._show_problems(problems)
            return
        before: Any = self._begun.before  # a frozen dataclass, as every kind is
        self._save.setEnabled(False)
        self._background.run(self._keep(replace(before, **values), sure=sure), self.record_saved.emit, self._on_failed)

    def _keep(self, body: Body, *, sure: bool) -> Callable[[], Record]:
        record = self._begun.record if self._begun else None
        if record is None:
            return partial(records.add, self._desk, self._person_id, body, sure=sure)
        return partial(records.change, self._desk, record, body, sure=sure)

    def _build_parts(self) -> None:
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problems = ErrorSummary()
        self.add(self._problems)
        self._save = PrimaryButton(_("Save"))
        self._save.setEnabled(False)
        self._cancel = SecondaryButton(_("Cancel"))
        self._cancel.setShortcut("Escape")
        self.set_footer(self._save, self._cancel)

    def _connect_signals(self) -> None:
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self._on_cancel_clicked)

    def _on_cancel_clicked(self) -> None:
        self.leave(self.form_left.emit)

    def _on_loaded(self, content: FormContent) -> None:
        self._begun = content
        details = content.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        if content.record:
            self.set_heading(self.heading.text(), short(content.before.title, LONGEST_TITLE))
        self._form = RecordForm(content.before, content.offered)
        self._form.built.connect(self._on_built)
        self.add(self._form)
        self.focus_first()

    def _on_built(self) -> None:
        """The fields are made later than the buttons, and come before them for Tab all the same."""
        if self._form and self._footer:
            tab_after(self._form, self._footer)
        self._save.setEnabled(True)

    def _on_failed(self, problem: Problem) -> None:
        self._save.setEnabled(self._form is not None)
        if isinstance(problem, LooksLikeThirdParty):
            self._show_problems(problem.problems)
            ask_to_keep(self, problem.sentence, partial(self._save_as, sure=True))
        elif isinstance(problem, FieldProblems):
            self._show_problems(problem.problems)
        else:
            self._problems.show_problems([(None, problem.sentence)])
            self.scroll_to_top()

    def _show_problems(self, problems: Sequence[FieldProblem]) -> None:
        fields = self._form.fields if self._form else {}
        self._problems.show_problems([(fields.get(one.field), one.sentence) for one in problems])
        self.scroll_to_top()
