"""The last review's answers, shown beside today's fields with its day. Knows no page."""

from __future__ import annotations

from gettext import gettext as _

from app.domain.considered import NOTHING_CONSIDERED, Considered
from app.domain.days import day_words
from app.services.beside import Beside
from ui.widgets.label import Text
from ui.widgets.last_time import LastTime


def last_words(beside: Beside, *lines: str, lead: str = "") -> list[LastTime]:
    """A card with these words of the last review and its day; none where there is nothing to show."""
    said = [line for line in lines if line.strip()]
    return [LastTime(beside.last.done_on, said, lead)] if beside.last and (said or lead) else []


def last_line(beside: Beside, words: str) -> list[Text]:
    """The same on one quiet line, for a page that shows many of them."""
    if beside.last is None or not words.strip():
        return []
    at, one_line = _("At the review of {day}: {words}"), " · ".join(words.splitlines())
    return [Text(at.format(day=day_words(beside.last.done_on), words=one_line), muted=True)]


def last_considered(beside: Beside) -> Considered:
    """What the last review considered; nothing where there is none or it did not say."""
    return (beside.last and beside.last.considered) or NOTHING_CONSIDERED
