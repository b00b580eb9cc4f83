"""Why a review is due: what brought it forward and since when, by which rule, and how sure its source is."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from app.services.beside import Beside
from ui.widgets.card import Card
from ui.widgets.flag_row import due_words
from ui.widgets.label import Text


class WhyCard(Card):
    """Says so too when nothing is due."""

    def __init__(self, beside: Beside, today: date) -> None:
        super().__init__(_("What brought this review up"))
        for flag in beside.flags:
            self.add(Text(flag.why, strong=True))
            due = due_words(flag, today)
            self.add(Text(_("{due} · {rule}").format(due=due, rule=flag.rule)))
            if flag.confidence:
                source = _("Source: {source} ({sure})")
                self.add(Text(source.format(source=flag.source, sure=flag.confidence.label), muted=True))
        if not beside.flags:
            self.add(Text(_("Nothing asks for it now: it is recorded all the same, and the next is counted from it.")))
