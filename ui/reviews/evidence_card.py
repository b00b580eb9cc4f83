"""What was rated since the last review, with its day: what was seen or said, or what helped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer

from app.domain.days import short_day_words
from app.domain.ratings import PastRating
from ui.widgets.list_card import ListCard
from ui.widgets.row_shape import Row


class EvidenceCard(ListCard):
    """``said`` are pairs of a rating and the words of it that count here; hidden while there are none.

    The rows come a turn of the event loop after the page: laying out many takes as long as the page itself.
    """

    def __init__(self, title: str, said: Iterable[tuple[PastRating, str]]) -> None:
        super().__init__(title)
        rows = [
            Row(
                key=(past.session_id, past.rating.factor),
                title=short_day_words(past.on),
                beside=past.rating.factor.label,
                lines=(words,),
            )
            for past, words in said
            if words.strip()
        ]
        QTimer.singleShot(0, self, partial(self.set_rows, rows))
