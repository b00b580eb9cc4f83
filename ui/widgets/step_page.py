"""What every page of a guide shares: problems on top, the question, today's fields, and what stands beside them.

A page is filled from the entry when it is made and kept while the guide is open, so that going back loses nothing,
not even half a date. Must not know the store: it writes its own fields into an entry and says that it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from gettext import gettext as _
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.problems import Problem
from ui.widgets.answer_card import AnswerCard
from ui.widgets.buttons import LinkButton
from ui.widgets.columns import Columns, stack
from ui.widgets.date_box import DateBox
from ui.widgets.error_summary import ErrorSummary, Target
from ui.widgets.field import Field
from ui.widgets.gradual import Gradual
from ui.widgets.guide_route import Wanting
from ui.widgets.menu_button import Entry, MenuButton
from ui.widgets.moment_box import MomentBox
from ui.widgets.page import Page
from ui.widgets.tokens import look

_FIELDS_WIDTH = 700

E = TypeVar("E")
S = TypeVar("S")
T = TypeVar("T")
F = TypeVar("F", bound=Field | MomentBox)


class StepPage(Page, Generic[E, S]):
    """A subclass asks its questions in ``__init__``, writes them in ``write``, and may look in ``enter``.

    ``change_chosen`` carries the stop of an answer to change, ``mend_chosen`` the `Wanting` of another page.
    """

    changed = Signal()
    change_chosen = Signal(object)
    mend_chosen = Signal(object)
    beside_from = 700
    """Width in pixels at 100 % from which there is room beside the fields."""

    def __init__(self, stop: S, question: str, hint: str = "", *, narrow: bool = True) -> None:
        """``narrow`` keeps the fields to a comfortable width."""
        super().__init__(question, hint, wide=True)
        self.stop = stop
        self._fields: dict[str, Field | MomentBox] = {}
        self._gradual: Gradual | None = None
        self._others: list[QPushButton] = []
        self._more = MenuButton(_("More"), self._entries)
        self.summary = ErrorSummary()
        self.body.insertWidget(0, self.summary)
        self._columns = Columns(narrowest=self.beside_from)
        left = QWidget()
        if narrow:
            left.setMaximumWidth(look().px(_FIELDS_WIDTH))
        self.fields = QVBoxLayout(left)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(look().space(4.5))
        self._columns.add(left, 5)
        self.add(self._columns)
        self._past_lead = 0
        self._laid_out = QTimer(self, singleShot=True, interval=0)  # in a turn of its own, after the layout
        self._laid_out.timeout.connect(self._scroll_past_lead)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def write(self, entry: E) -> E:
        """The entry with what this page asks for, as it stands in the fields; what cannot be read counts as blank."""
        return entry

    def enter(self, entry: E) -> None:
        """The page is about to be shown, or its answers changed: whatever depends on other pages may have changed."""

    def unreadable(self) -> list[Wanting[S]]:
        """Dates and times that were typed and cannot be read."""
        told = {name: unread(box) for name, box in self._fields.items() if isinstance(box, DateBox | MomentBox)}
        return [self.wanting(name, sentence) for name, sentence in told.items() if sentence]

    def wanting(self, name: str, sentence: str) -> Wanting[S]:
        """That something must be mended in the field of this name."""
        return Wanting(stop=self.stop, field=name, sentence=sentence)

    def field(self, name: str) -> QWidget | None:
        """The field that something wanting is about."""
        found = self._fields.get(name)
        return found.field() if isinstance(found, MomentBox) else found

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

    def show_answers(self, cards: Iterable[AnswerCard]) -> None:
        """What was answered on the other pages, one a turn of the event loop, each with its way back."""
        self.fields.addWidget(Gradual(map(self._with_way_back, cards), self.fields.spacing()))

    def set_footer(self, *parts: QWidget) -> None:
        """In a low window the first alone, and a menu of the others: their rows would leave too little of the page."""
        self._others = [one for one in parts[1:] if isinstance(one, QPushButton)]
        super().set_footer(*parts, self._more)
        self._fit_footer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_footer()

    def show_beside(self, *parts: QWidget) -> None:
        """Last time's answers and the like, beside the fields or under them."""
        self._set_beside(parts, used=bool(parts))

    def when_built(self, do: Callable[[], object]) -> None:
        """``do`` once every field is there: at once, or after the turns of the event loop that they need."""
        if self._gradual is None or self._gradual.complete:
            do()
        else:
            self._gradual.completed.connect(do, Qt.ConnectionType.SingleShotConnection)

    def set_lead(self, lead: QWidget) -> None:
        """Above all else, where it scrolls with the page; the page still comes up at what is below it."""
        self.body.insertWidget(0, lead)
        lead.show()
        if not self._scroll.verticalScrollBar().value():
            self.scroll_to_top()

    def show_lead(self) -> None:
        """Scroll back to the lead, if there is one."""
        if self._lead:
            super().scroll_to_top()

    def scroll_to_top(self) -> None:
        """To what is below the lead, as soon as it is laid out."""
        super().scroll_to_top()
        self._past_lead = 0
        self._on_range_changed()

    def show_problems(self, problems: Sequence[Wanting[S]]) -> None:
        """Say what is wanting, on top and at the fields; nothing takes it all back."""
        self.when_built(partial(self._say, problems))

    def show_failure(self, sentence: str) -> None:
        """Something that is about no field."""
        self.summary.show_problems([(None, sentence)])
        self.scroll_to_top()

    def mend(self, one: Wanting[S], problems: Sequence[Wanting[S]]) -> None:
        """Say ``problems``, with the keyboard in the field of one of them."""
        self.show_problems(problems)
        self.when_built(partial(self._focus_field, one.field))

    def focus_first(self) -> None:
        """Ready for typing."""
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to_top()

    def first_field(self) -> QWidget:
        """What takes the focus when the page is shown: where nothing is asked, the first way back.

        Not the button that signs: nobody is to sign with an Enter too many.
        """
        shown = [field for field in self._fields.values() if not field.isHidden()]
        return shown[0] if shown else self._columns.findChildren(LinkButton)[0]

    def _entries(self) -> Iterator[Entry]:
        for button in self._others:
            yield Entry(words=button.accessibleName(), choose=button.click)

    def _fit_footer(self) -> None:
        self._more.setVisible(self._low and bool(self._others))
        for button in self._others:
            button.setHidden(self._low)
        row = self._footer.layout() if self._footer else None
        if row:
            side, above = (look().space(4), look().space(2)) if self._low else (look().space(8), look().space(3))
            row.setContentsMargins(side, above, side, above)

    @property
    def _lead(self) -> QWidget | None:
        first = self.body.itemAt(0)
        widget = first.widget() if first else None
        return None if widget is self.summary else widget

    def _scroll_past_lead(self) -> None:
        if self._lead:
            below = self._lead.mapTo(self._content, QPoint(0, self._lead.height()))
            self._scroll.verticalScrollBar().setValue(below.y())
            self._past_lead = self._scroll.verticalScrollBar().value()

    def _on_range_changed(self) -> None:
        """What is laid out in several turns does not move the page that nobody has scrolled yet."""
        if self._lead and self._scroll.verticalScrollBar().value() == self._past_lead:
            self._laid_out.start()

    def _set_beside(self, parts: Sequence[QWidget], *, used: bool) -> None:
        self._columns.add(stack(*parts), 3 if used else 0)
        self.fields.addStretch()

    def _with_way_back(self, card: AnswerCard) -> AnswerCard:
        card.change_chosen.connect(self.change_chosen)
        return card

    def _say(self, problems: Sequence[Wanting[S]]) -> None:
        self.summary.show_problems([(self._target(one), one.sentence) for one in sorted(problems, key=self._height_of)])
        if problems:
            self.scroll_to_top()

    def _target(self, one: Wanting[S]) -> Target:
        return self.field(one.field) if one.stop == self.stop else partial(self.mend_chosen.emit, one)

    def _height_of(self, one: Wanting[S]) -> tuple[int, int]:
        """From top to bottom, and from left to right; what is about another page stays in its order."""
        field = self.field(one.field) if one.stop == self.stop else None
        at = field.mapTo(self, QPoint()) if field else QPoint()
        return at.y(), at.x()

    def _focus_field(self, name: str) -> None:
        field = self.field(name)
        if field:
            field.setFocus(Qt.FocusReason.OtherFocusReason)


def read_or_blank(read: Callable[[], T | None]) -> T | None:
    """What a date or time box reads, or nothing while what is typed makes no date or time yet."""
    try:
        return read()
    except Problem:
        return None


def unread(box: DateBox | MomentBox) -> str:
    """Why what is typed into ``box`` cannot be read; empty when it can."""
    try:
        box.value()
    except Problem as problem:
        return problem.sentence
    return ""
