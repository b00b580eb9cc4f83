"""Asks which review is to be recorded, where nothing due says so, and about which absence, where it is about one."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.domain.deadlines import Flag
from app.services import review_kinds
from app.services.desk import Desk
from app.services.review_kinds import Choices
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.choice import ChoiceList, Option
from ui.widgets.combo_box import Select
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page


class WhichReviewPage(Page):
    """``review_chosen`` carries the person, the kind of review and the absence or order that it is about, or None."""

    review_chosen = Signal(object, str, object)
    review_left = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Record a review"), parent=parent)
        self._person_id = person_id
        self._asked: dict[str, tuple[Flag, ...]] = {}
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problems = ErrorSummary()
        self._which = Select(_("Which review?"), [])
        self._about = ChoiceList(_("What is it about?"), [])
        self._about.hide()
        for part in (self._problems, self._which, self._about):
            self.add(part)
        go_on, cancel = PrimaryButton(_("Continue")), SecondaryButton(_("Cancel"))
        cancel.setShortcut("Escape")
        self.set_footer(go_on, cancel)
        self._which.changed.connect(self._on_kind_changed)
        go_on.clicked.connect(self._on_continue_clicked)
        cancel.clicked.connect(self.review_left)
        background.run(partial(review_kinds.choices, desk, person_id), self._on_loaded)

    def _on_loaded(self, found: Choices) -> None:
        details = found.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        self._asked = dict(found.about)
        self._which.set_options(list(found.titles.items()))

    def _on_kind_changed(self) -> None:
        """What is open of this kind, oldest first."""
        asked = self._asked.get(self._which.value or "", ())
        self._about.set_options([_option(flag) for flag in asked])
        self._about.setVisible(bool(asked))
        self._problems.clear()

    def _on_continue_clicked(self) -> None:
        kind, about = self._which.value, self._about.value
        if kind is None:
            self._problems.show_problems([(self._which, _("Choose which review"))])
        elif kind in self._asked and not self._asked[kind]:
            self._problems.show_problems([(self._which, _("Nothing waits for this"))])
        elif kind in self._asked and about is None:
            self._problems.show_problems([(self._about, _("Choose what it is about"))])
        else:
            self.review_chosen.emit(self._person_id, kind, UUID(about) if about else None)


def _option(flag: Flag) -> Option:
    return str(flag.subject), day_words(flag.since or flag.due), flag.why
