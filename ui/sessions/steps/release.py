"""Release planning, asked for at a prison visit."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _

from app.domain.days import day_words
from app.domain.sessions import Entry, Step
from app.services.guide import Guide
from ui.sessions.question import QuestionPage
from ui.sessions.route import Stop
from ui.widgets.text_box import TextBox


class ReleasePage(QuestionPage):
    def __init__(self, guide: Guide, entry: Entry) -> None:
        release = guide.person.details.release_date
        hint = (
            _("Release date: {day}.").format(day=day_words(release)) if release else _("No release date is recorded.")
        )
        super().__init__(guide, Stop(Step.RELEASE), _("What is planned for release?"), hint)
        advice = _("Where to live, who is told, conditions, first appointments, what stands open.")
        self._text = self.ask("release", TextBox(_("Release planning"), advice))
        self._text.set_value(entry.release)
        self.beside_text(_of_release)

    def write(self, entry: Entry) -> Entry:
        return replace(entry, release=self._text.value)


def _of_release(entry: Entry) -> str:
    return entry.release
