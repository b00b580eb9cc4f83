"""Place and outcome: when, where and how the session ended, which decides the steps that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.days import day_words
from app.domain.places import Outcome, Place
from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.columns import Columns, stack
from ui.widgets.label import Text
from ui.widgets.moment_box import MomentBox
from ui.widgets.step_page import read_or_blank


class StartPage(QuestionPage):
    beside_from = 980

    def __init__(self, guide: Guide, entry: Entry, clock: Callable[[], datetime]) -> None:
        hint = _("A missed or rescheduled session is recorded here too: it takes three short steps.")
        super().__init__(guide, Stop(Step.START), _("When and where was the session, and how did it end?"), hint)
        self._clock = clock
        self._alerts = self._build_alerts()
        self._held = self._build_moment()
        self._place = ChoiceList(_("Place"), [(one.value, one.label, "") for one in Place])
        self._outcome = ChoiceList(_("Outcome"), [(one.value, one.label, "") for one in Outcome])
        self.ask("held_at", self._held)
        columns = Columns(narrowest=560)
        columns.add(stack(self._place), 3)
        columns.add(stack(self._outcome), 4)
        self.fields.addWidget(columns)
        for name, choice in (("place", self._place), ("outcome", self._outcome)):
            self.take_in(name, choice)
        self._place.changed.connect(self._show_alerts)
        self._place.picked.connect(self._outcome.setFocus)
        self._held.set_value(entry.held_at)
        self._place.set_value(entry.place)
        self._outcome.set_value(entry.outcome)
        self._show_alerts()
        self._build_aside()

    def write(self, entry: Entry) -> Entry:
        place, outcome = self._place.value, self._outcome.value
        return replace(
            entry,
            held_at=read_or_blank(self._held.value),
            place=Place(place) if place else None,
            outcome=Outcome(outcome) if outcome else None,
        )

    def _build_moment(self) -> MomentBox:
        held = MomentBox(_("Date"), _("Time"))
        button = SecondaryButton(_("Now"), "clock")
        button.setAccessibleDescription(_("The session is now"))
        button.clicked.connect(self._on_now_clicked)
        held.add(button)
        return held

    def _build_alerts(self) -> Card:
        """Staff-safety alerts, shown for home visits (practice rules, section 5)."""
        card = Card(_("Staff safety: read before the home visit"))
        card.add(Text(self.guide.person.details.staff_alerts))
        card.setVisible(False)
        self.fields.addWidget(card)
        return card

    def _build_aside(self) -> None:
        details = self.guide.person.details
        card = Card(_("Before you start"))
        beside: list[QWidget] = []
        if details.interpreter:
            card.add(Text(_("Interpreter needed: {language}").format(language=details.language or _("see details"))))
        if details.adjustments:
            card.add(Text(_("Adjustments: {text}").format(text=details.adjustments)))
        for flag in self.guide.flags:
            card.add(Text(_("{title}: due {day}").format(title=flag.title, day=day_words(flag.due))))
        if card.body.count() > 1:
            beside.append(card)
        self.show_beside(*beside)

    def _show_alerts(self) -> None:
        home = self._place.value == Place.HOME_VISIT
        self._alerts.setVisible(home and bool(self.guide.person.details.staff_alerts.strip()))

    def _on_now_clicked(self) -> None:
        self._held.set_value(self._clock())
        self._place.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
