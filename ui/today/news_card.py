"""The morning summary: what became overdue or due since the officer last looked, and which events ask for a review."""

from __future__ import annotations

from datetime import date, timedelta
from gettext import gettext as _

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.days import weekday_words
from app.services.today import EventRow, FlagRow, NewsPage
from ui.today.rows import news_event_row, news_flag_row
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.row_list import RowList
from ui.widgets.row_shape import Row
from ui.widgets.tokens import look

FEW = 5
"""Rows of one kind: the lists below say the rest."""


class NewsCard(Card):
    """Made when there is something new; the page drops it once it was put away."""

    person_opened = Signal(object, str)
    put_away = Signal()

    def __init__(self, news: NewsPage, parent: QWidget | None = None) -> None:
        """What is begun and unsigned is only counted: it stands on the page as it is."""
        super().__init__(parent=parent)
        heading = Heading(_("Since {day}").format(day=_since_words(news.since, news.today)), 3)
        away = SecondaryButton(_("Put the summary away"))
        away.clicked.connect(self.put_away)
        head = FlowLayout(spacing=look().space(4))
        head.addWidget(heading)
        head.addWidget(away)
        self.add(head)
        for title, rows in (
            (_("Newly overdue"), [news_flag_row(row, news.today) for row in news.overdue]),
            (_("Due today"), [news_flag_row(row) for row in news.due]),
            (_("Reviews asked for"), [news_event_row(row) for row in news.events]),
        ):
            if rows:
                self._add_part(title, rows)
        count = len(news.drafts) + len(news.review_drafts)
        if count:
            self.add(Text(_("Begun before today and not signed: {count}").format(count=count), muted=True))

    def _add_part(self, title: str, rows: list[Row]) -> None:
        """One kind of news under its count."""
        words = _("{title}: {count}") if len(rows) <= FEW else _("{title}: {count}, of which the first {few}")
        part = RowList(_("New: {title}").format(title=title))
        part.row_opened.connect(self._on_opened)
        part.set_rows(rows[:FEW])
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Text(words.format(title=title, count=len(rows), few=FEW), strong=True))
        column.addWidget(part)
        self.add(column)

    def _on_opened(self, row: FlagRow | EventRow) -> None:
        self.person_opened.emit(row.flag.person_id if isinstance(row, FlagRow) else row.person_id, "due")


def _since_words(since: date, today: date) -> str:
    return _("yesterday") if since == today - timedelta(days=1) else weekday_words(since)
