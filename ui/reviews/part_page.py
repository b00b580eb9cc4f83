"""What every page of a review shares: problems on top, the question, today's fields, and the last review beside them.

A page is filled from the entry when it is made and kept while the review is open. Must not know the store: it writes
its own fields into an entry and says that it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.case_problems import FieldProblem
from app.domain.problems import Problem
from app.domain.reviews import ReviewEntry
from ui.reviews.parts import Part
from ui.widgets.columns import Columns
from ui.widgets.date_box import DateBox
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.gradual import Gradual
from ui.widgets.page import Page
from ui.widgets.tokens import look

_FIELDS_WIDTH = 700

F = TypeVar("F", bound=Field)


class PartPage(Page):
    """A subclass asks its questions in ``__init__`` and writes them in ``write``."""

    changed = Signal()

    def __init__(self, part: Part, question: str, hint: str = "", *, narrow: bool = True) -> None:
        """``narrow`` keeps the fields to a comfortable width."""
        super().__init__(question, hint, wide=True)
        self.part = part
        self._fields: dict[str, Field] = {}
        self._gradual: Gradual | None = None
        self.summary = ErrorSummary()
        self.body.insertWidget(0, self.summary)
        self._columns = Columns(narrowest=700)
        left = QWidget()
        if narrow:
            left.setMaximumWidth(look().px(_FIELDS_WIDTH))
        self.fields = _column(left)
        self._columns.add(left, 5)
        self.add(self._columns)

    def write(self, entry: ReviewEntry) -> ReviewEntry:
        """The entry with what this page asks for, as it stands in the fields; what cannot be read counts as blank."""
        return entry

    def unreadable(self) -> list[FieldProblem]:
        """Dates that were typed and cannot be read."""
        found = []
        for name, field in self._fields.items():
            if isinstance(field, DateBox):
                try:
                    field.value()
                except Problem as problem:
                    found.append(FieldProblem(field=name, sentence=problem.sentence))
        return found

    def field(self, name: str) -> Field | None:
        """The field that something missing is about."""
        return self._fields.get(name)

    def ask(self, name: str, field: F) -> F:
        """A field below what is there already, under the name that the domain knows it by."""
        self.fields.addWidget(field)
        return self.take_in(name, field)

    def take_in(self, name: str, field: F) -> F:
        """As `ask`, for a field that has its place already."""
        self._fields[name] = field
        field.changed.connect(self.changed)
        return field

    def ask_gradually(self, parts: Iterable[QWidget]) -> None:
        """Cards of fields, one a turn of the event loop."""
        self._gradual = Gradual(parts, self.fields.spacing())
        self.fields.addWidget(self._gradual)

    def show_beside(self, *parts: QWidget) -> None:
        """The last review, and what was seen since, beside the fields or under them."""
        column = QWidget()
        layout = _column(column)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch()
        self._columns.add(column, 3 if parts else 0)
        self.fields.addStretch()

    def when_built(self, do: Callable[[], object]) -> None:
        """``do`` once every field is there: at once, or after the turns of the event loop that they need."""
        if self._gradual is None or self._gradual.complete:
            do()
        else:
            QTimer.singleShot(0, self, partial(self.when_built, do))

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Say what is missing, on top and at the fields; nothing takes it all back."""
        self.when_built(partial(self._say, problems))

    def show_failure(self, sentence: str) -> None:
        """Something that is about no field."""
        self.summary.show_problems([(None, sentence)])
        self.scroll_to_top()

    def mend(self, problem: FieldProblem, problems: Sequence[FieldProblem]) -> None:
        """Say ``problems``, with the keyboard in the field of one of them."""
        self.show_problems(problems)
        self.when_built(partial(self._focus_field, problem.field))

    def focus_first(self) -> None:
        """Ready for typing."""
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to_top()

    def first_field(self) -> QWidget:
        """What takes the focus when the page is shown."""
        return next(iter(self._fields.values()))

    def _say(self, problems: Sequence[FieldProblem]) -> None:
        self.summary.show_problems([(self.field(one.field), one.sentence) for one in problems])
        if problems:
            self.scroll_to_top()

    def _focus_field(self, name: str) -> None:
        field = self.field(name)
        if field:
            field.setFocus(Qt.FocusReason.OtherFocusReason)


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().space(4.5))
    return layout
