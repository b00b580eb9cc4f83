"""The pages of one guide: made when first shown, kept while it is open, each with its buttons below.

Must not know the draft nor what the buttons do: they are told on as signals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.domain.sessions import Entry, Step
from app.domain.signing import Missing
from app.services.sessions import Guide, as_of
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.sessions.steps import FOLLOWS_THE_PAGE_BEFORE, MADE_AFRESH, make_page
from ui.sessions.steps.check import CheckPage
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton, SignButton


class PageStack(QStackedWidget):
    """``change_chosen`` carries a `Stop`, ``mend_chosen`` a `Missing`; the others are presses and keystrokes."""

    changed = Signal()
    continued = Signal()
    went_back = Signal()
    left = Signal()
    discard_chosen = Signal()
    sign_chosen = Signal()
    export_chosen = Signal()
    change_chosen = Signal(object)
    mend_chosen = Signal(object)

    def __init__(self, guide: Guide, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._guide = self._then = guide
        self._clock = clock
        self._pages: dict[Stop, QuestionPage] = {}
        self._prepared: Stop | None = None
        self._folded = False

    def show_stop(self, stop: Stop, entry: Entry) -> QuestionPage:
        """Show the page for ``stop``, as it was left; one that follows from other pages is made from ``entry``."""
        then = as_of(self._guide, entry)
        if then.course != self._then.course:  # the day of a late entry was entered or changed: see `make_page`
            self.forget_readable()
        self._then = then
        if stop.step in MADE_AFRESH and stop in self._pages and stop != self._prepared:
            self._forget(stop)
        self._prepared = None
        page = self._pages.get(stop) or self._make(stop, entry)
        page.prompts.set_folded(self._folded)
        page.enter(entry)  # before it is seen: what changes in a page that is shown is laid out twice
        self.setCurrentWidget(page)
        return page

    def prepare(self, stop: Stop, entry: Entry) -> None:
        """Make the page for ``stop`` and dress it, hidden, so that showing it keeps nobody waiting."""
        if stop in self._pages or stop.step in FOLLOWS_THE_PAGE_BEFORE:
            return
        self._prepared = stop
        for part in self._make(stop, entry).findChildren(QWidget):
            part.ensurePolished()

    def unreadable(self, stops: Iterable[Stop]) -> list[Missing]:
        """Dates and times typed on these pages that cannot be read."""
        return [one for stop in stops if stop in self._pages for one in self._pages[stop].unreadable()]

    def forget_readable(self) -> None:
        """Have pages made anew when they are shown again, but for those with something that cannot be read yet."""
        for stop in [stop for stop, page in self._pages.items() if not page.unreadable()]:
            self._forget(stop)

    def _make(self, stop: Stop, entry: Entry) -> QuestionPage:
        page = make_page(self._guide, entry, stop, self._clock)
        page.set_footer(*self._make_buttons(stop.step))
        page.changed.connect(self.changed)
        page.prompts.folded.connect(self._on_prompts_folded)
        if isinstance(page, CheckPage):
            page.change_chosen.connect(self.change_chosen)
            page.mend_chosen.connect(self.mend_chosen)
        self.addWidget(page)
        self._pages[stop] = page
        return page

    def _make_buttons(self, step: Step) -> list[QWidget]:
        sign, first = step is Step.CHECK, step is Step.START
        forward = SignButton(_("Sign the session"), "lock") if sign else PrimaryButton(_("Continue"))
        forward.clicked.connect(self.sign_chosen if sign else self.continued)
        later = SecondaryButton(_("Finish later"))
        later.clicked.connect(self.left)
        other: QPushButton = LinkButton(_("Discard this draft…")) if first else SecondaryButton(_("Back"), "arrow-left")
        other.clicked.connect(self.discard_chosen if first else self.went_back)
        if not sign:
            return [forward, later, other] if first else [forward, other, later]
        export = LinkButton(_("Export the draft as PDF…"))
        export.clicked.connect(self.export_chosen)
        return [forward, other, later, export]

    def _forget(self, stop: Stop) -> None:
        page = self._pages.pop(stop)
        self.removeWidget(page)
        page.deleteLater()

    def _on_prompts_folded(self, folded: bool) -> None:  # noqa: FBT001 (the value of a signal)
        self._folded = folded
