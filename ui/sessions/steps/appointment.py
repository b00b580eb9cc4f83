"""The next appointment, with a warning when it is later than the person's contact frequency allows."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.contacts import frequency, late_warning
from app.domain.places import Place
from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.choice import ChoiceList
from ui.widgets.label import Text
from ui.widgets.moment_box import MomentBox
from ui.widgets.step_page import read_or_blank


class AppointmentPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        called = guide.person.details.called
        question = _("When and where do you meet {name} next?").format(name=called)
        hint = _("Contact is due every {interval}.").format(interval=frequency(guide.person.details).words)
        super().__init__(guide, Stop(Step.APPOINTMENT), question, hint)
        self._entry = entry
        self._next = self.ask("next_at", MomentBox(_("Date"), _("Time")))
        self._warning = Text(strong=True)
        self._warning.hide()
        self.fields.addWidget(self._warning)
        self._place = self.ask("next_place", ChoiceList(_("Place"), [(one.value, one.label, "") for one in Place]))
        self._next.set_value(entry.next_at)
        self._place.set_value(entry.next_place)
        self._next.changed.connect(self._warn)
        self.show_beside()

    def enter(self, entry: Entry) -> None:
        super().enter(entry)
        self._entry = entry
        self._warn()

    def write(self, entry: Entry) -> Entry:
        place = self._place.value
        return replace(entry, next_at=read_or_blank(self._next.value), next_place=Place(place) if place else None)

    def _warn(self) -> None:
        sentence = late_warning(
            replace(self._entry, next_at=read_or_blank(self._next.value)), self.guide.person.details
        )
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))
