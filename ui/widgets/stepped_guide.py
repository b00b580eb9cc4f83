"""A guide through one draft: steps on the left, one page at a time, saved as it is typed, signed at the end.

Holds one frozen entry and replaces it; each field is written in one place, the ``write`` of its page. Must not know
what is guided, how a page asks, nor how the store keeps a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.domain.case_problems import LooksLikeThirdParty
from app.domain.problems import Problem
from ui.widgets.background import Background
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton, SignButton
from ui.widgets.draft_keeping import DraftKeeping
from ui.widgets.guide_frame import GuideFrame
from ui.widgets.guide_pages import GuidePages
from ui.widgets.guide_route import Route, Wanting
from ui.widgets.guided import Guided
from ui.widgets.question_box import ask, ask_to_leave
from ui.widgets.saved_note import SavedNote
from ui.widgets.step_list import StepList
from ui.widgets.step_page import StepPage
from ui.widgets.tokens import look

_REST = 150  # milliseconds after a keystroke until what follows from the answers is shown

E = TypeVar("E")
S = TypeVar("S")


class SteppedGuide(QWidget, Generic[E, S]):
    """Everything is saved; leaving asks nothing. ``draft_signed`` carries what signing gave back."""

    draft_signed = Signal(object)
    guide_left = Signal()

    def __init__(
        self,
        background: Background,
        clock: Callable[[], datetime],
        guided: Guided[E, S, Any],
        header: QFrame,
        saved: SavedNote,
    ) -> None:
        """``header`` says whose draft it is; ``saved`` stands in it."""
        super().__init__()
        self._guided = guided
        self._entry = guided.entry
        self._saved = saved
        self._pages: GuidePages[E, S] = GuidePages(self._make_page, guided.made_afresh, guided.follow_the_page_before)
        self._steps = StepList()
        self._checking = False
        self._sure = False
        self._scale = look().scale
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._ahead = QTimer(self, singleShot=True, interval=_REST)
        self._keeping: DraftKeeping[Any] = DraftKeeping(background, guided, clock, self)
        self._build_parts(header)
        self._build_commands()
        self._connect_signals()
        self._visited = self._route.passed(guided.step)
        self._go(self._route.entrance(guided.step))

    @property
    def page(self) -> StepPage[E, S]:
        """The page being shown."""
        return self._page

    @property
    def settled(self) -> bool:
        """Whether everything typed is in the store."""
        return self._keeping.settled

    def save_now(self) -> None:
        """Hand what is not saved yet to the store, before locking or closing."""
        self._keeping.save_now()

    def finish_later(self) -> None:
        """Save and leave to where the guide was opened."""
        self.leave(self.guide_left.emit)

    def go_back(self) -> bool:
        """To the page before; False on the first one."""
        before = self._route.neighbour(self._page.stop, -1)
        if before is not None:
            self._go(before)
        return before is not None

    def leave(self, go: Callable[[], object]) -> None:
        """Call ``go`` when everything typed is in the store; says why and asks when that fails.

        Asked twice, the later ``go`` counts. While the draft is being signed or discarded, that comes first.
        """
        self._keeping.leave(go)

    def focus_first(self) -> None:
        """The keyboard to the page, past the steps."""
        self._page.focus_first()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: pages are made anew, but for those in which something cannot be read yet."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and look().scale != self._scale:
            self._scale = look().scale
            self._pages.forget_readable()
            self._go(self._page.stop)

    def deleteLater(self) -> None:
        """Page by page, each in a turn of the event loop: all at once would keep the window waiting."""
        if self._pages.shed():
            QTimer.singleShot(1, self, self.deleteLater)
        else:
            super().deleteLater()

    @property
    def _route(self) -> Route[S]:
        return self._guided.route(self._entry)

    @property
    def _draft(self) -> Any:
        return self._guided.drafted(self._entry, self._route.step(self._page.stop))

    def _build_parts(self, header: QFrame) -> None:
        self._saved.setWordWrap(True)  # why something was not saved is a whole sentence
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(GuideFrame(header, self._steps, self._pages, collapsed=len(self._route.labels) <= 2))

    def _build_commands(self) -> None:
        """For a menu too. Ctrl+Enter belongs to the page, Alt+Left to the window, which asks `go_back` first."""
        for words, keys, slot in (
            (_("Finish later"), ("Escape",), self.finish_later),
            (self._guided.check_words, ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"), self._on_sign),
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
        self._keeping.saving.connect(self._saved.show_saving)
        self._keeping.saved.connect(self._saved.show_saved)
        self._keeping.failed.connect(self._on_save_failed)
        self._keeping.refused.connect(self._on_refused)

    def _make_page(self, stop: S, entry: E) -> StepPage[E, S]:
        page = self._guided.make_page(stop, entry)
        page.set_footer(*self._make_buttons(stop))
        page.changed.connect(self._on_changed)
        page.change_chosen.connect(self._on_change_chosen)
        page.mend_chosen.connect(self._on_mend_chosen)
        return page

    def _make_buttons(self, stop: S) -> list[QWidget]:
        stops = self._route.stops
        later = _button(SecondaryButton(_("Finish later")), self.finish_later)
        if stop == stops[0]:
            discard = _button(LinkButton(_("Discard this draft…")), self._on_discard)
            return [_button(PrimaryButton(_("Continue")), self._on_continue), later, discard]
        back = _button(SecondaryButton(_("Back"), "arrow-left"), self.go_back)
        if stop == stops[-1]:
            return [_button(SignButton(self._guided.sign_words, "lock"), self._on_sign), back, later]
        return [_button(PrimaryButton(_("Continue")), self._on_continue), back, later]

    # ── From page to page ────────────────────────────────────────────────────────────────────────────

    def _go(self, stop: S) -> None:
        """Show a page; the draft remembers its step."""
        self._page = self._pages.show_stop(stop, self._entry)
        self._visited.add(self._route.step(stop))
        self._keep(self._entry)
        self._show_steps()
        self._page.focus_first()
        self._page.show_problems(self._problems_here() if stop == self._route.stops[-1] else ())
        self._ahead.start()

    def _prepare_next(self) -> None:
        """While this page is being read: making the next one when it is asked for would keep the officer waiting."""
        further = self._route.neighbour(self._page.stop, 1)
        if further is not None:
            self._pages.prepare(further, self._entry)

    def _on_continue(self) -> None:
        problems = self._problems_here()
        self._page.show_problems(problems)
        if problems:
            return
        further = self._route.stops[-1] if self._checking else self._route.neighbour(self._page.stop, 1)
        self._checking = False
        if further is not None:
            self._go(further)
            self.save_now()

    def _on_step_chosen(self, key: str) -> None:
        self._checking = False
        self._go(self._route.entrance(key))

    def _on_change_chosen(self, stop: S) -> None:
        self._checking = True
        self._go(stop)

    def _on_mend_chosen(self, one: Wanting[S]) -> None:
        self._on_change_chosen(one.stop)
        self._page.mend(one, self._problems_here())

    def _problems_here(self) -> list[Wanting[S]]:
        return self._pages.problems_at(self._page.stop, self._route)

    # ── What is typed ────────────────────────────────────────────────────────────────────────────────

    def _on_changed(self) -> None:
        self._keep(self._page.write(self._entry))
        self._rest.start()

    def _keep(self, entry: E) -> None:
        self._entry = entry
        self._keeping.keep(self._draft)

    def _show_state(self) -> None:
        """What follows from the answers: the steps and their states, and what the page shows of them."""
        self._show_steps()
        self._page.enter(self._entry)

    def _show_steps(self) -> None:
        self._steps.set_steps(self._route.listed(self._page.stop, self._visited))

    def _on_save_failed(self, sentence: str) -> None:
        self._saved.show_not_saved(sentence)
        self._page.show_lead()
        go = self._keeping.stay()
        if go:
            ask_to_leave(self, go)

    def _on_discard(self) -> None:
        words = self._guided.discard_words
        ask(self, _("Discard this draft?"), words, _("Keep it"), _("Discard the draft"), self._discard)

    def _discard(self) -> None:
        self._keeping.close(self._guided.discard, self._on_discarded)

    def _on_discarded(self, _nothing: object) -> None:
        (self._keeping.stay() or self.guide_left.emit)()

    def _on_sign(self) -> None:
        """From any page; what is missing or cannot be read is said on the last one."""
        last = self._route.stops[-1]
        if self._page.stop != last:
            self._go(last)
            return
        problems = self._problems_here()
        self._page.show_problems(problems)
        if not problems:
            self._keeping.close(partial(self._guided.sign, self._draft, sure=self._sure), self._on_signed)

    def _on_signed(self, sealed: object) -> None:
        go = self._keeping.stay()
        self.draft_signed.emit(sealed)
        if go:
            go()

    def _on_refused(self, problem: Problem) -> None:
        wanting = self._guided.refused(problem)
        if isinstance(problem, LooksLikeThirdParty):
            self._ask_once(problem, wanting)
        elif wanting:
            self._page.show_problems(wanting)
        else:
            self._page.show_failure(problem.sentence)

    def _ask_once(self, problem: Problem, wanting: list[Wanting[S]]) -> None:
        """Whether a text stays as it is; by going back to it the officer has been asked too."""
        self._sure = True
        said = "\n".join([*dict.fromkeys(one.sentence for one in wanting), problem.sentence])
        box = ask(self, _("Keep it as it is?"), said, _("Go back to it"), _("Keep it and sign"), self._on_sign)
        box.rejected.connect(partial(self._go_back_to, wanting))

    def _go_back_to(self, wanting: list[Wanting[S]]) -> None:
        """To the first of them that is still asked for."""
        here = [one for one in wanting if one.stop in self._route.stops]
        if here:
            self._on_change_chosen(here[0].stop)
            self._page.mend(here[0], [one for one in here if one.stop == here[0].stop])


def _button(button: QPushButton, pressed: Callable[[], object]) -> QPushButton:
    button.clicked.connect(pressed)
    return button
