"""Whose session it is, which one, and whether what was typed is saved: the line above the guide."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from app.domain.days import day_words
from app.domain.sessions import Draft
from ui.widgets.heading import Heading
from ui.widgets.label import Text
from ui.widgets.saved_note import SavedNote
from ui.widgets.tokens import look


class GuideHeader(QFrame):
    """``saved`` is the one place that says so."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._name = Heading(name, 3)
        self._session = Text()
        self.saved = SavedNote()
        row = QHBoxLayout(self)
        row.setContentsMargins(look().space(8), look().space(2), look().space(8), look().space(2))
        row.setSpacing(look().space(3))
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(look().space(3))
        self._words.addWidget(self._name)
        self._words.addWidget(self._session, 1)
        row.addLayout(self._words, 3)
        row.addWidget(self.saved, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name and session in one line where there is room, otherwise below each other."""
        super().resizeEvent(event)
        words = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in (self._name, self._session))
        beside = words < self.width() * 0.65
        ways = QBoxLayout.Direction
        self._words.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._words.setSpacing(look().space(3 if beside else 0))
        self._name.setWordWrap(not beside)

    def show_session(self, draft: Draft) -> None:
        """Its place and its day, or the day it was started while that is not entered."""
        at = (draft.entry.held_at or draft.started_at).astimezone()
        place = draft.entry.place
        words = _("{place} session · {day}") if place else _("Session · {day}")
        self._session.setText(words.format(place=place.label if place else "", day=day_words(at.date())))
