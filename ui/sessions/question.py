"""What every page of the guide shares: problems on top, the question, today's fields, and last time beside them.

A page is filled from the entry when it is made and kept while the guide is open, so that going back loses nothing,
not even half a date. Must not know the store: it writes its own fields into an entry and says that it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.handover import NDELIUS_LIMIT, note_text
from app.domain.problems import Problem
from app.domain.prompts import Prompt
from app.domain.sessions import Entry
from app.domain.signing import Missing
from app.services.sessions import Guide, prompts_for
from ui.sessions.moment_box import MomentBox
from ui.sessions.prompt_list import PromptList
from ui.sessions.route import Stop
from ui.widgets.character_counter import CharacterCounter
from ui.widgets.columns import Columns
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.last_time import LastTime
from ui.widgets.page import Page
from ui.widgets.tokens import look

_FIELDS_WIDTH = 700

F = TypeVar("F", bound=QWidget)
T = TypeVar("T")


class QuestionPage(Page):
    """One page. A subclass asks its questions in ``__init__``, writes them in ``write``, and may look in ``enter``."""

    changed = Signal()
    beside_from = 700
    """Width in pixels at 100 % from which last time and the prompts stand beside the fields."""

    def __init__(self, guide: Guide, stop: Stop, question: str, hint: str = "", *, narrow: bool = True) -> None:
        """``narrow`` keeps the fields to a comfortable width."""
        super().__init__(question, hint, wide=True)
        self.guide = guide
        self.stop = stop
        self.prompts = PromptList()
        self._fields: dict[str, QWidget] = {}
        self._counter: CharacterCounter | None = None
        self.summary = ErrorSummary()
        self.body.insertWidget(0, self.summary)
        self._columns = Columns(narrowest=self.beside_from)
        left = QWidget()
        if narrow:
            left.setMaximumWidth(look().px(_FIELDS_WIDTH))
        self.fields = _column(left)
        self._columns.add(left, 5)
        self.add(self._columns)

    def write(self, entry: Entry) -> Entry:
        """The entry with what this page asks for, as it stands in the fields; what cannot be read counts as blank."""
        return entry

    def enter(self, entry: Entry) -> None:
        """The page is about to be shown, or its answers changed: whatever depends on other pages may have changed."""
        self.count(entry)
        self.prompts.show_prompts([one for one in prompts_for(self.guide, entry) if self._concerns(one)])

    def count(self, entry: Entry) -> None:
        """Say how much of the limit ``entry`` takes, on a page that says so."""
        if self._counter:
            self._counter.set_count(len(note_text(entry)))

    def unreadable(self) -> list[Missing]:
        """Dates and times that were typed and cannot be read."""
        return []

    def field(self, name: str) -> QWidget | None:
        """The field that something missing is about."""
        return self._fields.get(name)

    def ask(self, name: str, field: F) -> F:
        """A field below what is there already, under the name that the domain knows it by."""
        self.take_in(name, field)
        self.fields.addWidget(field)
        return field

    def take_in(self, name: str, field: QWidget) -> None:
        """As `ask`, for a field that has its place already."""
        self._fields[name] = field
        if isinstance(field, Field | MomentBox):
            field.changed.connect(self.changed)

    def count_characters(self) -> None:
        """Show how much of the official record's limit the whole entry takes."""
        self._counter = CharacterCounter(NDELIUS_LIMIT)
        self.fields.addWidget(self._counter)

    def show_beside(self, *parts: QWidget) -> None:
        """Last time's entry and the prompts, beside the fields or under them."""
        column = QWidget()
        layout = _column(column)
        for part in parts:
            layout.addWidget(part)
        chosen = [one for one in self.guide.prompts if self._concerns(one)]
        layout.addWidget(self.prompts)
        layout.addStretch()
        self._columns.add(column, 3 if parts or chosen else 0)
        self.fields.addStretch()

    def beside_text(self, read: Callable[[Entry], str]) -> None:
        """Beside the fields: what was entered here last time, if there is a last time."""
        last = self.guide.last
        text = read(last.entry).strip() if last else ""
        on = self.last_held
        self.show_beside(*([LastTime(on, [text])] if on and text else []))

    @property
    def last_held(self) -> date | None:
        """The local day of the last held session."""
        last = self.guide.last
        return last.entry.held_at.astimezone().date() if last and last.entry.held_at else None

    def show_problems(self, problems: Sequence[Missing]) -> None:
        """Say what is missing, on top and at the fields; nothing takes it all back."""
        self.summary.show_problems(
            [(self.field(one.field), one.sentence) for one in sorted(problems, key=self._height_of)]
        )
        if problems:
            self.scroll_to_top()

    def show_failure(self, sentence: str) -> None:
        """Something that is about no field."""
        self.summary.show_problems([(None, sentence)])
        self.scroll_to_top()

    def focus_first(self) -> None:
        """Ready for typing."""
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to_top()

    def first_field(self) -> QWidget:
        """What takes the focus when the page is shown."""
        return next(field for field in self._fields.values() if not field.isHidden())

    def _height_of(self, one: Missing) -> tuple[int, int]:
        """From top to bottom, and from left to right."""
        field = self.field(one.field)
        at = field.mapTo(self, QPoint()) if field else QPoint()
        return at.y(), at.x()

    def _concerns(self, prompt: Prompt) -> bool:
        return prompt.step is self.stop.step and prompt.factor in (None, self.stop.factor)


def read_or_blank(read: Callable[[], T | None]) -> T | None:
    """What a date or time box reads, or nothing while what is typed makes no date or time yet."""
    try:
        return read()
    except Problem:
        return None


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look().space(4.5))
    return layout
