"""One review from its first question to its signing: pages on the left, one at a time, saved as it is typed.

Holds one frozen entry and replaces it; each field is written in one place, the ``write`` of its page. Must not know
how a page asks nor how the store keeps a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.case_problems import FieldProblem, FieldProblems
from app.domain.problems import Problem
from app.domain.reviews import Review, ReviewEntry
from app.services.desk import Desk
from ui.reviews.keeping import OpenReview
from ui.reviews.page_stack import PageStack
from ui.reviews.part_page import PartPage
from ui.reviews.parts import Part, first_part, has_words, listed, missing_at, neighbour, part_of, parts, visited_before
from ui.widgets.autosave import Autosave
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.naming import identify
from ui.widgets.question_box import ask, ask_to_leave
from ui.widgets.saved_note import SavedNote
from ui.widgets.step_list import StepList
from ui.widgets.tokens import look

_STEPS_BESIDE = 900  # pixels at 100 % from which the step list has room beside the page

_REST = 150  # milliseconds after a keystroke until what follows from the answers is shown


class ReviewPage(QWidget):
    """Everything is saved; leaving asks nothing. ``review_signed`` carries the sealed `Review`."""

    review_signed = Signal(object)
    review_left = Signal()

    def __init__(self, desk: Desk, background: Background, opened: OpenReview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, "review", opened.beside.title)
        self._desk = desk
        self._background = background
        self._opened = opened
        self._beside = opened.beside
        self._entry = opened.entry
        self._visited = visited_before(self._beside.kind, self._entry)
        self._pages = PageStack(self._beside)
        self._checking = False
        self._go_on: Callable[[], object] | None = None
        self._ending = False
        self._scale = look().scale
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._ahead = QTimer(self, singleShot=True, interval=_REST)
        self._autosave: Autosave[ReviewEntry] = Autosave(background, opened.save, desk.now, self._entry, self)
        self._build_parts()
        self._build_commands()
        self._connect_signals()
        self._go(first_part(self._beside.kind, self._entry))

    @property
    def subject(self) -> tuple[UUID, str]:
        """The person and the kind of review: there is one draft of each."""
        return self._beside.person.id, self._beside.kind

    @property
    def page(self) -> PartPage:
        """The page being shown."""
        return self._page

    @property
    def settled(self) -> bool:
        """Whether everything typed is in the store."""
        return self._autosave.settled

    def save_now(self) -> None:
        """Hand what is not saved yet to the store, before locking or closing."""
        self._autosave.save_now()

    def finish_later(self) -> None:
        """Save and leave to where the review was opened."""
        self.leave(self.review_left.emit)

    def go_back(self) -> bool:
        """To the page before; False on the first one."""
        before = neighbour(self._beside.kind, self._page.part, -1)
        if before:
            self._go(before)
        return before is not None

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go`` when everything typed is in the store; says why and asks when that fails.

        Asked twice, the later ``go`` counts. While the draft is being signed or discarded, that comes first.
        """
        self._go_on = go
        if not self._ending:
            self._autosave.save_now()
            self._leave_when_saved()

    def focus_first(self) -> None:
        """The keyboard to the page, past the steps."""
        self._page.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= look().px(_STEPS_BESIDE) and len(parts(self._beside.kind)) > 2
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._steps.set_collapsed(not beside)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: pages are made anew, but for those in which something cannot be read yet."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and look().scale != self._scale:
            self._scale = look().scale
            self._pages.forget_readable()
            self._go(self._page.part)

    def _build_parts(self) -> None:
        details = self._beside.person.details
        self._banner = Banner()
        self._banner.set_person(details.name, [self._beside.title], [])
        self._saved = SavedNote()
        self._saved.setWordWrap(True)  # why something was not saved is a whole sentence
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._banner.add(self._saved)
        self._steps = StepList()
        self._steps.set_collapsed(True)
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(look().space(8), look().space(4), 0, 0)
        around.addWidget(self._steps)
        around.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        self._row.addWidget(holder)
        self._row.addWidget(self._pages, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._banner)
        outer.addLayout(self._row, 1)

    def _build_commands(self) -> None:
        """As actions of this widget, so that a menu can show them."""
        for words, keys, slot in (
            (_("Finish later"), ("Escape",), self.finish_later),
            (_("Check and sign the review"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self._on_sign),
        ):
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(one) for one in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _connect_signals(self) -> None:
        self._rest.timeout.connect(self._show_steps)
        self._ahead.timeout.connect(self._prepare_next)
        self._steps.step_chosen.connect(self._on_step_chosen)
        for signal, slot in (
            (self._pages.changed, self._on_changed),
            (self._pages.continued, self._on_continue),
            (self._pages.went_back, self.go_back),
            (self._pages.left, self.finish_later),
            (self._pages.discard_chosen, self._on_discard),
            (self._pages.sign_chosen, self._on_sign),
            (self._pages.change_chosen, self._on_change_chosen),
            (self._pages.mend_chosen, self._on_mend_chosen),
        ):
            signal.connect(slot)
        self._autosave.saving.connect(self._saved.show_saving)
        self._autosave.saved.connect(self._saved.show_saved)
        self._autosave.saved.connect(self._leave_when_saved)
        self._autosave.failed.connect(self._on_save_failed)

    # ── From page to page ────────────────────────────────────────────────────────────────────────────

    def _go(self, part: Part) -> None:
        """Show a page, and take from it what it offers; the draft remembers where it was left."""
        self._visited.add(first_part(self._beside.kind, self._entry))
        self._page = self._pages.show_part(part, self._entry, self._desk.today())
        self._keep(replace(self._page.write(self._entry), part=part.value))
        self._show_steps()
        self._page.focus_first()
        self._page.show_problems(self._problems_here() if part is Part.CHECK else ())
        self._ahead.start()

    def _prepare_next(self) -> None:
        """While this page is being read: making the next one when it is asked for would keep the officer waiting."""
        further = neighbour(self._beside.kind, self._page.part, 1)
        if further:
            self._pages.prepare(further, self._entry, self._desk.today())

    def _on_continue(self) -> None:
        problems = self._problems_here()
        self._page.show_problems(problems)
        if problems:
            return
        further = Part.CHECK if self._checking else neighbour(self._beside.kind, self._page.part, 1)
        self._checking = False
        if further:
            self._go(further)
            self.save_now()

    def _on_step_chosen(self, key: str) -> None:
        self._checking = False
        self._go(Part(key))

    def _on_change_chosen(self, part: Part) -> None:
        self._checking = True
        self._go(part)

    def _on_mend_chosen(self, one: FieldProblem) -> None:
        self._on_change_chosen(part_of(one))
        self._page.mend(one, self._problems_here())

    def _problems_here(self) -> list[FieldProblem]:
        """What cannot be read comes first, and instead of what is said to be missing in the same field.

        On the last page: of all pages.
        """
        here = self._page.part
        unreadable = self._pages.unreadable(parts(self._beside.kind) if here is Part.CHECK else [here])
        fields = {one.field for one in unreadable}
        return unreadable + [one for one in self._missing(here) if one.field not in fields]

    def _missing(self, part: Part) -> list[FieldProblem]:
        kind, person_id = self._beside.kind, self._beside.person.id
        return missing_at(kind, self._entry, person_id, self._desk.today(), part)

    # ── What is typed ────────────────────────────────────────────────────────────────────────────────

    def _on_changed(self) -> None:
        self._keep(self._page.write(self._entry))
        self._rest.start()

    def _keep(self, entry: ReviewEntry) -> None:
        """Looking around in a review that nothing was typed into writes nothing."""
        self._entry = entry
        if self._opened.begun or has_words(entry):
            self._autosave.keep(entry)

    def _show_steps(self) -> None:
        missing = self._missing(Part.CHECK)
        self._steps.set_steps(listed(self._beside.kind, self._page.part, self._visited, missing))

    def _on_save_failed(self, sentence: str) -> None:
        self._saved.show_not_saved(sentence)
        go, self._go_on = self._go_on, None
        if go:
            ask_to_leave(self, go)

    def _leave_when_saved(self) -> None:
        if self._go_on and not self._ending and self._autosave.settled:
            go, self._go_on = self._go_on, None
            go()

    def _on_discard(self) -> None:
        ask(
            self,
            _("Discard this draft?"),
            _("What was typed in this unsigned review is removed and cannot be brought back."),
            _("Keep it"),
            _("Discard the draft"),
            self._discard,
        )

    def _discard(self) -> None:
        if self._ending:
            return
        self._ending = True
        self._autosave.hold_back()
        self._background.run(self._opened.discard, self._on_discarded, self._on_refused)

    def _on_discarded(self, _nothing: None) -> None:
        self._autosave.end()
        (self._go_on or self.review_left.emit)()

    # ── Signing ──────────────────────────────────────────────────────────────────────────────────────

    def _on_sign(self) -> None:
        """From any page; what is missing or cannot be read is said on the last one."""
        if self._page.part is not Part.CHECK:
            self._go(Part.CHECK)
            return
        problems = self._problems_here()
        self._page.show_problems(problems)
        if problems or self._ending:
            return
        self._ending = True
        self._autosave.hold_back()
        self._background.run(partial(self._opened.sign, self._entry), self._on_signed, self._on_refused)

    def _on_signed(self, review: Review) -> None:
        self._autosave.end()
        go = self._go_on
        self.review_signed.emit(review)
        if go:
            go()

    def _on_refused(self, problem: Problem) -> None:
        self._ending, self._go_on = False, None
        self._autosave.save_now()
        if isinstance(problem, FieldProblems):
            self._page.show_problems(problem.problems)
        else:
            self._page.show_failure(problem.sentence)
