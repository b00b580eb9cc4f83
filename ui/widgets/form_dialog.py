"""A small form in a window of its own: fields, problems said at them and above, Save and Cancel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.case_problems import FieldProblem, FieldProblems
from app.domain.problems import Problem
from ui.widgets.background import Background
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.label import Text
from ui.widgets.naming import identify, slug
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.tokens import look


class FormDialog(QDialog):
    """``work`` reads the fields and returns what to run in the background to save them; it raises FieldProblems while
    something is missing. Open it with ``open``.
    """

    saved = Signal()

    def __init__(
        self,
        heading: str,
        fields: Mapping[str, Field],
        work: Callable[[], Callable[[], object]],
        background: Background,
        parent: QWidget | None = None,
        *,
        about: Sequence[str] = (),
    ) -> None:
        """``about`` are sentences between the heading and the fields, in the officer's or the program's words."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        identify(self, slug(heading), heading)
        self._fields = fields
        self._work = work
        self._background = background
        self._problems = ErrorSummary()
        self._save = PrimaryButton(_("Save"))
        self._save.setDefault(True)
        self._cancel = SecondaryButton(_("Cancel"))
        self._build_page(heading, about)
        self._typed = False
        for field in fields.values():
            field.changed.connect(self._on_typed)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)

    @property
    def settled(self) -> bool:
        """Whether nothing typed waits to be saved."""
        return not self._typed

    def reject(self) -> None:
        """Escape, Cancel or the window's own button: asks before, once, where something was typed."""
        leave_page(self, partial(QDialog.reject, self), settled=self.settled)  # Qt would call this one again

    def _build_page(self, heading: str, about: Sequence[str]) -> None:
        page = Page(heading)
        for part in (self._problems, *map(Text, about), *self._fields.values()):
            page.add(part)
        page.set_footer(self._save, self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.resize(QSize(look().px(560), look().px(620)).boundedTo(self.screen().availableSize()))

    def _on_typed(self) -> None:
        self._typed = True

    def _on_save(self) -> None:
        try:
            work = self._work()
        except Problem as problem:
            self._on_failed(problem)
            return
        self._save.setEnabled(False)
        self._background.run(work, self._on_saved, self._on_failed)

    def _on_saved(self, _result: object) -> None:
        self._typed = False
        self.saved.emit()
        self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self._save.setEnabled(True)
        said: list[tuple[QWidget | None, str]] = [(None, problem.sentence)]
        if isinstance(problem, FieldProblems):
            said = [(self._fields.get(one.field), one.sentence) for one in problem.problems]
        self._problems.show_problems(said)


def empty(**values: tuple[object, str]) -> FieldProblems:
    """Pairs of value and sentence by field: the problem to raise, with the sentences of those that are empty."""
    found = [
        FieldProblem(field=field, sentence=sentence)
        for field, (value, sentence) in values.items()
        if value in (None, "")
    ]
    return FieldProblems(found)
