"""The pages of one review: made when first shown, kept while it is open, each with its buttons below.

Must not know what the buttons do: they are told on as signals.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from app.domain.case_problems import FieldProblem
from app.domain.reviews import ReviewEntry
from app.services.reviews import Beside
from ui.reviews.pages import make_page
from ui.reviews.pages.check import CheckPage
from ui.reviews.part_page import PartPage
from ui.reviews.parts import Part, parts
from ui.reviews.why_card import WhyCard
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton, SignButton


class PageStack(QStackedWidget):
    """``change_chosen`` carries a `Part`, ``mend_chosen`` a `FieldProblem`; the others are presses and keystrokes."""

    changed = Signal()
    continued = Signal()
    went_back = Signal()
    left = Signal()
    discard_chosen = Signal()
    sign_chosen = Signal()
    change_chosen = Signal(object)
    mend_chosen = Signal(object)

    def __init__(self, beside: Beside) -> None:
        super().__init__()
        self._beside = beside
        self._pages: dict[Part, PartPage] = {}

    def show_part(self, part: Part, entry: ReviewEntry, today: date) -> PartPage:
        """Show the page for ``part``, as it was left; the last follows from the others and is made anew."""
        if part is Part.CHECK and part in self._pages:
            self._forget(part)
        page = self._pages.get(part) or self._make(part, entry, today)
        self.setCurrentWidget(page)
        return page

    def prepare(self, part: Part, entry: ReviewEntry, today: date) -> None:
        """Make the page for ``part`` and dress it, hidden, so that showing it keeps nobody waiting."""
        if part in self._pages or part is Part.CHECK:
            return
        for one in self._make(part, entry, today).findChildren(QWidget):
            one.ensurePolished()

    def unreadable(self, asked: Iterable[Part]) -> list[FieldProblem]:
        """Dates typed on these pages that cannot be read."""
        return [one for part in asked if part in self._pages for one in self._pages[part].unreadable()]

    def forget_readable(self) -> None:
        """Have pages made anew when they are shown again, but for those with something that cannot be read yet."""
        for part in [part for part, page in self._pages.items() if not page.unreadable()]:
            self._forget(part)

    def _make(self, part: Part, entry: ReviewEntry, today: date) -> PartPage:
        page = make_page(part, self._beside, entry, today)
        if part is parts(self._beside.kind)[0]:
            page.body.insertWidget(1, WhyCard(self._beside, today))  # below the problems, above the question
        page.set_footer(*self._make_buttons(part))
        page.changed.connect(self.changed)
        if isinstance(page, CheckPage):
            page.change_chosen.connect(self.change_chosen)
            page.mend_chosen.connect(self.mend_chosen)
        self.addWidget(page)
        self._pages[part] = page
        return page

    def _make_buttons(self, part: Part) -> list[QWidget]:
        sign, first = part is Part.CHECK, part is parts(self._beside.kind)[0]
        forward = SignButton(_("Sign the review"), "lock") if sign else PrimaryButton(_("Continue"))
        forward.clicked.connect(self.sign_chosen if sign else self.continued)
        later = SecondaryButton(_("Finish later"))
        later.clicked.connect(self.left)
        other: QPushButton = LinkButton(_("Discard this draft…")) if first else SecondaryButton(_("Back"), "arrow-left")
        other.clicked.connect(self.discard_chosen if first else self.went_back)
        return [forward, later, other] if first else [forward, other, later]

    def _forget(self, part: Part) -> None:
        page = self._pages.pop(part)
        self.removeWidget(page)
        page.deleteLater()
