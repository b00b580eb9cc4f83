"""Asks which review is to be recorded, where nothing due says so."""

from __future__ import annotations

from functools import partial
from gettext import gettext as _
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services import people, rules
from app.services.desk import Desk
from ui.widgets.background import Background
from ui.widgets.banner import Banner
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.combo_box import Select
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.page import Page


class WhichReviewPage(Page):
    """``review_chosen`` carries the person and the kind of review."""

    review_chosen = Signal(object, str)
    review_left = Signal()

    def __init__(self, desk: Desk, background: Background, person_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("Record a review"), parent=parent)
        self._person_id = person_id
        self._banner = Banner()
        self.set_banner(self._banner)
        self._problems = ErrorSummary()
        self._which = Select(_("Which review?"), [])
        self.add(self._problems)
        self.add(self._which)
        go_on, cancel = PrimaryButton(_("Continue")), SecondaryButton(_("Cancel"))
        cancel.setShortcut("Escape")
        self.set_footer(go_on, cancel)
        go_on.clicked.connect(self._on_continue_clicked)
        cancel.clicked.connect(self.review_left)
        background.run(partial(_ask_about, desk, person_id), self._on_loaded)

    def _on_loaded(self, asked: tuple[people.PersonPage, dict[str, str]]) -> None:
        page, titles = asked
        details = page.person.details
        self._banner.set_person(details.name, [_("CRN {crn}").format(crn=details.crn)], [])
        self._which.set_options(list(titles.items()))

    def _on_continue_clicked(self) -> None:
        if self._which.value is None:
            self._problems.show_problems([(self._which, _("Choose which review"))])
        else:
            self.review_chosen.emit(self._person_id, self._which.value)


def _ask_about(desk: Desk, person_id: UUID) -> tuple[people.PersonPage, dict[str, str]]:
    return people.page(desk, person_id), dict(rules.review_titles(rules.all_rules(desk)))
