"""What the person may see of their session, and a box for their own words. Nothing of the case beside the view it gets.

Escape and the commands of the window do not leave it; only the passphrase does, or a lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import clock_words, day_words, weekday_words
from app.domain.in_the_room import View
from app.domain.problems import Problem
from app.services import in_the_room
from app.services.desk import Desk
from ui.room.way_out import WayOut
from ui.widgets.autosave import Autosave
from ui.widgets.background import Background
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.columns import Columns, stack
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.label import Text
from ui.widgets.naming import identify
from ui.widgets.page import Page
from ui.widgets.question_box import leave_page
from ui.widgets.saved_note import SavedNote
from ui.widgets.text_box import TextBox
from ui.widgets.tokens import look


class InTheRoomPage(Page):
    """Blank until it is loaded. ``words_typed`` carries the person's own words at each change."""

    words_typed = Signal(str)
    lock_chosen = Signal()
    left = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(wide=True, parent=parent)
        identify(self, "in-the-room", _("In the room"))
        self._desk, self._background, self._person_id = desk, background, person_id
        self._words: TextBox | None = None
        self._autosave: Autosave[str] | None = None
        self._saved = SavedNote()
        self._saved.setWordWrap(True)  # why something was not saved is a whole sentence
        self._problem = ErrorSummary()
        self._out = WayOut(desk, background)
        self._out.hide()
        self._leave = SecondaryButton(_("Leave the room…"))
        self._lock = SecondaryButton(_("Lock"), "lock")
        self.add(self._problem)
        self.add(self._out)
        self.set_footer(self._leave, self._lock)
        self._connect_signals()
        background.run(partial(in_the_room.view, desk, person_id), self._on_loaded, self._on_failed)

    @property
    def settled(self) -> bool:
        """Whether everything typed is in the store."""
        return self._autosave is None or self._autosave.settled

    def save_now(self) -> None:
        """Hand what is not saved yet to the store, before leaving, locking or closing."""
        if self._autosave:
            self._autosave.save_now()

    def focus_first(self) -> None:
        """Ready for the person to type."""
        (self._words or self).setFocus()
        self.scroll_to_top()

    def _connect_signals(self) -> None:
        self._leave.clicked.connect(self._on_leave_wanted)
        self._lock.clicked.connect(self.lock_chosen)
        self._out.opened.connect(self._on_opened)
        self._out.stayed.connect(self._on_stayed)

    def _on_failed(self, problem: Problem) -> None:
        self._problem.show_problems([(None, problem.sentence)])

    def _on_loaded(self, view: View) -> None:
        about = _("{name} · {day}").format(name=view.called, day=weekday_words(view.today))
        self.set_heading(_("Our meeting today"), about)
        self._build_words(view.own_words)
        columns = Columns(narrowest=900)
        columns.add(stack(_agenda(view)), 1)
        columns.add(stack(_tasks(view), _next(view)), 1)
        self.add(columns)
        self.add(self._words_card)
        if self._out.isHidden():
            QTimer.singleShot(0, self, self.focus_first)  # what was added is shown by then

    def _build_words(self, words: str) -> None:
        hint = _("Anything that you want to say yourself. It is kept with this meeting as your words, not ours.")
        self._words = TextBox(_("In your own words"), hint, optional=True)
        self._words.set_value(words)
        save = partial(in_the_room.keep_own_words, self._desk, self._person_id)
        self._autosave = Autosave(self._background, save, self._desk.now, words, self)
        self._words_card = Card()
        self._words_card.add(self._words)
        self._words_card.add(self._saved)
        self._words.changed.connect(self._on_typed)
        self._autosave.saving.connect(self._saved.show_saving)
        self._autosave.saved.connect(self._saved.show_saved)
        self._autosave.failed.connect(self._saved.show_not_saved)

    def _on_typed(self) -> None:
        if self._words and self._autosave:
            self.scroll_to(self._words.control)
            self._autosave.keep(self._words.value)
            self.words_typed.emit(self._words.value)

    def _on_leave_wanted(self) -> None:
        """The worker runs in order: when the passphrase has been checked, what was typed is saved or has failed."""
        self.save_now()
        self._out.show()
        self._out.setFocus()

    def _on_stayed(self) -> None:
        self._out.hide()
        self.focus_first()

    def _on_opened(self) -> None:
        leave_page(self, self.left.emit, settled=self.settled)


def _agenda(view: View) -> Card:
    return _card(_("What we talk about today"), [(line, "") for line in view.agenda])


def _tasks(view: View) -> Card:
    tasks = [(one.what, _("By {day}").format(day=day_words(one.due_on)) if one.due_on else "") for one in view.tasks]
    return _card(_("What you are doing"), tasks or [(_("There is nothing for you to do at the moment."), "")])


def _next(view: View) -> Card:
    title = _("When we meet next")
    if view.next_at is None:
        return _card(title, [(_("No day is fixed yet."), "")])
    day = weekday_words(view.next_at.astimezone().date())
    when = _("{day} at {time}").format(day=day, time=clock_words(view.next_at))
    return _card(title, [(when, view.next_place.label if view.next_place else "")])


def _card(title: str, lines: Iterable[tuple[str, str]]) -> Card:
    """Each line with what is said quietly under it."""
    card = Card(title)
    for words, more in lines:
        line = QVBoxLayout()
        line.setSpacing(look().space(1))
        line.addWidget(Text(words))
        if more:
            line.addWidget(Text(more, muted=True))
        card.add(line)
    return card
