"""Check in with the person: crises, mood, changes at home, and news that brings a risk review forward."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.sessions import Entry, LifeChange, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.choice import ChoiceList
from ui.widgets.text_box import TextBox


class CheckInPage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        question = _("How has {name} been since last time?").format(name=guide.person.details.called)
        super().__init__(guide, Stop(Step.CHECK_IN), question, _("Crises, mood, changes at home."))
        self._text = self.ask("check_in", TextBox(_("Check in")))
        own_hint = _("Typed in the room by {name}: kept and printed apart from the note.")
        own_hint = own_hint.format(name=guide.person.details.called)
        self._own_words = self.ask("own_words", TextBox(_("In the person’s own words"), own_hint, optional=True))
        self._own_words.hide()
        self.count_characters()
        options = [(one.value, one.label, "") for one in LifeChange]
        hint = _("Each of these brings a risk review forward to today.")
        self._changes = self.ask(
            "changes", ChoiceList(_("What is new since last time"), options, hint, several=True, optional=True)
        )
        self._text.set_value(entry.check_in)
        self._changes.set_values([one.value for one in entry.changes])
        self.beside_text(_of_check_in)

    def enter(self, entry: Entry) -> None:
        super().enter(entry)
        if entry.own_words != self._own_words.value:
            self._own_words.set_value(entry.own_words)
        if entry.own_words:
            self._own_words.show()

    def write(self, entry: Entry) -> Entry:
        changes = tuple(LifeChange(key) for key in self._changes.values)
        return replace(entry, check_in=self._text.value, own_words=self._own_words.value, changes=changes)


def _of_check_in(entry: Entry) -> str:
    return entry.check_in
