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
    """Hidden while there is nothing new, and once it was put away."""

    person_opened = Signal(object, str)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.has_news = False
        self._heading = Heading("", 3)
        away = SecondaryButton(_("Put the summary away"))
        away.clicked.connect(self._on_away_clicked)
        head = FlowLayout(spacing=look().space(4))
        head.addWidget(self._heading)
        head.addWidget(away)
        self.add(head)
        self._overdue = _Part(_("Newly overdue"))
        self._due = _Part(_("Due today"))
        self._events = _Part(_("Reviews asked for"))
        for part in (self._overdue, self._due, self._events):
            part.rows.row_opened.connect(self._on_opened)
            self.add(part)
        self._unsigned = Text(muted=True)
        self.add(self._unsigned)
        self.hide()

    def show_news(self, news: NewsPage) -> None:
        """What is begun and unsigned is only counted: it stands on the page as it is."""
        self._heading.setText(_("Since {day}").format(day=_since_words(news.since, news.today)))
        self._overdue.show_rows([news_flag_row(row, news.today) for row in news.overdue])
        self._due.show_rows([news_flag_row(row) for row in news.due])
        self._events.show_rows([news_event_row(row) for row in news.events])
        count = len(news.drafts) + len(news.review_drafts)
        self._unsigned.setText(_("Begun before today and not signed: {count}").format(count=count))
        self._unsigned.setVisible(bool(count))
        self.has_news = not news.quiet
        self.setVisible(self.has_news)

    def _on_opened(self, row: FlagRow | EventRow) -> None:
        self.person_opened.emit(row.flag.person_id if isinstance(row, FlagRow) else row.person_id, "due")

    def _on_away_clicked(self) -> None:
        self.has_news = False
        self.hide()
        self.put_away.emit()


class _Part(QWidget):
    """One kind of news under its count; hidden while there is none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._words = Text(strong=True)
        self.rows = RowList(_("New: {title}").format(title=title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._words)
        layout.addWidget(self.rows)

    def show_rows(self, rows: list[Row]) -> None:
        words = _("{title}: {count}") if len(rows) <= FEW else _("{title}: {count}, of which the first {few}")
        self._words.setText(words.format(title=self._title, count=len(rows), few=FEW))
        self.rows.set_rows(rows[:FEW])
        self.setVisible(bool(rows))


def _since_words(since: date, today: date) -> str:
    return _("yesterday") if since == today - timedelta(days=1) else weekday_words(since)
