"""The session guide: steps on the left, one question page at a time, saved as it is typed, signed at the end.

Holds one frozen draft and replaces it; each field is written in one place, the ``write`` of its page. Must not know
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

from app.domain.case_problems import NotReady
from app.domain.problems import Problem
from app.domain.ratings import Factor
from app.domain.sessions import Draft, Session, Step
from app.domain.signing import Missing
from app.services import sessions
from app.services.desk import Desk
from app.services.sessions import Guide
from ui.sessions.guide_header import GuideHeader
from ui.sessions.page_stack import PageStack
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop, first_stop, listed, missing_at, neighbour, stop_of, stops, visited_before
from ui.widgets.autosave import Autosave
from ui.widgets.background import Background
from ui.widgets.naming import identify
from ui.widgets.question_box import ask, ask_to_leave
from ui.widgets.step_list import StepList
from ui.widgets.tokens import look

_STEPS_BESIDE = 900  # pixels at 100 % from which the step list has room beside the page

_REST = 150  # milliseconds after a keystroke until what follows from the answers is shown


class GuidePage(QWidget):
    """One session from its first question to its signing. Everything is saved; leaving asks nothing."""

    session_signed = Signal(object)
    guide_left = Signal()
    draft_export_requested = Signal(object)

    def __init__(self, desk: Desk, background: Background, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        identify(self, "session-guide", _("Session guide"))
        self._desk = desk
        self._background = background
        self._guide = guide
        self._draft = guide.draft
        self._visited = visited_before(guide.draft)
        self._pages = PageStack(guide, desk.now)
        self._checking = False
        self._go_on: Callable[[], object] | None = None
        self._ending = False
        self._scale = look().scale
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._ahead = QTimer(self, singleShot=True, interval=_REST)
        save = partial(sessions.save_draft, desk)
        self._autosave = Autosave(background, save, desk.now, guide.draft, self)
        self._build_parts()
        self._build_commands()
        self._connect_signals()
        self._go(first_stop(self._draft.entry, self._draft.step, desk.now()))

    @property
    def subject(self) -> UUID:
        """The id of the draft."""
        return self._draft.id

    @property
    def page(self) -> QuestionPage:
        """The page being shown."""
        return self._page

    def return_to(self, factor: Factor) -> None:
        """Show the page of ``factor``, where the draft was left in the step that has a page for each."""
        stop = Stop(self._draft.step, factor)
        if stop in stops(self._draft.entry):
            self._go(stop)

    def save_now(self) -> None:
        """Hand what is not saved yet to the store, before locking or closing."""
        self._autosave.save_now()

    def finish_later(self) -> None:
        """Save and leave to where the guide was opened."""
        self.leave(self.guide_left.emit)

    @property
    def settled(self) -> bool:
        """Whether everything typed is in the store."""
        return self._autosave.settled

    def go_back(self) -> bool:
        """To the page before; False on the first one."""
        before = neighbour(self._draft.entry, self._page.stop, -1)
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
        beside = self.width() >= look().px(_STEPS_BESIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._steps.set_collapsed(not beside)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: pages are made anew, but for those in which something cannot be read yet."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and look().scale != self._scale:
            self._scale = look().scale
            self._pages.forget_readable()
            self._go(self._page.stop)

    def _build_parts(self) -> None:
        self._header = GuideHeader(self._guide.person.details.name)
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
        outer.addWidget(self._header)
        outer.addLayout(self._row, 1)

    def _build_commands(self) -> None:
        """As actions of this widget, so that a menu can show them.

        Ctrl+Enter belongs to the page's green button, Alt+Left to the window, which asks `go_back` first.
        """
        for words, keys, slot in (
            (_("Finish later"), ("Escape",), self.finish_later),
            (_("Check and sign the session"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self._on_sign),
        ):
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(one) for one in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _connect_signals(self) -> None:
        self._rest.timeout.connect(self._show_state)
        self._ahead.timeout.connect(self._prepare_next)
        self._steps.step_chosen.connect(self._on_step_chosen)
        for signal, slot in (
            (self._pages.changed, self._on_changed),
            (self._pages.continued, self._on_continue),
            (self._pages.went_back, self.go_back),
            (self._pages.left, self.finish_later),
            (self._pages.discard_chosen, self._on_discard),
            (self._pages.export_chosen, self._on_export),
            (self._pages.sign_chosen, self._on_sign),
            (self._pages.change_chosen, self._on_change_chosen),
            (self._pages.mend_chosen, self._on_mend_chosen),
        ):
            signal.connect(slot)
        self._autosave.saving.connect(self._header.saved.show_saving)
        self._autosave.saved.connect(self._header.saved.show_saved)
        self._autosave.saved.connect(self._leave_when_saved)
        self._autosave.failed.connect(self._on_save_failed)

    # ── From page to page ────────────────────────────────────────────────────────────────────────────

    def _go(self, stop: Stop) -> None:
        """Show a page; the draft remembers its step."""
        self._visited.add(self._draft.step)
        self._page = self._pages.show_stop(stop, self._draft.entry)
        self._keep(replace(self._draft, step=stop.step))
        self._show_steps()
        self._page.focus_first()
        self._page.show_problems(self._problems_here() if stop.step is Step.CHECK else ())
        self._ahead.start()

    def _prepare_next(self) -> None:
        """While this page is being read: making the next one when it is asked for would keep the officer waiting."""
        further = neighbour(self._draft.entry, self._page.stop, 1)
        if further:
            self._pages.prepare(further, self._draft.entry)

    def _on_continue(self) -> None:
        problems = self._problems_here()
        self._page.show_problems(problems)
        if problems:
            return
        further = neighbour(self._draft.entry, self._page.stop, 1)
        if self._checking:
            self._checking = False
            further = Stop(Step.CHECK)
        if further:
            self._go(further)
            self.save_now()

    def _on_step_chosen(self, key: str) -> None:
        self._checking = False
        self._go(first_stop(self._draft.entry, Step(key), self._desk.now()))

    def _on_change_chosen(self, stop: Stop) -> None:
        self._checking = True
        self._go(stop)

    def _on_mend_chosen(self, one: Missing) -> None:
        self._on_change_chosen(stop_of(one))
        self._page.show_problems(self._problems_here())
        field = self._page.field(one.field)
        if field:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _problems_here(self) -> list[Missing]:
        """What cannot be read comes first, and instead of what is said to be missing in the same field.

        On the last page: of all pages.
        """
        entry, here = self._draft.entry, self._page.stop
        asked = stops(entry) if here.step is Step.CHECK else [here]
        unreadable = self._pages.unreadable(asked)
        fields = {(one.step, one.field) for one in unreadable}
        missing = missing_at(entry, here, self._desk.now())
        return unreadable + [one for one in missing if (one.step, one.field) not in fields]

    # ── What is typed ────────────────────────────────────────────────────────────────────────────────

    def _on_changed(self) -> None:
        self._keep(replace(self._draft, entry=self._page.write(self._draft.entry)))
        self._page.count(self._draft.entry)
        self._rest.start()

    def _keep(self, draft: Draft) -> None:
        self._draft = draft
        self._autosave.keep(draft)

    def _show_state(self) -> None:
        """What follows from the answers: the steps and their states, the line above, the page's counter and prompts."""
        self._show_steps()
        self._page.enter(self._draft.entry)

    def _show_steps(self) -> None:
        self._header.show_session(self._draft)
        self._steps.set_steps(listed(self._draft.entry, self._draft.step, self._visited, self._desk.now()))

    def _on_save_failed(self, sentence: str) -> None:
        self._header.saved.show_not_saved(sentence)
        go, self._go_on = self._go_on, None
        if go:
            ask_to_leave(self, go)

    def _leave_when_saved(self) -> None:
        if self._go_on and not self._ending and self._autosave.settled:
            go, self._go_on = self._go_on, None
            go()

    def _on_export(self) -> None:
        """The worker runs in order: what is typed is in the store before it is printed."""
        self.save_now()
        self.draft_export_requested.emit(self._draft.id)

    def _on_discard(self) -> None:
        ask(
            self,
            _("Discard this draft?"),
            _("What was typed in this unsigned session is removed and cannot be brought back."),
            _("Keep it"),
            _("Discard the draft"),
            self._discard,
        )

    def _discard(self) -> None:
        if self._ending:
            return
        self._ending = True
        self._autosave.hold_back()
        work = partial(sessions.discard_draft, self._desk, self._draft.id)
        self._background.run(work, self._on_discarded, self._on_refused)

    def _on_discarded(self, _nothing: None) -> None:
        self._autosave.end()
        (self._go_on or self.guide_left.emit)()

    # ── Signing ──────────────────────────────────────────────────────────────────────────────────────

    def _on_sign(self) -> None:
        """From any page; what is missing or cannot be read is said on the last one."""
        if self._page.stop.step is not Step.CHECK:
            self._go(Stop(Step.CHECK))
            return
        problems = self._problems_here()
        self._page.show_problems(problems)
        if problems or self._ending:
            return
        self._ending = True
        self._autosave.hold_back()
        work = partial(sessions.sign, self._desk, self._draft)
        self._background.run(work, self._on_signed, self._on_refused)

    def _on_signed(self, session: Session) -> None:
        self._autosave.end()
        go = self._go_on
        self.session_signed.emit(session.id)
        if go:
            go()

    def _on_refused(self, problem: Problem) -> None:
        self._ending, self._go_on = False, None
        self._autosave.save_now()
        if isinstance(problem, NotReady):
            self._page.show_problems(problem.missing)
        else:
            self._page.show_failure(problem.sentence)
