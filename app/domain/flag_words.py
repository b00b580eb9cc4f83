"""Clauses that say why something is due; each may hold the officer's own words. Must not know rules nor flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from gettext import ngettext

from app.domain.days import day_words
from app.domain.facts import CONTACT, MAPPA, OVERSIGHT, RATING, Trigger
from app.domain.shown_done import NO_FIXED_ABODE, NOTIFICATION, POLYGRAPH


def done_words(kind: str, done: date) -> str:
    if kind == RATING:
        words = _("Last rated on {day}")
    elif kind == CONTACT:
        words = _("Last seen on {day}")
    elif kind == MAPPA:
        words = _("Last met on {day}")
    elif kind == OVERSIGHT:
        words = _("Last discussed on {day}")
    elif kind in (NOTIFICATION, NO_FIXED_ABODE):
        words = _("Last notified on {day}")
    elif kind == POLYGRAPH:
        words = _("Last held on {day}")
    else:
        words = _("Last reviewed on {day}")
    return words.format(day=day_words(done))


def brought_forward_words(words: str, brought: Sequence[Trigger]) -> str:
    """Why it was due anyway, the first event that brought it forward, and the latest where there are more."""
    return _with_events(_("{before}; brought forward on {day}: {reason}"), words, brought)


def happened_since_words(words: str, events: Sequence[Trigger]) -> str:
    """Why it is due, the first event after its due day, and the latest where there are more."""
    return _with_events(_("{before}; after it fell due, on {day}: {reason}"), words, events)


def _with_events(sentence: str, words: str, events: Sequence[Trigger]) -> str:
    first, latest = events[0].event, events[-1].event
    sentence = sentence.format(before=words, day=day_words(first.on), reason=unended(first.reason))
    more = len(events) - 1
    if not more:
        return sentence
    return ngettext(
        "{sentence}. {count} more event since, on {day}: {reason}",
        "{sentence}. {count} more events since, the latest on {day}: {reason}",
        more,
    ).format(sentence=sentence, count=more, day=day_words(latest.on), reason=unended(latest.reason))


def unended(words: str) -> str:
    """An officer's sentence without its full stop, to stand inside one of ours."""
    return words.strip().rstrip(".")
