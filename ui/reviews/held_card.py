"""What the records hold on the question of a page, as it stands, to be read beside it. Knows no store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from gettext import gettext as _
from textwrap import shorten

from PySide6.QtCore import QTimer

from app.domain.agencies import LastHeard
from app.domain.days import day_words
from app.domain.facts import local_day
from app.domain.records import Body, How, Record, answers
from ui.widgets.list_card import ListCard
from ui.widgets.row_shape import Row

_LONGEST = 300  # characters of an answer


class HeldCard(ListCard):
    """The records of these kinds, in their order; hidden while there are none.

    The rows come a turn of the event loop after the page, as in `EvidenceCard`.
    """

    def __init__(self, title: str, records: Iterable[Record], kinds: Iterable[type[Body]], today: date) -> None:
        super().__init__(title)
        QTimer.singleShot(0, self, partial(self.set_rows, held_rows(records, kinds, today)))


class HeardCard(ListCard):
    """Each agency, and when it was last heard from and told something; hidden while there are none."""

    def __init__(self, agencies: Iterable[LastHeard]) -> None:
        super().__init__(_("Agencies, last heard from"))
        rows = [Row(key=one.agency, title=one.agency, lines=tuple(_heard(one))) for one in agencies]
        QTimer.singleShot(0, self, partial(self.set_rows, rows))


def held_rows(records: Iterable[Record], kinds: Iterable[type[Body]], today: date) -> list[Row]:
    """The records of these kinds with their answers, those of one kind together."""
    found = list(records)
    return [_row(one, today) for kind in kinds for one in found if isinstance(one.body, kind)]


def _row(record: Record, today: date) -> Row:
    body = record.body
    said = [(ask, words) for ask, words in answers(body, {}) if words and ask.how not in (How.RECORD, How.ENTRY)]
    pair = _("{question}: {answer}")
    lines = [pair.format(question=ask.label, answer=_short(words)) for ask, words in said if words != body.title]
    changed = _("Last changed on {day} by {name}")
    return Row(
        key=record.id,
        title=_short(body.title),
        beside=body.standing(today),
        lines=tuple(lines),
        notes=(changed.format(day=day_words(local_day(record.recorded_at)), name=record.by),),
    )


def _heard(one: LastHeard) -> Iterator[str]:
    if one.heard_on:
        yield _("Heard from on {day}").format(day=day_words(one.heard_on))
    else:
        yield _("Never heard from")
    if one.told_on:
        yield _("Told on {day}").format(day=day_words(one.told_on))


def _short(words: str) -> str:
    return shorten(words, _LONGEST, placeholder=" …")
