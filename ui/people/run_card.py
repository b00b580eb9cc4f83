"""How each factor ran, with what was missed, reviewed and reported in between."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from app.domain.runs import Course, run
from app.services.desk import Desk
from app.services.people import PersonPage as Content
from app.services.rules import review_titles
from ui.widgets.card import Card
from ui.widgets.run_chart import RunChart


class RunCard(Card):
    """Hidden until there is a session to draw."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How each factor ran"), parent)
        self._desk = desk
        self._chart = RunChart()
        self.add(self._chart)
        self.hide()

    def show_content(self, content: Content) -> None:
        course = Course(
            details=content.person.details,
            history=content.history,
            missed=content.missed,
            reviews=content.reviews,
            events=content.events,
            records=content.records,
        )
        self._chart.set_series(run(course, review_titles(), self._desk.today()))
        self.setVisible(bool(content.history or content.missed))
